"""The three messages between a phone and its service centre, as frozen values.

A PDU here is what a modem reads and writes in hex: the service centre's address, then the TPDU.
Source: 3GPP TS 23.040, 9.2.2.1 (DELIVER), 9.2.2.2 (SUBMIT), 9.2.2.3 (STATUS-REPORT).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from gateway import header, moment, userdata
from gateway.address import Address
from gateway.coding import GSM7, Coding
from gateway.errors import PduError
from gateway.header import Concatenation, Header, Ports
from gateway.moment import AbsoluteValidity, EnhancedValidity, RelativeValidity, Validity
from gateway.octets import in_octets
from gateway.userdata import Content
from gateway.waiting import Waiting

LONGEST_HEX = 1024
"""No PDU needs more; what is longer is not looked at."""

_TYPE = 0x03
_DELIVER, _SUBMIT, _STATUS_REPORT = 0x00, 0x01, 0x02
_NO_MORE_MESSAGES = 0x04
_REJECT_DUPLICATES = 0x04
_REPORT_REQUEST = 0x20
_HAS_HEADER = 0x40
_REPLY_PATH = 0x80
_VALIDITY_FORMS = 0x18
_ENHANCED, _RELATIVE, _ABSOLUTE = 0x08, 0x10, 0x18


@dataclass(frozen=True, slots=True)
class Deliver:
    """A message for us, from the service centre."""

    sender: Address
    content: Content
    sent_at: datetime | None
    """When the service centre took it, in its own zone; None where it gave no date."""
    coding: Coding = GSM7
    header: Header = ()
    protocol: int = 0
    """What is to be done with it: 3GPP TS 23.040, 9.2.3.9; gateway/kinds.py tells."""
    smsc: Address | None = None
    more_follow: bool = False
    report_follows: bool = False
    reply_path: bool = False

    @property
    def concatenation(self) -> Concatenation | None:
        return header.concatenation(self.header)

    @property
    def ports(self) -> Ports | None:
        return header.ports(self.header)

    @property
    def message_class(self) -> int | None:
        return self.coding.message_class

    @property
    def waiting(self) -> Waiting | None:
        """What it says of voice mail and the like; the header's word counts before the coding's."""
        return header.waiting(self.header) or self.coding.waiting

    def to_bytes(self) -> bytes:
        first = (
            _DELIVER
            | (0 if self.more_follow else _NO_MORE_MESSAGES)
            | (_REPORT_REQUEST if self.report_follows else 0)
            | (_HAS_HEADER if self.header else 0)
            | (_REPLY_PATH if self.reply_path else 0)
        )
        return b"".join(
            (
                _smsc_bytes(self.smsc),
                in_octets(first),
                self.sender.to_bytes(),
                in_octets(self.protocol, self.coding.octet),
                moment.stamp_to_bytes(self.sent_at),
                userdata.to_bytes(self.content, coding=self.coding, elements=self.header),
            )
        )

    @classmethod
    def from_bytes(cls, octets: bytes) -> Self:
        """Raises PduError."""
        smsc, at = Address.take_smsc(octets)
        first = _first(octets, at, _DELIVER)
        sender, at = Address.take(octets, at + 1)
        protocol, scheme, *stamp = _exactly(octets, at, 2 + moment.STAMP_OCTETS)
        at += 2 + moment.STAMP_OCTETS
        coding = Coding(scheme)
        elements, content = userdata.take(
            octets[at:], coding=coding, has_header=bool(first & _HAS_HEADER)
        )
        return cls(
            sender=sender,
            content=content,
            sent_at=moment.stamp_of(bytes(stamp)),
            coding=coding,
            header=elements,
            protocol=protocol,
            smsc=smsc,
            more_follow=not first & _NO_MORE_MESSAGES,
            report_follows=bool(first & _REPORT_REQUEST),
            reply_path=bool(first & _REPLY_PATH),
        )


@dataclass(frozen=True, slots=True)
class Submit:
    """A message from us, for the service centre to pass on."""

    recipient: Address
    content: Content
    coding: Coding = GSM7
    header: Header = ()
    validity: Validity | None = None
    reference: int = 0
    """What the phone asks for; most modems put their own number in its place."""
    protocol: int = 0
    smsc: Address | None = None
    report_requested: bool = False
    reject_duplicates: bool = False
    reply_path: bool = False

    @property
    def concatenation(self) -> Concatenation | None:
        return header.concatenation(self.header)

    def to_bytes(self) -> bytes:
        first = (
            _SUBMIT
            | (_REJECT_DUPLICATES if self.reject_duplicates else 0)
            | _validity_form(self.validity)
            | (_REPORT_REQUEST if self.report_requested else 0)
            | (_HAS_HEADER if self.header else 0)
            | (_REPLY_PATH if self.reply_path else 0)
        )
        return b"".join(
            (
                _smsc_bytes(self.smsc),
                in_octets(first, self.reference),
                self.recipient.to_bytes(),
                in_octets(self.protocol, self.coding.octet),
                _validity_bytes(self.validity),
                userdata.to_bytes(self.content, coding=self.coding, elements=self.header),
            )
        )

    @classmethod
    def from_bytes(cls, octets: bytes) -> Self:
        """Raises PduError."""
        smsc, at = Address.take_smsc(octets)
        first = _first(octets, at, _SUBMIT)
        (reference,) = _exactly(octets, at + 1, 1)
        recipient, at = Address.take(octets, at + 2)
        protocol, scheme = _exactly(octets, at, 2)
        validity, at = _take_validity(octets, at + 2, first & _VALIDITY_FORMS)
        coding = Coding(scheme)
        elements, content = userdata.take(
            octets[at:], coding=coding, has_header=bool(first & _HAS_HEADER)
        )
        return cls(
            recipient=recipient,
            content=content,
            coding=coding,
            header=elements,
            validity=validity,
            reference=reference,
            protocol=protocol,
            smsc=smsc,
            report_requested=bool(first & _REPORT_REQUEST),
            reject_duplicates=bool(first & _REJECT_DUPLICATES),
            reply_path=bool(first & _REPLY_PATH),
        )


@dataclass(frozen=True, slots=True)
class StatusReport:
    """What became of a message of ours. Optional fields at its end are not read."""

    reference: int
    recipient: Address
    sent_at: datetime | None
    discharged_at: datetime | None
    status: int
    """3GPP TS 23.040, 9.2.3.15."""
    smsc: Address | None = None
    more_follow: bool = False
    for_command: bool = False

    def to_bytes(self) -> bytes:
        first = (
            _STATUS_REPORT
            | (0 if self.more_follow else _NO_MORE_MESSAGES)
            | (_REPORT_REQUEST if self.for_command else 0)
        )
        return b"".join(
            (
                _smsc_bytes(self.smsc),
                in_octets(first, self.reference),
                self.recipient.to_bytes(),
                moment.stamp_to_bytes(self.sent_at),
                moment.stamp_to_bytes(self.discharged_at),
                in_octets(self.status),
            )
        )

    @classmethod
    def from_bytes(cls, octets: bytes) -> Self:
        """Raises PduError."""
        smsc, at = Address.take_smsc(octets)
        first = _first(octets, at, _STATUS_REPORT)
        (reference,) = _exactly(octets, at + 1, 1)
        recipient, at = Address.take(octets, at + 2)
        rest = _exactly(octets, at, 2 * moment.STAMP_OCTETS + 1)
        return cls(
            reference=reference,
            recipient=recipient,
            sent_at=moment.stamp_of(rest[: moment.STAMP_OCTETS]),
            discharged_at=moment.stamp_of(rest[moment.STAMP_OCTETS : -1]),
            status=rest[-1],
            smsc=smsc,
            more_follow=not first & _NO_MORE_MESSAGES,
            for_command=bool(first & _REPORT_REQUEST),
        )


Pdu = Deliver | Submit | StatusReport


def octets_of(written: str) -> bytes:
    """The bytes of a PDU in hex. Raises PduError for what is no hex, or far too long."""
    if len(written) > LONGEST_HEX:
        raise PduError("longer than any PDU")
    try:
        return bytes.fromhex(written)
    except ValueError:
        raise PduError("not hexadecimal") from None


def read(octets: bytes) -> Pdu:
    """Whichever of the three it is, by its own type bits. Raises PduError."""
    _, at = Address.take_smsc(octets)
    match _exactly(octets, at, 1)[0] & _TYPE:
        case 0x00:
            return Deliver.from_bytes(octets)
        case 0x01:
            return Submit.from_bytes(octets)
        case 0x02:
            return StatusReport.from_bytes(octets)
        case _:
            raise PduError("message type is reserved")


def tpdu_octets(octets: bytes) -> int:
    """The length that AT+CMGS wants: without the service centre's address (TS 27.005, 4.3)."""
    return len(octets) - 1 - octets[0]


