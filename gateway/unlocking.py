"""The SIM's PIN: given once, and never a second time when it was wrong.

Three wrong ones block a SIM, and an office's number with it. What was given is therefore noted
before it is given, by the SIM's own number, and the last try is always left to a person.
Source: 3GPP TS 27.007, 8.3 (+CPIN) and 8.65 (+CPINR); makers' manuals for the other questions.
"""

from gateway import at, causes
from gateway.errors import NoAnswerError, NotReadyError, RefusedError, State
from gateway.link import Link
from gateway.setup import PIN, Setup

FEWEST_TRIES = 2
HARMLESS = frozenset({"READY", "SIM PIN2", "SIM PUK2"})
"""The second PIN is for settings that we never touch."""
_REFUSED = "the SIM did not take the PIN of the settings; the same is not given again"
_WAYS_TO_THE_TRIES = (
    ('AT+CPINR="SIM PIN"', "+CPINR:"),
    ("AT+SPIC", "+SPIC:"),
    ("AT^CPIN?", "^CPIN:"),
    ('AT+QPINC="SC"', "+QPINC:"),
    ("AT+ZPINPUK=?", "+ZPINPUK:"),
    ("AT#PCT", "#PCT:"),
)


async def card_state(link: Link) -> str:
    """What the SIM waits for, in the words of +CPIN; READY for nothing.

    Raises RefusedError and LineDownError.
    """
    try:
        lines = await link.command("AT+CPIN?", prefix="+CPIN:")
    except NoAnswerError as silence:  # some say READY and forget the OK
        lines = silence.lines
    asked = lines[-1].partition(":")[2].strip().upper() if lines else ""
    return asked or "READY"


async def unlock(link: Link, asked: str, *, card: str, setup: Setup) -> None:
    """Do what the SIM waits for, if it is its PIN and that may be given.

    `card` is the name by which a refusal is remembered. Raises NotReadyError, LineDownError,
    and RefusedError while the SIM is busy.
    """
    if asked in HARMLESS:
        setup.refused_pins.forget(card, setup.pin or "")
    elif asked == "SIM PIN":
        await _open_with_pin(link, card, setup)
    elif "NOT INSERTED" in asked:  # SIMCom's way of saying +CME ERROR: 10
        raise NotReadyError("there is no SIM", state=State.SIM_MISSING)
    elif asked == "NOT READY":
        raise RefusedError("the SIM is busy", code=causes.BUSY)
    elif asked == "SIM PUK":
        raise NotReadyError(
            "the SIM is blocked and asks for its PUK: open it in a phone", state=State.PUK_NEEDED
        )
    else:
        raise NotReadyError(
            "the modem or its SIM is locked to another operator or phone", state=State.LOCKED
        )


async def tries_left(link: Link) -> int | None:
    """How many wrong PINs the SIM still bears; None from a modem that does not say."""
    for command, prefix in _WAYS_TO_THE_TRIES:
        try:
            lines = await link.command(command, prefix=prefix)
        except (RefusedError, NoAnswerError):
            continue
        for line in lines:
            if numbers := at.numbers_of(line):
                return numbers[0]
    return None


async def _open_with_pin(link: Link, card: str, setup: Setup) -> None:
    pin = setup.pin
    if pin is None or not PIN.fullmatch(pin):
        raise NotReadyError(
            "the SIM waits for its PIN: set sim_pin, or turn the PIN off in a phone",
            state=State.PIN_NEEDED,
        )
    if setup.refused_pins.holds(card, pin):
        raise NotReadyError(_REFUSED, state=State.PIN_REFUSED)
    left = await tries_left(link)
    if left is not None and left < FEWEST_TRIES:
        raise NotReadyError(
            "the SIM bears no second wrong PIN: open it in a phone first", state=State.PIN_REFUSED
        )
    setup.refused_pins.note(card, pin)
    await _give(link, pin, card, setup)


async def _give(link: Link, pin: str, card: str, setup: Setup) -> None:
    try:
        await link.command(f'AT+CPIN="{pin}"')
    except RefusedError as refusal:
        if refusal.code in causes.SIM_BUSY:  # it was not looked at
            setup.refused_pins.forget(card, pin)
            raise
        raise NotReadyError(_REFUSED, state=State.PIN_REFUSED) from refusal
    setup.refused_pins.forget(card, pin)
