"""The shift tables of India's languages and of Urdu, written as what differs between them.

In all of them digits, Latin letters and most signs have the same places: the frames below. What is
a language's own fills the free places in the order of their codes, and since the scripts of India
stand in Unicode in one order, too, a table says only which of its letters are not there. Characters
are two hexadecimal digits within the block of their script.

Source: 3GPP TS 23.038, A.2.4 to A.2.13 (single shift) and A.3.4 to A.3.13 (locking shift). Two
cells of it are misprints that phones do not follow either: Kannada's locking table has U+0CAA at
0x24 and again at 0x3D, where the alphabet has U+0CA1 at the first; Tamil's single table has U+0BEF
at 0x24 and again at 0x25, where the digits have U+0BEE at the first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

EMPTY: Final = "\ufffe"
"""A place without a character; codecs.charmap_decode takes it for undefined."""
FIRST, LAST = 4, 13
"""The identifiers of the languages here: 3GPP TS 23.038, 6.2.1.2.4."""

_FREE = "·"
_LOCKING_FRAME = (
    "··········\n··\r·············\x1b····"
    " !······)(··,·.·0123456789:;···?"
    "································"
    "·abcdefghijklmnopqrstuvwxyz·····"
)
_SINGLE_FRAME = (
    "@£$¥¿\"¤%&'\f*+ -/<=>¡^¡_#*·· ····"
    "········{}·····\\············[~]·"
    "|ABCDEFGHIJKLMNOPQRSTUVWXYZ     "
    "     €                          "
).replace(" ", EMPTY)


@dataclass(frozen=True, slots=True)
class _Script:
    block: int
    """Where Unicode's block of the script begins."""
    without: str
    """Letters of the common order that the language has not."""
    last: str
    """Letters after the common order."""
    signs: str
    """Characters of the single table after the digits."""
    lead: str = "।॥"
    """Characters of the single table before the digits."""

    def locking(self) -> str:
        absent = bytes.fromhex(self.without)
        common = (EMPTY if code in absent else chr(self.block + code) for code in _ORDER)
        return _filled(_LOCKING_FRAME, (*common, *self._letters(self.last)))

    def single(self) -> str:
        own = self._letters("66 67 68 69 6A 6B 6C 6D 6E 6F" + self.signs)
        return _filled(_SINGLE_FRAME, (*self.lead, *own))

    def _letters(self, codes: str) -> Iterable[str]:
        return (chr(self.block + code) for code in bytes.fromhex(codes))


_ORDER = (*range(0x01, 0x04), *range(0x05, 0x3A), *range(0x3C, 0x4E))

_SCRIPTS = {
    4: _Script(  # Bengali and Assamese
        block=0x0980,
        without="0D 0E 11 12 29 31 33 34 35 45 46 49 4A",
        last="4E 57 5C 5D 70 71",
        signs="5F 60 61 62 63 72 73 74 75 76 77 78 79 7A",
        lead="",
    ),
    5: _Script(  # Gujarati
        block=0x0A80, without="0E 12 29 31 34 46 4A", last="50 60 61 62 63 71", signs=""
    ),
    6: _Script(  # Hindi
        block=0x0900,
        without="",
        last="50 72 7B 7C 7E 7F",
        signs="51 52 53 54 58 59 5A 5B 5C 5D 5E 5F 60 61 62 63 70 71",
    ),
    7: _Script(  # Kannada
        block=0x0C80, without="01 0D 11 29 34 45 49", last="55 56 60 61 62 63", signs="5E 71 72"
    ),
    8: _Script(  # Malayalam
        block=0x0D00,
        without="01 0D 11 29 3C 45 49",
        last="57 60 61 62 63 79",
        signs="70 71 72 73 74 75 7A 7B 7C 7D 7E 7F",
    ),
    9: _Script(  # Oriya
        block=0x0B00,
        without="0D 0E 11 12 29 31 34 45 46 49 4A",
        last="56 57 60 61 62 63",
        signs="5C 5D 5F 70 71",
    ),
    10: _Script(  # Punjabi
        block=0x0A00,
        without="0B 0C 0D 0E 11 12 29 31 34 37 3D 43 44 45 46 49 4A",
        last="51 70 71 72 73 74",
        signs="59 5A 5B 5C 5E 75",
    ),
    11: _Script(  # Tamil
        block=0x0B80,
        without="01 0B 0C 0D 11 16 17 18 1B 1D 20 21 22 25 26 27 2B 2C 2D 3C 3D 43 44 45 49",
        last="50 57 70 71 72 79",
        signs="73 74 75 76 77 78 7A",
    ),
    12: _Script(  # Telugu
        block=0x0C00,
        without="0D 11 29 34 3C 45 49",
        last="55 56 60 61 62 63",
        signs="58 59 78 79 7A 7B 7C 7D 7E 7F",
        lead=EMPTY * 2,
    ),
}
_ARABIC_BLOCK = 0x0600
_URDU_LETTERS = """
27 22 28 7B 80 7E A6 2A C2 7F 79 7D 7A 7C
2B 2C 81 84 83 85 86 87 2D 2E 2F 8C 88 89 8A
8F 8D 30 31 91 93 99 32 96 98 9A 33 34
35 36 37 38 39 41 42 A9 AA AB AF B3 B1 44 45 46
BA BB BC 48 C4 D5 C1 BE 21 CC D0 D2 4D 50 4F 57 54
55 51 53 56 70
"""
_URDU_SIGNS = """
00 01 F0 F1 F2 F3 F4 F5 F6 F7 F8 F9 0C 0D 0E 0F 10 11 12
13 14 1B 1F 40 52 58 6B 6C 72 73 CD D4
"""


def locking(identifier: int) -> str:
    """The 128 places of a locking table, EMPTY among them; `identifier` from FIRST to LAST."""
    if identifier == LAST:
        return _filled(_LOCKING_FRAME, _arabic(_URDU_LETTERS))
    return _SCRIPTS[identifier].locking()


def single(identifier: int) -> str:
    """The 128 places behind an escape, most of them EMPTY; `identifier` from FIRST to LAST."""
    if identifier == LAST:
        return _filled(_SINGLE_FRAME, _arabic(_URDU_SIGNS))
    return _SCRIPTS[identifier].single()


def _arabic(codes: str) -> Iterable[str]:
    return (chr(_ARABIC_BLOCK + code) for code in bytes.fromhex(codes))


def _filled(frame: str, own: Iterable[str]) -> str:
    rest = iter(own)
    return "".join(next(rest, EMPTY) if place == _FREE else place for place in frame)
