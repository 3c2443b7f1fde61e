"""What staff mark on a thread: labels, urgency, sleep until a time, open again, read up to."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.conversations import labels, threads
from models.conversations.labels import LabelRefusedError
from models.conversations.page import Page
from models.conversations.rules import Speaker
from models.people.staff import StaffView
from server.desk import frames
from server.desk.acts import OnThread, must_own, take_over
from server.desk.seats import Ack, Desk, Handler, Seat
from server.work import Group, Needs, RefusalError, Settled
from web_chat.frames import read

MARKED = "marked"
"""The kind of desk event that tells of a thread without a message."""
SLEEP_MOST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Reopen(OnThread):
    """Open a closed thread again. Twice is once.

    It goes where the office's rule says; where that is the bot, to whoever opened it: nobody
    presses for the bot to speak, which has nothing to answer.
    """

    async def do(self, group: Group) -> Settled:
        page = _page(self, group)
        if page.now.closed_at_ms is None:
            return Settled(conversation=page.now)
        page.reopen()
        if page.now.speaker is not Speaker.BOT:
            return _marked(group, page)
        await take_over(page, self.staff, group.at_ms)
        page.announce("messages")
        group.accept(page)
        return Settled(conversation=page.now)


@dataclass(frozen=True, slots=True)
class Snooze(OnThread):
    """Put one's own thread away until a time or until something is said; None wakes it."""

    until: datetime | None

    async def do(self, group: Group) -> Settled:
        page = _page(self, group)
        must_own(page.now, self.staff)
        if self.until is None:
            page.now.snoozed_until_ms = None
            return _marked(group, page)
        now = group.means.clock.now()
        if not now < self.until <= now + SLEEP_MOST:
            raise RefusalError("bad_time", "Choose a time between now and a year from now.")
        page.now.snoozed_until_ms = int(self.until.timestamp() * 1000)
        return _marked(group, page)


@dataclass(frozen=True, slots=True)
class Wake:
    """A sleeping thread's time has come: it stands on top of its owner's list again."""

    conversation_id: int

    @property
    def line(self) -> Hashable:
        return ("desk", self.conversation_id)

    @property
    def needs(self) -> Needs:
        return Needs(conversations=[self.conversation_id])

    async def do(self, group: Group) -> Settled:
        page = group.page(group.conversation(self.conversation_id))
        until = page.now.snoozed_until_ms
        if until is None or until > group.at_ms:
            return Settled(conversation=page.now)
        page.now.snoozed_until_ms, page.now.updated_at_ms = None, group.at_ms
        return _marked(group, page)


@dataclass(frozen=True, slots=True)
class PutLabels(OnThread):
    """Put labels on a thread and take others off."""

    add: tuple[str, ...]
    remove: tuple[str, ...]

    async def do(self, group: Group) -> Settled:
        page = _page(self, group)
        numbers = [group.means.new_id() for _ in self.add]
        try:
            await labels.take_off(page.now.id, self.remove)
            await labels.put_on(page.now.id, self.add, numbers=numbers, at_ms=group.at_ms)
        except LabelRefusedError as refused:
            raise RefusalError("bad_label", str(refused)) from None
        return _marked(group, page)


@dataclass(frozen=True, slots=True)
class SetUrgency(OnThread):
    """Mark how urgent a thread is: 0 not, 3 most."""

    urgency: int

    async def do(self, group: Group) -> Settled:
        page = _page(self, group)
        page.now.urgency = self.urgency
        return _marked(group, page)


@dataclass(frozen=True, slots=True)
class Read:
    """Somebody at the desk has read a thread up to a position; it never goes back."""

    conversation_id: int
    staff: StaffView
    pos: int

    @property
    def line(self) -> Hashable:
        return ("read", self.conversation_id, self.staff.id)

    @property
    def needs(self) -> Needs:
        return Needs(conversations=[self.conversation_id])

    async def do(self, group: Group) -> Settled:
        known = group.conversation(self.conversation_id)
        await threads.mark_read(
            group.means.new_id(),
            staff_id=self.staff.id,
            conversation_id=known.id,
            pos=min(self.pos, known.last_pos),
        )
        return Settled(conversation=known)


def _page(work: OnThread, group: Group) -> Page:
    return group.page(group.conversation(work.conversation_id))


def _marked(group: Group, page: Page) -> Settled:
    page.announce(MARKED)
    group.accept(page)
    return Settled(conversation=page.now)


async def _reopen(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.OnConversation = read(frames.OnConversation, payload)
    return await desk.act(seat, Reopen(wanted.conversation, seat.staff))


async def _snooze(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.Snooze = read(frames.Snooze, payload)
    return await desk.act(seat, Snooze(wanted.conversation, seat.staff, wanted.until))


async def _label(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.PutLabels = read(frames.PutLabels, payload)
    work = PutLabels(wanted.conversation, seat.staff, tuple(wanted.add), tuple(wanted.remove))
    return await desk.act(seat, work)


async def _priority(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.SetPriority = read(frames.SetPriority, payload)
    return await desk.act(seat, SetUrgency(wanted.conversation, seat.staff, wanted.priority))


async def _read(desk: Desk, seat: Seat, payload: object) -> Ack:
    """Those who may only look have their own marks, too; one's other windows hear of it."""
    wanted: frames.ReadUpTo = read(frames.ReadUpTo, payload)
    settled = await desk.lanes.submit(Read(wanted.conversation, seat.staff, wanted.pos))
    known = settled.conversation
    if known is not None and known.owner_id == seat.staff.id:
        seen = {"pos": min(wanted.pos, known.last_pos), "status": "seen"}
        await desk.tell_visitors(known.id, "status", [seen], but=None)
    others = [
        other
        for other in desk.seats.values()
        if other.staff.id == seat.staff.id and other is not seat
    ]
    told = {"conversation": wanted.conversation, "pos": wanted.pos}
    await desk.send(others, "read", told)
    return {"ok": True}


EVENTS: Mapping[str, Handler] = {
    "reopen": _reopen,
    "snooze": _snooze,
    "label": _label,
    "priority": _priority,
    "read": _read,
}
