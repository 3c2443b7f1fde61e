"""The days and times a service can still be booked at, read at once and then only looked at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.db import Statement
from models.queues.refusals import UnknownServiceError
from models.queues.rules import Closed, Days, nearest, places, why_closed
from models.queues.views import ServiceView

_SERVICE = Statement('select * from "queue_service" where "code" = ?')
_PLAN = Statement(
    'select "weekday", "time", "capacity" from "queue_plan" where "service" = ? order by "time"'
)
_TAKEN = Statement(
    'select "day", "time", "capacity" - "used" as "free" from "queue_slot" '
    'where "service" = ? and "day" >= ?'
)
_FULL = Statement(
    'select "day" from "queue_day" where "service" = ? and "day" >= ? and "used" >= "quota"'
)


@dataclass(frozen=True, slots=True)
class Openings:
    """A service's free places from today on; `now` is the office's local time."""

    service: ServiceView
    now: datetime
    days: Days
    plan: Mapping[int, Mapping[str, int]]
    """Weekday to its times and how many may come at each, in the order of the day."""
    left: Mapping[tuple[str, str], int]
    full: frozenset[str]

    @classmethod
    async def load(cls, service: str | None, *, now: datetime, days: Days) -> "Openings":
        """Read them. Raises UnknownServiceError."""
        found = await _SERVICE.rows(service or "")
        if not found or not found[0]["is_open"]:
            raise UnknownServiceError
        code, today = found[0]["code"], now.date().isoformat()
        plan: dict[int, dict[str, int]] = {}
        for row in await _PLAN.rows(code):
            plan.setdefault(row["weekday"], {})[row["time"]] = row["capacity"]
        left = {(row["day"], row["time"]): row["free"] for row in await _TAKEN.rows(code, today)}
        full = frozenset(row["day"] for row in await _FULL.rows(code, today))
        return cls(ServiceView.from_row(found[0]), now, days, plan, left, full)

    def why_closed(self, day: date) -> Closed | None:
        """What speaks against a day, full or not."""
        closed = why_closed(day, now=self.now, manners=self.service.manners, days=self.days)
        if closed is None and not self.places(day):
            is_over = day == self.now.date() and self.is_kept(day)
            return Closed.TOO_LATE_TODAY if is_over else Closed.CLOSED_DAY
        return closed

    def is_kept(self, day: date) -> bool:
        """Whether the service is given at all on a day, over by now or not."""
        kept = self.days(day)
        return bool(self._times(day) and kept.open) and not kept.is_closed

    def places(self, day: date) -> dict[str, int]:
        """The times of a day that lie ahead, taken or not, with their capacity."""
        return places(day, now=self.now, times=self._times(day), kept=self.days(day))

    def free(self, day: date) -> list[str]:
        """The times of a day with a place left."""
        iso, manners = day.isoformat(), self.service.manners
        if iso in self.full or manners.quota_per_day < 1:
            return []
        if why_closed(day, now=self.now, manners=manners, days=self.days) is not None:
            return []
        found = self.places(day).items()
        return [time for time, capacity in found if self.left.get((iso, time), capacity) > 0]

    def free_days(self) -> Iterator[date]:
        """The days from today on with a place left."""
        today = self.now.date()
        days = (today + timedelta(days=n) for n in range(self.service.manners.days_ahead + 1))
        return (day for day in days if self.free(day))

    def next_free(self, start: date) -> date | None:
        """The first day from this one on with a place left, else the first from today on."""
        earlier = None
        for day in self.free_days():
            if day >= start:
                return day
            earlier = earlier or day
        return earlier

    def near(self, day: date, time: str | None) -> tuple[date | None, list[str]]:
        """The free times of a day near a time, or of the next day that has any."""
        other = self.next_free(day)
        return other, nearest(self.free(other), time) if other else []

    def _times(self, day: date) -> Mapping[str, int]:
        return self.plan.get(day.weekday(), {})
