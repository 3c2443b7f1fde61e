"""Who is to be told of a ticket without having asked; each is given out once.

The rows are marked in the caller's transaction: what is said goes out with it or not at all.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from models.db import Statement
from models.queues import gates
from models.queues.line import before
from models.queues.rules import WAITING, epoch_ms
from models.queues.views import Notice, TicketView

_LINES = Statement(
    'select d."service", s."notice_at" from "queue_day" d '
    'join "queue_service" s on s."code" = d."service" where d."day" = ? and d."called" > 0'
)
_NEAR = Statement(
    'select * from "queue_ticket" where "service" = ? and "day" = ? and "state" in ?? '
    'order by "time", "number" limit ?'
)
_NOTICED = Statement(
    'update "queue_ticket" set "noticed_at_ms" = ? where "id" = ? and "noticed_at_ms" is null'
)
_TOMORROW = Statement(
    'select * from "queue_ticket" where "day" = ? and "state" = \'booked\' '
    'and "reminded_at_ms" is null and "booked_at_ms" < ? order by "time", "number" limit ?'
)
_REMINDED = Statement(
    'update "queue_ticket" set "reminded_at_ms" = ? where "id" = ? and "reminded_at_ms" is null'
)


async def soon_called(*, now: datetime) -> list[Notice]:
    """Those who have come near in a line that is being called today."""
    await gates.alone()
    day, waiting = now.date().isoformat(), [state.value for state in WAITING]
    notices: list[Notice] = []
    for line in await _LINES.rows(day):
        near = await _NEAR.rows(line["service"], day, waiting, line["notice_at"])
        notices += [
            _notice(TicketView.from_row(row), ahead)
            for ahead, row in enumerate(near)
            if row["noticed_at_ms"] is None and await _NOTICED.run(epoch_ms(now), row["id"])
        ]
    return notices


async def due_tomorrow(*, now: datetime, at_most: int = 200) -> list[Notice]:
    """Those who come tomorrow and booked before today, some at a time."""
    await gates.alone()
    tomorrow = (now.date() + timedelta(days=1)).isoformat()
    midnight = epoch_ms(now.replace(hour=0, minute=0, second=0, microsecond=0))
    rows: Sequence[Mapping[str, Any]] = await _TOMORROW.rows(tomorrow, midnight, at_most)
    tickets = [
        TicketView.from_row(row) for row in rows if await _REMINDED.run(epoch_ms(now), row["id"])
    ]
    return [_notice(ticket, await before(ticket)) for ticket in tickets]


def _notice(ticket: TicketView, ahead: int) -> Notice:
    return Notice(
        ticket.contact_id,
        ticket.phone,
        ticket.label,
        ticket.service,
        ticket.day,
        ticket.time,
        ahead,
    )
