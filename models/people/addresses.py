"""By which addresses somebody has written."""

from collections.abc import Sequence
from typing import NamedTuple

from models.db import Statement

_OF_CONTACTS = Statement(
    'select "channel", "value" from "address" where "contact_id" in ?? order by "id" limit ?'
)
_LATEST = Statement(
    'select "value" from "address" where "contact_id" = ? and "channel" = ? '
    'order by "id" desc limit 1'
)
LISTED_MOST = 50


class AddressView(NamedTuple):
    """One address of a contact."""

    channel: str
    value: str


async def of_contacts(ids: Sequence[int], *, limit: int = LISTED_MOST) -> list[AddressView]:
    """The addresses of these contacts, in the order in which they wrote first."""
    rows = await _OF_CONTACTS.rows(ids, limit)
    return [AddressView(row["channel"], row["value"]) for row in rows]


async def latest(contact_id: int, *, channel: str) -> str | None:
    """The address of a contact on one channel, the one that came last; None when there is none."""
    rows = await _LATEST.rows(contact_id, channel)
    return rows[0]["value"] if rows else None
