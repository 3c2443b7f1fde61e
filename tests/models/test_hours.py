"""Opening hours: periods with breaks, closed days, what is next."""

from datetime import date, datetime, time

import pytest

from models.db import transaction
from models.hours import services as hours
from models.hours.rules import ClosedDay, OpeningHours, Period
from models.hours.services import OverlappingPeriodsError, PlaceView
from tests.models.either import database  # noqa: F401

MORNING = Period(time(8), time(12))
AFTERNOON = Period(time(13), time(16))
FRIDAY = Period(time(8), time(11, 30))
CHRISTMAS = ClosedDay(date(2026, 12, 25), "Hari Raya Natal", "Christmas Day")
WEEK = dict.fromkeys(range(4), (MORNING, AFTERNOON)) | {4: (FRIDAY,)}
KEPT = OpeningHours(WEEK, {CHRISTMAS.date: CHRISTMAS})


@pytest.mark.parametrize(
    ("at", "is_open", "then"),
    [
        ("2026-11-23 07:59", False, "2026-11-23 08:00"),
        ("2026-11-23 08:00", True, "2026-11-23 13:00"),
        ("2026-11-23 12:00", False, "2026-11-23 13:00"),
        ("2026-11-23 15:59", True, "2026-11-24 08:00"),
        ("2026-11-23 16:00", False, "2026-11-24 08:00"),
        ("2026-11-27 11:30", False, "2026-11-30 08:00"),
        ("2026-12-24 17:00", False, "2026-12-28 08:00"),
        ("2026-12-25 09:00", False, "2026-12-28 08:00"),
    ],
)
def test_open_now_and_next_follow_breaks_weekends_and_closed_days(at, is_open, then):
    moment = datetime.fromisoformat(at)

    assert (is_open, datetime.fromisoformat(then)) == (
        KEPT.is_open(moment),
        KEPT.next_opening(moment),
    )


def test_working_days_pass_over_days_without_hours():
    assert date(2026, 12, 28) == KEPT.working_day_after(date(2026, 12, 23), 2)
    assert date(2026, 12, 23) == KEPT.working_day_after(date(2026, 12, 23), 0)


def test_an_office_without_hours_never_opens_and_counts_calendar_days():
    nothing = OpeningHours()

    assert nothing.next_opening(datetime(2026, 11, 23)) is None  # noqa: DTZ001 -- the office's own
    assert date(2026, 11, 26) == nothing.working_day_after(date(2026, 11, 23), 3)
    assert nothing.next_open_day(date.max) is None


async def test_hours_are_kept_as_they_were_set(database, new_id):  # noqa: F811
    async with transaction():
        await hours.set_week({0: [AFTERNOON, MORNING]}, new_id=new_id)
        await hours.set_week(WEEK, new_id=new_id)
        await hours.close_on(ClosedDay(CHRISTMAS.date, "Libur", "Holiday"))
        await hours.close_on(CHRISTMAS)
        await hours.close_on(ClosedDay(date(2027, 1, 1), "Tahun Baru", "New Year"))
        await hours.open_on(date(2027, 1, 1))

    kept = await hours.opening_hours()
    assert {day: tuple(periods) for day, periods in kept.week.items()} == WEEK
    assert kept.closed == {CHRISTMAS.date: CHRISTMAS}


@pytest.mark.parametrize(
    "periods",
    [[MORNING, Period(time(11), time(13))], [Period(time(9), time(9))], [Period(time(9), time(8))]],
)
async def test_periods_that_overlap_or_end_early_are_refused(database, new_id, periods):  # noqa: F811
    with pytest.raises(OverlappingPeriodsError):
        async with transaction():
            await hours.set_week({0: periods}, new_id=new_id)

    assert (await hours.opening_hours()).week == {}


async def test_the_place_is_one(database):  # noqa: F811
    assert await hours.place() is None
    async with transaction():
        await hours.set_place(PlaceView("Lama", "Old", "Jl. A", "A St."))
        await hours.set_place(PlaceView("Baru", "New", "Jl. B", "B St."))

    assert PlaceView("Baru", "New", "Jl. B", "B St.") == await hours.place()
