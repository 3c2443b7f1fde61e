"""What a dialog is given: the words of one message, the button pressed, and today's date."""

import unicodedata
from dataclasses import dataclass
from datetime import date

LONGEST_READ = 1000
"""Understanding looks at no more of a message; the whole of it is stored."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One message of a contact. The engine knows no clock, so the day comes along."""

    text: str
    choice: str | None = None
    today: date | None = None


def plain(text: str) -> str:
    """A text as ears compare it: upper case, one space between words, no odd forms of letters."""
    return " ".join(unicodedata.normalize("NFKC", text[:LONGEST_READ]).upper().split())
