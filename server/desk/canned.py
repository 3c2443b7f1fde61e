"""Canned replies at the desk: resolved for a thread, written by those who may."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from msgspec import Meta, Struct

from models.audit.services import Done
from models.canned import services as canned
from models.canned.rules import VARIABLES, CannedRefusedError, fill
from models.canned.services import EVERYBODYS, CannedView, NoSuchReplyError, Wording
from models.cases.rules import CLOSED
from models.conversations import finding
from models.conversations.page import Desk as DeskEvent
from models.conversations.views import ConversationView
from models.people import identity
from models.people.rules import Role
from models.people.staff import StaffView
from server.desk.belonging import behind, cases_of, open_order, open_ticket, orders_of, tickets_of
from server.desk.frames import Id
from server.desk.seats import Ack, Desk, Handler, Seat
from server.work import Group, Needs, RefusalError, Settled
from web_chat.frames import read

EVENT = "canned"
KEEPERS = frozenset({Role.SUPERVISOR, Role.ADMIN})
"""Who writes everybody's replies; one's own everybody writes who may answer."""


class Canned(Struct, forbid_unknown_fields=True):
    conversation: Id | None = None


class Save(Struct, forbid_unknown_fields=True):
    shortcut: Annotated[str, Meta(max_length=100)]
    text_id: Annotated[str, Meta(max_length=8000)] = ""
    text_en: Annotated[str, Meta(max_length=8000)] = ""
    category: Annotated[str, Meta(max_length=200)] = ""
    id: Id | None = None
    own: bool = False


class Delete(Struct, forbid_unknown_fields=True):
    id: Id


@dataclass(frozen=True, slots=True)
class OnReply:
    """An act of one member of staff on one reply."""

    staff: StaffView

    @property
    def line(self) -> Hashable:
        return (EVENT,)

    @property
    def needs(self) -> Needs:
        return Needs()

    async def known(self, number: int) -> CannedView:
        """One that they may write. Raises RefusalError."""
        try:
            known = await canned.find(number, staff_id=self.staff.id)
        except NoSuchReplyError:
            raise RefusalError("not_found", "There is no such reply.") from None
        if not may_write(known, self.staff):
            raise RefusalError("not_allowed", "Supervisors write the replies of everybody.")
        return known

    def end(self, group: Group, act: str, number: int) -> None:
        """Keep who did it, and let every desk read the replies again."""
        group.done.append(Done(self.staff.id, act, None, {"id": number}))
        group.written.events.append(DeskEvent(EVENT, None, 1, 0, {}))


@dataclass(frozen=True, slots=True)
class Keep(OnReply):
    """Write a reply, a new one or an earlier one anew."""

    wording: Wording
    number: int | None
    is_own: bool

    async def do(self, group: Group) -> Settled:
        try:
            number = await self._keep(group)
        except CannedRefusedError as error:
            raise RefusalError("bad_reply", str(error), field=error.field, why=error.why) from None
        self.end(group, "canned_save", number)
        return Settled(told=str(number))

    async def _keep(self, group: Group) -> int:
        staff_id = self.staff.id
        if self.number is not None:
            known = await self.known(self.number)
            await canned.change(known, self.wording, staff_id=staff_id, at_ms=group.at_ms)
            return known.id
        if not self.is_own and self.staff.role not in KEEPERS:
            raise RefusalError("not_allowed", "Supervisors write the replies of everybody.")
        return await canned.add(
            self.wording,
            owner_id=staff_id if self.is_own else EVERYBODYS,
            staff_id=staff_id,
            at_ms=group.at_ms,
            new_id=group.means.new_id,
        )


@dataclass(frozen=True, slots=True)
class Forget(OnReply):
    """Keep a reply no longer."""

    number: int

    async def do(self, group: Group) -> Settled:
        await canned.delete(await self.known(self.number))
        self.end(group, "canned_delete", self.number)
        return Settled()


def may_write(reply: CannedView, staff: StaffView) -> bool:
    """One's own, or everybody's for those who keep them."""
    if not staff.role.may_answer:
        return False
    return reply.owner_id == staff.id or (reply.owner_id == EVERYBODYS and staff.role in KEEPERS)


async def values_of(conversation: ConversationView, seat: Seat, desk: Desk) -> dict[str, str]:
    """What is known of a thread's person, for the places of a reply; unknown is missing."""
    who = await behind(conversation)
    registered = await identity.find(who.person_id)
    cases = [case for case in await cases_of(who) if case.stage not in CLOSED]
    ticket = open_ticket(await tickets_of(who))
    order = open_order(await orders_of(who))
    return {
        "name": registered.name if registered else "",
        "case": cases[0].number if cases else "",
        "ticket": ticket.label if ticket else "",
        "order": order.number if order else "",
        "staff": seat.staff.display_name,
        "office": desk.terms.office(conversation.language),
    }


async def _canned(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: Canned = read(Canned, payload)
    values, language = None, "id"
    if wanted.conversation is not None:
        conversation = (await finding.threads([wanted.conversation])).get(wanted.conversation)
        if conversation is None:
            raise RefusalError("not_found", "There is no such conversation.")
        values, language = await values_of(conversation, seat, desk), conversation.language
    replies = await canned.known_to(seat.staff.id)
    return {
        "ok": True,
        "canned": [_shown(each, seat.staff, values, language) for each in replies],
        "variables": list(VARIABLES),
    }


def _shown(
    reply: CannedView, staff: StaffView, values: Mapping[str, str] | None, language: str
) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": reply.id,
        "category": reply.category,
        "shortcut": reply.shortcut,
        "text_id": reply.text_id,
        "text_en": reply.text_en,
        "own": reply.owner_id != EVERYBODYS,
        "may_edit": may_write(reply, staff),
    }
    if values is not None:
        filled = fill(reply.text(language), values)
        shown |= {"text": filled.text, "missing": list(filled.missing)}
    return shown


async def _save(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: Save = read(Save, payload)
    wording = Wording(wanted.shortcut, wanted.category, wanted.text_id, wanted.text_en)
    settled = await desk.submit(seat, Keep(seat.staff, wording, wanted.id, wanted.own))
    return {"ok": True, "id": int(settled.told or 0)}


async def _delete(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: Delete = read(Delete, payload)
    await desk.submit(seat, Forget(seat.staff, wanted.id))
    return {"ok": True}


async def opening(desk: Desk, _: Seat) -> Mapping[str, Any]:
    """What the meter of a text message needs to know."""
    terms = desk.terms
    return {
        "settings": {
            "sms_cost_rupiah": terms.cost_rupiah,
            "segments_most": terms.segments_most,
            "visitor_preview": False,
            "office": {"id": terms.office_id, "en": terms.office_en},
        }
    }


EVENTS: Mapping[str, Handler] = {
    "canned": _canned,
    "canned_save": _save,
    "canned_delete": _delete,
}
