"""Places and bookings, read whole for an outside audit in the form of docs/wire."""

from typing import Any

from models.db import Statement
from models.queues.rules import FREED

_SLOTS = Statement('select "id", "capacity" from "queue_slot" order by "id"')
_BOOKINGS = Statement(
    'select "id", "key", "slot_id", "contact_id", "state" from "queue_ticket" order by "id"'
)
_SLOT_COUNTS = Statement(
    'select * from (select s."id", s."used", s."capacity", '
    '(select count(*) from "queue_ticket" t where t."slot_id" = s."id" and t."seat" is not null) '
    '+ (select count(*) from "queue_hold" h where h."slot_id" = s."id") as "held" '
    'from "queue_slot" s) as "counted" where "used" <> "held" or "used" > "capacity" order by "id"'
)
_DAY_COUNTS = Statement(
    'select * from (select d."service", d."day", d."used", d."quota", d."last_number", '
    '(select count(*) from "queue_ticket" t where t."service" = d."service" '
    'and t."day" = d."day" and t."seat" is not null) as "held", '
    '(select coalesce(max(t."number"), 0) from "queue_ticket" t where t."service" = d."service" '
    'and t."day" = d."day") as "highest" from "queue_day" d) as "counted" '
    'where "used" <> "held" or "used" > "quota" or "highest" > "last_number" '
    'order by "day", "service"'
)
_SHARE_COUNTS = Statement(
    'select * from (select s."contact_id", s."day", s."used", '
    '(select count(*) from "queue_ticket" t where t."contact_id" = s."contact_id" '
    'and t."day" = s."day" and t."seat" is not null) as "held" from "queue_share" s) '
    'as "counted" where "used" <> "held" order by "day", "contact_id"'
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


async def discrepancies() -> list[str]:
    """What does not add up, a line each; empty when every place, number and share is counted."""
    wrong = [
        f"slot {row['id']}: {row['used']} of {row['capacity']}, {row['held']} tickets and holds"
        for row in await _SLOT_COUNTS.rows()
    ]
    wrong += [
        f"day {row['service']} {row['day']}: {row['used']} of {row['quota']}, "
        f"{row['held']} tickets, last number {row['last_number']}"
        for row in await _DAY_COUNTS.rows()
    ]
    wrong += [
        f"share {row['contact_id']} {row['day']}: {row['used']}, {row['held']} tickets"
        for row in await _SHARE_COUNTS.rows()
    ]
    return wrong
