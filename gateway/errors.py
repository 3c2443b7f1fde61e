"""What can go wrong between us and a modem, told apart by what the caller can do."""


class GatewayError(Exception):
    """The family of this room."""


class PduError(GatewayError):
    """Bytes that are no PDU we can read, or values that fit into none. Nothing to retry."""


class LineDownError(GatewayError):
    """The port is gone or the modem mute: wait until the supervisor has it back."""


class NotReadyError(GatewayError):
    """The modem answers but cannot serve: no SIM, PIN asked, text mode only. Tell the operator."""


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
