"""Which concepts the words of a message speak of, and at which words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from dialogs.listening.vocabulary import Phrase, vocabulary
from dialogs.listening.words import Said

_BREAK = re.compile(r"[,;!?]\s")
"""No phrase goes on over one of these: "bisa dichat gak, mau tanya" refuses nothing."""
Meaning = TypeVar("Meaning")


class Phrases(Generic[Meaning]):
    """Phrases by their words, for finding all that begin at a word in one walk."""

    __slots__ = ("_first",)

    def __init__(self, phrases: Iterable[tuple[Phrase, Meaning]]) -> None:
        self._first: dict[str, _Node[Meaning]] = {}
        for phrase, meaning in phrases:
            nodes = self._first
            node = None
            for word in phrase:
                node = nodes.setdefault(word, _Node([], {}))
                nodes = node.next
            if node is not None and meaning not in node.meanings:
                node.meanings.append(meaning)

    def at(self, words: tuple[str, ...], at: int) -> list[tuple[Meaning, int]]:
        """Every phrase that begins at a word, with the place after it; the longest last."""
        found: list[tuple[Meaning, int]] = []
        nodes = self._first
        while at < len(words) and (node := nodes.get(words[at])) is not None:
            at += 1
            found.extend((meaning, at) for meaning in node.meanings)
            nodes = node.next
        return found


@dataclass(slots=True)
class _Node(Generic[Meaning]):
    meanings: list[Meaning]
    next: "dict[str, _Node[Meaning]]"


Span = tuple[int, int]
Spoken = Mapping[str, tuple[Span, ...]]


def concepts_in(message: Said) -> Spoken:
    """The concepts of a message: for each, from which word to before which."""
    words = tuple(word.text for word in message.words)
    raw = tuple(word.raw for word in message.words)
    breaks = [at for at in range(1, len(words)) if _BREAK.search(message.between(at))]
    spoken: dict[str, tuple[Span, ...]] = {}
    for at in range(len(words)):
        found = _known().at(words, at)
        if raw[at] != words[at]:
            found += _known().at(raw, at)
        for concept, after in found:
            if not any(at < cut < after for cut in breaks):
                spoken[concept] = (*spoken.get(concept, ()), (at, after))
    return spoken


def covered(spoken: Spoken, names: Iterable[str]) -> set[int]:
    """The places of the words that these concepts take up."""
    return {at for name in names for span in spoken.get(name, ()) for at in range(*span)}


@cache
def _known() -> Phrases[str]:
    return Phrases(
        (phrase, name) for name, phrases in vocabulary().concepts.items() for phrase in phrases
    )
