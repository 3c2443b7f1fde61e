"""The line of a day: called in order, set aside, missed, told in time."""

import pytest

from models.db import transaction
from models.queues import line, refusals
from models.queues.rules import ENOUGH_SERVED, TicketState, wait
from models.queues.views import Person, Wait
from tests.models.queue_office import ANI, BUDI, CICI, TODAY, TOMORROW, QueueOffice

MINUTE = 60_000


@pytest.fixture
async def office(database, clock, new_id):
    office = QueueOffice(clock, new_id)
    await office.open(capacity=50, quota_per_day=50, recall_after=2, notice_at=2)
    await office.add_counter("1")
    return office


def people(count):
    return [Person(100 + n) for n in range(count)]


@pytest.mark.parametrize(
    ("took", "ahead", "counters", "told"),
    [
        ([5 * MINUTE] * (ENOUGH_SERVED - 1), 3, 1, None),
        ([5 * MINUTE] * ENOUGH_SERVED, 3, 1, (15, 20)),
        ([5 * MINUTE] * ENOUGH_SERVED, 0, 1, (0, 5)),
        ([5 * MINUTE] * ENOUGH_SERVED, 3, 2, (7, 10)),
        ([5 * MINUTE] * ENOUGH_SERVED, 3, 0, (15, 20)),
        ([-MINUTE] * 50, 3, 1, None),
        ([10 * 3600 * 1000] * 50, 3, 1, None),
        ([2 * MINUTE] * 10 + [8 * MINUTE] * 10, 2, 1, (4, 24)),
    ],
)
def test_a_wait_is_a_range_and_nothing_with_too_little_to_go_by(took, ahead, counters, told):
    assert wait(ahead, took_ms=took, counters=counters) == told


async def test_who_is_here_is_called_before_who_only_booked(office, clock):
    ani, budi, cici = await office.today_line([ANI, BUDI, CICI])
    clock.advance(3600)
    await office.check_in(cici)
    await office.check_in(budi)
    called = [(await office.call()).label for _ in range(3)]

    assert called == [budi.label, cici.label, ani.label]
    assert await office.call() is None


async def test_nobody_is_called_before_their_time_unless_they_are_here(office):
    early, _ = await office.today_line([ANI, BUDI])
    nobody = await office.call()
    await office.check_in(early)

    assert nobody is None
    assert (await office.call()).label == early.label


async def test_checking_in_twice_is_once_and_only_on_the_day(office):
    ticket = await office.book(ANI, day=TODAY, time="10:00")
    later = await office.book(BUDI, day=TOMORROW)
    await office.check_in(ticket)
    again = await office.check_in(ticket)

    assert again.state is TicketState.ARRIVED
    with pytest.raises(line.OtherStateError):
        await office.check_in(later)
    with pytest.raises(line.UnknownTicketError):
        await office.check_in(later._replace(id=1))


async def test_the_absent_are_called_again_after_some_later_tickets_then_freed(office, clock):
    tickets = await office.today_line(people(5))
    clock.advance(3600)
    first = await office.call()
    await office.miss(first)
    between = [(await office.call()).label for _ in range(2)]
    again = await office.call()
    gone = await office.miss(again)

    assert between == [ticket.label for ticket in tickets[1:3]]
    assert (again.label, gone.state) == (first.label, TicketState.NO_SHOW)
    assert await office.mine(Person(100)) == []
    assert (await office.book(Person(100), day=TODAY, time="13:00")).number == 6
    with pytest.raises(line.OtherStateError):
        await office.miss(gone)


async def test_with_nobody_else_waiting_the_absent_are_called_at_once(office, clock):
    await office.today_line([ANI])
    clock.advance(3600)
    first = await office.call()
    await office.miss(first)

    assert (await office.call()).label == first.label


async def test_a_ticket_set_aside_comes_back_where_its_time_has_it(office, clock):
    first, second = await office.today_line([ANI, BUDI])
    clock.advance(3600)
    await office.call()
    async with transaction():
        await line.hold(first.id)
        await line.resume(first.id)

    assert (await office.call()).label == first.label
    async with transaction():
        with pytest.raises(line.OtherStateError):
            await line.hold(second.id)


