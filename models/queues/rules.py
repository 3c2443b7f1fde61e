"""Which places of a day may be given, near which time, and how long a line may take."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

TIMES_AT_MOST = 3
LISTED_AT_MOST = 30
PARTS_OF_DAY = {
    "morning": ("00:00", "11:00"),
    "midday": ("11:00", "15:00"),
    "afternoon": ("12:00", "24:00"),
}
"""What people mean by them: from one time on, before another."""
PREFIX_LENGTH = 4
NUMBER_LENGTH = 6
ENOUGH_SERVED = 10
"""Served tickets below which no wait is told: a guess would be worse than nothing."""
_LOW, _HIGH = 0.25, 0.75
_MOST_MINUTES = 240
"""A ticket that took longer was forgotten at the counter and teaches nothing."""


class TicketState(StrEnum):
    """Where a ticket can stand."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    CALLED = "called"
    ON_HOLD = "on_hold"
    """Set aside at the counter, as for a paper that is fetched; back in line when resumed."""
    ABSENT = "absent"
    """Called in vain once; called again after some later tickets, then a no-show."""
    SERVED = "served"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


WAITING = (TicketState.BOOKED, TicketState.ARRIVED)
OPEN = (*WAITING, TicketState.CALLED, TicketState.ON_HOLD, TicketState.ABSENT)
"""Those that are not over: they are somebody's, and `queues.mine` tells them."""
FREED = (TicketState.NO_SHOW, TicketState.CANCELLED)
"""Those whose place was given back."""


@dataclass(frozen=True, slots=True)
class Span:
    """From one time of the day to another, both as "09:00"; the end does not belong to it."""

    start: str
    end: str


ALL_DAY = Span("00:00", "24:00")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as the office keeps it: when its doors are open, with the breaks between."""

    open: Sequence[Span] = (ALL_DAY,)
    is_closed: bool = False


Days = Callable[[date], Day]
"""How the office keeps a day."""


class Closed(StrEnum):
    """Why nothing can be booked on a day."""

    PAST = "past"
    TOO_LATE_TODAY = "too_late_today"
    TOO_FAR = "too_far"
    CLOSED_DAY = "closed_day"
    NO_SUCH_DAY = "no_such_day"


@dataclass(frozen=True, slots=True)
class Manners:
    """How a service gives its places."""

    days_ahead: int = 14
    same_day_until: str = "12:00"
    """From then on nothing can be booked for today."""
    quota_per_day: int = 60
    per_person: int = 1
    """Tickets of one person on one day, over all services."""
    hold_minutes: int = 5
    """How long a place is kept for somebody who chooses."""
    recall_after: int = 3
    """Later tickets called before somebody who was absent is called once more."""
    notice_at: int = 3
    """How near in line somebody is told to come."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A time of a weekday (Monday is 0) and how many may come at it."""

    weekday: int
    time: str
    capacity: int


def read_day(text: str) -> date | None:
    """A date as 2026-11-25, or None for a day that does not exist, as 29 February 2027."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def why_closed(day: date, *, now: datetime, manners: Manners, days: Days) -> Closed | None:
    """What speaks against a day, or None; `now` is the office's local time."""
    today = now.date()
    if day < today:
        return Closed.PAST
    if (day - today).days > manners.days_ahead:
        return Closed.TOO_FAR
    kept = days(day)
    if kept.is_closed or not kept.open:
        return Closed.CLOSED_DAY
    if day == today and clock_time(now) >= manners.same_day_until:
        return Closed.TOO_LATE_TODAY
    return None


def places(day: date, *, now: datetime, times: Mapping[str, int], kept: Day) -> dict[str, int]:
    """Of a day's times with their capacity, those that lie ahead and within opening hours."""
    earliest = clock_time(now) if day == now.date() else ""
    return {
        time: capacity
        for time, capacity in times.items()
        if time > earliest and any(span.start <= time < span.end for span in kept.open)
    }


def nearest(free: Iterable[str], wish: str | None) -> list[str]:
    """At most three times near the wish, or all of them; in the order of the day."""
    times = sorted(free)
    if wish is None:
        return times[:LISTED_AT_MOST]
    at = minute(wish)
    times.sort(key=lambda time: (abs(minute(time) - at), time))
    return sorted(times[:TIMES_AT_MOST])


def within(free: Iterable[str], part: str | None) -> list[str]:
    """The times in a part of the day; all where it has none, or there is no such part."""
    times = sorted(free)
    begins, ends = PARTS_OF_DAY.get(part or "", ("00:00", "24:00"))
    return [time for time in times if begins <= time < ends] or times


def minute(time: str) -> int:
    """The minute of the day of a time such as 09:30; 0 for what is none."""
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes) if is_time(time) else 0


def is_time(text: str) -> bool:
    """Whether a text is a time of the day as 09:30."""
    hours, colon, minutes = text.partition(":")
    pair = len(hours) == len(minutes) == 2 and f"{hours}{minutes}".isdecimal()  # noqa: PLR2004
    return bool(colon) and pair and text.isascii() and hours < "24" and minutes < "60"


def clock_time(now: datetime) -> str:
    """The time of the day as 09:30."""
    return now.strftime("%H:%M")


def epoch_ms(moment: datetime) -> int:
    """Milliseconds since 1970, UTC."""
    return int(moment.timestamp() * 1000)


def label(prefix: str, number: int) -> str:
    """How a ticket is called out and printed: A-012."""
    return f"{prefix}-{number:03}"


def read_label(text: str) -> tuple[str, int] | None:
    """Prefix and number of a ticket as people write it (a12, A 012, A-012), or None."""
    letters = text.strip().upper()
    prefix = letters.rstrip("0123456789")
    digits = letters[len(prefix) :]
    prefix = prefix.strip(" -.")
    is_prefix = prefix.isalpha() and prefix.isascii() and len(prefix) <= PREFIX_LENGTH
    if not is_prefix or not 1 <= len(digits) <= NUMBER_LENGTH:
        return None
    return prefix, int(digits)


def wait(ahead: int, *, took_ms: Sequence[int], counters: int) -> tuple[int, int] | None:
    """The minutes somebody with so many ahead may wait, from what served tickets took.

    None with too few of them; times below zero (a clock put back) and forgotten ones count not.
    """
    sound = sorted(ms for ms in took_ms if 0 < ms <= _MOST_MINUTES * 60_000)
    if len(sound) < ENOUGH_SERVED:
        return None
    low = sound[int(_LOW * (len(sound) - 1))] * ahead
    high = sound[-(-int(_HIGH * 100) * (len(sound) - 1) // 100)] * (ahead + 1)
    shared = max(counters, 1) * 60_000
    return int(low // shared), int(-(-high // shared))
