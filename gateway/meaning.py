"""What messages and reports of the network mean in the words of the house."""

from datetime import UTC, datetime
from typing import Any

from gateway.concat import Whole, fingerprint
from gateway.pdu import Deliver, StatusReport
from models.terms.channel import Delivery, Inbound, Stage
from models.terms.phone import parse_phone

CHANNEL = "sms"
NOBODY = "unknown"
"""Stands as the address where the network names no sender."""

_FORWARDED_UNCONFIRMED = 0x01
_STILL_TRYING = 0x20
_GIVEN_UP = 0x40


def inbound_of(whole: Whole[Any, Deliver], *, now: datetime) -> Inbound:
    """A whole text as the server takes it; `now` stands in for a missing time stamp."""
    first = whole.parts[0]
    return Inbound(
        channel=CHANNEL,
        address=address_of(first.sender.written),
        text=str(whole.content).replace("\0", "\ufffd"),  # no database stores a NUL
        received_at=(first.sent_at or now).astimezone(UTC),
        external_id=fingerprint(whole.parts),
    )


def delivery_of(report: StatusReport, *, now: datetime) -> Delivery:
    stage, detail = stage_of(report.status)
    return Delivery(
        channel=CHANNEL,
        address=address_of(report.recipient.written),
        reference=report.reference,
        stage=stage,
        at=(report.discharged_at or now).astimezone(UTC),
        detail=detail,
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
    return Stage.FAILED, f"the network gave up (status {status})"
