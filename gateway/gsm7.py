"""The 7-bit alphabet: text to septets and back, and septets packed into octets.

Sources: 3GPP TS 23.038, 6.1.2.1 (packing) and 6.2.1; 3GPP TS 23.040, 9.2.3.24 (fill bits).
"""

import codecs
from functools import lru_cache

from gateway.errors import PduError
from gateway.national import Language, locking_table, single_table
from gateway.tables import EMPTY
from models.terms.segments import ESCAPE

SEPTET_BITS = 7
_MASK = 0x7F
_ESCAPE = bytes((ESCAPE,))


def encode(text: str, *, locking: int = Language.DEFAULT, single: int = Language.DEFAULT) -> bytes:
    """Septets, one in each byte. Raises PduError when a character has no place in the tables."""
    try:
        return codecs.charmap_encode(text, "strict", _encoder(locking, single))[0]
    except UnicodeEncodeError as error:
        raise PduError(f"character {error.start} has no septet") from None


def decode(
    septets: bytes, *, locking: int = Language.DEFAULT, single: int = Language.DEFAULT
) -> str:
    """Text of septets, one in each byte (0 to 127).

    An escape that means nothing leaves the next character to the main table; a second escape,
    or one at the end, is shown as a space (3GPP TS 23.038, 6.2.1.1). A place without a character
    is shown as U+FFFD.
    """
    table = locking_table(locking)
    plain, *escaped = septets.split(_ESCAPE)
    pieces = [_plain(plain, table)]
    after_escape = False
    for chunk in escaped:
        if not chunk:
            pieces.append("" if after_escape else " ")
            after_escape = not after_escape
            continue
        if not after_escape and (letter := single_table(single).get(chunk[0])):
            pieces.append(letter)
            chunk = chunk[1:]  # noqa: PLW2901 - the rest of it
        pieces.append(_plain(chunk, table))
        after_escape = False
    return "".join(pieces)


def pack(septets: bytes, *, fill_bits: int = 0) -> bytes:
    """Octets of septets; `fill_bits` zero bits before the first align it after a header."""
    bits = 0
    for septet in reversed(septets):
        bits = bits << SEPTET_BITS | septet
    return (bits << fill_bits).to_bytes(octets_of(len(septets), fill_bits=fill_bits), "little")


def unpack(octets: bytes, count: int, *, fill_bits: int = 0) -> bytes:
    """The first `count` septets. Raises PduError when the octets hold fewer."""
    if octets_of(count, fill_bits=fill_bits) > len(octets):
        raise PduError(f"{count} septets do not fit in {len(octets)} octets")
    bits = int.from_bytes(octets, "little") >> fill_bits
    return bytes([bits >> shift & _MASK for shift in range(0, count * SEPTET_BITS, SEPTET_BITS)])


def octets_of(count: int, *, fill_bits: int = 0) -> int:
    """How many octets `count` septets need."""
    return (count * SEPTET_BITS + fill_bits + 7) // 8


def fill_bits_after(header_octets: int) -> int:
    """Zero bits between a header and the next septet boundary (3GPP TS 23.040, 9.2.3.24)."""
    return -header_octets * 8 % SEPTET_BITS


def _plain(septets: bytes, table: str) -> str:
    return codecs.charmap_decode(septets, "replace", table)[0]


@lru_cache(maxsize=64)
def _encoder(locking: int, single: int) -> dict[int, bytes]:
    """Every character's septets: the plain ones where there are both, else the lowest code."""
    plain = locking_table(locking)
    escaped = sorted(single_table(single).items(), reverse=True)
    return {ord(letter): bytes((ESCAPE, code)) for code, letter in escaped} | {
        ord(letter): bytes((code,))
        for code, letter in enumerate(plain)
        if code != ESCAPE and letter != EMPTY
    }
