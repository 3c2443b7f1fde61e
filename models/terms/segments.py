"""How many parts a text takes by SMS, where it is cut, and which letters keep it cheap.

The one counter of the house: the gateway sends by it, the desk's meter and the tests count by it.
Sources: 3GPP TS 23.038, 6.2.1 (alphabet) and 6.2.1.1 (extension);
3GPP TS 23.040, 9.2.3.24.1 (a long message: six octets of header leave 153 septets or 67 units).
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

DEFAULT_ALPHABET = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The 128 characters of 3GPP TS 23.038, 6.2.1, each at its own code; 0x1B is the escape."""
EXTENSION = {
    0x0A: "\f",
    0x14: "^",
    0x28: "{",
    0x29: "}",
    0x2F: "\\",
    0x3C: "[",
    0x3D: "~",
    0x3E: "]",
    0x40: "|",
    0x65: "€",
}
"""What follows an escape: 3GPP TS 23.038, 6.2.1.1."""
ESCAPE = 0x1B
MOST_SEGMENTS = 255
"""The header counts parts in one octet."""

_SINGLE = frozenset(DEFAULT_ALPHABET) - {"\x1b"}
_DOUBLE = frozenset(EXTENSION.values())
_GSM7 = _SINGLE | _DOUBLE
_BEYOND_BMP = 0xFFFF

_SPACES = dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007", " ")
_THIN_SPACES = dict.fromkeys("\u2008\u2009\u200a\u202f\u205f\u3000", " ")
_QUOTES = dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'")
_DOUBLE_QUOTES = dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_OTHERS = {"\u2026": "...", "\u2022": "-", "\u2028": "\n", "\u2029": "\n"}
_INVISIBLE = dict.fromkeys("\u00ad\u200b\u2060\ufeff", "")
_HALF_PAIRS = dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")
_PAIRS = {"Œ": "OE", "œ": "oe", "Þ": "Th", "þ": "th", "\u1e9e": "SS"}
_LETTERS = dict(zip("ĐđÐðĦħŁłŊŋŦŧ\u0131", "DdDdHhLlNnTti", strict=True)) | _PAIRS
"""Letters that Unicode takes for no accented form of another."""
_PLAIN = str.maketrans(
    _SPACES | _THIN_SPACES | _QUOTES | _DOUBLE_QUOTES | _DASHES | _OTHERS | _INVISIBLE | _HALF_PAIRS
)


class Encoding(StrEnum):
    """The two ways a text travels."""

    GSM7 = "gsm7"
    UCS2 = "ucs2"

    @property
    def units_alone(self) -> int:
        """Room in a message of one part."""
        return 160 if self is Encoding.GSM7 else 70

    @property
    def units_joined(self) -> int:
        """Room in each part of a longer one."""
        return 153 if self is Encoding.GSM7 else 67


@dataclass(frozen=True, slots=True)
class Segments:
    """What a text costs."""

    encoding: Encoding
    units: int
    """Septets (an extension character takes two) or UTF-16 units (an emoji takes two)."""
    segments: int
    """Parts it travels in; an empty text is one, for the network carries it as one."""
    units_left: int
    """Room in the last part."""


def count_segments(text: str) -> Segments:
    """Exactly what sending would take, the unused room at a cut included."""
    encoding = encoding_of(text)
    sizes = [sum(_sizes(part, encoding)) for part in split_text(text)]
    room = encoding.units_alone if len(sizes) == 1 else encoding.units_joined
    return Segments(encoding, sum(sizes), len(sizes), room - sizes[-1])


def encoding_of(text: str) -> Encoding:
    return Encoding.GSM7 if _GSM7.issuperset(text) else Encoding.UCS2


def split_text(text: str) -> Sequence[str]:
    """The parts in order; no cut falls inside an escape pair or a surrogate pair."""
    encoding = encoding_of(text)
    sizes = list(_sizes(text, encoding))
    if sum(sizes) <= encoding.units_alone:
        return (text,)
    return tuple(_cut(text, sizes, encoding.units_joined))


def join_texts(parts: Iterable[str]) -> str:
    """Parts as one text; a pair that a sender tore is mended, half a pair becomes U+FFFD."""
    return "".join(parts).encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")


def sms_text(text: str) -> str:
    """The same words without the typography that would force UCS-2 on a plain text.

    Spaces, quotation marks, dashes and dots become their plain forms and accents are composed;
    letters and digits stay what they are. Half a surrogate pair becomes U+FFFD.
    """
    plain = unicodedata.normalize("NFC", text).translate(_PLAIN)
    return unicodedata.normalize("NFC", plain)


@dataclass(frozen=True, slots=True)
class Change:
    """One letter that would be written otherwise."""

    position: int
    """In characters of the text, from 0."""
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Transliteration:
    """A text written with GSM-7 letters only, and all that this changes."""

    text: str
    changes: tuple[Change, ...] = ()


def transliterate(text: str) -> Transliteration:
    """What a text would be with plain letters, for a person to accept or not.

    Nothing does this by itself, for letters make names. Digits, signs and other scripts are never
    changed; where they ask for UCS-2 all the same, there is nothing to gain and no change.
    """
    changes = tuple(_changes(text))
    becomes = {change.position: change.becomes for change in changes}
    written = "".join(becomes.get(here, character) for here, character in enumerate(text))
    if not changes or encoding_of(written) is Encoding.UCS2:
        return Transliteration(text)
    return Transliteration(written, changes)


@dataclass(frozen=True, slots=True)
class Forcing:
    """A character for which a whole text travels as UCS-2."""

    position: int
    """Where it stands first, in characters of the text, from 0."""
    character: str
    becomes: str | None
    """What plain writing has for it; None where there is nothing near, as for an emoji."""


def forcing(text: str) -> tuple[Forcing, ...]:
    """Each character that asks for UCS-2, once, in the order of the text; none: it is GSM-7."""
    found: dict[str, Forcing] = {}
    after_letter = False
    for position, character in enumerate(text):
        becomes = (
            character if character in _GSM7 else _plainer(character, after_letter=after_letter)
        )
        if character not in _GSM7:
            found.setdefault(character, Forcing(position, character, becomes))
        if character in _GSM7 or becomes is None:
            after_letter = character.isalpha()
    return tuple(found.values())


def _changes(text: str) -> Iterator[Change]:
    after_letter = False
    for position, character in enumerate(text):
        if character not in _GSM7:
            plainer = _plainer(character, after_letter=after_letter)
            if plainer is not None:
                yield Change(position, character, plainer)
                continue
        after_letter = character.isalpha()


def _plainer(character: str, *, after_letter: bool) -> str | None:
    """The nearest letters, nothing for an accent that stands alone, None where none is near."""
    if character in _LETTERS:
        return _LETTERS[character]
    if unicodedata.category(character).startswith("M"):
        return "" if after_letter else None
    base = unicodedata.normalize("NFD", character)[0]
    return base if base in _SINGLE and base.isalpha() else None


def _sizes(text: str, encoding: Encoding) -> Iterator[int]:
    if encoding is Encoding.GSM7:
        return (2 if character in _DOUBLE else 1 for character in text)
    return (2 if ord(character) > _BEYOND_BMP else 1 for character in text)


def _cut(text: str, sizes: Sequence[int], room: int) -> Iterator[str]:
    start, used = 0, 0
    for here, size in enumerate(sizes):
        if used + size > room:
            yield text[start:here]
            start, used = here, 0
        used += size
    yield text[start:]
