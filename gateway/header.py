"""The user data header: which part of which message, and which alphabet.

Source: 3GPP TS 23.040, 9.2.3.24 (form), 9.2.3.24.1 and 9.2.3.24.8 (concatenation),
9.2.3.24.4 (ports), 9.2.3.24.15 and 16 (national languages).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.errors import PduError
from gateway.national import DEFAULT

CONCATENATED_8_BIT = 0x00
PORTS_8_BIT = 0x04
PORTS_16_BIT = 0x05
CONCATENATED_16_BIT = 0x08
SINGLE_SHIFT = 0x24
LOCKING_SHIFT = 0x25


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
        numbers = bytes((self.total, self.number))
        if self.width == 8:  # noqa: PLR2004 - bits
            return Element(CONCATENATED_8_BIT, bytes((self.reference,)) + numbers)
        return Element(CONCATENATED_16_BIT, self.reference.to_bytes(2, "big") + numbers)


Header = tuple[Element, ...]


def to_bytes(header: Header) -> bytes:
    """The header with its length octet; nothing for no elements."""
    if not header:
        return b""
    body = b"".join(
        bytes((element.identifier, len(element.data))) + element.data for element in header
    )
    return bytes((len(body),)) + body


def take(octets: bytes) -> tuple[Header, int]:
    """The elements at the head of the user data, and where the text begins."""
    if not octets or 1 + octets[0] > len(octets):
        raise PduError("header is longer than the user data")
    end = 1 + octets[0]
    elements = []
    at = 1
    while at < end:
        if at + 2 > end or at + 2 + octets[at + 1] > end:
            raise PduError("header element is cut off")
        following = at + 2 + octets[at + 1]
        elements.append(Element(octets[at], octets[at + 2 : following]))
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


def has_ports(header: Sequence[Element]) -> bool:
    """Whether the message is for a program (MMS notice, settings), not for a person."""
    return any(element.identifier in {PORTS_8_BIT, PORTS_16_BIT} for element in header)


def languages(header: Sequence[Element]) -> tuple[int, int]:
    """Identifiers of the locking and the single shift table."""
    locking = single = DEFAULT
    for element in header:
        if element.identifier == LOCKING_SHIFT and len(element.data) == 1:
            locking = element.data[0]
        elif element.identifier == SINGLE_SHIFT and len(element.data) == 1:
            single = element.data[0]
    return locking, single
