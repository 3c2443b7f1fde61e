"""Which known word a misspelt one was meant to be, found without looking at every word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

SHORTEST = 5
"""Shorter words are too near one another: one changed letter makes another word."""
LONG = 8
LONGEST = 24
FEWEST_BONES = 2
MOST_LEFT_OUT = 3
_VOWELS = str.maketrans("", "", "aeiou")


class Near:
    """Known words by what is left of them when one letter is left out.

    Two words within one slip of each other share such a rest; most within two slips do.
    """

    __slots__ = ("_by_bones", "_by_rest", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if len(word) >= SHORTEST - 1)
        by_rest: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            for rest in _rests(word):
                by_rest[rest].append(word)
        self._by_rest = dict(by_rest)
        by_bones: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            by_bones[_bones(word)].append(word)
        self._by_bones = dict(by_bones)

    def shortened(self, word: str) -> str | None:
        """The only known word that this is with some of its vowels left out: brngkt, udra."""
        bones = _bones(word)
        if len(bones) < FEWEST_BONES or not word.isalpha():
            return None
        fits = [
            known
            for known in self._by_bones.get(bones, ())
            if known[0] == word[0]
            and len(word) < len(known) <= len(word) + MOST_LEFT_OUT
            and _is_within(word, known)
        ]
        return fits[0] if len(fits) == 1 else None

    def meant_by(self, word: str) -> str | None:
        """The nearest known word, where it is one slip away (two, of a long word) and alone so."""
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return None
        most = 2 if len(word) >= LONG else 1
        best: dict[str, int] = {}
        for rest in _rests(word):
            for known in self._by_rest.get(rest, ()):
                if known not in best:
                    best[known] = OSA.distance(word, known, score_cutoff=most)
        near = sorted((distance, known) for known, distance in best.items() if distance <= most)
        if not near or (len(near) > 1 and near[0][0] == near[1][0] and not _leads(word, near)):
            return _leading(word, near)
        return near[0][1]


def _leads(word: str, near: list[tuple[int, str]]) -> bool:
    return word[0] == near[0][1][0] and word[0] != near[1][1][0]


def _leading(word: str, near: list[tuple[int, str]]) -> str | None:
    """Of several at the same distance, the only one with the same first letter and length."""
    likely = [known for distance, known in near if known[0] == word[0] and distance == near[0][0]]
    alike = [known for known in likely if len(known) == len(word)]
    if len(likely) == 1:
        return likely[0]
    return alike[0] if len(alike) == 1 else None


def _rests(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _bones(word: str) -> str:
    """A word without its vowels but one at its beginning."""
    return word[:1] + word[1:].translate(_VOWELS)


def _is_within(word: str, known: str) -> bool:
    letters = iter(known)
    return all(letter in letters for letter in word)
