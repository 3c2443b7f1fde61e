"""The side panel: who writes here, what they have with the office, and what may be done to it."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.cases.listing import CaseFile, Paper
from models.catalogue.services import all_services
from models.conversations import finding
from models.conversations.views import ConversationView
from models.orders.views import OrderView
from models.people import identity
from models.people.addresses import AddressView
from models.people.services import Scope, refused, wants_promotions
from models.people.staff import StaffView
from models.queues import listing as queues
from models.queues.views import TicketView
from server import wire
from server.desk import frames, possible
from server.desk.belonging import Behind, behind, cases_of, orders_of, tickets_of
from server.desk.seats import Ack, Desk, Handler, Seat
from server.work import RefusalError
from web_chat.frames import read

EARLIER_MOST = 10
TAIL = 3
"""Digits of a telephone that those see who may not see it."""
Names = Mapping[str, tuple[str, str]]
"""How services are called, in Indonesian and English, by their code."""


async def shown(conversation: ConversationView, staff: StaffView, *, today: str) -> dict[str, Any]:
    """The panel of a thread, as this member of staff may see it; `today` is an ISO date."""
    who = await behind(conversation)
    sees_all = staff.role.may_answer
    names = {offered.code: offered.names for offered in await all_services()}
    return {
        "person": await _person(conversation, who, sees_all=sees_all),
        "cases": [_case(each, names, may_act=sees_all) for each in await cases_of(who)],
        "tickets": [
            _ticket(each, names, today=today if sees_all else None)
            for each in await tickets_of(who)
        ],
        "orders": [_order(each, may_act=sees_all) for each in await orders_of(who)],
        "earlier": await _earlier(conversation, who),
        "counters": await queues.counters(),
    }


async def panel_of(number: int, desk: Desk, seat: Seat) -> dict[str, Any]:
    """The panel of a thread by its id. Raises RefusalError when there is no such thread."""
    known = (await finding.threads([number])).get(number)
    if known is None:
        raise RefusalError("not_found", "There is no such conversation.")
    today = desk.talk.clock.now().astimezone(desk.talk.timezone).date()
    return await shown(known, seat.staff, today=today.isoformat())


async def _person(conversation: ConversationView, who: Behind, *, sees_all: bool) -> dict[str, Any]:
    registered = await identity.find(who.person_id)
    refuses = await refused(who.ids)
    name = registered.name if registered else None
    return {
        "id": who.person_id,
        "name": name if sees_all or name is None else _initials(name),
        "phones": [each if sees_all else _masked(each) for each in who.phones],
        "language": conversation.language,
        "consent": {
            "notices": refuses is not Scope.ALL,
            "offers": await wants_promotions(who.ids),
        },
        "registered": wire.moment(registered.registered_at_ms) if registered else None,
        "addresses": [_address(each, sees_all=sees_all) for each in who.addresses],
    }


def _case(case: CaseFile, names: Names, *, may_act: bool) -> dict[str, Any]:
    return {
        "id": case.id,
        "number": case.number,
        "service": case.service,
        **_named(case.service, names),
        "stage": case.stage.value,
        "note_id": case.note_id,
        "note_en": case.note_en,
        "promised": case.promised_on,
        "missing": [_paper(each) for each in case.wanted],
        "at": wire.moment(case.created_at_ms),
        "acts": possible.with_case(case) if may_act else [],
    }


def _paper(paper: Paper) -> Mapping[str, Any]:
    handed_in = paper.handed_in_at_ms
    return {
        "id": paper.id,
        "name_id": paper.name_id,
        "name_en": paper.name_en,
        "handed_in": None if handed_in is None else wire.moment(handed_in),
    }


def _ticket(ticket: TicketView, names: Names, *, today: str | None) -> dict[str, Any]:
    return {
        "id": ticket.id,
        "number": ticket.label,
        "service": ticket.service,
        **_named(ticket.service, names),
        "day": ticket.day,
        "time": ticket.time,
        "counter": ticket.counter,
        "state": ticket.state.value,
        "acts": possible.with_ticket(ticket, today=today) if today else [],
    }


def _named(service: str, names: Names) -> Mapping[str, str]:
    in_indonesian, in_english = names.get(service, (service, service))
    return {"name_id": in_indonesian, "name_en": in_english}


def _order(order: OrderView, *, may_act: bool) -> dict[str, Any]:
    return {
        "id": order.id,
        "number": order.number,
        "state": order.stage.value,
        "lines": [
            {
                "sku": line.sku,
                "name_id": line.name_id,
                "name_en": line.name_en,
                "unit": line.unit,
                "count": line.quantity,
                "granted": line.granted,
                "price": line.kept_idr,
            }
            for line in order.lines
        ],
        "total": order.total_idr,
        "reason": order.reason,
        "at": wire.moment(order.placed_at_ms),
        "acts": possible.with_order(order) if may_act else [],
    }


async def _earlier(conversation: ConversationView, who: Behind) -> Sequence[Mapping[str, Any]]:
    """Other threads of the same person, also those that a joining has left without a door."""
    numbers = await finding.of_people(who.ids, phones=who.phones)
    others = [number for number in numbers if number != conversation.id]
    found = sorted(
        (await finding.threads(others[: 5 * EARLIER_MOST])).values(),
        key=lambda thread: thread.updated_at_ms,
        reverse=True,
    )
    return [
        {
            "conversation": thread.id,
            "channel": thread.channel,
            "at": wire.moment(thread.updated_at_ms),
            "preview": thread.preview,
        }
        for thread in found[:EARLIER_MOST]
    ]


def _address(address: AddressView, *, sees_all: bool) -> Mapping[str, str]:
    """A telephone as it is; a browser's secret address only in its first letters."""
    value = address.value
    if not value.startswith("+"):
        value = value[:6]
    elif not sees_all:
        value = _masked(value)
    return {"channel": address.channel, "address": value}


def _masked(phone: str) -> str:
    return phone[:3] + "*" * max(0, len(phone) - 3 - TAIL) + phone[-TAIL:]


def _initials(name: str) -> str:
    return " ".join(f"{word[0]}." for word in name.split())


async def _panel(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.OnConversation = read(frames.OnConversation, payload)
    return {"ok": True, **await panel_of(wanted.conversation, desk, seat)}


EVENTS: Mapping[str, Handler] = {"panel": _panel}
