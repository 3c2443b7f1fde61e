"""What staff did with a ticket and its holder must hear of, once; of several only the last."""

from dataclasses import dataclass
from enum import StrEnum

from models.db import Statement
from models.queues import gates
from models.queues.rules import TicketState
from models.queues.views import TicketView


class Done(StrEnum):
    """What its holder is told that staff did."""

    MOVED = "moved"
    CALLED = "called"
    ABSENT = "absent"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


_NOTE = Statement(
    'insert into "queue_notice" ("ticket_id", "done", "day", "time", "told_at_ms") '
    'values (?, ?, ?, ?, null) on conflict ("ticket_id") do update set '
    '"done" = excluded."done", "day" = excluded."day", "time" = excluded."time", '
    '"told_at_ms" = null'
)
_UNTOLD = Statement(
    'select "ticket_id", "done", "day", "time" from "queue_notice" '
    'where "told_at_ms" is null order by "ticket_id" limit ?'
)
_IS_ANY = Statement('select 1 as "one" from "queue_notice" where "told_at_ms" is null limit 1')
_TICKETS = Statement('select * from "queue_ticket" where "id" in ??')
_TAKE = Statement(
    'update "queue_notice" set "told_at_ms" = ? '
    'where "ticket_id" = ? and "done" = ? and "told_at_ms" is null'
)
_STATES = {
    Done.MOVED: TicketState.BOOKED,
    Done.CALLED: TicketState.CALLED,
    Done.ABSENT: TicketState.ABSENT,
    Done.NO_SHOW: TicketState.NO_SHOW,
    Done.CANCELLED: TicketState.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class TicketMoved:
    """What staff did last with a ticket, and the ticket as it stands now."""

    done: Done
    ticket: TicketView
    day: str
    time: str

    @property
    def is_over(self) -> bool:
        """It stands elsewhere by now, by its holder or at the counter: there is nothing to tell."""
        now = self.ticket
        return now.state is not _STATES[self.done] or (now.day, now.time) != (self.day, self.time)


async def note(ticket: TicketView, done: Done) -> None:
    """Its holder is to hear of this, in the transaction that did it."""
    await _NOTE.run(ticket.id, done.value, ticket.day, ticket.time)


async def is_any_due() -> bool:
    """Whether somebody is still to be told."""
    return bool(await _IS_ANY.rows())


async def take_due(*, at_ms: int, limit: int = 100) -> list[TicketMoved]:
    """What is to be told now, marked told in the caller's transaction."""
    await gates.alone()
    rows = [
        row
        for row in await _UNTOLD.rows(limit)
        if await _TAKE.run(at_ms, row["ticket_id"], row["done"])
    ]
    if not rows:
        return []
    found = await _TICKETS.rows([row["ticket_id"] for row in rows])
    tickets = {row["id"]: TicketView.from_row(row) for row in found}
    told = [
        TicketMoved(Done(row["done"]), tickets[row["ticket_id"]], row["day"], row["time"])
        for row in rows
        if row["ticket_id"] in tickets
    ]
    return [moved for moved in told if not moved.is_over]
