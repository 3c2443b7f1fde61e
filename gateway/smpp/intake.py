"""What a service centre delivers, in the words of the house: texts, reports, and the rest."""

import logging
from datetime import datetime

from gateway import header
from gateway.coding import Coding
from gateway.errors import PduError
from gateway.header import Header
from gateway.kinds import Kind, kind_by
from gateway.smpp import status, text
from gateway.smpp.account import Numbers, SmppAccount
from gateway.smpp.pdu import (
    HAS_HEADER,
    SAR_NUMBER,
    SAR_REFERENCE,
    SAR_TOTAL,
    Message,
    Number,
)
from gateway.smpp.receipt import MessageIds, is_receipt, receipt_of
from models.terms.channel import Delivery, Inbound, Inbox, Oddity, Part, Quarantined
from models.terms.clock import Clock
from models.terms.phone import parse_phone

NOBODY = "unknown"
"""Stands as the address where the network names no sender."""

_FIRST_OF_NETWORK = 0x10
_SHORT_CODE = 6
_MOST_KEPT = 2048
_SAR_OCTETS = {SAR_REFERENCE: 2, SAR_TOTAL: 1, SAR_NUMBER: 1}

log = logging.getLogger(__name__)


class Intake:
    """Hands over what comes; the answer tells the service centre whether it may forget it."""

    def __init__(
        self,
        account: SmppAccount,
        inbox: Inbox,
        *,
        channel: str,
        ids: MessageIds,
        clock: Clock,
    ) -> None:
        self._account = account
        self._inbox = inbox
        self._channel = channel
        self._ids = ids
        self._clock = clock

    async def take(self, body: bytes, external_id: str) -> int:
        """Store a deliver_sm; its command_status in return."""
        try:
            await self._store(body, external_id)
        except Exception:
            log.exception("line %s: a message could not be stored", self._account.line)
            return status.RECEIVER_LATER
        return status.OK

    async def _store(self, body: bytes, external_id: str) -> None:
        match self.meaning_of(body, external_id, now=self._clock.now()):
            case Inbound() as inbound:
                await self._inbox.receive(inbound)
            case Delivery() as delivery:
                await self._inbox.report(delivery)
            case Quarantined() as found:
                await self._inbox.quarantine(found)

    def meaning_of(
        self, body: bytes, external_id: str, *, now: datetime
    ) -> Inbound | Delivery | Quarantined:
        try:
            message = Message.from_bytes(body)
            elements, start = _header_of(message)
        except PduError as error:
            return self._kept(body, external_id, Oddity.UNREADABLE, str(error), now=now)
        if is_receipt(message):
            return self._delivery(message, body, external_id, now=now)
        found = text.read(
            message.content[start:], message.coding, self._account.alphabet, elements=elements
        )
        address = self._address_of(message.source)
        oddity = _oddity_of(message, elements, is_text=found is not None)
        if oddity is not None or found is None:
            return self._kept(
                body,
                external_id,
                oddity or Oddity.DATA,
                "not a text for people",
                now=now,
                address=address,
                words=found or "",
            )
        return Inbound(
            channel=self._channel,
            address=address,
            text=found.replace("\0", "\ufffd"),  # no database stores a NUL
            received_at=now,
            external_id=external_id,
            part=_part_of(message, elements),
        )

    def _delivery(
        self, message: Message, body: bytes, external_id: str, *, now: datetime
    ) -> Delivery | Quarantined:
        receipt = receipt_of(message)
        if receipt is None:
            trouble = "a delivery receipt that does not say of what"
            return self._kept(body, external_id, Oddity.UNREADABLE, trouble, now=now)
        return Delivery(
            channel=self._channel,
            address=self._address_of(message.source),
            reference=self._ids.receipted(receipt.message_id),
            stage=receipt.stage,
            at=now,
            detail=receipt.detail,
            line=self._account.line,
        )

    def _kept(
        self,
        body: bytes,
        external_id: str,
        oddity: Oddity,
        detail: str,
        *,
        now: datetime,
        address: str = "",
        words: str = "",
    ) -> Quarantined:
        return Quarantined(
            channel=self._channel,
            line=self._account.line,
            oddity=oddity,
            content=body[:_MOST_KEPT].hex(),
            detail=detail,
            received_at=now,
            external_id=external_id,
            address=address,
            text=words.replace("\0", "\ufffd"),
        )

    def _address_of(self, number: Number) -> str:
        """E.164 where it is a telephone number; a short code or a name as it stands."""
        written = number.value.strip()
        if number.ton == Number.NAMED:
            return written or NOBODY
        is_foreign = number.ton == Number.INTERNATIONAL or (
            self._account.numbers is Numbers.INTERNATIONAL and len(written) > _SHORT_CODE
        )
        if is_foreign and written.isdecimal():
            written = f"+{written}"
        return parse_phone(written) or written or NOBODY


def _header_of(message: Message) -> tuple[Header, int]:
    if not message.esm_class & HAS_HEADER:
        return (), 0
    return header.take(message.content)


def _part_of(message: Message, elements: Header) -> Part | None:
    """By the header of the text, or by the provider's own parameters (5.3.2.22 to 24)."""
    place = header.concatenation(elements)
    if place is not None and place.total > 1:
        return Part(place.reference, place.total, place.number, place.width)
    told = [message.parameters.get(tag, b"") for tag in _SAR_OCTETS]
    if list(map(len, told)) != list(_SAR_OCTETS.values()):
        return None
    reference, total, number = (int.from_bytes(octets, "big") for octets in told)
    if 0 < number <= total and total > 1:
        return Part(reference, total, number, width=16)
    return None


def _oddity_of(message: Message, elements: Header, *, is_text: bool) -> Oddity | None:
    # Below that, data_coding has numbers of its own: 5.2.19.
    scheme = message.coding if message.coding >= _FIRST_OF_NETWORK else 0
    kind = kind_by(message.protocol, Coding(scheme), elements, is_text=is_text)
    return None if kind is Kind.TEXT else Oddity(kind.value)
