"""How a modem is: signal, network, room in its storage, told by itself.

Source: 3GPP TS 27.007, 7.2 (+CREG), 7.3 (+COPS), 8.5 (+CSQ); TS 27.005, 3.2.2 (+CPMS).
"""

import re
from dataclasses import dataclass

from gateway import at
from gateway.errors import RefusedError, State
from gateway.link import Link

STRONGEST = 31
NEARLY_FULL = 0.8
ROAMING = frozenset({5, 7})
REGISTERED = frozenset({1, 6}) | ROAMING
"""6 and 7: for texts only."""
DENIED = 3

_OPERATOR = re.compile(r'\+COPS:\s*[0-9],[0-9],"([ !#-~]{1,40})".*')
_ALL_THREE = 6


@dataclass(frozen=True, slots=True)
class Health:
    """What the modem says of itself; None where it does not say."""

    signal_percent: int | None = None
    registration: int | None = None
    used: int | None = None
    capacity: int | None = None

    @property
    def is_registered(self) -> bool:
        """A modem that cannot tell is believed to be."""
        return self.registration is None or self.registration in REGISTERED

    @property
    def is_full(self) -> bool:
        return bool(self.capacity) and self.used is not None and self.used >= (self.capacity or 0)

    @property
    def is_nearly_full(self) -> bool:
        return self.used is not None and self.used >= NEARLY_FULL * (self.capacity or 0) > 0

    @property
    def state(self) -> State:
        """Of a modem that is at work."""
        if not self.is_registered:
            return State.DENIED if self.registration == DENIED else State.SEARCHING
        return State.STORAGE_FULL if self.is_full else State.READY


async def health_of(link: Link) -> Health:
    """Ask for all of it. Raises NoAnswerError and LineDownError."""
    signal = await _numbers(link, "AT+CSQ", "+CSQ:")
    room = await _numbers(link, "AT+CPMS?", "+CPMS:")
    if len(room) >= _ALL_THREE:  # the third is where new ones are put
        room = room[4:6]
    registration = await _registration(link)
    heard = signal[0] if signal else None
    return Health(
        signal_percent=(
            round(100 * heard / STRONGEST) if heard is not None and heard <= STRONGEST else None
        ),
        registration=registration,
        used=room[0] if len(room) > 1 else None,
        capacity=room[1] if len(room) > 1 else None,
    )


async def _registration(link: Link) -> int | None:
    told = await _numbers(link, "AT+CREG?", "+CREG:")
    plain = told[1] if len(told) > 1 else None
    if plain is None or plain in REGISTERED:
        return plain
    fourth_generation = await _numbers(link, "AT+CEREG?", "+CEREG:")
    told = fourth_generation if fourth_generation[1:2] in {(each,) for each in REGISTERED} else told
    return told[1]


async def operator_of(link: Link) -> str:
    """The network's name. Raises NoAnswerError and LineDownError."""
    try:
        lines = await link.command("AT+COPS?", prefix="+COPS:")
    except RefusedError:
        return ""
    match = _OPERATOR.fullmatch(lines[0]) if lines else None
    return match[1] if match else ""


async def _numbers(link: Link, command: str, prefix: str) -> tuple[int, ...]:
    """The longest answer's numbers: a notice of the same name may stand beside it."""
    try:
        lines = await link.command(command, prefix=prefix)
    except RefusedError:
        return ()
    return max(map(at.numbers_of, lines), key=len, default=())
