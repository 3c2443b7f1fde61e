"""What a command_status means for a text: later, never, or slower. Source: SMPP 3.4, 5.1.3."""

from models.terms.channel import ChannelError

OK = 0x00
INVALID_LENGTH = 0x02
INVALID_COMMAND = 0x03
SYSTEM_ERROR = 0x08
BIND_FAILED = 0x0D
WRONG_PASSWORD = 0x0E
WRONG_SYSTEM_ID = 0x0F
QUEUE_FULL = 0x14
THROTTLED = 0x58
RECEIVER_LATER = 0x64
"""What we answer when a text could not be stored: ESME_RX_T_APPN, send it again."""

SLOWER = frozenset({QUEUE_FULL, THROTTLED})
REFUSED_BIND = frozenset({BIND_FAILED, WRONG_PASSWORD, WRONG_SYSTEM_ID, 0x53})

_HOPELESS = {
    0x01: "the text is too long for the provider",
    0x06: "the provider refuses the priority",
    0x07: "the provider refuses delivery reports",
    0x0A: "the provider refuses the sender",
    0x0B: "the provider refuses the recipient's number",
    0x33: "the provider refuses the number of recipients",
    0x40: "the provider refuses the recipient",
    0x42: "the provider refuses the message",
    0x43: "the provider refuses long messages or their header",
    0x48: "the provider refuses the sender's type of number",
    0x49: "the provider refuses the sender's numbering plan",
    0x50: "the provider refuses the recipient's type of number",
    0x51: "the provider refuses the recipient's numbering plan",
    0x62: "the provider refuses how long the text is valid",
    0xC0: "the provider did not understand the message",
    0xC1: "the provider did not understand the message",
    0xC2: "the provider did not understand the message",
    0xC3: "the provider did not understand the message",
    0xC4: "the provider did not understand the message",
}
_PASSING = {
    INVALID_COMMAND: "the provider did not understand the command",
    0x04: "the provider ended our session",
    SYSTEM_ERROR: "the provider has a fault",
    QUEUE_FULL: "the provider's queue is full",
    0x45: "the provider could not take the message",
    THROTTLED: "the provider asks for slower sending",
    0xFE: "the provider could not deliver",
}


def refusal_of(status: int) -> ChannelError:
    """Nothing left; a status that nobody explains may pass."""
    reason = _HOPELESS.get(status)
    if reason is not None:
        return ChannelError(reason, retryable=False)
    unexplained = f"the provider refused the message (0x{status:08X})"
    return ChannelError(_PASSING.get(status, unexplained), retryable=True)


def bind_refusal_of(status: int) -> str:
    match status:
        case 0x0E:
            return "the provider refuses the password"
        case 0x0F:
            return "the provider does not know the system_id"
        case _:
            return f"the provider refuses the login (0x{status:08X})"
