"""Keeping a place for a moment while somebody chooses: one place a person."""

from models.db import Statement
from models.queues.gates import give_place, take_place
from models.terms.ids import IdMaker

_OF_PERSON = Statement(
    'select "id", "slot_id", "until_ms" from "queue_hold" where "contact_id" = ?'
)
_EXPIRED = Statement(
    'select "id", "slot_id" from "queue_hold" where "until_ms" <= ? or "until_ms" > ?'
)
_DELETE = Statement('delete from "queue_hold" where "id" = ?')
_INSERT = Statement(
    'insert into "queue_hold" ("id", "contact_id", "slot_id", "until_ms") values (?, ?, ?, ?)'
)
LONGEST_MS = 3_600_000
"""No hold is meant to last longer: one that would was made before the clock was put back."""


async def hold(
    service: str,
    *,
    day: str,
    time: str,
    capacity: int,
    contact_id: int,
    until_ms: int,
    new_id: IdMaker,
) -> bool:
    """Keep a place for a person, who must have no other; False when there is none."""
    slot_id = await take_place(service, day=day, time=time, capacity=capacity, new_id=new_id)
    if slot_id is None:
        return False
    await _INSERT.run(new_id(), contact_id, slot_id, until_ms)
    return True


async def take_over(contact_id: int, *, slot_id: int | None) -> bool:
    """End a person's hold, whose place is theirs when it is of this slot; else given back."""
    for row in await _OF_PERSON.rows(contact_id):
        if await _DELETE.run(row["id"]):
            if row["slot_id"] == slot_id:
                return True
            await give_place(row["slot_id"])
    return False


async def release_expired(at_ms: int) -> int:
    """Give back the places nobody chose in time; how many there were."""
    expired = await _EXPIRED.rows(at_ms, at_ms + LONGEST_MS)
    for row in expired:
        if await _DELETE.run(row["id"]):
            await give_place(row["slot_id"])
    return len(expired)
