"""Who is at work: what staff say of themselves, how many threads they take, what desks are told."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from models.db import transaction
from models.people.staff import StaffView
from models.staffing import services as staffing
from models.staffing.rules import Presence, ShownAs
from models.staffing.services import StaffAtWork
from server.desk import frames
from server.desk.neighbours import StaffMoved
from server.desk.seats import Ack, Desk, Handler, Seat
from server.desk.sight import Sight
from server.desk.watching import sweep
from server.work import Group, Needs, RefusalError, Settled
from web_chat.frames import read

SEEN_EVERY_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class OnPost:
    """An act on how somebody is at work."""

    staff: StaffView

    @property
    def line(self) -> Hashable:
        return ("post", self.staff.id)

    @property
    def needs(self) -> Needs:
        return Needs()


@dataclass(frozen=True, slots=True)
class SetPresence(OnPost):
    """Say whether one is there."""

    presence: Presence

    async def do(self, group: Group) -> Settled:
        await staffing.set_presence(self.staff.id, self.presence, at_ms=group.at_ms)
        return Settled()


@dataclass(frozen=True, slots=True)
class SetShownAs(OnPost):
    """Let contacts read one's own name, or that of the department."""

    shown_as: ShownAs

    async def do(self, _: Group) -> Settled:
        await staffing.set_shown_as(self.staff.id, self.shown_as)
        return Settled()


@dataclass(frozen=True, slots=True)
class SetLimit(OnPost):
    """Say how many threads a colleague answers at once."""

    colleague: int
    most: int

    async def do(self, _: Group) -> Settled:
        if not self.staff.role.may_supervise:
            raise RefusalError("not_allowed", "Supervisors set how many threads one takes.")
        known = {each.id: each.role for each in await staffing.at_work()}
        if self.colleague not in known:
            raise RefusalError("no_such_colleague", "There is no such colleague.")
        if not known[self.colleague].may_answer:
            raise RefusalError("only_looks", "This colleague may only look.")
        await staffing.set_limit(self.colleague, self.most)
        return Settled()


async def opening(desk: Desk, seat: Seat) -> Mapping[str, Any]:
    """One's own state, the colleagues who answer, and the departments."""
    await keep(desk)
    now_ms = _now_ms(desk)
    found = await staffing.at_work()
    told: dict[str, Any] = {
        "staff": [shown_staff(each, now_ms) for each in found if each.role.may_answer],
        "departments": [
            {"id": each.id, "name": each.name, "members": sorted(each.members)}
            for each in await staffing.departments()
        ],
    }
    mine = next((each for each in found if each.id == seat.staff.id), None)
    if mine is not None:
        seat.presence = mine.presence
        told["me"] = {
            "presence": mine.presence.value,
            "limit": mine.most,
            "shown_as": mine.shown_as.value,
        }
    return told


def shown_staff(each: StaffAtWork, now_ms: int) -> dict[str, Any]:
    """A colleague as every desk is told."""
    return {
        "id": each.id,
        "name": each.display_name,
        "login": each.name,
        "role": each.role.value,
        "presence": each.told_presence(now_ms).value,
        "load": each.load,
        "limit": each.most,
        "departments": list(each.departments),
    }


async def keep(desk: Desk) -> None:
    """Note now and then that these desks are open, so that their staff may be given threads."""
    now = desk.talk.clock.monotonic()
    due = {seat.staff.id for seat in desk.seats.values() if now >= seat.seen_noted_until}
    if not due:
        return
    for seat in desk.seats.values():
        if seat.staff.id in due:
            seat.seen_noted_until = now + SEEN_EVERY_SECONDS
    at_ms = _now_ms(desk)
    desk.noted |= dict.fromkeys(due, at_ms)
    async with transaction():
        await staffing.see(sorted(due), at_ms=at_ms)
    desk.line_moved()


async def look(desk: Desk) -> None:
    """What a process that may have desks does every little while."""
    await keep(desk)
    await tell(desk)
    await sweep(desk)


async def tell(desk: Desk) -> None:
    """Tell every desk who is there and how busy, if that is not what was told last."""
    now_ms = _now_ms(desk)
    found = await staffing.at_work()
    is_staffed = any(
        each.is_at_desk(now_ms) and each.seen_at_ms > desk.noted.get(each.id, 0) for each in found
    )
    if is_staffed is not desk.is_staffed_elsewhere:
        desk.is_staffed_elsewhere = is_staffed
        desk.line_moved()
    by_id = {each.id: each for each in found}
    for seat in desk.seats.values():
        known = by_id.get(seat.staff.id)
        if known is not None:
            seat.presence = known.presence
        if known is not None and seat.sight is not None:
            seat.sight = Sight(known.id, frozenset(known.departments))
    staff = [shown_staff(each, now_ms) for each in found if each.role.may_answer]
    if staff != desk.told_staff:
        desk.told_staff = staff
        await desk.send(desk.seats.values(), "staff", {"staff": staff})


def _now_ms(desk: Desk) -> int:
    return int(desk.talk.clock.now().timestamp() * 1000)


async def _presence(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.SetPresence = read(frames.SetPresence, payload)
    staff = seat.staff
    await desk.submit(seat, SetPresence(staff, wanted.state))
    desk.noted[staff.id] = _now_ms(desk)
    if wanted.shown_as is not None:
        await desk.submit(seat, SetShownAs(staff, wanted.shown_as))
        await desk.roster.refresh()
    await _moved(desk)
    return {"ok": True, "presence": wanted.state.value}


async def _limit(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.SetLimit = read(frames.SetLimit, payload)
    await desk.submit(seat, SetLimit(seat.staff, wanted.staff, wanted.most))
    await _moved(desk)
    return {"ok": True}


async def _moved(desk: Desk) -> None:
    """Somebody came, left or may take more: whoever waits, and every desk, is told at once."""
    desk.line_moved()
    await tell(desk)
    await sweep(desk)
    desk.neighbours.say(StaffMoved())


EVENTS: Mapping[str, Handler] = {"presence": _presence, "limit": _limit}
