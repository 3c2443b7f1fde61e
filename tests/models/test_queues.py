"""Queues: which places are offered, taken, moved and given back."""

from datetime import datetime

import pytest

from models.db import Statement, transaction
from models.queues import refusals
from models.queues.audit import bookings, discrepancies, slots
from models.queues.keeping import set_capacity
from models.queues.rules import Closed, Day, Span, nearest, places, read_day, read_label, within
from models.queues.views import Person
from tests.models.queue_office import (
    ANI,
    BUDI,
    CICI,
    HOLIDAY,
    TODAY,
    TOMORROW,
    WEDNESDAY,
    ZONE,
    QueueOffice,
)

_SLOTS = Statement('select "used" from "queue_slot"')


@pytest.fixture
def office(database, clock, new_id):
    return QueueOffice(clock, new_id)


def test_breaks_and_times_gone_by_hold_no_places():
    times = dict.fromkeys(("08:00", "11:30", "12:00", "12:30", "13:00", "16:00"), 1)
    kept = Day([Span("08:00", "12:00"), Span("13:00", "16:00")])
    now = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)

    assert list(places(now.date(), now=now, times=times, kept=kept)) == ["11:30", "13:00"]


@pytest.mark.parametrize(
    ("wish", "times"),
    [
        (None, ["08:00", "09:00", "10:00", "13:00", "14:00"]),
        ("13:10", ["10:00", "13:00", "14:00"]),
        ("09:30", ["08:00", "09:00", "10:00"]),
    ],
)
def test_times_near_the_wish_are_told_in_the_order_of_the_day(wish, times):
    assert nearest(["14:00", "08:00", "09:00", "10:00", "13:00"], wish) == times


@pytest.mark.parametrize(
    ("part", "times"),
    [
        ("morning", ["08:00", "10:30"]),
        ("midday", ["11:00", "13:00"]),
        ("afternoon", ["13:00", "15:00"]),
        ("night", ["08:00", "10:30", "11:00", "13:00", "15:00"]),
        (None, ["08:00", "10:30", "11:00", "13:00", "15:00"]),
    ],
)
def test_a_part_of_the_day_narrows_the_times(part, times):
    assert within(["15:00", "08:00", "10:30", "11:00", "13:00"], part) == times


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("A-012", ("A", 12)),
        ("a12", ("A", 12)),
        (" b 007 ", ("B", 7)),
        ("12", None),
        ("A", None),
        ("", None),
        ("A-٣", None),
        ("A" * 5000 + "1", None),
        ("A1234567", None),
        ("'; DROP TABLE", None),
    ],
)
def test_a_ticket_is_read_as_people_write_it(text, read):
    assert read_label(text) == read


@pytest.mark.parametrize("text", ["2027-02-29", "20261125", "2026-W48-3", "", "besok", "0-0-0"])
def test_a_day_that_does_not_exist_is_none(text):
    assert read_day(text) is None


async def test_an_offer_names_the_first_day_with_a_place(office):
    await office.open()

    assert await office.offer() == (TODAY, ["09:30", "10:00", "13:00"], False, None)


async def test_a_wish_that_is_free_is_kept_while_the_person_chooses(office, clock):
    await office.open(capacity=1)
    offer = await office.offer(day=TOMORROW, time="10:00")
    other = await office.offer(BUDI, day=TOMORROW, time="10:00")
    with pytest.raises(refusals.TakenError):
        await office.book(BUDI, time="10:00")
    ticket = await office.book(time="10:00")

    assert offer.is_held
    assert (other.times, other.is_held) == (["08:00", "09:30", "13:00"], False)
    assert ticket.time == "10:00"


async def test_a_hold_ends_by_itself_and_when_the_person_asks_again(office, clock):
    await office.open(capacity=1, hold_minutes=5)
    await office.offer(ANI, day=TOMORROW, time="10:00")
    await office.offer(ANI, day=TOMORROW, time="13:00")
    taken = await office.book(BUDI, time="10:00")
    clock.advance(5 * 60)
    late = await office.book(CICI, time="13:00")
    with pytest.raises(refusals.TakenError):
        await office.book(ANI, time="13:00")

    assert (taken.number, late.number) == (1, 2)


async def test_a_clock_put_back_keeps_no_hold_for_ever(office, clock):
    await office.open(capacity=1)
    await office.offer(ANI, day=TOMORROW, time="10:00")
    clock.advance(-2 * 3600)

    assert (await office.book(BUDI, time="10:00")).number == 1


