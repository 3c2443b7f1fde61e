"""Two requests in one message: where it may be cut, and whether both halves ask for something."""

import re
from collections.abc import Callable
from dataclasses import replace

from dialogs.listening.hearing import Hearing
from dialogs.listening.meaning import ANSWER, NOISE, UNKNOWN, WEIGHTIEST, Understanding

STRONG = 6.0
"""What half a message must weigh to be a request of its own."""
MOST_SPLITS = 3
_NO_REQUEST = frozenset({UNKNOWN, NOISE, ANSWER, "greeting", "thanks", "help", "back", "menu"})
_BREAK = re.compile(r"[.!?;\n]\s+|,\s+")
_AND = frozenset(
    {"dan", "sama", "terus", "lalu", "sekalian", "and", "also", "then", "plus", "juga", "kemudian"}
)


def both_in(hearing: Hearing, one: Callable[[Hearing], Understanding]) -> Understanding | None:
    """The first request with the second behind it; `one` reads a half."""
    for cut, after in _cuts(hearing):
        halves = [
            one(_with_text(hearing, text))
            for text in (hearing.message.text[:cut], hearing.message.text[after:])
            if text.strip()
        ]
        if len(halves) != 2:  # noqa: PLR2004
            continue
        first, second = halves
        if first.intent != second.intent and all(_is_request(each) for each in halves):
            return replace(first, slots={**second.slots, **first.slots}, then=second)
    return None


def _is_request(reading: Understanding) -> bool:
    return reading.confidence * WEIGHTIEST >= STRONG and reading.intent not in _NO_REQUEST


def _cuts(hearing: Hearing) -> list[tuple[int, int]]:
    words = hearing.message.words
    cuts = [(word.start, word.end) for word in words[1:-1] if word.text in _AND]
    cuts += [found.span() for found in _BREAK.finditer(hearing.message.text)]
    return sorted(cuts)[:MOST_SPLITS]


def _with_text(hearing: Hearing, text: str) -> Hearing:
    message = hearing.catalogue.speller.split(text.strip())
    return Hearing(message, hearing.context, hearing.today, hearing.catalogue)
