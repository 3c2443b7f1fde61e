"""How fast one visitor may write, and how many sockets one place may hold."""

from collections import Counter as Tally
from dataclasses import dataclass

from models.terms.clock import Clock


@dataclass(slots=True)
class Bucket:
    """Tokens that fill steadily; each message takes one."""

    clock: Clock
    per_second: float
    burst: int
    _tokens: float = 0.0
    _at: float | None = None

    def take(self) -> float:
        """0 when a message may pass, else the seconds until the next one may."""
        now = self.clock.monotonic()
        filled = (
            self.burst if self._at is None else self._tokens + (now - self._at) * self.per_second
        )
        self._tokens, self._at = min(self.burst, filled), now
        if self._tokens >= 1:
            self._tokens -= 1
            return 0
        return (1 - self._tokens) / self.per_second


class Places:
    """Sockets open now, in all and by network address; this machine's own are not counted."""

    def __init__(self, *, most: int, most_of_one: int) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._open: Tally[str | None] = Tally()

    def enter(self, origin: str | None) -> bool:
        """Whether one more may be opened from there; counts it if so."""
        if self._open.total() >= self._most:
            return False
        if origin is not None and self._open[origin] >= self._most_of_one:
            return False
        self._open[origin] += 1
        return True

    def leave(self, origin: str | None) -> None:
        self._open[origin] -= 1
        if self._open[origin] <= 0:
            del self._open[origin]

    @property
    def taken(self) -> int:
        return self._open.total()
