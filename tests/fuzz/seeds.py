"""Sound inputs to begin from: one of each form that the gateway reads."""

from collections.abc import Iterator
from datetime import UTC, datetime

from gateway.address import ALPHANUMERIC, Address
from gateway.coding import GSM7, UCS2, Coding
from gateway.header import LOCKING_SHIFT, SINGLE_SHIFT, Concatenation, Element, Ports
from gateway.moment import AbsoluteValidity, EnhancedValidity, RelativeValidity
from gateway.national import Language
from gateway.pdu import Deliver, StatusReport, Submit
from gateway.smpp.pdu import (
    HAS_HEADER,
    MESSAGE_PAYLOAD,
    MESSAGE_STATE,
    RECEIPTED_MESSAGE_ID,
    SAR_NUMBER,
    SAR_REFERENCE,
    SAR_TOTAL,
    Message,
    Number,
)
from gateway.smpp.receipt import IS_RECEIPT

_BUDI = Address("6281234567890")
_NAME = Address("Telfort", ALPHANUMERIC)
_SMSC = Address("62811000000")
_NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
_LINES = (
    b'\r\n+CMTI: "SM",3\r\n\r\nOK\r\n',
    b"\r\n+CMS ERROR: 500\r\n\r\n+CME ERROR: SIM busy\r\n> ",
    b"\r\n+CMGL: 1,0,,23\r\n0004\r\n+CDS: 25\r\n^RSSI:12\r\n",
)
_ANSWERS = (b"\x0fSisa pulsa Rp5.000", b"\x48004800610069", b"\x0fC8329BFD06")


def seeds() -> Iterator[bytes]:
    """Each with the byte before it that chooses its reader."""
    for pdu in (*_delivers(), *_submits(), *_reports()):
        yield b"\0" + pdu.to_bytes()
        yield b"\1" + pdu.to_bytes().hex().encode()
    for lines in _LINES:
        yield b"\2" + b"".join(bytes((len(lines), *lines)) for _ in range(2))
        yield b"\2" + b"".join(bytes((1, octet)) for octet in lines)
    for answer in _ANSWERS:
        yield b"\3" + answer
    for message in _smpp():
        yield b"\4" + message.to_bytes()


def _delivers() -> Iterator[Deliver]:
    place = Concatenation(7, 2, 1).element()
    wide = Concatenation(700, 2, 2, width=16).element()
    yield Deliver(_BUDI, "CEK {1} €", _NOON, smsc=_SMSC)
    yield Deliver(_NAME, "a" * 160, _NOON)
    yield Deliver(_BUDI, "ж😀", _NOON, coding=UCS2, header=(place,))
    yield Deliver(_BUDI, "a" * 152, _NOON, header=(wide,))
    yield Deliver(_BUDI, b"\1\6", None, coding=Coding(0xF5), header=(Ports(2948, 9200).element(),))
    yield Deliver(_BUDI, "", None, coding=Coding(0xC8), header=(Element(1, b"\x80\3"),))
    for language in Language:
        shifts = (Element(LOCKING_SHIFT, bytes((language,))), Element(SINGLE_SHIFT, b"\3"))
        yield Deliver(_BUDI, "0123", _NOON, header=shifts)


def _submits() -> Iterator[Submit]:
    valid = (
        RelativeValidity(167),
        AbsoluteValidity(_NOON),
        EnhancedValidity(bytes.fromhex("03213041000000")),
    )
    for validity in valid:
        yield Submit(_BUDI, "halo", coding=GSM7, validity=validity, report_requested=True)


def _reports() -> Iterator[StatusReport]:
    yield StatusReport(9, _BUDI, _NOON, _NOON, status=0, smsc=_SMSC)


def _smpp() -> Iterator[Message]:
    here, there = Number("62811000000", 1, 1), Number("6281234567890", 1, 1)
    parts = {SAR_REFERENCE: b"\0\7", SAR_TOTAL: b"\2", SAR_NUMBER: b"\1"}
    head = b"\5\0\3\7\2\1"
    receipt = b"id:0123456789 sub:001 dlvrd:001 stat:DELIVRD err:000 text:"
    known = {RECEIPTED_MESSAGE_ID: b"1a2b\0", MESSAGE_STATE: b"\2"}
    yield Message(there, here, b"CEK", parameters=parts)
    yield Message(there, here, head + b"CEK", esm_class=HAS_HEADER)
    yield Message(there, here, b"\0C\0E\0K", coding=8)
    yield Message(there, here, b"", parameters={MESSAGE_PAYLOAD: b"CEK"})
    yield Message(there, here, receipt, esm_class=IS_RECEIPT)
    yield Message(there, here, b"", esm_class=IS_RECEIPT, parameters=known)
