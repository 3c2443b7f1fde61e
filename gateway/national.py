"""National language shift tables of the GSM alphabet: what stands in place of the default one.

Source: 3GPP TS 23.038, annex A.2 (single shift) and A.3 (locking shift); the identifiers are
those of 6.2.1.2.4. A table that is not defined is treated as the default one, as 6.2.1.2.4
asks of a receiver that does not know an identifier.
"""

from collections.abc import Mapping
from enum import IntEnum
from functools import cache

from gateway import tables
from gateway.tables import EMPTY
from models.terms.segments import DEFAULT_ALPHABET, EXTENSION


class Language(IntEnum):
    """National language identifiers: 3GPP TS 23.038, 6.2.1.2.4."""

    DEFAULT = 0
    TURKISH = 1
    SPANISH = 2
    PORTUGUESE = 3
    BENGALI = 4
    GUJARATI = 5
    HINDI = 6
    KANNADA = 7
    MALAYALAM = 8
    ORIYA = 9
    PUNJABI = 10
    TAMIL = 11
    TELUGU = 12
    URDU = 13


@cache
def locking_table(identifier: int) -> str:
    """The 128 characters that stand in place of the default alphabet; EMPTY where there is none."""
    if tables.FIRST <= identifier <= tables.LAST:
        return tables.locking(identifier)
    return _LOCKING.get(identifier, DEFAULT_ALPHABET)


@cache
def single_table(identifier: int) -> Mapping[int, str]:
    """What an escape and a code mean in place of the default extension."""
    if tables.FIRST <= identifier <= tables.LAST:
        written = enumerate(tables.single(identifier))
        return {code: letter for code, letter in written if letter != EMPTY}
    return _SINGLE.get(identifier, EXTENSION)


def _changed(table: str, changes: Mapping[int, str]) -> str:
    return "".join(changes.get(code, letter) for code, letter in enumerate(table))


_LOCKING: dict[int, str] = {
    Language.TURKISH: _changed(
        DEFAULT_ALPHABET,
        {
            0x04: "€",
            0x07: "\N{LATIN SMALL LETTER DOTLESS I}",
            0x0B: "Ğ",
            0x0C: "ğ",
            0x1C: "Ş",
            0x1D: "ş",
            0x40: "İ",
            0x60: "ç",
        },
    ),
    Language.PORTUGUESE: (
        "@£$¥êéúíóç\nÔô\rÁáΔ_ªÇÀ∞^\\€Ó|\x1bÂâÊÉ"
        " !\"#º%&'()*+,-./0123456789:;<=>?"
        "ÍABCDEFGHIJKLMNOPQRSTUVWXYZÃÕÚÜ§"
        "~abcdefghijklmnopqrstuvwxyzãõ`üà"
    ),
}
_SINGLE: dict[int, Mapping[int, str]] = {
    Language.TURKISH: {
        **EXTENSION,
        0x47: "Ğ",
        0x49: "İ",
        0x53: "Ş",
        0x63: "ç",
        0x67: "ğ",
        0x69: "\N{LATIN SMALL LETTER DOTLESS I}",
        0x73: "ş",
    },
    Language.SPANISH: {
        **EXTENSION,
        0x09: "ç",
        0x41: "Á",
        0x49: "Í",
        0x4F: "Ó",
        0x55: "Ú",
        0x61: "á",
        0x69: "í",
        0x6F: "ó",
        0x75: "ú",
    },
    Language.PORTUGUESE: {
        **EXTENSION,
        0x05: "ê",
        0x09: "ç",
        0x0B: "Ô",
        0x0C: "ô",
        0x0E: "Á",
        0x0F: "á",
        0x12: "Φ",
        0x13: "Γ",
        0x15: "Ω",
        0x16: "Π",
        0x17: "Ψ",
        0x18: "Σ",
        0x19: "Θ",
        0x1F: "Ê",
        0x41: "À",
        0x49: "Í",
        0x4F: "Ó",
        0x55: "Ú",
        0x5B: "Ã",
        0x5C: "Õ",
        0x61: "Â",
        0x69: "í",
        0x6F: "ó",
        0x75: "ú",
        0x7B: "ã",
        0x7C: "õ",
        0x7F: "â",
    },
}
