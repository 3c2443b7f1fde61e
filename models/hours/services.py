"""Asking for the office's hours and place, and setting them."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import NamedTuple

from models.db import Rows, Statement
from models.hours.rules import ClosedDay, OpeningHours, Period
from models.hours.tables import OpeningPeriod
from models.terms.ids import IdMaker

_PERIODS = Statement('select * from "opening_period" order by "weekday", "begins"')
_CLOSED = Statement('select * from "closed_date"')
_PLACE = Statement('select * from "place" where "id" = 1')
_FORGET_PERIODS = Statement('delete from "opening_period"')
_CLOSE = Statement(
    'insert into "closed_date" ("on_date", "name_id", "name_en") values (?, ?, ?) '
    'on conflict ("on_date") do update set "name_id" = excluded."name_id", '
    '"name_en" = excluded."name_en"'
)
_REOPEN = Statement('delete from "closed_date" where "on_date" = ?')
_SET_PLACE = Statement(
    'insert into "place" ("id", "name_id", "name_en", "address_id", "address_en") '
    'values (1, ?, ?, ?, ?) on conflict ("id") do update set "name_id" = excluded."name_id", '
    '"name_en" = excluded."name_en", "address_id" = excluded."address_id", '
    '"address_en" = excluded."address_en"'
)
_PERIOD_ROWS = Rows(OpeningPeriod, "id", "weekday", "begins", "ends")
ROWS = (_PERIOD_ROWS,)


class PlaceView(NamedTuple):
    """Where the office is, in both languages."""

    name_id: str
    name_en: str
    address_id: str
    address_en: str


class OverlappingPeriodsError(ValueError):
    """Two periods of one day overlap, or one ends before it begins."""


async def opening_hours() -> OpeningHours:
    """The week as it is kept, with all closed days."""
    week: dict[int, list[Period]] = {}
    for row in await _PERIODS.rows():
        period = Period(time.fromisoformat(row["begins"]), time.fromisoformat(row["ends"]))
        week.setdefault(row["weekday"], []).append(period)
    closed = {}
    for row in await _CLOSED.rows():
        day = date.fromisoformat(row["on_date"])
        closed[day] = ClosedDay(day, row["name_id"], row["name_en"])
    return OpeningHours(week, closed)


async def place() -> PlaceView | None:
    """Where the office is; None until it was set."""
    rows = await _PLACE.rows()
    if not rows:
        return None
    row = rows[0]
    return PlaceView(row["name_id"], row["name_en"], row["address_id"], row["address_en"])


async def set_week(week: Mapping[int, Sequence[Period]], *, new_id: IdMaker) -> None:
    """Replace the hours of all weekdays. Raises OverlappingPeriodsError."""
    rows = []
    for weekday, periods in week.items():
        ends = time.min
        for period in sorted(periods):
            if period.begins < ends or period.ends <= period.begins:
                raise OverlappingPeriodsError(f"weekday {weekday}: {period}")
            ends = period.ends
            rows.append((new_id(), weekday, f"{period.begins:%H:%M}", f"{period.ends:%H:%M}"))
    await _FORGET_PERIODS.run()
    await _PERIOD_ROWS.insert(rows)


async def close_on(day: ClosedDay) -> None:
    """Keep no hours on a day; a second call renames it."""
    await _CLOSE.run(day.date.isoformat(), day.name_id, day.name_en)


async def open_on(day: date) -> None:
    """Keep the weekday's hours on a day that was closed."""
    await _REOPEN.run(day.isoformat())


async def set_place(place: PlaceView) -> None:
    await _SET_PLACE.run(*place)
