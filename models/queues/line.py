"""The line of today: who has come, who is called to which counter, how far it is.

Staff and the board work here; `now` is the office's local time everywhere.
"""

from collections.abc import Sequence
from datetime import datetime

from models.db import Statement
from models.queues import gates
from models.queues.rules import OPEN, WAITING, TicketState, clock_time, epoch_ms, wait
from models.queues.services import free
from models.queues.views import LineView, TicketView, Wait

_BY_ID = Statement('select * from "queue_ticket" where "id" = ?')
_ARRIVE = Statement(
    'update "queue_ticket" set "state" = \'arrived\', "arrived_at_ms" = ? '
    'where "id" = ? and "day" = ? and "state" = \'booked\''
)
_CALL = Statement(
    'update "queue_ticket" set "state" = \'called\', "counter" = ?, "called_at_ms" = ? '
    'where "id" = ? and "state" in ??'
)
_COUNT_CALL = Statement(
    'update "queue_day" set "called" = "called" + 1 where "service" = ? and "day" = ?'
)
_CALLS = Statement('select "called" from "queue_day" where "service" = ? and "day" = ?')
_SET = Statement('update "queue_ticket" set "state" = ? where "id" = ? and "state" in ??')
_SERVE = Statement(
    'update "queue_ticket" set "state" = \'served\', "ended_at_ms" = ? '
    'where "id" = ? and "state" in ??'
)
_SET_ABSENT = Statement(
    'update "queue_ticket" set "state" = \'absent\', "recall_at" = ? '
    'where "id" = ? and "state" = \'called\' and "recall_at" is null'
)
_COUNTER = Statement('select "service" from "queue_counter" where "name" = ?')
_TO_CALL = Statement(
    'select t.* from "queue_ticket" t join "queue_day" d on d."service" = t."service" '
    'and d."day" = t."day" where t."day" = ? and (t."service" = ? or ? = \'\') '
    'and ((t."state" = \'absent\' and t."recall_at" <= d."called") '
    'or t."state" = \'arrived\' or (t."state" = \'booked\' and t."time" <= ?)) '
    "order by case t.\"state\" when 'absent' then 0 when 'arrived' then 1 else 2 end, "
    't."time", t."number" limit 1'
)
_STILL_ABSENT = Statement(
    'select * from "queue_ticket" where "day" = ? and ("service" = ? or ? = \'\') '
    'and "state" = \'absent\' order by "time", "number" limit 1'
)
_RECALL_AFTER = Statement('select "recall_after" from "queue_service" where "code" = ?')
_NOW_SERVING = Statement(
    'select * from "queue_ticket" where "service" = ? and "day" = ? '
    'and "called_at_ms" is not null order by "called_at_ms" desc, "id" desc limit 1'
)
_AHEAD = Statement(
    'select count(*) as "ahead" from "queue_ticket" where "service" = ? and "day" = ? '
    'and "state" in ?? and ("time" < ? or ("time" = ? and "number" < ?))'
)
_WAITING = Statement(
    'select count(*) as "ahead" from "queue_ticket" where "service" = ? and "day" = ? '
    'and "state" in ??'
)
_TOOK = Statement(
    'select "ended_at_ms" - "called_at_ms" as "took_ms" from "queue_ticket" '
    'where "service" = ? and "state" = \'served\' order by "ended_at_ms" desc limit 50'
)
_AT_WORK = Statement(
    'select count(distinct "counter") as "counters" from "queue_ticket" '
    'where "service" = ? and "day" = ? and "called_at_ms" is not null'
)
_OF_EARLIER_DAYS = Statement(
    'select * from "queue_ticket" where "day" < ? and "state" in ?? limit 500'
)


class UnknownTicketError(Exception):
    """There is no ticket with this id."""


class UnknownCounterError(Exception):
    """There is no counter of this name."""


class OtherStateError(Exception):
    """The ticket stands elsewhere by now; somebody else was quicker, or the day is another."""

    def __init__(self, state: TicketState) -> None:
        super().__init__(state.value)
        self.state = state


async def check_in(ticket_id: int, *, now: datetime) -> TicketView:
    """The person is here; asked again nothing changes.

    Raises UnknownTicketError, OtherStateError (also on another day than the ticket's).
    """
    await gates.alone()
    if not await _ARRIVE.run(epoch_ms(now), ticket_id, now.date().isoformat()):
        known = await _ticket(ticket_id)
        if known.state is not TicketState.ARRIVED:
            raise OtherStateError(known.state)
    return await _ticket(ticket_id)


async def call_next(counter: str, *, now: datetime) -> TicketView | None:
    """Call the next one to a counter, or None when nobody waits. Raises UnknownCounterError.

    First whoever was absent and is called again, then those who are here, then those whose
    time has come. When nobody else waits, the absent are called again at once.
    """
    await gates.alone()
    found = await _COUNTER.rows(counter)
    if not found:
        raise UnknownCounterError(counter)
    day, service = now.date().isoformat(), found[0]["service"] or ""
    rows = await _TO_CALL.rows(day, service, service, clock_time(now))
    rows = rows or await _STILL_ABSENT.rows(day, service, service)
    return await _call(TicketView.from_row(rows[0]), counter, now) if rows else None


