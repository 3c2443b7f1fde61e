"""Octets on a serial line: at the pace of its baud rate, or one by one."""

import asyncio
from collections.abc import Callable

MOST_WAITING = 65536
"""What comes faster than it can leave is lost beyond this."""

_BITS_PER_OCTET = 10
"""Start, eight data, stop."""
_TICK_SECONDS = 0.002


class Pace:
    """One direction of a line. Without a baud rate, what is sent arrives at once and whole."""

    def __init__(
        self,
        pass_on: Callable[[bytes], None],
        *,
        baud: int | None = None,
        dribbles: bool = False,
    ) -> None:
        """`dribbles`: everything arrives octet by octet."""
        self._pass_on = pass_on
        self._rate = baud / _BITS_PER_OCTET if baud else None
        self._dribbles = dribbles
        self._waiting = bytearray()
        self._timer: asyncio.Handle | None = None
        self._began = 0.0
        self._passed = 0

    def send(self, octets: bytes, *, singly: bool = False) -> None:
        """`singly`: these octet by octet."""
        if not (self._timer or self._rate or self._dribbles or singly):
            self._pass_on(octets)
            return
        self._waiting += octets[: MOST_WAITING - len(self._waiting)]
        if self._timer is None and self._waiting:
            self._began, self._passed = asyncio.get_running_loop().time(), 0
            self._wait()

    def clear(self) -> None:
        """Forget what has not left."""
        self._waiting.clear()
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _wait(self) -> None:
        loop = asyncio.get_running_loop()
        if self._rate:
            seconds = max(_TICK_SECONDS, 1 / self._rate)
            self._timer = loop.call_later(seconds, self._step)
        else:
            self._timer = loop.call_soon(self._step)

    def _step(self) -> None:
        self._timer = None
        count = self._due()
        octets = bytes(self._waiting[:count])
        del self._waiting[:count]
        self._passed += count
        if self._waiting:
            self._wait()
        if octets:
            self._pass_on(octets)

    def _due(self) -> int:
        if self._rate is None:
            return 1
        elapsed = asyncio.get_running_loop().time() - self._began
        return max(0, int(elapsed * self._rate) - self._passed)
