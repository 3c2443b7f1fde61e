"""What belongs to the person behind a thread: all their ids, telephones, cases and the rest.

Whatever staff do in the side panel they do to one of these; another person's id finds nothing,
exactly like one that was made up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.cases import listing as cases
from models.cases.listing import CaseFile
from models.conversations.views import ConversationView
from models.orders import listing as orders
from models.orders.rules import OPEN as OPEN_ORDERS
from models.orders.views import OrderView
from models.people import addresses, identity
from models.people.addresses import AddressView
from models.queues import listing as tickets
from models.queues.rules import OPEN as OPEN_TICKETS
from models.queues.views import TicketView


@dataclass(frozen=True, slots=True)
class Behind:
    """The person behind a thread."""

    ids: Sequence[int]
    """The person's own first, then every contact of theirs."""
    phones: Sequence[str]
    """Those proved by a code, and those written from."""
    addresses: Sequence[AddressView]

    @property
    def person_id(self) -> int:
        return self.ids[0]


async def behind(conversation: ConversationView) -> Behind:
    """Who this is, by all contacts joined to the one that writes here."""
    phone = _phone_of(conversation)
    ids = await identity.ids_of(conversation.contact_id, phone=phone)
    written = await addresses.of_contacts(ids)
    phones = [
        *([phone] if phone else []),
        *await identity.phones_of(ids[0]),
        *(each.value for each in written if _is_phone(each.value)),
    ]
    return Behind(ids, list(dict.fromkeys(phones)), written)


async def cases_of(who: Behind) -> list[CaseFile]:
    """Their cases, the newest first."""
    return await cases.of_people(who.ids, phones=who.phones)


async def tickets_of(who: Behind) -> list[TicketView]:
    """Their tickets, those of the latest day first."""
    return await tickets.of_people(who.ids, phones=who.phones)


async def orders_of(who: Behind) -> list[OrderView]:
    """Their orders, the newest first."""
    return await orders.of_people(who.ids)


def open_ticket(found: Sequence[TicketView]) -> TicketView | None:
    """Of a person's tickets the next that is not over."""
    waiting = [ticket for ticket in found if ticket.state in OPEN_TICKETS]
    return min(waiting, key=lambda ticket: (ticket.day, ticket.time), default=None)


def open_order(found: Sequence[OrderView]) -> OrderView | None:
    """Of a person's orders the newest that is not finished."""
    return next((order for order in found if order.stage in OPEN_ORDERS), None)


def _phone_of(conversation: ConversationView) -> str | None:
    for address in (conversation.address, conversation.away_address):
        if address is not None and _is_phone(address):
            return address
    return None


def _is_phone(address: str) -> bool:
    return address.startswith("+")
