"""The user data header: which part of which message, for which program, in which alphabet.

Source: 3GPP TS 23.040, 9.2.3.24 (form), 9.2.3.24.1 and 9.2.3.24.8 (concatenation),
9.2.3.24.2 (special message), 9.2.3.24.3 and 4 (ports), 9.2.3.24.15 and 16 (national languages).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.errors import PduError
from gateway.national import Language
from gateway.octets import in_octets
from gateway.waiting import Awaited, Waiting

CONCATENATED_8_BIT = 0x00
PORTS_8_BIT = 0x04
PORTS_16_BIT = 0x05
CONCATENATED_16_BIT = 0x08
SINGLE_SHIFT = 0x24
LOCKING_SHIFT = 0x25
_IS_KEPT = 0x80


@dataclass(frozen=True, slots=True)
class Element:
    """One information element."""

    identifier: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Concatenation:
    """Part `number` of `total`; messages of one sender are told apart by reference and width."""

    reference: int
    total: int
    number: int
    width: int = 8
    """Bits of the reference: 8 or 16."""

    def element(self) -> Element:
        """Raises PduError for numbers that do not fit."""
        place = (self.total, self.number)
        if self.width == 8:  # noqa: PLR2004 - bits
            return Element(CONCATENATED_8_BIT, in_octets(self.reference, *place))
        return Element(CONCATENATED_16_BIT, in_octets(*divmod(self.reference, 256), *place))


@dataclass(frozen=True, slots=True)
class Ports:
    """The programs at both ends, as numbers of 8 or 16 bits."""

    destination: int
    origin: int
    width: int = 16

    def element(self) -> Element:
        """Raises PduError for numbers that do not fit."""
        if self.width == 8:  # noqa: PLR2004 - bits
            return Element(PORTS_8_BIT, in_octets(self.destination, self.origin))
        return Element(
            PORTS_16_BIT, in_octets(*divmod(self.destination, 256), *divmod(self.origin, 256))
        )


Header = tuple[Element, ...]


def to_bytes(header: Header) -> bytes:
    """The header with its length octet; nothing for no elements. Raises PduError if too long."""
    if not header:
        return b""
    body = b"".join(
        in_octets(element.identifier, len(element.data)) + element.data for element in header
    )
    return in_octets(len(body)) + body


def take(data: bytes) -> tuple[Header, int]:
    """The elements at the head of the user data, and where the text begins."""
    if not data or 1 + data[0] > len(data):
        raise PduError("header is longer than the user data")
    end = 1 + data[0]
    elements = []
    at = 1
    while at < end:
        if at + 2 > end or at + 2 + data[at + 1] > end:
            raise PduError("header element is cut off")
        following = at + 2 + data[at + 1]
        elements.append(Element(data[at], data[at + 2 : following]))
        at = following
    return tuple(elements), end


def concatenation(header: Sequence[Element]) -> Concatenation | None:
    """The part's place, or None; a place that cannot be is ignored, as 9.2.3.24.1 asks."""
    found = None
    for element in header:
        match element.identifier, tuple(element.data):
            case 0x00, (reference, total, number) if 0 < number <= total:
                found = Concatenation(reference, total, number)
            case 0x08, (high, low, total, number) if 0 < number <= total:
                found = Concatenation(high << 8 | low, total, number, width=16)
            case _:
                continue
    return found


def ports(header: Sequence[Element]) -> Ports | None:
    """Which program the message is for (an MMS notice, settings); the last element counts."""
    found = None
    for element in header:
        match element.identifier, tuple(element.data):
            case 0x04, (destination, origin):
                found = Ports(destination, origin, width=8)
            case 0x05, (high, low, from_high, from_low):
                found = Ports(high << 8 | low, from_high << 8 | from_low)
            case _:
                continue
    return found


def has_ports(header: Sequence[Element]) -> bool:
    """Whether the message is for a program, though its ports may not be readable."""
    return any(element.identifier in {PORTS_8_BIT, PORTS_16_BIT} for element in header)


def waiting(header: Sequence[Element]) -> Waiting | None:
    """What the first notice of waiting messages says."""
    for element in header:
        match element.identifier, tuple(element.data):
            case 0x01, (what, count):
                return Waiting(Awaited(what & 3), count, is_kept=bool(what & _IS_KEPT))
            case _:
                continue
    return None


def languages(header: Sequence[Element]) -> tuple[int, int]:
    """Identifiers of the locking and the single shift table."""
    locking = single = int(Language.DEFAULT)
    for element in header:
        if element.identifier == LOCKING_SHIFT and len(element.data) == 1:
            locking = element.data[0]
        elif element.identifier == SINGLE_SHIFT and len(element.data) == 1:
            single = element.data[0]
    return locking, single
