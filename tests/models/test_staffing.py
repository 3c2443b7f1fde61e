"""Who is given the next thread, when one goes back, and how opening hours are counted."""

from datetime import UTC, date, datetime, time

import pytest

from models.hours.rules import ClosedDay, OpeningHours, Period
from models.staffing.rules import Assign, Candidate, Owned, Policy, choose, neglect

MORNING, AFTERNOON = Period(time(8), time(12)), Period(time(13), time(16))
WEEK = OpeningHours(
    dict.fromkeys(range(5), (MORNING, AFTERNOON)),
    {date(2026, 12, 25): ClosedDay(date(2026, 12, 25), "Natal", "Christmas")},
)


def candidate(number, load=0, most=5, given=0, departments=()):
    return Candidate(number, load, most, given, frozenset(departments))


@pytest.mark.parametrize(
    ("how", "department", "last", "chosen"),
    [
        (Assign.OFF, None, None, None),
        (Assign.ROUND_ROBIN, None, None, 2),
        (Assign.LEAST_BUSY, None, None, 1),
        (Assign.LEAST_BUSY, None, 3, 3),
        (Assign.LEAST_BUSY, None, 4, 1),
        (Assign.ROUND_ROBIN, 7, None, 3),
        (Assign.ROUND_ROBIN, 8, None, None),
        (Assign.ROUND_ROBIN, 7, 1, 3),
    ],
)
def test_the_next_thread_goes_to(how, department, last, chosen):
    people = [
        candidate(1, load=1, given=9),
        candidate(2, load=2, given=1),
        candidate(3, load=3, given=5, departments={7}),
        candidate(4, load=5, given=0, departments={8}),
    ]
    found = choose(people, how, department=department, last=last)

    assert (found.staff_id if found else None) == chosen


def test_who_neglected_a_thread_is_passed_over_even_if_nobody_else_is_there():
    people = [candidate(1), candidate(2, load=4)]

    def chosen(among):
        found = choose(among, Assign.LEAST_BUSY, department=None, last=1, neglecter=1)
        return found and found.staff_id

    assert chosen(people) == 2
    assert chosen(people[:1]) is None


@pytest.mark.parametrize(
    ("began", "minutes", "ends"),
    [
        ("2026-11-23 09:00", 30, "2026-11-23 09:30"),
        ("2026-11-23 11:50", 30, "2026-11-23 13:20"),
        ("2026-11-23 12:30", 30, "2026-11-23 13:30"),
        ("2026-11-23 15:50", 30, "2026-11-24 08:20"),
        ("2026-11-27 15:50", 30, "2026-11-30 08:20"),
        ("2026-12-24 15:50", 30, "2026-12-28 08:20"),
        ("2026-11-23 06:00", 0, "2026-11-23 08:00"),
        ("2026-11-23 08:00", 14 * 60, "2026-11-24 16:00"),
    ],
)
def test_minutes_are_counted_while_the_office_is_open(began, minutes, ends):
    begins = datetime.fromisoformat(began).replace(tzinfo=UTC)

    assert WEEK.after(begins, minutes) == datetime.fromisoformat(ends).replace(tzinfo=UTC)


def test_without_hours_minutes_are_minutes():
    begins = datetime(2026, 11, 23, 23, 50, tzinfo=UTC)

    assert OpeningHours().after(begins, 20) == datetime(2026, 11, 24, 0, 10, tzinfo=UTC)


def owned(given=0, signed=0, spoke=0, typed=0, since=None):
    return Owned(1, 2, given, signed, spoke, typed, since)


@pytest.mark.parametrize(
    ("thread", "limit"),
    [
        (owned(given=10, spoke=20, signed=20), None),
        (owned(given=10, spoke=20, signed=20, since=30), (20, 9)),
        (owned(given=10, spoke=20, signed=40, since=30), (40, 9)),
        (owned(given=10, spoke=20, typed=50, since=30), (50, 9)),
        (owned(given=10), (10, 9)),
    ],
)
def test_a_thread_is_neglected_from(thread, limit):
    assert neglect(thread, Policy(unanswered_minutes=10, idle_owner_minutes=9)) == limit


def test_without_limits_nothing_is_neglected():
    assert neglect(owned(given=1, since=2), Policy()) is None
