"""Places and bookings, read whole for an outside audit in the form of docs/wire."""

from typing import Any

from models.db import Statement
from models.queues.rules import FREED

_SLOTS = Statement('select "id", "capacity" from "queue_slot" order by "id"')
_BOOKINGS = Statement(
    'select "id", "key", "slot_id", "contact_id", "state" from "queue_ticket" order by "id"'
)


async def slots() -> list[dict[str, Any]]:
    """Every time that somebody wanted, with its capacity."""
    return [{"id": row["id"], "capacity": row["capacity"]} for row in await _SLOTS.rows()]


async def bookings() -> list[dict[str, Any]]:
    """Every ticket; active are those whose place was not given back."""
    return [
        {
            "id": row["id"],
            "key": row["key"],
            "slot": row["slot_id"],
            "holder": row["contact_id"],
            "active": row["state"] not in FREED,
        }
        for row in await _BOOKINGS.rows()
    ]
