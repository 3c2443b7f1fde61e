"""Commands for PDUs, the network's form of a text: read them and write them, without a modem."""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime

from gateway.address import Address
from gateway.concat import parts_of
from gateway.errors import PduError
from gateway.header import Concatenation
from gateway.kinds import kind_of
from gateway.moment import AbsoluteValidity, EnhancedValidity, RelativeValidity, Validity
from gateway.pdu import (
    LONGEST_HEX,
    Deliver,
    Pdu,
    StatusReport,
    Submit,
    octets_of,
    read,
    tpdu_octets,
)
from gateway.userdata import Content
from models.terms.segments import count_segments, join_texts
from server.commands.running import say
from server.faults import CommandError

LONGEST_LINE = 2 * LONGEST_HEX
"""Room for blanks between the octets."""
NUMBER = re.compile(r"\+?[0-9*#]{1,20}")
VALIDITY_LONGEST = 635_040
"""63 weeks in minutes: 3GPP TS 23.040, 9.2.3.12.1."""

Told = dict[str, object]
_READERS: dict[str | None, Callable[[bytes], Pdu]] = {
    None: read,
    "deliver": Deliver.from_bytes,
    "submit": Submit.from_bytes,
    "status": StatusReport.from_bytes,
}


def pdu_decode(options: argparse.Namespace) -> int:
    """Hex in, a line each; JSON out, a line each, as soon as it is known."""
    for line in _lines():
        say(json.dumps(_decoded(line, _READERS[options.kind]), ensure_ascii=False))
    return 0


def pdu_encode(options: argparse.Namespace) -> int:
    """What a modem would be given for a text, and what the text costs."""
    number = re.sub(r"[ .()-]", "", options.number)
    if not NUMBER.fullmatch(number):
        raise CommandError(f"{options.number} is no number to send to.")
    try:
        parts = parts_of(
            options.text,
            Address.of(number),
            reference=options.reference,
            validity=_validity(options.validity),
            report_requested=options.report,
        )
        written = [part.to_bytes() for part in parts]
    except PduError as error:
        raise CommandError(f"This cannot be sent: {error}.") from None
    cost = count_segments(options.text)
    say(
        json.dumps(
            {
                "segments": cost.segments,
                "encoding": cost.encoding.value,
                "units": cost.units,
                "left": cost.units_left,
                "pdus": [octets.hex().upper() for octets in written],
                "lengths": [tpdu_octets(octets) for octets in written],
            }
        )
    )
    return 0


def _validity(minutes: int | None) -> RelativeValidity | None:
    if minutes is None:
        return None
    if not 1 <= minutes <= VALIDITY_LONGEST:
        raise CommandError(f"A text is valid for 1 to {VALIDITY_LONGEST} minutes.")
    return RelativeValidity.at_least(minutes)


def _lines() -> Iterator[str]:
    """The lines of standard input that hold something; one that is far too long is cut."""
    while raw := sys.stdin.buffer.readline(LONGEST_LINE):
        if line := raw.decode("ascii", "replace").strip():
            yield line if len(raw) < LONGEST_LINE else f"{line}..."
        while raw and not raw.endswith(b"\n"):
            raw = sys.stdin.buffer.readline(LONGEST_LINE)


def _decoded(line: str, reader: Callable[[bytes], Pdu]) -> Told:
    try:
        pdu = reader(octets_of("".join(line.split())))
    except PduError as error:
        return {"error": str(error)}
    match pdu:
        case Deliver():
            return _deliver(pdu)
        case Submit():
            return _submit(pdu)
        case StatusReport():
            return _status_report(pdu)


def _deliver(pdu: Deliver) -> Told:
    return {
        "kind": "deliver",
        "number": pdu.sender.written,
        **_content(pdu.content),
        "time": _moment(pdu.sent_at),
        "smsc": _smsc(pdu.smsc),
        "concat": _concat(pdu.concatenation),
        "what": kind_of(pdu).value,
        "msgclass": pdu.message_class,
        "coding": pdu.coding.octet,
        "protocol": pdu.protocol,
    }


def _submit(pdu: Submit) -> Told:
    return {
        "kind": "submit",
        "number": pdu.recipient.written,
        **_content(pdu.content),
        "smsc": _smsc(pdu.smsc),
        "concat": _concat(pdu.concatenation),
        "reference": pdu.reference,
        "srr": pdu.report_requested,
        "reject_duplicates": pdu.reject_duplicates,
        **_valid(pdu.validity),
        "msgclass": pdu.coding.message_class,
        "coding": pdu.coding.octet,
        "protocol": pdu.protocol,
    }


def _status_report(pdu: StatusReport) -> Told:
    return {
        "kind": "status-report",
        "number": pdu.recipient.written,
        "reference": pdu.reference,
        "status": pdu.status,
        "time": _moment(pdu.sent_at),
        "discharge": _moment(pdu.discharged_at),
        "smsc": _smsc(pdu.smsc),
        "concat": None,
    }


def _content(content: Content) -> Told:
    if isinstance(content, bytes):
        return {"text": None, "data": content.hex().upper()}
    return {"text": join_texts([content])}


def _valid(validity: Validity | None) -> Told:
    match validity:
        case None:
            return {}
        case RelativeValidity():
            return {"vp_minutes": validity.minutes}
        case AbsoluteValidity(until):
            return {"vp_time": _moment(until)}
        case EnhancedValidity():
            return {"vp_seconds": validity.seconds}


def _concat(place: Concatenation | None) -> Told | None:
    if place is None:
        return None
    return {"reference": place.reference, "total": place.total, "part": place.number}


def _smsc(smsc: Address | None) -> str | None:
    return smsc.written if smsc else None


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
