"""Booking a place in a line, moving it and giving it back: what a person does from afar."""

from datetime import date, datetime

from models.db import Rows, Statement, savepoint
from models.queues import gates, holds, shares
from models.queues.openings import Openings
from models.queues.refusals import LimitReachedError, NotYoursError, TakenError, TooLateError
from models.queues.rules import (
    FREED,
    OPEN,
    WAITING,
    Closed,
    Days,
    TicketState,
    epoch_ms,
    is_time,
    read_day,
    read_label,
)
from models.queues.tables import Ticket
from models.queues.views import Person, ServiceView, TicketView
from models.terms.ids import IdMaker

_TICKETS = Rows(
    Ticket,
    "id",
    "key",
    "service",
    "day",
    "number",
    "prefix",
    "slot_id",
    "seat",
    "time",
    "contact_id",
    "phone",
    "state",
    "booked_at_ms",
)
_BY_KEY = Statement('select * from "queue_ticket" where "contact_id" = ? and "key" = ?')
_MINE = Statement(
    'select * from "queue_ticket" where ("contact_id" in ?? or "phone" = ?) and "day" >= ? '
    'and "state" in ?? order by "day", "time", "number"'
)
_OWN = Statement(
    'select * from "queue_ticket" where ("contact_id" in ?? or "phone" = ?) and "day" >= ? '
    'and "prefix" = ? and "number" = ? order by "day", "id" desc'
)
_MOVE = Statement(
    'update "queue_ticket" set "day" = ?, "time" = ?, "number" = ?, "slot_id" = ?, "seat" = ?, '
    '"noticed_at_ms" = null, "reminded_at_ms" = null where "id" = ? and "state" = \'booked\''
)
_FREE = Statement(
    'update "queue_ticket" set "state" = ?, "seat" = null, "ended_at_ms" = ? '
    'where "id" = ? and "state" in ??'
)


async def book(
    service: str,
    *,
    day: str,
    time: str,
    person: Person,
    key: str,
    now: datetime,
    days: Days,
    new_id: IdMaker,
) -> TicketView:
    """Take a place; the same key asked again gets the same ticket.

    Raises UnknownServiceError, TakenError, LimitReachedError, TooLateError.
    """
    await gates.alone()
    known = await _BY_KEY.rows(person.contact_id, key)
    if known:
        return TicketView.from_row(known[0])
    await holds.release_expired(epoch_ms(now))
    openings = await Openings.load(service, now=now, days=days)
    chosen = _bookable(openings, day, time)
    ticket_id, offered = new_id(), openings.service
    async with savepoint():
        slot_id = await _take(openings, chosen, time, person, new_id)
        number = await _enter_day(openings, chosen, time, person, new_id)
        row = (ticket_id, key, offered.code, day, number, offered.prefix, slot_id)
        seat = await gates.free_seat(slot_id)
        rest = (
            seat,
            time,
            person.contact_id,
            person.phone,
            TicketState.BOOKED.value,
            epoch_ms(now),
        )
        await _TICKETS.insert([(*row, *rest)])
    return _booked(offered, ticket_id, (day, time, number, slot_id), person)


async def mine(person: Person, *, now: datetime) -> list[TicketView]:
    """A person's tickets from today on that are not over, the next one first."""
    states = [state.value for state in OPEN]
    rows = await _MINE.rows(person.ids, person.phone, now.date().isoformat(), states)
    return [TicketView.from_row(row) for row in rows]


async def own(text: str, *, person: Person, now: datetime) -> TicketView:
    """A person's own ticket by its label, the one that is not over first. Raises NotYoursError."""
    read = read_label(text)
    if read is None:
        raise NotYoursError
    rows = await _OWN.rows(person.ids, person.phone, now.date().isoformat(), *read)
    tickets = [TicketView.from_row(row) for row in rows]
    kept = [ticket for ticket in tickets if ticket.state not in FREED]
    if not kept:
        raise NotYoursError
    return next((ticket for ticket in kept if ticket.state in OPEN), kept[0])


async def move(
    ticket: str,
    *,
    day: str,
    time: str,
    person: Person,
    now: datetime,
    days: Days,
    new_id: IdMaker,
) -> TicketView:
    """Change a ticket's time; on another day it gets another number.

    Raises NotYoursError, TooLateError, TakenError, LimitReachedError.
    """
    await gates.alone()
    known = await own(ticket, person=person, now=now)
    return await move_known(
        known, day=day, time=time, person=person, now=now, days=days, new_id=new_id
    )