@pytest.mark.parametrize(
    ("day", "reason", "next_day"),
    [
        ("2026-11-22", Closed.PAST, TODAY),
        ("2026-11-28", Closed.CLOSED_DAY, "2026-11-30"),
        (HOLIDAY, Closed.CLOSED_DAY, "2026-11-27"),
        ("2026-12-25", Closed.TOO_FAR, TODAY),
        ("2027-02-29", Closed.NO_SUCH_DAY, TODAY),
        ("9999-12-31", Closed.TOO_FAR, TODAY),
    ],
)
async def test_a_day_without_places_is_refused_with_its_reason_and_another(
    office, day, reason, next_day
):
    await office.open()
    with pytest.raises(refusals.ClosedError) as refusal:
        await office.offer(day=day)

    assert (refusal.value.reason, refusal.value.next_day.isoformat()) == (reason, next_day)


async def test_today_ends_at_its_hour(office, clock):
    await office.open(same_day_until="12:00")
    clock.advance(3 * 3600)
    with pytest.raises(refusals.ClosedError) as refusal:
        await office.offer(day=TODAY)
    with pytest.raises(refusals.TooLateError):
        await office.book(day=TODAY, time="13:00")

    assert refusal.value.reason is Closed.TOO_LATE_TODAY


async def test_a_full_day_names_the_next_one(office):
    await office.open(capacity=1, times=("10:00",))
    await office.book(ANI, time="10:00")
    with pytest.raises(refusals.FullError) as refusal:
        await office.offer(BUDI, day=TOMORROW)

    assert refusal.value.next_day.isoformat() == WEDNESDAY


async def test_the_quota_of_a_day_ends_it_before_its_places_do(office):
    await office.open(capacity=5, quota_per_day=1)
    await office.book(ANI)
    with pytest.raises(refusals.TakenError) as refusal:
        await office.book(BUDI)

    assert (refusal.value.day.isoformat(), len(refusal.value.times)) == (WEDNESDAY, 3)
    assert [row["used"] for row in await _slot_rows()] == [1]


@pytest.mark.parametrize("service", [None, "", "sim", "'; DROP TABLE queue_ticket; --", "%s"])
async def test_a_service_without_a_line_is_none(office, service):
    await office.open()
    with pytest.raises(refusals.UnknownServiceError):
        await office.offer(service=service)


async def test_one_ticket_a_day_over_all_services(office):
    await office.open()
    await office.open(code="kk", prefix="B")
    first = await office.book()
    with pytest.raises(refusals.LimitReachedError) as refusal:
        await office.book(service="kk", time="10:00")
    with pytest.raises(refusals.LimitReachedError) as offered:
        await office.offer(service="kk", day=TOMORROW)
    next_day = await office.book(service="kk", day=WEDNESDAY)
    with pytest.raises(refusals.LimitReachedError) as later:
        await office.offer(service="kk", day=TOMORROW)

    assert refusal.value.ticket == first.label == "A-001"
    assert offered.value.next_day == read_day(WEDNESDAY)
    assert later.value.next_day > read_day(WEDNESDAY)
    assert next_day.label == "B-001"


async def test_the_limit_counts_all_contacts_of_a_person(office):
    await office.open()
    await office.book(ANI)
    both = Person(9, None, (ANI.contact_id,))
    with pytest.raises(refusals.LimitReachedError):
        await office.offer(both, day=TOMORROW)
    with pytest.raises(refusals.LimitReachedError) as refusal:
        await office.book(both, time="10:00")

    assert refusal.value.ticket == "A-001"
    assert [ticket.label for ticket in await office.mine(both)] == ["A-001"]


async def test_the_same_request_twice_is_one_ticket(office):
    await office.open(per_person=5)
    first = await office.book(key="same")
    again = await office.book(key="same")
    foreign = await office.book(BUDI, key="same")

    assert (again, foreign.number) == (first, 2)


@pytest.mark.parametrize("time", ["09:10", "25:00", "", "9", "٠٩:٣٠", "x" * 10_000])
async def test_a_time_that_is_no_place_is_answered_with_free_ones(office, time):
    await office.open()
    with pytest.raises(refusals.TakenError) as refusal:
        await office.book(time=time)

    assert refusal.value.times[:3] == ["08:00", "09:30", "10:00"]


@pytest.mark.parametrize("day", [HOLIDAY, "2027-02-29", "2026-11-28", "x"])
async def test_a_day_that_is_closed_by_now_is_answered_with_another(office, day):
    await office.open()
    with pytest.raises(refusals.TakenError) as refusal:
        await office.book(day=day)

    assert refusal.value.day.isoformat() not in (HOLIDAY, "2026-11-28")
    assert refusal.value.times


async def test_a_time_gone_by_is_too_late(office):
    await office.open()
    for day, time in ((TODAY, "08:00"), ("2026-11-20", "10:00")):
        with pytest.raises(refusals.TooLateError):
            await office.book(day=day, time=time)


