"""What came in and is no text for the bot: set aside, told to every desk, put away by a person."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.conversations import quarantine
from models.conversations.page import Desk
from models.people.staff import StaffView
from models.terms.channel import Quarantined
from server import wire
from server.desk import frames
from server.desk.seats import Ack, Handler, Seat
from server.desk.seats import Desk as DeskRoom
from server.work import Group, Needs, Settled
from web_chat.frames import read

EVENT = "aside"


@dataclass(frozen=True, slots=True)
class SetAside:
    """One thing is stored for a person to look at; a copy of it changes nothing."""

    found: Quarantined

    @property
    def line(self) -> Hashable:
        return (EVENT, self.found.channel, self.found.line)

    @property
    def needs(self) -> Needs:
        return Needs()

    async def do(self, group: Group) -> Settled:
        number = group.means.new_id()
        if await quarantine.set_aside(self.found, number=number, at_ms=group.at_ms):
            await _tell(group)
        return Settled()


@dataclass(frozen=True, slots=True)
class PutAway:
    """Somebody at the desk has looked at these; pressed twice it is done once."""

    numbers: Sequence[int]
    staff: StaffView

    @property
    def line(self) -> Hashable:
        return (EVENT, self.staff.id)

    @property
    def needs(self) -> Needs:
        return Needs()

    async def do(self, group: Group) -> Settled:
        if await quarantine.put_away(self.numbers, staff_id=self.staff.id, at_ms=group.at_ms):
            await _tell(group)
        return Settled()


async def listed() -> dict[str, Any]:
    """`{aside, count}`: what nobody has put away yet, the oldest first, and how many in all."""
    shown = [wire.aside(found) for found in await quarantine.unseen()]
    return {"aside": shown, "count": await count()}


async def count() -> int:
    """How many things wait to be looked at."""
    return await quarantine.unseen_count()


async def _tell(group: Group) -> None:
    """Every desk hears how many things wait to be looked at."""
    group.written.events.append(Desk(EVENT, None, 1, 0, {"count": await count()}))


async def opening(_: DeskRoom, __: Seat) -> Mapping[str, Any]:
    """How many things wait to be looked at, for a desk that opens."""
    return {EVENT: await count()}


async def _aside(_: DeskRoom, __: Seat, payload: object) -> Ack:
    read(frames.Nothing, payload)
    return {"ok": True, **await listed()}


async def _put_away(desk: DeskRoom, seat: Seat, payload: object) -> Ack:
    wanted: frames.OnAside = read(frames.OnAside, payload)
    return await desk.act(seat, PutAway(wanted.ids, seat.staff))


EVENTS: Mapping[str, Handler] = {EVENT: _aside, "put_away": _put_away}
