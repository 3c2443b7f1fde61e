"""Who is given the next thread, and when one goes back to the line: decided without a database."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

THREADS_MOST = 8
"""How many threads one person answers at once, unless a supervisor says otherwise."""
LIMIT_HIGHEST = 100
AT_DESK_MS = 60_000
"""So long after it was last seen a desk counts as open."""
TYPING_MS = 60_000
"""So long after a letter its writer is not disturbed."""


class Presence(StrEnum):
    """What a member of staff says of themselves."""

    ONLINE = "online"
    AWAY = "away"
    INVISIBLE = "invisible"
    """At work, shown to colleagues as away, and given nothing by itself."""


class ShownAs(StrEnum):
    """What contacts read when somebody answers them."""

    PERSON = "person"
    DEPARTMENT = "department"


class Assign(StrEnum):
    """How threads that wait are given out by themselves."""

    OFF = "off"
    ROUND_ROBIN = "round_robin"
    """To whoever has waited longest for one."""
    LEAST_BUSY = "least_busy"


@dataclass(frozen=True, slots=True)
class Policy:
    """What the office has settled; minutes are minutes of opening hours, 0 sets no limit."""

    assign: Assign = Assign.OFF
    answer_within_minutes: int = 0
    """How soon somebody who waits shall have a first answer."""
    unanswered_minutes: int = 0
    """After which a contact that its owner does not answer goes back to the line."""
    idle_owner_minutes: int = 0
    """After which a thread goes back whose owner gave no sign of life in it."""


class Candidate(NamedTuple):
    """Somebody who might be given a thread."""

    staff_id: int
    load: int
    most: int
    given_at_ms: int
    departments: frozenset[int]


class Owned(NamedTuple):
    """A thread that somebody answers, and the last that happened in it."""

    conversation_id: int
    owner_id: int
    given_at_ms: int
    """When it was last taken or given."""
    signed_at_ms: int
    """When its owner last wrote, noted or did anything there."""
    spoke_at_ms: int
    """When staff last wrote to the contact."""
    typed_at_ms: int
    unanswered_since_ms: int | None
    """The first thing the contact said to a person after the last answer of one."""


def choose(
    candidates: Iterable[Candidate],
    how: Assign,
    *,
    department: int | None,
    last: int | None,
    neglecter: int | None = None,
) -> Candidate | None:
    """Who is given a thread: the last person first, nobody above their limit.

    Never who has just left it unanswered: it rather stays in the line.
    """
    if how is Assign.OFF:
        return None
    free = [
        each
        for each in candidates
        if each.load < each.most
        and each.staff_id != neglecter
        and (department is None or department in each.departments)
    ]
    if not free:
        return None
    for each in free:
        if each.staff_id == last:
            return each
    if how is Assign.LEAST_BUSY:
        return min(free, key=lambda each: (each.load, each.given_at_ms, each.staff_id))
    return min(free, key=lambda each: (each.given_at_ms, each.staff_id))


def neglect(owned: Owned, policy: Policy) -> tuple[int, int] | None:
    """From when on, and for how many minutes at most, a thread may stay as it is; None: for ever.

    Where the owner has answered and the contact is silent nobody owes anything.
    """
    sign = max(owned.given_at_ms, owned.signed_at_ms, owned.typed_at_ms)
    limits = []
    if owned.unanswered_since_ms is not None and policy.unanswered_minutes:
        limits.append((max(owned.unanswered_since_ms, sign), policy.unanswered_minutes))
    owes = owned.unanswered_since_ms is not None or owned.spoke_at_ms < owned.given_at_ms
    if owes and policy.idle_owner_minutes:
        limits.append((sign, policy.idle_owner_minutes))
    return min(limits, key=lambda each: each[0] + each[1] * 60_000, default=None)
