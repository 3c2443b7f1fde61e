"""When two messages count as the same words: capitals, signs and spaces make no difference."""

import re

from dialogs.listening.words import plain

_WORDS = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def same_words(text: str) -> str:
    """The words alone; a message of nothing but signs stays as it is."""
    cleaned = plain(text)
    return " ".join(_WORDS.findall(cleaned)) or cleaned