def _smsc_bytes(smsc: Address | None) -> bytes:
    return smsc.to_smsc_bytes() if smsc else b"\0"


def _first(octets: bytes, at: int, kind: int) -> int:
    first = _exactly(octets, at, 1)[0]
    if first & _TYPE != kind:
        raise PduError("another type of message")
    return first


def _exactly(octets: bytes, at: int, count: int) -> bytes:
    if at + count > len(octets):
        raise PduError("PDU is cut off")
    return octets[at : at + count]


def _validity_form(validity: Validity | None) -> int:
    match validity:
        case None:
            return 0
        case RelativeValidity():
            return _RELATIVE
        case AbsoluteValidity():
            return _ABSOLUTE
        case EnhancedValidity():
            return _ENHANCED


def _validity_bytes(validity: Validity | None) -> bytes:
    match validity:
        case None:
            return b""
        case RelativeValidity(octet):
            return in_octets(octet)
        case AbsoluteValidity(until):
            return moment.stamp_to_bytes(until)
        case EnhancedValidity(octets) if len(octets) == moment.STAMP_OCTETS:
            return octets
        case EnhancedValidity():
            raise PduError("this form of validity has seven octets")


def _take_validity(octets: bytes, at: int, form: int) -> tuple[Validity | None, int]:
    if not form:
        return None, at
    if form == _RELATIVE:
        return RelativeValidity(_exactly(octets, at, 1)[0]), at + 1
    seven = _exactly(octets, at, moment.STAMP_OCTETS)
    end = at + moment.STAMP_OCTETS
    if form == _ABSOLUTE:
        return AbsoluteValidity(moment.stamp_of(seven)), end
    return EnhancedValidity(seven), end
