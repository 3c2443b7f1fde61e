"""What can go wrong between us and a modem, told apart by what the caller can do."""

from enum import StrEnum


class State(StrEnum):
    """How a line is, in one word for machines."""

    STARTING = "starting"
    """Being opened and made ready, or not looked for yet."""
    READY = "ready"
    NO_PORT = "no_port"
    """Not plugged in."""
    NOT_ALLOWED = "not_allowed"
    IN_USE = "in_use"
    """Another program has the port."""
    MUTE = "mute"
    FLOODING = "flooding"
    """It talks so much that it is read slowly."""
    RESTARTING = "restarting"
    UNFIT = "unfit"
    """It answers and is no modem that we can use."""
    PIN_NEEDED = "pin_needed"
    PIN_REFUSED = "pin_refused"
    PUK_NEEDED = "puk_needed"
    LOCKED = "locked"
    """The stick takes only its own operator's SIMs."""
    SIM_MISSING = "sim_missing"
    SIM_BUSY = "sim_busy"
    SIM_FAILED = "sim_failed"
    SEARCHING = "searching"
    DENIED = "denied"
    """The network refuses the SIM."""
    STORAGE_FULL = "storage_full"


class GatewayError(Exception):
    """The family of this room."""


class PduError(GatewayError):
    """Bytes that are no PDU we can read, or values that fit into none. Nothing to retry."""


class LineDownError(GatewayError):
    """The port is gone or the modem mute: wait until the supervisor has it back."""

    def __init__(self, reason: str, *, state: State = State.NO_PORT) -> None:
        super().__init__(reason)
        self.state = state


class NotReadyError(GatewayError):
    """The modem answers but cannot serve: no SIM, PIN asked, text mode only. Tell the operator."""

    def __init__(self, reason: str, *, state: State) -> None:
        super().__init__(reason)
        self.state = state


class RefusedError(GatewayError):
    """The modem said no, so nothing happened. Whether later is better depends on the code."""

    def __init__(self, reason: str, *, code: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code


class NoAnswerError(GatewayError):
    """No final answer in time, to a command that changes nothing outside the modem."""

    def __init__(self, reason: str, *, lines: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.lines = lines
        """What did come before the silence."""


class AnswerLostError(GatewayError):
    """The last byte of a message left and no answer came: it may or may not be on its way."""
