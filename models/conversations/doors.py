"""By which door a person is reached: the conversation that moved last among all of theirs."""

from typing import NamedTuple

from models.db import Statement

_LAST_USED = Statement(
    'select "id", "contact_id", "channel", "address", "language" from "conversation" '
    'where "contact_id" = ? or "contact_id" in '
    '(select "contact_id" from "person_contact" where "person_id" = ?) '
    'or "contact_id" in (select "contact_id" from "address" where "value" = ?) '
    'order by "updated_at_ms" desc limit 1'
)


class Door(NamedTuple):
    """A conversation and the address by which it is answered now."""

    conversation_id: int
    contact_id: int
    channel: str
    address: str
    language: str


async def last_used(person_id: int, *, phone: str | None = None) -> Door | None:
    """The door a person used last, or whoever writes from a telephone; None when none ever did."""
    rows = await _LAST_USED.rows(person_id, person_id, phone or "")
    if not rows:
        return None
    row = rows[0]
    return Door(row["id"], row["contact_id"], row["channel"], row["address"], row["language"])
