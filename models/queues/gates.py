"""The three gates of a booking: a place at a time, a number of the day, a share of a person.

Each is one conditional update, so that the database alone decides who comes through; what was
read before decides nothing. All who write queues come through one after the other
(`alone`): a booking and a move would else meet in opposite order and lock each other out.
"""

from models.db import Statement, lock_until_commit
from models.terms.ids import IdMaker

_MAKE_SLOT = Statement(
    'insert into "queue_slot" ("id", "service", "day", "time", "capacity", "used") '
    'values (?, ?, ?, ?, ?, 0) on conflict ("service", "day", "time") do nothing'
)
_TAKE_PLACE = Statement(
    'update "queue_slot" set "used" = "used" + 1 '
    'where "service" = ? and "day" = ? and "time" = ? and "used" < "capacity"'
)
_SLOT = Statement(
    'select "id", "capacity" from "queue_slot" where "service" = ? and "day" = ? and "time" = ?'
)
_GIVE_PLACE = Statement('update "queue_slot" set "used" = "used" - 1 where "id" = ? and "used" > 0')
_SEATS = Statement('select "seat" from "queue_ticket" where "slot_id" = ? and "seat" is not null')
_MAKE_DAY = Statement(
    'insert into "queue_day" ("id", "service", "day", "quota", "used", "last_number", "called") '
    'values (?, ?, ?, ?, 0, 0, 0) on conflict ("service", "day") do nothing'
)
_TAKE_NUMBER = Statement(
    'update "queue_day" set "used" = "used" + 1, "last_number" = "last_number" + 1 '
    'where "service" = ? and "day" = ? and "used" < "quota"'
)
_NUMBER = Statement('select "last_number" from "queue_day" where "service" = ? and "day" = ?')
_GIVE_NUMBER = Statement(
    'update "queue_day" set "used" = "used" - 1 where "service" = ? and "day" = ? and "used" > 0'
)
_MAKE_SHARE = Statement(
    'insert into "queue_share" ("id", "contact_id", "day", "used") values (?, ?, ?, 0) '
    'on conflict ("contact_id", "day") do nothing'
)
_TAKE_SHARE = Statement(
    'update "queue_share" set "used" = "used" + 1 '
    'where "contact_id" = ? and "day" = ? and "used" < ?'
)
_GIVE_SHARE = Statement(
    'update "queue_share" set "used" = "used" - 1 '
    'where "contact_id" = ? and "day" = ? and "used" > 0'
)


async def alone() -> None:
    """Wait until no other transaction writes queues, and keep it so until the commit."""
    await lock_until_commit()


async def take_place(
    service: str, *, day: str, time: str, capacity: int, new_id: IdMaker
) -> int | None:
    """A place at a time, made with this capacity when it is the first one: its slot, or None."""
    if not await _TAKE_PLACE.run(service, day, time):
        await make_slot(service, day=day, time=time, capacity=capacity, new_id=new_id)
        if not await _TAKE_PLACE.run(service, day, time):
            return None
    return await slot_at(service, day=day, time=time)


async def make_slot(service: str, *, day: str, time: str, capacity: int, new_id: IdMaker) -> None:
    """Let a time be wanted, unless it is already."""
    await _MAKE_SLOT.run(new_id(), service, day, time, capacity)


async def give_place(slot_id: int) -> None:
    """Give a place back."""
    await _GIVE_PLACE.run(slot_id)


async def slot_at(service: str, *, day: str, time: str) -> int | None:
    """The slot of a time, None as long as nobody wanted it."""
    rows = await _SLOT.rows(service, day, time)
    return int(rows[0]["id"]) if rows else None


async def free_seat(slot_id: int) -> int:
    """The lowest seat nobody has; that two get the same one is ruled out by its uniqueness."""
    taken = {row["seat"] for row in await _SEATS.rows(slot_id)}
    return next(seat for seat in range(1, len(taken) + 2) if seat not in taken)


async def take_number(service: str, *, day: str, quota: int, new_id: IdMaker) -> int | None:
    """The next number of a day, or None when its quota is used up; none is given twice."""
    if not await _TAKE_NUMBER.run(service, day):
        await _MAKE_DAY.run(new_id(), service, day, quota)
        if not await _TAKE_NUMBER.run(service, day):
            return None
    return int((await _NUMBER.rows(service, day))[0]["last_number"])


async def give_number(service: str, *, day: str) -> None:
    """Let somebody else come that day; the number itself stays used."""
    await _GIVE_NUMBER.run(service, day)


async def take_share(contact_id: int, *, day: str, limit: int, new_id: IdMaker) -> bool:
    """One of the tickets a person may have on a day."""
    if await _TAKE_SHARE.run(contact_id, day, limit):
        return True
    await _MAKE_SHARE.run(new_id(), contact_id, day)
    return await _TAKE_SHARE.run(contact_id, day, limit) == 1


async def give_share(contact_id: int, *, day: str) -> None:
    """Let the person book another for that day."""
    await _GIVE_SHARE.run(contact_id, day)
