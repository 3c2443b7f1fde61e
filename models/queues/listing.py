"""Somebody's tickets as staff see them, those that are over included."""

from collections.abc import Sequence

from models.db import Statement
from models.queues.views import TicketView

LISTED_MOST = 20
_OF_PEOPLE = Statement(
    'select * from "queue_ticket" where "contact_id" in ?? or "phone" in ?? '
    'order by "day" desc, "time" desc, "id" desc limit ?'
)
_COUNTERS = Statement('select "name" from "queue_counter" order by "name"')


async def of_people(
    ids: Sequence[int], *, phones: Sequence[str], limit: int = LISTED_MOST
) -> list[TicketView]:
    """The tickets of these people and of telephones proved to be theirs, the latest day first."""
    rows = await _OF_PEOPLE.rows(ids, phones, limit)
    return [TicketView.from_row(row) for row in rows]


async def counters() -> list[str]:
    """The names of the counters somebody can be called to."""
    return [row["name"] for row in await _COUNTERS.rows()]
