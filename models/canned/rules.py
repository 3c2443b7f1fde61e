"""What stands in a canned reply, and how its places are filled.

A place is `{name}` or, with what stands there when nothing is known, `{name|Bapak/Ibu}`.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

TEXT_LENGTH = 2000
CATEGORY_LENGTH = 40
FALLBACK_LENGTH = 80
VARIABLES = ("name", "case", "ticket", "order", "staff", "office")
"""What may stand in a place: the person's name, the number of their newest open case, of their
next ticket and their newest open order, who answers, and what the office is called."""
_PLACE = re.compile(r"\{([^{}|]*)(?:\|([^{}|]*))?\}")
_SHORTCUT = re.compile(r"[a-z0-9][a-z0-9_\-]{0,31}")


class CannedRefusedError(ValueError):
    """It cannot be kept like that; the text says why, `why` to programs, and `field` where."""

    def __init__(self, field: str, why: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.why = why


class Filled(NamedTuple):
    """A reply as it can be sent."""

    text: str
    missing: tuple[str, ...]
    """Variables that are not known and have no fallback: they stand in the text as they were."""


def read_shortcut(raw: str) -> str:
    """What is typed behind `/`. Raises CannedRefusedError."""
    shortcut = raw.strip().removeprefix("/").lower()
    if not _SHORTCUT.fullmatch(shortcut):
        message = "A shortcut has 1 to 32 letters, digits, - and _, such as /opening-hours."
        raise CannedRefusedError("shortcut", "shortcut", message)
    return shortcut


def read_category(raw: str) -> str:
    """One line, single spaces; empty for none. Raises CannedRefusedError."""
    category = " ".join(unicodedata.normalize("NFC", raw).split())
    if len(category) > CATEGORY_LENGTH or not category.isprintable():
        raise CannedRefusedError(
            "category", "category", f"A category has at most {CATEGORY_LENGTH} letters."
        )
    return category


def read_canned_text(raw: str, field: str) -> str:
    """A text whose places can all be filled; empty is let through. Raises CannedRefusedError."""
    text = unicodedata.normalize("NFC", raw).replace("\r\n", "\n").strip()
    if len(text) > TEXT_LENGTH:
        raise CannedRefusedError(field, "long", f"A reply has at most {TEXT_LENGTH} letters.")
    if any(not character.isprintable() and character != "\n" for character in text):
        raise CannedRefusedError(field, "signs", "There are signs in it that cannot be shown.")
    for name, fallback in _PLACE.findall(text):
        if name not in VARIABLES:
            known = ", ".join(f"{{{each}}}" for each in VARIABLES)
            message = f"{{{name[:40]}}} cannot be filled in; these can: {known}."
            raise CannedRefusedError(field, "variable", message)
        if len(fallback) > FALLBACK_LENGTH:
            message = f"What stands for {{{name}}} has at most {FALLBACK_LENGTH} letters."
            raise CannedRefusedError(field, "fallback", message)
    if "{" in _PLACE.sub("", text) or "}" in _PLACE.sub("", text):
        message = "A { or } stands alone; a place is {name} or {name|what else to say}."
        raise CannedRefusedError(field, "brace", message)
    return text


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """The text with what is known; what people are called is never read as a place again."""
    missing: list[str] = []

    def said(place: re.Match[str]) -> str:
        name, fallback = place[1], place[2]
        known = values.get(name, "")
        if known or fallback is not None:
            return known or fallback
        missing.append(name)
        return place[0]

    filled = _PLACE.sub(said, text)
    return Filled(filled, tuple(dict.fromkeys(missing)))
