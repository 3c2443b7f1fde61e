"""Numbers and names as PDUs carry them: who sends, who receives, which service centre.

Source: 3GPP TS 23.040, 9.1.2.5 (address fields), 9.1.2.3 (semi-octets); TS 27.005, 3.1 (SMSC).
"""

from dataclasses import dataclass
from typing import Self

from gateway import gsm7
from gateway.errors import PduError
from gateway.octets import in_octets

INTERNATIONAL = 0x91
UNKNOWN = 0x81
ALPHANUMERIC = 0xD0
LONGEST_DIGITS = 20

_TYPE_BITS = 0x70
_DIGITS = "0123456789*#abc"
_FILLER = 0xF
_SEMI_OCTET_BITS = 4
_NAMED_OCTETS = 10


@dataclass(frozen=True, slots=True)
class Address:
    """A telephone number's digits without its plus, or a sender's name."""

    value: str
    kind: int = INTERNATIONAL
    """Type-of-address octet, 3GPP TS 23.040, 9.1.2.5."""

    @classmethod
    def of(cls, written: str) -> Self:
        """From `+628...` or a national number or short code of digits only."""
        if written.startswith("+"):
            return cls(written[1:], INTERNATIONAL)
        return cls(written, UNKNOWN)

    @property
    def is_named(self) -> bool:
        """Whether this is a name that nobody can answer to."""
        return self.kind & _TYPE_BITS == ALPHANUMERIC & _TYPE_BITS

    @property
    def written(self) -> str:
        """As people write it: with a plus when international."""
        international = self.kind & _TYPE_BITS == INTERNATIONAL & _TYPE_BITS
        return f"+{self.value}" if international and self.value else self.value

    def to_bytes(self) -> bytes:
        if self.is_named:
            return self._name_to_bytes()
        return in_octets(len(self.value), self.kind) + semi_octets(self.value)

    def to_smsc_bytes(self) -> bytes:
        """The service centre's form, whose length counts octets: TS 27.005, 3.1."""
        digits = semi_octets(self.value)
        return in_octets(len(digits) + 1, self.kind) + digits

    @classmethod
    def take(cls, octets: bytes, at: int) -> tuple[Self, int]:
        """The address that begins at `at`, and where it ends."""
        if at + 2 > len(octets):
            raise PduError("address is cut off")
        count, kind = octets[at], octets[at + 1]
        end = at + 2 + (count + 1) // 2
        if count > LONGEST_DIGITS or end > len(octets):
            raise PduError("address is longer than an address can be")
        body = octets[at + 2 : end]
        if kind & _TYPE_BITS == ALPHANUMERIC & _TYPE_BITS:
            return cls(_name(body, count), kind), end
        return cls(digits_of(body)[:count].rstrip("f"), kind), end

    @classmethod
    def take_smsc(cls, octets: bytes) -> tuple[Self | None, int]:
        """The service centre at the head of a PDU; None when the modem is to use its own."""
        if not octets:
            raise PduError("PDU is empty")
        end = 1 + octets[0]
        if end > len(octets):
            raise PduError("service centre address is cut off")
        digits = digits_of(octets[2:end]).rstrip("f")
        return cls(digits, octets[1]) if digits else None, end

    def _name_to_bytes(self) -> bytes:
        septets = gsm7.encode(self.value)
        packed = gsm7.pack(septets)
        if len(packed) > _NAMED_OCTETS:
            raise PduError("a sender's name has at most 11 characters")
        semi_octet_count = -(-len(septets) * gsm7.SEPTET_BITS // _SEMI_OCTET_BITS)
        return in_octets(semi_octet_count, self.kind) + packed


def semi_octets(digits: str) -> bytes:
    """Two digits an octet, low half first, filled up with F."""
    try:
        halves = [_DIGITS.index(digit) for digit in digits]
    except ValueError:
        raise PduError("address holds something that is no digit") from None
    if len(halves) > LONGEST_DIGITS:
        raise PduError("address is longer than an address can be")
    if len(halves) % 2:
        halves.append(_FILLER)
    return bytes(low | high << 4 for low, high in zip(halves[::2], halves[1::2], strict=True))


def digits_of(octets: bytes) -> str:
    """Every half octet as a digit; the filler as `f`."""
    return "".join(
        f"{_DIGITS_AND_FILLER[octet & 15]}{_DIGITS_AND_FILLER[octet >> 4]}" for octet in octets
    )


def _name(body: bytes, semi_octet_count: int) -> str:
    count = semi_octet_count * _SEMI_OCTET_BITS // gsm7.SEPTET_BITS
    septets = gsm7.unpack(body, count)
    # Seven characters fill 49 of 56 bits: senders that count whole octets seem to add an @.
    if count % 8 == 0 and septets.endswith(b"\0"):
        septets = septets[:-1]
    return gsm7.decode(septets)


_DIGITS_AND_FILLER = f"{_DIGITS}f"
