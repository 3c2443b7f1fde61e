"""The PDUs of SMPP 3.4 that a texting office needs, as values.

Source: SMPP 3.4, 3.2 (header), 4.1.5 (bind_transceiver), 4.4.1 (submit_sm), 4.6.1 (deliver_sm),
5.3.2 (optional parameters). PduError is the only exception.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from gateway.errors import PduError

GENERIC_NACK = 0x80000000
SUBMIT_SM = 0x00000004
DELIVER_SM = 0x00000005
UNBIND = 0x00000006
BIND_TRANSCEIVER = 0x00000009
OUTBIND = 0x0000000B
ENQUIRE_LINK = 0x00000015
ALERT_NOTIFICATION = 0x00000102
RESPONSE = 0x80000000
"""Set in the command of an answer: 5.1.2.1."""

VERSION = 0x34
RECEIPTED_MESSAGE_ID = 0x001E
SAR_REFERENCE = 0x020C
SAR_TOTAL = 0x020E
SAR_NUMBER = 0x020F
MESSAGE_PAYLOAD = 0x0424
NETWORK_ERROR = 0x0423
MESSAGE_STATE = 0x0427

HAS_HEADER = 0x40
"""In esm_class: the content begins with a user data header (5.2.12)."""
WANTS_RECEIPT = 0x01
"""In registered_delivery: tell of success and of failure (5.2.17)."""

HEAD_OCTETS = 16
MOST_OCTETS = 65_536
MOST_CONTENT = 254
"""What sm_length allows: 5.2.21."""
LAST_SEQUENCE = 0x7FFFFFFF
_HEAD = struct.Struct(">IIII")
_PARAMETER = struct.Struct(">HH")
_LONGEST_NUMBER = 20
_LONGEST_DATE = 16
_LONGEST_SERVICE = 5
_LONGEST_NAME = 64
"""More than the 15 and 8 letters of 5.2.1 and 5.2.2, for providers that give out longer ones."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Any PDU: its header, and its body still unread."""

    command: int
    sequence: int
    status: int = 0
    body: bytes = b""

    @property
    def is_answer(self) -> bool:
        return bool(self.command & RESPONSE)

    def to_bytes(self) -> bytes:
        length = HEAD_OCTETS + len(self.body)
        return _HEAD.pack(length, self.command, self.status, self.sequence) + self.body

    @classmethod
    def from_bytes(cls, octets: bytes) -> Self:
        if len(octets) < HEAD_OCTETS or length_of(octets[:4]) != len(octets):
            raise PduError("PDU is cut off")
        _, command, status, sequence = _HEAD.unpack_from(octets)
        return cls(command, sequence, status, octets[HEAD_OCTETS:])


def length_of(octets: bytes) -> int:
    """The length that the first four octets tell. Raises PduError when no PDU can be so long."""
    length = int.from_bytes(octets, "big")
    if not HEAD_OCTETS <= length <= MOST_OCTETS:
        raise PduError(f"a PDU of {length} octets cannot be")
    return length


@dataclass(frozen=True, slots=True)
class Number:
    """An address with its type and plan: 5.2.5 and 5.2.6."""

    value: str
    ton: int = 0
    npi: int = 0

    INTERNATIONAL = 1
    NAMED = 5

    def to_bytes(self) -> bytes:
        return bytes((self.ton, self.npi)) + _text(self.value, _LONGEST_NUMBER, "address")


@dataclass(frozen=True, slots=True)
class Bind:
    """Who we are."""

    system_id: str
    password: str = field(repr=False)
    system_type: str = ""

    def to_bytes(self) -> bytes:
        names = (
            _text(self.system_id, _LONGEST_NAME, "system_id")
            + _text(self.password, _LONGEST_NAME, "password")
            + _text(self.system_type, _LONGEST_NAME, "system_type")
        )
        return names + bytes((VERSION, 0, 0, 0))

    @classmethod
    def from_bytes(cls, octets: bytes) -> Self:
        reader = _Reader(octets)
        return cls(reader.text(), reader.text(), reader.text())


@dataclass(frozen=True, slots=True)
class Message:
    """What submit_sm and deliver_sm carry; both have one form."""

    source: Number
    destination: Number
    content: bytes
    """User data header and text; on reading also what came as message_payload."""
    coding: int = 0
    esm_class: int = 0
    protocol: int = 0
    registered_delivery: int = 0
    validity: str = ""
    service_type: str = ""
    parameters: Mapping[int, bytes] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        if len(self.content) > MOST_CONTENT:
            raise PduError("the content is more than 254 octets")
        return b"".join(
            (
                _text(self.service_type, _LONGEST_SERVICE, "service_type"),
                self.source.to_bytes(),
                self.destination.to_bytes(),
                bytes((self.esm_class, self.protocol, 0)),
                b"\0",  # schedule_delivery_time: at once
                _text(self.validity, _LONGEST_DATE, "validity_period"),
                bytes((self.registered_delivery, 0, self.coding, 0, len(self.content))),
                self.content,
                *(
                    _PARAMETER.pack(tag, len(value)) + value
                    for tag, value in self.parameters.items()
                ),
            )
        )

    @classmethod
    def from_bytes(cls, octets: bytes) -> Self:
        reader = _Reader(octets)
        service_type = reader.text()
        source, destination = reader.number(), reader.number()
        esm_class, protocol, _priority = reader.take(3)
        reader.text()
        validity = reader.text()
        registered_delivery, _replace, coding, _canned, length = reader.take(5)
        content = reader.take(length)
        parameters = reader.parameters()
        return cls(
            source=source,
            destination=destination,
            content=content or parameters.get(MESSAGE_PAYLOAD, b""),
            coding=coding,
            esm_class=esm_class,
            protocol=protocol,
            registered_delivery=registered_delivery,
            validity=validity,
            service_type=service_type,
            parameters=parameters,
        )


def message_id_of(body: bytes) -> str | None:
    """What a submit_sm_resp calls the message (4.4.2); None where it names nothing readable."""
    try:
        return _Reader(body).text().strip() or None
    except PduError:
        return None


def message_id_to_bytes(message_id: str) -> bytes:
    return _text(message_id, _LONGEST_NAME, "message_id")


class _Reader:
    """Takes fields from the head of a body."""

    def __init__(self, octets: bytes) -> None:
        self._octets = octets
        self._at = 0

    def take(self, count: int) -> bytes:
        end = self._at + count
        if end > len(self._octets):
            raise PduError("PDU is cut off")
        taken, self._at = self._octets[self._at : end], end
        return taken

    def text(self) -> str:
        """A C-octet string: 3.1."""
        end = self._octets.find(0, self._at)
        if end < 0:
            raise PduError("a text in the PDU has no end")
        taken = self.take(end - self._at + 1)
        return taken[:-1].decode("latin-1")

    def number(self) -> Number:
        ton, npi = self.take(2)
        return Number(self.text(), ton, npi)

    def parameters(self) -> Mapping[int, bytes]:
        """All that is left; of a parameter that stands twice, the first."""
        found: dict[int, bytes] = {}
        while self._at < len(self._octets):
            tag, length = _PARAMETER.unpack(self.take(_PARAMETER.size))
            found.setdefault(tag, self.take(length))
        return found


def _text(value: str, longest: int, what: str) -> bytes:
    if len(value) > longest or not value.isascii() or "\0" in value:
        raise PduError(f"{what} must be at most {longest} plain letters")
    return value.encode() + b"\0"
