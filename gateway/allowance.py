"""How many texts a SIM may send: operators bar those that send like machines.

Counted by parts, for that is what the network counts. Pure: times are given.
"""

import random
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from models.terms.channel import Priority

HOUR_SECONDS = 3600.0
DAY_SECONDS = 86_400.0
KEPT_FOR_TALK = 0.1
"""The share of an hour's and a day's allowance that only conversations may use up."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one SIM; 0 sets no limit."""

    shortest_seconds: float = 0.0
    """Between two messages: a random time between the shortest and the longest."""
    longest_seconds: float = 0.0
    per_hour: int = 0
    per_day: int = 0


class Allowance:
    """What one line has sent lately, and when it may send again. Times are in seconds."""

    def __init__(self, limits: Limits, *, sent: Iterable[float] = (), seed: int = 0) -> None:
        """`sent`: when parts left within the last day, in order, as a restart finds them."""
        self._limits = limits
        self._sent = deque(sent)
        self._chance = random.Random(seed)  # noqa: S311 - spreads sends, keeps no secret
        self._next = 0.0

    @property
    def used(self) -> int:
        """Parts of the last day."""
        return len(self._sent)

    def note(self, now: float) -> None:
        """A part is handed over."""
        self._sent.append(now)
        self._forget(now)

    def rest(self, now: float) -> None:
        """A message has left with all its parts: pause before the next."""
        limits = self._limits
        self._next = now + self._chance.uniform(limits.shortest_seconds, limits.longest_seconds)

    def wait(self, now: float, priority: Priority) -> float:
        """Seconds until a message of this class may go; 0 when it may now."""
        self._forget(now)
        limits = self._limits
        return max(
            self._next - now,
            self._wait_in(now, HOUR_SECONDS, limits.per_hour, priority),
            self._wait_in(now, DAY_SECONDS, limits.per_day, priority),
            0.0,
        )

    def _wait_in(self, now: float, span: float, most: int, priority: Priority) -> float:
        """Until fewer than `most` parts lie within the span before."""
        if not most:
            return 0.0
        if priority > Priority.REPLY:
            most = max(1, int(most * (1 - KEPT_FOR_TALK)))
        if len(self._sent) < most or now - self._sent[-most] >= span:
            return 0.0
        return self._sent[-most] + span - now

    def _forget(self, now: float) -> None:
        while self._sent and now - self._sent[0] >= DAY_SECONDS:
            self._sent.popleft()
