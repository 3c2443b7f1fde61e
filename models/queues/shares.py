"""How many tickets of a day a person has, over all contacts they are known by."""

from collections.abc import Sequence

from models.db import Statement
from models.queues.views import Person, TicketView

_USED = Statement(
    'select coalesce(sum("used"), 0) as "used" from "queue_share" '
    'where "contact_id" in ?? and "day" = ?'
)
_ON_DAY = Statement(
    'select * from "queue_ticket" where "contact_id" in ?? and "day" = ? '
    'and "seat" is not null order by "id" desc limit 1'
)


async def used(contact_ids: Sequence[int], *, day: str) -> int:
    """How many count against the limit of a day."""
    return int((await _USED.rows(contact_ids, day))[0]["used"])


async def latest_label(person: Person, *, day: str) -> str:
    """The label of the ticket a person has on a day, empty with none."""
    rows = await _ON_DAY.rows(person.ids, day)
    return TicketView.from_row(rows[0]).label if rows else ""
