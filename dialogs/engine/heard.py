"""What a dialog is given: the words of one message, the button pressed, and today's date."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

LONGEST_READ = 1000
"""Understanding looks at no more of a message; the whole of it is stored."""

_INVISIBLE = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff]")
"""Marks that only steer how letters are shown: soft hyphens, joiners, changes of direction."""
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Heard:
    """One message of a contact. The engine knows no clock, so the day comes along."""

    text: str
    choice: str | None = None
    """The value of the button that was pressed; it may be one of an older question."""
    today: date | None = None
    catalogue: Any = None
    """What the office calls its parts and services, for ears that know of it."""


def plain(text: str) -> str:
    """A text as ears compare it: upper case, one space between words, no odd forms of letters."""
    read = text[:LONGEST_READ]
    if not read.isascii():
        read = _INVISIBLE.sub("", unicodedata.normalize("NFKC", read)).translate(_DASHES)
    return " ".join(_CONTROLS.sub(" ", read).upper().split())
