"""Whose a ticket is, for staff who hear its number called: the same number comes every day."""

from typing import NamedTuple

from models.db import Statement

_WHOSE = Statement(
    'select "id", "contact_id", "phone" from "queue_ticket" where "prefix" = ? and "number" = ? '
    'and "id" < ? order by "id" desc limit ?'
)


class Holder(NamedTuple):
    """Who holds or held a ticket."""

    ticket_id: int
    contact_id: int
    phone: str | None


async def whose(prefix: str, number: int, *, before: int, limit: int) -> list[Holder]:
    """Everybody who had this number on some day, the ticket made last first, below an id."""
    rows = await _WHOSE.rows(prefix, number, before, limit)
    return [Holder(row["id"], row["contact_id"], row["phone"]) for row in rows]
