"""How long the gateway waits for a modem, and how often it looks by itself. All in seconds."""

from dataclasses import dataclass

_ATTENTION = 2.0


@dataclass(frozen=True, slots=True)
class Patience:
    """Longest waits for answers."""

    open: float = 5.0
    command: float = 5.0
    list: float = 15.0
    """A SIM full of messages is read slowly."""
    prompt: float = 10.0
    submit: float = 60.0
    """The network's answer to a message: 3GPP TS 24.011, 10 allows some 40 s; sticks take more."""
    quiet: float = 0.1
    """How long nothing may come before a modem that was mute is believed to be in step."""
    sim: float = 30.0
    """A SIM that was just given power says for some seconds that it is busy."""
    sim_pause: float = 1.0
    """Between two questions whether it still is."""
    ussd: float = 30.0
    """The network's answer to a USSD code, which people wait for at the screen."""
    seek: float = 2.0
    """For one port to say whether the modem we look for is there."""

    @property
    def card(self) -> float:
        """For what reads or writes the SIM, which is slower than the modem."""
        return 2 * self.command

    @property
    def attention(self) -> float:
        """For AT alone, which no modem that is well thinks about."""
        return min(self.command, _ATTENTION)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Pauses between the things a gateway does unasked."""

    sweep: float = 60.0
    """Reading the whole storage, for announcements that never came."""
    sweep_least: float = 1.0
    """Between two sweeps for announcements that named a wrong place."""
    deaf_sweep: float = 5.0
    """The same, for a modem that announces nothing."""
    retry: float = 5.0
    """After the inbox could not store a message."""
    watch: float = 60.0
    """Asking the modem for signal, network and room."""
    watch_troubled: float = 5.0
    """The same while there is no network, or no room."""
    watch_least: float = 0.25
    """Between two such questions, however much gives reason for doubt."""
    reconnect_first: float = 0.25
    reconnect_longest: float = 5.0
    """Doubled from the first to the longest while a modem stays away."""
    steady: float = 10.0
    """A line that was up for less goes on with the pause it had reached."""
    remedy: float = 600.0
    """Without network, or mute, for so long a modem is restarted where its model bears that."""
    remedy_longest: float = 7200.0
    """Doubled from one restart to the next, up to this."""