async def move_known(
    known: TicketView,
    *,
    day: str,
    time: str,
    person: Person,
    now: datetime,
    days: Days,
    new_id: IdMaker,
) -> TicketView:
    """The same for a ticket just read, after `gates.alone`, of which only one is meant.

    Raises TooLateError, TakenError, LimitReachedError.
    """
    if known.state is not TicketState.BOOKED:
        raise TooLateError
    if (known.day, known.time) == (day, time):
        return known
    await holds.release_expired(epoch_ms(now))
    openings = await Openings.load(known.service, now=now, days=days)
    chosen = _bookable(openings, day, time)
    holder = person.as_holder(known.contact_id)
    async with savepoint():
        slot_id = await _take(openings, chosen, time, person, new_id)
        number = known.number
        if known.day != day:
            number = await _enter_day(openings, chosen, time, holder, new_id)
            await _leave_day(known)
        await gates.give_place(known.slot_id)
        seat = await gates.free_seat(slot_id)
        await _MOVE.run(day, time, number, slot_id, seat, known.id)
    return known._replace(day=day, time=time, number=number, slot_id=slot_id)


async def cancel(ticket: str, *, person: Person, now: datetime) -> TicketView:
    """Give a ticket back. Raises NotYoursError, TooLateError."""
    await gates.alone()
    known = await own(ticket, person=person, now=now)
    if not await free(known, TicketState.CANCELLED, among=WAITING, at_ms=epoch_ms(now)):
        raise TooLateError
    return known._replace(state=TicketState.CANCELLED)


async def free(
    ticket: TicketView, state: TicketState, *, among: tuple[TicketState, ...], at_ms: int
) -> bool:
    """End a ticket that stands in one of some states, and give back all that it took."""
    if not await _FREE.run(state.value, at_ms, ticket.id, [each.value for each in among]):
        return False
    await gates.give_place(ticket.slot_id)
    await _leave_day(ticket)
    return True


def _bookable(openings: Openings, day: str, time: str) -> date:
    """The day, when a place at this time exists, taken or not."""
    chosen = read_day(day)
    if chosen is None or not is_time(time):
        raise TakenError(*openings.near(chosen or openings.now.date(), None))
    is_over = chosen == openings.now.date() and time <= openings.now.strftime("%H:%M")
    if is_over or openings.why_closed(chosen) in (Closed.PAST, Closed.TOO_LATE_TODAY):
        raise TooLateError
    if openings.why_closed(chosen) is not None or time not in openings.places(chosen):
        raise TakenError(*openings.near(chosen, time))
    return chosen


async def _take(openings: Openings, day: date, time: str, person: Person, new_id: IdMaker) -> int:
    """The place the person held, or a free one."""
    service, iso = openings.service.code, day.isoformat()
    slot_id = await gates.slot_at(service, day=iso, time=time)
    if not await holds.take_over(person.contact_id, slot_id=slot_id) or slot_id is None:
        slot_id = await gates.take_place(
            service, day=iso, time=time, capacity=openings.places(day)[time], new_id=new_id
        )
    if slot_id is None:
        raise TakenError(*openings.near(day, time))
    return slot_id


async def _enter_day(
    openings: Openings, day: date, time: str, person: Person, new_id: IdMaker
) -> int:
    """The person's share of a day and a number of it."""
    service, iso = openings.service, day.isoformat()
    elsewhere = await shares.used(person.others, day=iso)
    limit = service.manners.per_person - elsewhere
    if not await gates.take_share(person.contact_id, day=iso, limit=limit, new_id=new_id):
        raise LimitReachedError(await shares.latest_label(person, day=iso))
    quota = service.manners.quota_per_day
    number = await gates.take_number(service.code, day=iso, quota=quota, new_id=new_id)
    if number is None:
        raise TakenError(*openings.near(day, time))
    return number


async def _leave_day(ticket: TicketView) -> None:
    await gates.give_number(ticket.service, day=ticket.day)
    await gates.give_share(ticket.contact_id, day=ticket.day)


def _booked(
    service: ServiceView, number: int, where: tuple[str, str, int, int], person: Person
) -> TicketView:
    day, time, given, slot_id = where
    return TicketView(
        number,
        service.code,
        day,
        time,
        service.prefix,
        given,
        slot_id,
        person.contact_id,
        person.phone,
        TicketState.BOOKED,
        None,
    )
