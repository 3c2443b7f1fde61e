"""Open or closed, and when next: decided from a week's periods and the days that are not kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

AHEAD_DAYS = 366
"""How far an opening is looked for."""
WORKING_DAYS_MOST = 366


class StaffHours(StrEnum):
    """When contacts may expect a person."""

    OFFICE = "office"
    """In opening hours, and as long as somebody sits at an open desk."""
    ALWAYS = "always"


class Period(NamedTuple):
    """From when to when of one day; what lies between two periods is a break."""

    begins: time
    ends: time

    def __str__(self) -> str:
        return f"{self.begins:%H:%M}-{self.ends:%H:%M}"


class ClosedDay(NamedTuple):
    """A date on which the office keeps no hours, and why."""

    date: date
    name_id: str
    name_en: str


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """A week as it is kept; dates and times are the office's own."""

    week: Mapping[int, Sequence[Period]] = field(default_factory=dict)
    """Weekday, Monday is 0, to its periods in order."""
    closed: Mapping[date, ClosedDay] = field(default_factory=dict)

    def periods(self, day: date) -> Sequence[Period]:
        """When the office is open on a day; empty when it is not."""
        return () if day in self.closed else self.week.get(day.weekday(), ())

    def is_open(self, moment: datetime) -> bool:
        now = moment.time()
        return any(period.begins <= now < period.ends for period in self.periods(moment.date()))

    def next_opening(self, moment: datetime) -> datetime | None:
        """When the office opens next after a moment, also after a break of the same day."""
        for day in _days_from(moment.date()):
            for period in self.periods(day):
                opening = datetime.combine(day, period.begins, moment.tzinfo)
                if opening > moment:
                    return opening
        return None

    def after(self, moment: datetime, minutes: int) -> datetime:
        """So many minutes of opening hours later; plain minutes where no hours are known."""
        left = timedelta(minutes=minutes)
        for day in _days_from(moment.date()):
            for period in self.periods(day):
                begins = max(datetime.combine(day, period.begins, moment.tzinfo), moment)
                ends = datetime.combine(day, period.ends, moment.tzinfo)
                if begins + left <= ends:
                    return begins + left
                left -= max(ends - begins, timedelta())
        return moment + timedelta(minutes=minutes)

    def next_open_day(self, day: date) -> date | None:
        """The first day after this one with any hours."""
        later = (found for found in _days_from(day) if found > day and self.periods(found))
        return next(later, None)

    def working_day_after(self, day: date, days: int) -> date:
        """The day that many open days later; calendar days where no hours are known."""
        days = min(max(days, 0), WORKING_DAYS_MOST)
        for _ in range(days):
            day = self.next_open_day(day) or day + timedelta(days=1)
        return day


def _days_from(day: date) -> Iterator[date]:
    for ahead in range(AHEAD_DAYS):
        try:
            yield day + timedelta(days=ahead)
        except OverflowError:
            return
