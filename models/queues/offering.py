"""Offering times: what is free near a wish, and for whom."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, NoReturn

from models.queues import gates, holds, shares
from models.queues.openings import Openings
from models.queues.refusals import ClosedError, FullError, LimitReachedError
from models.queues.rules import (
    Closed,
    Days,
    epoch_ms,
    is_time,
    nearest,
    read_day,
    within,
)
from models.queues.views import Person, TicketView
from models.terms.ids import IdMaker


class Offer(NamedTuple):
    """Times that are free; an exact wish is held for the person for some minutes."""

    day: str
    times: list[str]
    is_held: bool
    """The time wished for is among them, and kept for the person who asked."""
    time: str | None = None
    """The one that is kept."""


async def offer(
    service: str | None,
    *,
    day: str | None,
    time: str | None,
    person: Person,
    now: datetime,
    days: Days,
    new_id: IdMaker,
    moving: TicketView | None = None,
    part: str | None = None,
    is_any: bool = False,
) -> Offer:
    """Free times near the wish; `now` is the office's local time.

    What the person held before is let go. `moving`: a ticket that is to be moved, and so counts
    not against the limit of its day. `part`: of the day ("morning", "midday", "afternoon"), and
    `is_any`: the first time there is will do; both where no time is wished for. Raises
    UnknownServiceError, ClosedError, FullError, LimitReachedError.
    """
    await gates.alone()
    await holds.release_expired(epoch_ms(now))
    await holds.take_over(person.contact_id, slot_id=None)
    openings = await Openings.load(service, now=now, days=days)
    time = time if time and is_time(time) else None
    limits = _Limits(openings, person, moving)
    chosen = await _chosen(openings, day, limits)
    free = openings.free(chosen)
    if time is None:
        free = within(free, part)
        time = free[0] if is_any else None
    is_held = time in free and await _hold(openings, chosen, str(time), person, new_id)
    return Offer(chosen.isoformat(), nearest(free, time), is_held, time if is_held else None)


@dataclass(frozen=True, slots=True)
class _Limits:
    """Whether a person may have one more ticket on a day."""

    openings: Openings
    person: Person
    moving: TicketView | None

    async def allow(self, day: date) -> bool:
        used = await shares.used(self.person.ids, day=day.isoformat())
        if self.moving is not None and self.moving.day == day.isoformat():
            used -= 1
        return used < self.openings.service.manners.per_person

    async def refuse(self, day: date, *, instead: date | None = None) -> NoReturn:
        label = await shares.latest_label(self.person, day=day.isoformat())
        raise LimitReachedError(label, instead)

    async def next_free(self, start: date) -> date | None:
        """The first day from this one on with a place for this person, else the first of all."""
        earlier = None
        for day in self.openings.free_days():
            if earlier is not None and day < start:
                continue
            if await self.allow(day):
                if day >= start:
                    return day
                earlier = day
        return earlier


async def _chosen(openings: Openings, day: str | None, limits: _Limits) -> date:
    """The day asked for if it has a place, else the first that has one for this person."""
    today = openings.now.date()
    if day is None:
        return await _first_for(openings, limits)
    read = read_day(day)
    if read is None:
        raise ClosedError(Closed.NO_SUCH_DAY, openings.next_free(today))
    closed = openings.why_closed(read)
    if closed is not None:
        raise ClosedError(closed, openings.next_free(read))
    if not await limits.allow(read):
        await limits.refuse(read, instead=await limits.next_free(read))
    if not openings.free(read):
        raise FullError(openings.next_free(read))
    return read


async def _first_for(openings: Openings, limits: _Limits) -> date:
    first = None
    for day in openings.free_days():
        if await limits.allow(day):
            return day
        first = first or day
    if first is not None:
        await limits.refuse(first)
    raise FullError(None)


async def _hold(openings: Openings, day: date, time: str, person: Person, new_id: IdMaker) -> bool:
    service = openings.service
    return await holds.hold(
        service.code,
        day=day.isoformat(),
        time=time,
        capacity=openings.places(day)[time],
        contact_id=person.contact_id,
        until_ms=epoch_ms(openings.now) + service.manners.hold_minutes * 60_000,
        new_id=new_id,
    )
