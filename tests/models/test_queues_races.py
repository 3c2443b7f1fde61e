"""Many want the same place at the same moment: exactly as many get it as there are.

On SQLite always, on PostgreSQL where there is one.
"""

import asyncio
from collections import Counter

import pytest

from models.db import Database, Statement
from models.queues import refusals
from models.queues.audit import bookings, discrepancies, slots
from models.queues.views import Person
from tests.models.either import SHORT_KINDS, fresh
from tests.models.queue_office import TOMORROW, WEDNESDAY, QueueOffice

_SLOTS = Statement('select "id", "used", "capacity" from "queue_slot" order by "time"')
_DAYS = Statement('select "used", "last_number" from "queue_day" order by "day"')
_NUMBERS = Statement('select "number", "seat", "slot_id" from "queue_ticket" order by "number"')


@pytest.fixture(params=SHORT_KINDS)
async def office(request, tmp_path, clock, new_id):
    """A line of its own on a database of either kind."""
    async with fresh(request, tmp_path) as where:
        opened = await Database.open(where)
        yield QueueOffice(clock, new_id)
        await opened.close()


async def _outcomes(attempts):
    results = await asyncio.gather(*attempts, return_exceptions=True)
    return results, Counter(type(result).__name__ for result in results)


async def test_of_a_thousand_at_once_ten_get_the_ten_places(office):
    await office.open(capacity=10, times=("10:00",), quota_per_day=1000, days_ahead=1)
    results, outcomes = await _outcomes(
        office.book(Person(n + 1), time="10:00") for n in range(1000)
    )
    won = [result for result in results if not isinstance(result, Exception)]

    assert outcomes == {"TicketView": 10, "TakenError": 990}
    assert sorted(ticket.number for ticket in won) == list(range(1, 11))
    assert [row["seat"] for row in await _NUMBERS.rows()] == list(range(1, 11))
    assert [slot["capacity"] for slot in await slots()] == [10]
    assert sum(booking["active"] for booking in await bookings()) == 10
    assert await discrepancies() == []


async def test_of_a_thousand_at_once_ten_come_under_the_quota_of_a_day(office):
    await office.open(capacity=300, quota_per_day=10, days_ahead=1)
    times = ("08:00", "09:30", "10:00", "13:00")
    _, outcomes = await _outcomes(
        office.book(Person(n + 1), time=times[n % 4]) for n in range(1000)
    )

    assert outcomes == {"TicketView": 10, "TakenError": 990}
    assert [tuple(row.values()) for row in map(dict, await _DAYS.rows())] == [(10, 10)]
    assert sum(row["used"] for row in await _SLOTS.rows()) == 10


async def test_one_person_who_asks_a_hundred_times_at_once_has_one_ticket(office):
    await office.open(capacity=50)
    times = ("08:00", "09:30", "10:00", "13:00")
    _, different = await _outcomes(
        office.book(Person(1), time=times[n % 4], key=f"k{n}") for n in range(100)
    )
    results, same = await _outcomes(
        office.book(Person(2), time="10:00", key="same") for _ in range(100)
    )

    assert different == {"TicketView": 1, "LimitReachedError": 99}
    assert same == {"TicketView": 100}
    assert len({ticket.id for ticket in results}) == 1


async def test_holds_moves_and_cancellations_at_once_leave_every_place_counted(office):
    await office.open(capacity=3, quota_per_day=12)
    await _outcomes(office.book(Person(n), time="10:00") for n in range(1, 4))
    await _outcomes(office.book(Person(n), time="13:00") for n in range(4, 7))

    async def wander(n):
        person = Person(n % 12 + 1)
        tickets = await office.mine(person)
        if n % 5 == 0:
            await office.offer(person, day=TOMORROW, time="08:00")
        elif not tickets:
            await office.book(person, time=("08:00", "09:30", "10:00", "13:00")[n % 4])
        elif n % 7 == 0:
            await office.cancel(tickets[0].label, person)
        else:
            day = (TOMORROW, WEDNESDAY)[n % 2]
            time = ("10:00", "13:00", "09:30")[n % 3]
            await office.move(tickets[0].label, person, day=day, time=time)

    _, outcomes = await _outcomes(wander(n) for n in range(300))
    known = {"NoneType", *(name for name in dir(refusals) if name.endswith("Error"))}
    assert set(outcomes) <= known
    assert outcomes["NoneType"] > 30
    assert await discrepancies() == []
    assert all(row["used"] <= row["capacity"] for row in await _SLOTS.rows())


async def test_two_counters_at_once_never_call_the_same_ticket(office, clock):
    await office.open(capacity=100, quota_per_day=100)
    for name in range(8):
        await office.add_counter(str(name))
    for n in range(30):
        await office.book(Person(n + 1), day="2026-11-23", time="10:00")
    clock.advance(3600)
    results, _ = await _outcomes(office.call(str(n % 8)) for n in range(60))
    called = [result.label for result in results if result]

    assert (len(called), len(set(called))) == (30, 30)
