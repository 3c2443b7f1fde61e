"""Threads given to a colleague or a department: by hand, by themselves, and back to the line."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo

from models.audit.services import Done
from models.conversations.page import Page
from models.conversations.rules import Act, Speaker
from models.db import lock_until_commit
from models.hours import services as hours
from models.staffing import services as staffing
from models.staffing.rules import Assign, Candidate, Owned, Policy, choose, neglect
from models.staffing.services import StaffAtWork
from server import words
from server.desk import frames
from server.desk.acts import OnThread, called, must_own
from server.desk.calling import call
from server.desk.seats import Ack, Desk, Handler, Seat
from server.desk.standing import after
from server.work import Group, Needs, RefusalError, Settled
from web_chat.frames import FrameError, check_text, read
from web_chat.frames import Send as Sent

GIVEN_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Transfer(OnThread):
    """Give a thread to a colleague, or to a department, whose line it joins, with a note."""

    colleague: int | None
    department: int | None
    note: str | None

    async def do(self, group: Group) -> Settled:
        page = group.page(group.conversation(self.conversation_id))
        if not self.staff.role.may_supervise:
            must_own(page.now, self.staff)
        if self.department is not None:
            await self._to_department(page, self.department)
        if self.colleague is not None:
            await self._to_colleague(page, self.colleague, group)
        note, named = None, {}
        if self.note:
            key = f"given-{group.means.new_id()}"
            note = page.note(self.note, staff_id=self.staff.id, client_key=key)
            named = await called(note, self.staff, group)
        page.announce("messages", named)
        group.accept(page)
        return Settled(note, conversation=page.now)

    async def _to_department(self, page: Page, number: int) -> None:
        known = {each.id: each.name for each in await staffing.departments()}
        if number not in known:
            raise RefusalError("no_such_department", "There is no such department.")
        page.now.department_id, page.now.last_owner_id = number, None
        if self.colleague is None:
            page.give_to(Speaker.WAITING)
            line = words.passed_on(known[number], language=page.now.language)
            page.act(Act.REQUEUE, line, staff_id=self.staff.id)

    async def _to_colleague(self, page: Page, number: int, group: Group) -> None:
        colleague = next((each for each in await staffing.at_work() if each.id == number), None)
        if colleague is None:
            raise RefusalError("no_such_colleague", "There is no such colleague.")
        if not colleague.role.may_answer:
            raise RefusalError("only_looks", "This colleague may only look.")
        if page.now.owner_id != number:
            await _give(page, colleague, by=self.staff.id, at_ms=group.at_ms)


@dataclass(frozen=True, slots=True)
class GiveOut:
    """Give those who wait, in their order, to whoever is free; done by the office itself."""

    how: Assign

    @property
    def line(self) -> Hashable:
        return ("line",)

    @property
    def needs(self) -> Needs:
        return Needs()

    async def do(self, group: Group) -> Settled:
        await lock_until_commit()
        numbers = await staffing.line(GIVEN_AT_ONCE)
        if not numbers:
            return Settled()
        await group.load_conversations(numbers)
        colleagues = {each.id: each for each in await staffing.at_work()}
        free = _candidates(colleagues.values(), group)
        neglecters = await staffing.neglecters(numbers)
        for number in numbers:
            now = group.conversation(number)
            if now.speaker is not Speaker.WAITING:
                continue
            chosen = choose(
                free.values(),
                self.how,
                department=now.department_id,
                last=now.last_owner_id,
                neglecter=neglecters.get(number),
            )
            if chosen is None:
                continue
            page = group.page(now)
            await _give(page, colleagues[chosen.staff_id], by=None, at_ms=group.at_ms)
            page.announce("messages")
            group.accept(page)
            group.done.append(Done(None, "give_out", number, {"colleague": chosen.staff_id}))
            free[chosen.staff_id] = chosen._replace(load=chosen.load + 1, given_at_ms=group.at_ms)
        return Settled()


@dataclass(frozen=True, slots=True)
class SendBack:
    """Put a thread back into the line that its owner neglects; not if anything was done since."""

    owned: Owned
    policy: Policy

    @property
    def line(self) -> Hashable:
        return ("desk", self.owned.conversation_id)

    @property
    def needs(self) -> Needs:
        return Needs(conversations=[self.owned.conversation_id])

    async def do(self, group: Group) -> Settled:
        number = self.owned.conversation_id
        now = group.conversation(number)
        moved = any(page.now.id == number for page in group.written.pages)
        if moved or self.owned not in await staffing.owned():
            return Settled(conversation=now)
        page = group.page(now)
        page.give_to(Speaker.WAITING)
        page.now.last_owner_id = self.owned.owner_id
        line = words.back_in_line(language=now.language)
        page.act(Act.REQUEUE, line, staff_id=None)
        page.announce("messages")
        group.accept(page)
        group.done.append(Done(None, "send_back", number, {"owner": self.owned.owner_id}))
        return Settled(conversation=page.now)


async def neglected(policy: Policy, *, now_ms: int, zone: tzinfo) -> list[SendBack]:
    """Threads whose owners left them for longer than the office allows, or can answer no more."""
    gone = await staffing.owners_gone()
    is_limited = policy.unanswered_minutes or policy.idle_owner_minutes
    if not (gone or is_limited):
        return []
    kept = await hours.opening_hours()
    found = []
    for owned in await staffing.owned():
        limit = neglect(owned, policy)
        is_late = limit is not None and after(kept, *limit, zone) <= now_ms
        if is_late or owned.owner_id in gone:
            found.append(SendBack(owned, policy))
    return found


def _candidates(colleagues: Iterable[StaffAtWork], group: Group) -> dict[int, Candidate]:
    """Who may be given threads now, their load as this group's acts have left it."""
    moved: dict[int, int] = {}
    for page in group.written.pages:
        for each, by in ((page.before, -1), (page.now, 1)):
            if each.standing.value == Speaker.STAFF.value and each.owner_id is not None:
                moved[each.owner_id] = moved.get(each.owner_id, 0) + by
    return {
        each.id: Candidate(
            each.id,
            each.load + moved.get(each.id, 0),
            each.most,
            each.given_at_ms,
            frozenset(each.departments),
        )
        for each in colleagues
        if each.takes_threads(group.at_ms)
    }


async def _give(page: Page, colleague: StaffAtWork, *, by: int | None, at_ms: int) -> None:
    act = Act.STEP_IN if page.now.speaker is Speaker.BOT else Act.ASSIGN
    page.give_to(Speaker.STAFF, colleague.id)
    page.now.needs_person = False
    name = await staffing.shown_name(colleague.id) or colleague.display_name
    line = words.taken_over(name, language=page.now.language)
    page.act(act, line, staff_id=by)
    await staffing.note_given(colleague.id, at_ms=at_ms)


async def _assign(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.Assign = read(frames.Assign, payload)
    if wanted.staff is None and wanted.department is None:
        raise FrameError("bad_request", "Say to whom.")
    note = wanted.note.strip() if wanted.note else None
    if note:
        note = check_text(Sent("assign-0", note))
    work = Transfer(wanted.conversation, seat.staff, wanted.staff, wanted.department, note)
    settled = await desk.submit(seat, work)
    if settled.message is not None:
        await call(desk, seat, wanted.conversation, settled.message.pos, note or "")
    return await desk.told(seat, settled)


EVENTS: Mapping[str, Handler] = {"assign": _assign}
