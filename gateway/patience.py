"""How long the gateway waits for a modem, and how often it looks by itself. All in seconds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Longest waits for answers."""

    open: float = 5.0
    command: float = 5.0
    list: float = 30.0
    """A SIM full of messages is read slowly."""
    prompt: float = 10.0
    submit: float = 60.0
    """The network's answer to a message: 3GPP TS 24.011, 10 allows some 40 s; sticks take more."""
    quiet: float = 0.1
    """How long nothing may come before a modem that was mute is believed to be in step."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Pauses between the things a gateway does unasked."""

    sweep: float = 60.0
    """Reading the whole storage, for announcements that never came."""
    deaf_sweep: float = 5.0
    """The same, for a modem that announces nothing."""
    retry: float = 5.0
    """After the inbox could not store a message."""
    watch: float = 60.0
    """Asking the modem for signal, network and room."""
    reconnect_first: float = 0.25
    reconnect_longest: float = 5.0
    """Doubled from the first to the longest while a modem stays away."""