async def test_a_move_keeps_the_number_on_the_day_and_takes_another_on_another(office):
    await office.open(capacity=1)
    ticket = await office.book()
    same_day = await office.move(ticket.label, time="10:00")
    other_day = await office.move(ticket.label, day=WEDNESDAY, time="13:00")
    others = [await office.book(BUDI, time="09:30"), await office.book(CICI, time="10:00")]

    assert (same_day.label, other_day.label, other_day.day) == ("A-001", "A-001", WEDNESDAY)
    assert [other.number for other in others] == [2, 3]
    assert await office.mine() == [other_day]


async def test_a_move_to_a_place_just_taken_changes_nothing(office):
    await office.open(capacity=1)
    ticket = await office.book(time="09:30")
    await office.book(BUDI, time="10:00")
    with pytest.raises(refusals.TakenError) as refusal:
        await office.move(ticket.label, time="10:00")

    assert refusal.value.times == ["08:00", "13:00"]
    assert await office.mine() == [ticket]
    assert (await office.move(ticket.label, time="09:30")) == ticket


async def test_an_offer_for_a_move_is_not_stopped_by_the_ticket_itself(office):
    await office.open()
    ticket = await office.book()
    offer = await office.offer(day=TOMORROW, time="13:00", moving=ticket)
    moved = await office.move(ticket.label, time="13:00")

    assert (offer.is_held, moved.time) == (True, "13:00")
    assert sorted(row["used"] for row in await _slot_rows()) == [0, 1]


async def test_a_cancelled_ticket_frees_its_place_and_never_its_number(office):
    await office.open(capacity=1, quota_per_day=1)
    first = await office.book()
    await office.cancel("a1")
    second = await office.book(BUDI)

    assert (first.label, second.label) == ("A-001", "A-002")
    with pytest.raises(refusals.NotYoursError):
        await office.cancel(first.label)


@pytest.mark.parametrize("label", ["A-001", "A-999", "Z-1", "", "x" * 9999])
async def test_somebody_elses_ticket_is_answered_like_none(office, label):
    await office.open()
    await office.book(ANI)
    for attempt in (office.cancel(label, BUDI), office.move(label, BUDI)):
        with pytest.raises(refusals.NotYoursError):
            await attempt


async def test_the_number_it_was_booked_from_is_the_person_on_other_contacts(office):
    await office.open()
    ticket = await office.book(BUDI)
    elsewhere = Person(77, BUDI.phone)

    assert await office.mine(elsewhere) == [ticket]
    assert (await office.cancel(ticket.label, elsewhere)).id == ticket.id


async def test_a_called_ticket_is_too_late_to_cancel_or_move(office, clock):
    await office.open()
    await office.add_counter("1")
    ticket = await office.book(day=TODAY, time="09:30")
    clock.advance(3600)
    await office.call()
    for attempt in (office.cancel(ticket.label), office.move(ticket.label)):
        with pytest.raises(refusals.TooLateError):
            await attempt


async def test_the_office_changes_how_many_may_come_but_turns_nobody_away(office, new_id):
    await office.open(capacity=2)
    await office.book(ANI)
    await office.book(BUDI)
    async with transaction():
        where = {"day": TOMORROW, "time": "09:30", "new_id": new_id}
        fewer = await set_capacity("ktp", capacity=1, **where)
        more = await set_capacity("ktp", capacity=3, **where)

    assert (fewer, more) == (False, True)
    assert (await office.book(CICI)).number == 3


async def test_the_audit_tells_every_place_and_who_has_it(office):
    await office.open(capacity=1)
    kept = await office.book(ANI, key="k1")
    given = await office.book(BUDI, time="10:00", key="k2")
    await office.cancel(given.label, BUDI)

    assert await discrepancies() == []
    assert [slot["capacity"] for slot in await slots()] == [1, 1]
    assert await bookings() == [
        {"id": kept.id, "key": "k1", "slot": kept.slot_id, "holder": 1, "active": True},
        {"id": given.id, "key": "k2", "slot": given.slot_id, "holder": 2, "active": False},
    ]


async def test_the_audit_names_what_does_not_add_up(office):
    await office.open(capacity=1)
    ticket = await office.book()
    for table in ("slot", "day", "share"):
        await Statement(f'update "queue_{table}" set "used" = 7').run()  # noqa: S608

    assert await discrepancies() == [
        f"slot {ticket.slot_id}: 7 of 1, 1 tickets and holds",
        f"day ktp {TOMORROW}: 7 of 60, 1 tickets, last number 1",
        f"share 1 {TOMORROW}: 7, 1 tickets",
    ]


async def _slot_rows():
    return await _SLOTS.rows()
