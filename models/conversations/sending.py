"""How an outbound message moves: its parts, its classes, its time. Decided without a database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from models.conversations.views import PartView
from models.terms.channel import Priority, Stage

STAGE_RANK = {
    Stage.QUEUED: 0,
    Stage.SUBMITTING: 1,
    Stage.UNKNOWN: 2,
    Stage.SENT: 3,
    Stage.FAILED: 4,
    Stage.EXPIRED: 4,
    Stage.WITHDRAWN: 4,
    Stage.DELIVERED: 5,
}
LEFT = frozenset({Stage.SENT, Stage.DELIVERED})
"""What a part's stage is when the network surely has it."""
AGAIN_SECONDS = (30, 60, 120, 240, 480, 960, 1800)
"""Waits after a definite refusal; the last one repeats until the message is too old."""
REPEAT_AFTER_SECONDS = 60
"""How long a lost answer's delivery report is waited for before "once more" sends again."""
VALID_SECONDS: Mapping[Priority, int] = {
    Priority.LIVE: 24 * 3600,
    Priority.REPLY: 24 * 3600,
    Priority.NOTICE: 24 * 3600,
    Priority.PROMOTION: 12 * 3600,
}
"""How long a message of each class is of use."""


def moves_forward(now: Stage, then: Stage) -> bool:
    """Whether a report may change the stage: late and repeated ones may not."""
    return STAGE_RANK[then] > STAGE_RANK[now]


def whole_of(parts: Sequence[Stage], total: int) -> Stage:
    """What the stages of the parts that began to leave, of `total`, make of the whole message."""
    for worst in (Stage.UNKNOWN, Stage.FAILED, Stage.EXPIRED):
        if worst in parts:
            return worst
    if len(parts) < total or not LEFT.issuperset(parts):
        return Stage.SUBMITTING if Stage.SUBMITTING in parts else Stage.QUEUED
    return Stage.DELIVERED if set(parts) == {Stage.DELIVERED} else Stage.SENT


def stages_of(parts: Sequence[PartView]) -> list[str]:
    """How far each part of a long message is, in order, from those that began; [] of a short one.

    What has not begun is queued.
    """
    total = parts[0].total if parts else 1
    known = {part.number: part.stage for part in parts}
    stages = [known.get(number, Stage.QUEUED).value for number in range(1, total + 1)]
    return stages if total > 1 else []


def again_after(attempts: int) -> int:
    """Seconds to wait after `attempts` refusals."""
    return AGAIN_SECONDS[min(max(attempts, 1), len(AGAIN_SECONDS)) - 1]


@dataclass(frozen=True, slots=True)
class Span:
    """Hours of the day, over midnight when the end is before the beginning."""

    begin: time
    end: time

    def covers(self, moment: time) -> bool:
        if self.begin <= self.end:
            return self.begin <= moment < self.end
        return moment >= self.begin or moment < self.end


@dataclass(frozen=True, slots=True)
class Manners:
    """What an office allows each class of message."""

    quiet: Mapping[Priority, Span] = field(default_factory=dict)
    """When a class is not sent, in the office's own time."""
    once_more: frozenset[Priority] = frozenset()
    """Classes that are sent once again, marked as a possible duplicate, after a lost answer."""

    def allowed(self, now: datetime) -> Iterable[Priority]:
        """The classes that may be sent now, most urgent first; `now` in the office's time."""
        for priority in Priority:
            span = self.quiet.get(priority)
            if span is None or not span.covers(now.time()):
                yield priority
