"""Texts as the words they are found by: the same for what is stored and what is asked."""

import re
import unicodedata
from typing import NamedTuple

WORD_LENGTH = 40
"""What is longer is cut, in texts and in questions alike."""
WORDS_MOST = 500
ASKED_MOST = 12
BEGINNING_LEAST = 2
"""A last word this long may be the beginning of one."""
_RUN = re.compile(r"[^\W_]+")
"""Letters and digits: what `str.isalnum` calls so."""


class Asked(NamedTuple):
    """What somebody looks for."""

    words: tuple[str, ...]
    """All of them must be in a text; the last may be the beginning of a word."""
    exactly: str | None
    """What must stand in the text letter by letter: given when signs were typed."""


def fold(text: str) -> str:
    """Without case and accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def words_of(text: str) -> list[str]:
    """The runs of letters and digits of a text, folded; every other sign parts words."""
    return [word[:WORD_LENGTH] for word in _RUN.findall(fold(text))[:WORDS_MOST]]


def read_question(question: str) -> Asked:
    """What was typed, taken literally: no sign has a meaning of its own."""
    words = tuple(dict.fromkeys(words_of(question)[:ASKED_MOST]))
    is_plain = all(sign.isalnum() or sign.isspace() for sign in fold(question))
    return Asked(words, None if is_plain else " ".join(fold(question).split()))


def stands_in(asked: Asked, text: str) -> bool:
    """Whether a text that has the words also has the signs."""
    return asked.exactly is None or asked.exactly in " ".join(fold(text).split())


def for_sqlite(words: tuple[str, ...]) -> str:
    """In the language of FTS5: quoted, so that NEAR, OR or * are words like others.

    Source: SQLite's "FTS5 Extension", 3.1 and 3.3.
    """
    *whole, last = words
    star = "*" if len(last) >= BEGINNING_LEAST else ""
    return " ".join([*(f'"{word}"' for word in whole), f'"{last}"{star}'])


def for_postgres(words: tuple[str, ...]) -> str:
    """In the language of to_tsquery, quoted for the same reason.

    Source: PostgreSQL's documentation, 8.11.2.
    """
    *whole, last = words
    star = ":*" if len(last) >= BEGINNING_LEAST else ""
    return " & ".join([*(f"'{word}'" for word in whole), f"'{last}'{star}"])