async def recall(ticket_id: int, *, counter: str, now: datetime) -> TicketView:
    """Call a ticket once more, also one that was absent or set aside.

    Raises UnknownTicketError, OtherStateError.
    """
    await gates.alone()
    return await _call(await _ticket(ticket_id), counter, now)


async def hold(ticket_id: int) -> TicketView:
    """Set a called ticket aside. Raises UnknownTicketError, OtherStateError."""
    return await _change(ticket_id, TicketState.ON_HOLD, among=(TicketState.CALLED,))


async def resume(ticket_id: int) -> TicketView:
    """Put a ticket that was set aside back into the line, where its time has it.

    Raises UnknownTicketError, OtherStateError.
    """
    return await _change(ticket_id, TicketState.ARRIVED, among=(TicketState.ON_HOLD,))


async def serve(ticket_id: int, *, now: datetime) -> TicketView:
    """The matter is done. Raises UnknownTicketError, OtherStateError."""
    await gates.alone()
    among = [TicketState.CALLED.value, TicketState.ON_HOLD.value]
    if not await _SERVE.run(epoch_ms(now), ticket_id, among):
        raise OtherStateError((await _ticket(ticket_id)).state)
    return await _ticket(ticket_id)


async def miss(ticket_id: int, *, now: datetime) -> TicketView:
    """Nobody came: called again after some later tickets, the second time a no-show, freed.

    Raises UnknownTicketError, OtherStateError.
    """
    await gates.alone()
    known = await _ticket(ticket_id)
    calls = (await _CALLS.rows(known.service, known.day))[0]["called"]
    after = (await _RECALL_AFTER.rows(known.service))[0]["recall_after"]
    if not await _SET_ABSENT.run(calls + after, ticket_id):
        called = (TicketState.CALLED,)
        if not await free(known, TicketState.NO_SHOW, among=called, at_ms=epoch_ms(now)):
            raise OtherStateError(known.state)
    return await _ticket(ticket_id)


async def end_earlier_days(*, now: datetime) -> int:
    """End the tickets nobody came for before today, 500 at a time; how many there were."""
    await gates.alone()
    states = [state.value for state in OPEN]
    rows = await _OF_EARLIER_DAYS.rows(now.date().isoformat(), states)
    for row in rows:
        await free(TicketView.from_row(row), TicketState.NO_SHOW, among=OPEN, at_ms=epoch_ms(now))
    return len(rows)


async def before(ticket: TicketView) -> int:
    """How many wait before a ticket."""
    waiting = [state.value for state in WAITING]
    where = (ticket.service, ticket.day, waiting, ticket.time, ticket.time, ticket.number)
    return int((await _AHEAD.rows(*where))[0]["ahead"])


async def line_of(service: str, *, now: datetime, ticket: TicketView | None = None) -> LineView:
    """How far a service is today, or the line of a ticket's day, and what is left to wait."""
    day = ticket.day if ticket else now.date().isoformat()
    if ticket is None:
        waiting = [state.value for state in WAITING]
        ahead = int((await _WAITING.rows(service, day, waiting))[0]["ahead"])
    else:
        ahead = await before(ticket)
    serving = await _NOW_SERVING.rows(service, day)
    is_today = day == now.date().isoformat()
    return LineView(
        TicketView.from_row(serving[0]).label if serving else None,
        ahead,
        await wait_for(service, day=day, ahead=ahead) if is_today else None,
    )


async def wait_for(service: str, *, day: str, ahead: int) -> Wait | None:
    """Minutes until somebody with so many ahead is called, None with too little to go by."""
    took = [row["took_ms"] for row in await _TOOK.rows(service)]
    counters = (await _AT_WORK.rows(service, day))[0]["counters"]
    known = wait(ahead, took_ms=took, counters=counters)
    return Wait(*known) if known else None


async def _call(ticket: TicketView, counter: str, now: datetime) -> TicketView:
    among = [state.value for state in OPEN]
    if not await _CALL.run(counter, epoch_ms(now), ticket.id, among):
        raise OtherStateError(ticket.state)
    await _COUNT_CALL.run(ticket.service, ticket.day)
    return ticket._replace(state=TicketState.CALLED, counter=counter)


async def _change(
    ticket_id: int, state: TicketState, *, among: Sequence[TicketState]
) -> TicketView:
    await gates.alone()
    if not await _SET.run(state.value, ticket_id, [each.value for each in among]):
        raise OtherStateError((await _ticket(ticket_id)).state)
    return await _ticket(ticket_id)


async def _ticket(ticket_id: int) -> TicketView:
    rows = await _BY_ID.rows(ticket_id)
    if not rows:
        raise UnknownTicketError(ticket_id)
    return TicketView.from_row(rows[0])
