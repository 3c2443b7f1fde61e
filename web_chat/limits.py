"""How fast one visitor or one place may write, and how many sockets one place may hold."""

from collections import Counter as Tally
from dataclasses import dataclass

from models.terms.clock import Clock

SWEPT_FROM = 1000
"""Buckets that are kept before any is looked at."""


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

    @property
    def is_full(self) -> bool:
        """Whether it holds as much as a new one."""
        if self._at is None:
            return True
        filled = self._tokens + (self.clock.monotonic() - self._at) * self.per_second
        return filled >= self.burst


class Buckets:
    """One bucket for each key, so that a new window begins with what the last one has left."""

    def __init__(self, clock: Clock, *, per_second: float, burst: int) -> None:
        self._clock = clock
        self._per_second = per_second
        self._burst = burst
        self._kept: dict[str, Bucket] = {}
        self._sweep_at = SWEPT_FROM

    def of(self, key: str) -> Bucket:
        """The key's own; those that have filled up again are forgotten now and then."""
        if len(self._kept) >= self._sweep_at:
            self._kept = {k: bucket for k, bucket in self._kept.items() if not bucket.is_full}
            self._sweep_at = max(SWEPT_FROM, 2 * len(self._kept))
        return self._kept.setdefault(key, Bucket(self._clock, self._per_second, self._burst))


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