async def test_a_ticket_is_called_again_by_hand_at_another_counter(office, clock):
    await office.today_line([ANI])
    clock.advance(3600)
    first = await office.call()
    async with transaction():
        again = await line.recall(first.id, counter="2", now=office.now)
    await office.serve(again)

    assert (again.label, again.counter) == (first.label, "2")
    async with transaction():
        with pytest.raises(line.OtherStateError):
            await line.recall(first.id, counter="2", now=office.now)


async def test_a_counter_calls_its_service_and_one_without_calls_all(office, clock):
    await office.open(code="kk", prefix="B")
    await office.add_counter("2", "kk")
    await office.add_counter("3", None)
    await office.book(ANI, day=TODAY, time="10:00")
    await office.book(BUDI, service="kk", day=TODAY, time="09:30")
    await office.book(CICI, service="kk", day=TODAY, time="10:00")
    clock.advance(3600)

    assert [(await office.call(name)).label for name in ("2", "3", "3")] == [
        "B-001",
        "A-001",
        "B-002",
    ]
    with pytest.raises(line.UnknownCounterError):
        await office.call("9")


async def test_the_next_ones_are_told_once_and_only_when_calling_has_begun(office, clock):
    await office.today_line(people(5))
    clock.advance(3600)
    before = await office.soon_called()
    await office.call()
    near = await office.soon_called()
    again = await office.soon_called()
    await office.call()
    later = await office.soon_called()

    assert (before, again) == ([], [])
    assert [(notice.ticket, notice.ahead) for notice in near] == [("A-002", 0), ("A-003", 1)]
    assert [(notice.ticket, notice.ahead) for notice in later] == [("A-004", 1)]


async def test_who_comes_tomorrow_is_reminded_once_if_they_booked_earlier(office, clock):
    booked = await office.book(ANI, day="2026-11-25")
    await office.book(BUDI, day="2026-11-25", time="10:00")
    await office.cancel("A-002", BUDI)
    today = await office.due_tomorrow()
    clock.advance(24 * 3600)
    await office.book(CICI, day="2026-11-25", time="10:00")
    told = await office.due_tomorrow()

    assert today == []
    assert [(notice.contact_id, notice.ticket) for notice in told] == [(1, booked.label)]
    assert await office.due_tomorrow() == []


async def test_a_moved_ticket_is_reminded_anew(office, clock):
    ticket = await office.book(ANI, day=TOMORROW)
    clock.advance(-24 * 3600)
    await office.move(ticket.label, day="2026-11-25")
    clock.advance(48 * 3600)

    assert len(await office.due_tomorrow()) == 1


async def test_the_wait_is_learnt_from_who_was_served(office, clock):
    await office.today_line(people(15))
    clock.advance(3600)
    early = await line.line_of("ktp", now=office.now)
    for _ in range(ENOUGH_SERVED):
        called = await office.call()
        clock.advance(300)
        await office.serve(called)
    told = await line.line_of("ktp", now=office.now)
    (last,) = await office.mine(Person(114))
    own = await line.line_of("ktp", now=office.now, ticket=last)

    assert (early.now_serving, early.ahead, early.wait) == (None, 15, None)
    assert (told.now_serving, told.ahead, told.wait) == ("A-010", 5, Wait(25, 30))
    assert (own.ahead, own.wait) == (4, Wait(20, 25))


async def test_a_day_that_is_over_ends_the_tickets_nobody_came_for(office, clock):
    await office.today_line(people(3))
    clock.advance(24 * 3600)
    async with transaction():
        ended = await line.end_earlier_days(now=office.now)
    async with transaction():
        again = await line.end_earlier_days(now=office.now)

    assert (ended, again) == (3, 0)


async def test_a_clock_put_back_gives_no_number_twice(office, clock):
    first = await office.book(ANI, day=TOMORROW)
    clock.advance(-3 * 24 * 3600)
    second = await office.book(BUDI, day=TOMORROW)

    assert (first.number, second.number) == (1, 2)


async def test_a_ticket_of_yesterday_is_nobodys(office, clock):
    ticket = await office.book(ANI, day=TODAY, time="10:00")
    clock.advance(24 * 3600)

    assert await office.mine() == []
    with pytest.raises(refusals.NotYoursError):
        await office.cancel(ticket.label)
