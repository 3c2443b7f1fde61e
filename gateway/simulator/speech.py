"""What a modem writes: answers, and notices nobody asked for, each as its model words them.

Source: 3GPP TS 27.007, 4.1 (form), 9.1 (+CMEE) and 9.2.1; TS 27.005, 3.2.5, whose codes are
always told.
"""

import random
from collections.abc import Sequence
from typing import Protocol

from gateway.simulator.faults import Fault
from gateway.simulator.profiles import Quirk
from gateway.simulator.settings import RefusedCommandError
from gateway.simulator.state import State

NOTICE = "^RSSI:17"
STORM_NOTICES = 200

_NOISE_OCTETS = 20
_IN_WORDS = 2
_WORDS = {
    3: "operation not allowed",
    10: "SIM not inserted",
    11: "SIM PIN required",
    12: "SIM PUK required",
    13: "SIM failure",
    14: "SIM busy",
    16: "incorrect password",
    30: "no network service",
}


class Write(Protocol):
    """Puts octets on the line; `singly` one by one."""

    def __call__(self, octets: bytes, *, singly: bool = False) -> None: ...


class Speech:
    """Of one modem."""

    def __init__(self, state: State, write: Write) -> None:
        self.write = write
        self._state = state
        self._is_held = False
        self._held: list[str] = []
        self._noise = random.Random(0)  # noqa: S311 - noise, and the same each time
        self._chatter = 0

    def lose_power(self) -> None:
        self._is_held = False
        self._held.clear()

    def hold_notices(self) -> None:
        """Until the next answer: a PDU is being typed."""
        self._is_held = True

    def tell(self, line: str, pdu: bytes | None = None) -> None:
        """Something unasked."""
        notice = f"\r\n{line}\r\n" + (f"{pdu.hex().upper()}\r\n" if pdu is not None else "")
        if self._is_held:
            self._held.append(notice)
        else:
            self.write(notice.encode())

    def storm(self, notice: str) -> None:
        """Very often; `{}` is a number that changes."""
        for number in range(STORM_NOTICES):
            self.tell(notice.format(number % 32))

    def interrupt(self, *lines: str) -> None:
        """Something unasked, wherever it falls."""
        self.write("".join(f"\r\n{line}\r\n" for line in lines).encode())

    def answer(self, lines: Sequence[str]) -> None:
        body = "".join(f"{line}\r\n" for line in lines)
        if self._state.faults.happens(Fault.URC_BEFORE_OK):
            body += f"\r\n{NOTICE}\r\n"
        self._end(f"\r\n{body}" if body else "", "OK")

    def refuse(self, refused: RefusedCommandError) -> None:
        self._end("", self._refusal(refused))

    def release_notices(self) -> None:
        self._is_held = False
        held, self._held = self._held, []
        for notice in held:
            self.write(notice.encode())

    def _end(self, body: str, result: str) -> None:
        faults = self._state.faults
        noise = self._noise.randbytes(_NOISE_OCTETS) if faults.happens(Fault.GARBAGE) else b""
        answer = noise + f"{self._chattered()}{body}\r\n{result}\r\n".encode()
        self.write(answer, singly=faults.happens(Fault.BYTE_BY_BYTE))
        self.release_notices()

    def _chattered(self) -> str:
        """What this model says by itself, before an answer."""
        profile = self._state.profile
        if profile.has(Quirk.FLOODS_UNTIL_ROOM_IS_ASKED) and not self._state.is_room_asked:
            return "\r\n+ZUSIMR:2\r\n"
        if not profile.has(Quirk.CHATTERS) or not self._state.settings.maker_notices:
            return ""
        self._chatter += 1
        return f"\r\n{profile.chatter[self._chatter % len(profile.chatter)]}\r\n"

    def _refusal(self, refused: RefusedCommandError) -> str:
        code, wish = refused.code, self._state.settings.verbose_errors
        if code is None and self._state.profile.has(Quirk.COMMAND_NOT_SUPPORT):
            return "COMMAND NOT SUPPORT"
        if code is None or (refused.equipment and not wish):
            return "ERROR"
        if not refused.equipment:
            return f"+CMS ERROR: {code}"
        return f"+CME ERROR: {_WORDS.get(code, code) if wish == _IN_WORDS else code}"
