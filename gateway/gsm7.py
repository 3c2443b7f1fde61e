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
    """Octets of septets; `fill_bits` zero bits before the first align it after a header.

    Raises PduError for more than 256, which is more than any message holds.
    """
    if len(septets) > _MOST:
        raise PduError("more septets than a message holds")
    bits = int.from_bytes(septets, "little")
    for lower, upper, gap in reversed(_GROUPS):
        bits = bits & lower | (bits >> gap) & upper
    return (bits << fill_bits).to_bytes(octets_of(len(septets), fill_bits=fill_bits), "little")


def unpack(octets: bytes, count: int, *, fill_bits: int = 0) -> bytes:
    """The first `count` septets, 256 at most. Raises PduError when the octets hold fewer."""
    if count > _MOST or octets_of(count, fill_bits=fill_bits) > len(octets):
        raise PduError(f"{count} septets do not fit in {len(octets)} octets")
    bits = int.from_bytes(octets, "little") >> fill_bits & (1 << count * SEPTET_BITS) - 1
    for lower, upper, gap in _GROUPS:
        bits = bits & lower | (bits & upper) << gap
    return bits.to_bytes(count, "little")


def octets_of(count: int, *, fill_bits: int = 0) -> int:
    """How many octets `count` septets need."""
    return (count * SEPTET_BITS + fill_bits + 7) // 8


def fill_bits_after(header_octets: int) -> int:
    """Zero bits between a header and the next septet boundary (3GPP TS 23.040, 9.2.3.24)."""
    return -header_octets * 8 % SEPTET_BITS


def _plain(septets: bytes, table: str) -> str:
    return codecs.charmap_decode(septets, "replace", table)[0]


_MOST = 256


def _halves(width: int) -> tuple[int, int, int]:
    """Masks of the lower and the upper `width` septets of each pair of groups, and their gap.

    Septets are moved all at once: the upper half of a pair by as many bits as it has septets, for
    each becomes an octet; then the halves of the halves, down to single ones. Packing goes back.
    """
    bits = width * SEPTET_BITS
    pairs = range(0, _MOST * 8, 2 * width * 8)
    lower = sum((1 << bits) - 1 << start for start in pairs)
    return lower, lower << bits, width


_GROUPS = tuple(_halves(1 << power) for power in range(7, -1, -1))


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
