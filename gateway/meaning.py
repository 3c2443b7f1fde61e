"""What messages and reports of the network mean in the words of the house."""

from datetime import UTC, datetime
from hashlib import sha256

from gateway.concat import fingerprint
from gateway.kinds import Kind, kind_of
from gateway.pdu import Deliver, StatusReport
from models.terms.channel import Delivery, Inbound, Oddity, Part, Quarantined, Stage
from models.terms.phone import parse_phone
from models.terms.segments import join_texts

CHANNEL = "sms"
NOBODY = "unknown"
"""Stands as the address where the network names no sender."""

_FORWARDED_UNCONFIRMED = 0x01
_STILL_TRYING = 0x20
_GIVEN_UP = 0x40
_EXPIRED = 0x46
_WHAT = {
    Kind.FLASH: "a message to be shown at once and not kept",
    Kind.SILENT: "a silent message, to be thrown away",
    Kind.MMS: "the notice of a picture message, which waits elsewhere",
    Kind.VOICEMAIL: "a notice of voice mail, fax or mail",
    Kind.DATA: "data for a program",
}


def found_in(message: Deliver, pdu: str, *, line: str, now: datetime) -> Inbound | Quarantined:
    """A text for the inbox, whole or a part; or what nobody is to answer.

    `now` stands in for a missing time stamp.
    """
    kind = kind_of(message)
    if kind is Kind.TEXT:
        return inbound_of(message, now=now)
    return Quarantined(
        channel=CHANNEL,
        line=line,
        oddity=Oddity(kind.value),
        content=pdu,
        detail=_WHAT[kind],
        received_at=(message.sent_at or now).astimezone(UTC),
        external_id=fingerprint(message, now=now),
        address=address_of(message.sender.written),
        text=_storable(join_texts([message.content])) if isinstance(message.content, str) else "",
    )


def unreadable(pdu: str, reason: str, *, line: str, now: datetime) -> Quarantined:
    """What lay in the modem and is no message that came in."""
    return Quarantined(
        channel=CHANNEL,
        line=line,
        oddity=Oddity.UNREADABLE,
        content=pdu,
        detail=reason,
        received_at=now.astimezone(UTC),
        external_id=sha256(pdu.upper().encode()).hexdigest()[:32],
    )


def inbound_of(message: Deliver, *, now: datetime) -> Inbound:
    """A text as the server takes it; a part keeps half a letter for whoever joins it."""
    text, where = str(message.content), message.concatenation
    part = None
    if where is not None and where.total > 1:
        part = Part(where.reference, where.total, where.number, where.width)
    return Inbound(
        channel=CHANNEL,
        address=address_of(message.sender.written),
        text=_storable(text if part else join_texts([text])),
        received_at=(message.sent_at or now).astimezone(UTC),
        external_id=fingerprint(message, now=now),
        part=part,
    )


def delivery_of(report: StatusReport, *, line: str, now: datetime) -> Delivery:
    """What the line `line` was told of a message that it sent."""
    stage, detail = stage_of(report.status)
    return Delivery(
        channel=CHANNEL,
        address=address_of(report.recipient.written),
        reference=str(report.reference),
        stage=stage,
        at=(report.discharged_at or now).astimezone(UTC),
        detail=detail,
        line=line,
    )


def address_of(written: str) -> str:
    """E.164 where it is a telephone number; a short code or a name as it stands."""
    return parse_phone(written) or written or NOBODY


def stage_of(status: int) -> tuple[Stage, str]:
    """What a report's status means: 3GPP TS 23.040, 9.2.3.15."""
    if status == _FORWARDED_UNCONFIRMED:
        return Stage.SENT, "passed on, not confirmed"
    if status < _STILL_TRYING:
        return Stage.DELIVERED, ""
    if status < _GIVEN_UP:
        return Stage.SENT, "the network still tries"
    if status == _EXPIRED:
        return Stage.EXPIRED, "not delivered in time"
    return Stage.FAILED, f"the network gave up (status {status})"


def _storable(text: str) -> str:
    """No database stores a NUL."""
    return text.replace("\0", "\ufffd")
