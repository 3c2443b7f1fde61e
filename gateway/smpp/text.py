"""Texts as octets: cut into parts that the network takes, and read as they come.

Source: SMPP 3.4, 5.2.19 (data_coding). A septet takes an octet; the service centre packs them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gateway import gsm7, header
from gateway.coding import Alphabet as NetworkAlphabet
from gateway.coding import Coding
from gateway.errors import PduError
from gateway.header import Concatenation, Header
from gateway.smpp.account import Alphabet
from models.terms.segments import MOST_SEGMENTS, Encoding, encoding_of, split_text

DEFAULT = 0x00
LATIN1 = 0x03
UCS2 = 0x08
_FIRST_OF_NETWORK = 0x10
"""From here on data_coding is meant as the network's data coding scheme: 5.2.19, note d."""
_CODECS = {0x01: "ascii", LATIN1: "latin-1", 0x06: "iso8859-5", 0x07: "iso8859-8"}
_MOST_SEPTET = 0x7F


@dataclass(frozen=True, slots=True)
class Coded:
    """A text ready to be sent."""

    coding: int
    contents: Sequence[bytes]
    """Of each part, header included."""

    @property
    def has_headers(self) -> bool:
        return len(self.contents) > 1


def coded(text: str, alphabet: Alphabet, *, reference: int) -> Coded:
    """The parts of a text. Raises PduError for a text of more than 255 parts."""
    coding, parts = _cut(text, alphabet)
    total = len(parts)
    if total > MOST_SEGMENTS:
        raise PduError("a text has at most 255 parts")
    if total == 1:
        return Coded(coding, parts)
    heads = (
        header.to_bytes((Concatenation(reference, total, number).element(),))
        for number in range(1, total + 1)
    )
    return Coded(coding, [head + part for head, part in zip(heads, parts, strict=True)])


def count_parts(text: str, alphabet: Alphabet) -> int:
    return len(_cut(text, alphabet)[1])


def read(content: bytes, coding: int, alphabet: Alphabet, *, elements: Header = ()) -> str | None:
    """The text; None when the octets are for a program."""
    if coding in _CODECS:
        return content.decode(_CODECS[coding], "replace")
    match _alphabet_of(coding):
        case NetworkAlphabet.UCS2:
            return _utf16(content)
        case NetworkAlphabet.GSM7:
            return _default(content, alphabet, elements)
        case NetworkAlphabet.DATA:
            return None


def _alphabet_of(coding: int) -> NetworkAlphabet:
    if coding in {DEFAULT, UCS2} or coding >= _FIRST_OF_NETWORK:
        return Coding(coding).alphabet
    return NetworkAlphabet.DATA


def _cut(text: str, alphabet: Alphabet) -> tuple[int, Sequence[bytes]]:
    if encoding_of(text) is Encoding.UCS2:
        return UCS2, [_octets(part) for part in split_text(text)]
    if alphabet is Alphabet.GSM7:
        return DEFAULT, [gsm7.encode(part) for part in split_text(text)]
    if alphabet is Alphabet.LATIN1 and _is_latin1(text):
        return LATIN1, [part.encode("latin-1") for part in split_text(text)]
    return UCS2, [_octets(part) for part in _cut_wide(text)]


def _cut_wide(text: str) -> Iterator[str]:
    """Parts of a text that the network could send narrower than this provider can."""
    room = Encoding.UCS2.units_alone
    if len(text) <= room:  # a GSM 7-bit text has no character beyond the first plane
        yield text
        return
    room = Encoding.UCS2.units_joined
    for start in range(0, len(text), room):
        yield text[start : start + room]


def _default(content: bytes, alphabet: Alphabet, elements: Header) -> str:
    # An octet that is no septet shows that the provider did not translate what it was given.
    if alphabet is Alphabet.LATIN1 or max(content, default=0) > _MOST_SEPTET:
        return content.decode("latin-1")
    locking, single = header.languages(elements)
    return gsm7.decode(content, locking=locking, single=single)


def _utf16(content: bytes) -> str:
    return content[: len(content) // 2 * 2].decode("utf-16-be", "replace")


def _octets(part: str) -> bytes:
    return part.encode("utf-16-be", "replace")


def _is_latin1(text: str) -> bool:
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True
