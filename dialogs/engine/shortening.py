"""Names of the office's own on numbered lines: short, whole words, and still told apart."""

import re
from collections import defaultdict
from collections.abc import Sequence

from dialogs.engine.wording import SHORT_LENGTH

_LOOSE = " ,.;:-+&/("
_MONEY = "rp"
_LONE = re.compile(r" [0-9]$")
"""A number that was cut from its measure: 20W-50 1 L."""


def shortened(names: Sequence[str]) -> list[str]:
    """Each within SHORT_LENGTH; where one is longer, the words that all share are left out."""
    if all(len(name) <= SHORT_LENGTH for name in names):
        return list(names)
    short = [_cut(words) for words in _apart([name.split() for name in names])]
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for at, told in enumerate(short):
        alike[told].append(at)
    for places in alike.values():
        if 1 < len(places) < len(names):
            finer = shortened([names[at] for at in places])
            for at, told in zip(places, finer, strict=True):
                short[at] = told
    return short


def _apart(names: list[list[str]]) -> list[list[str]]:
    """The words of each that not all of them have; a name of nothing else stays whole."""
    if len(names) < 2:  # noqa: PLR2004
        return names
    shared = set.intersection(*({_folded(word) for word in words} for words in names)) - {""}
    kept = [[word for word in words if _folded(word) not in shared] for words in names]
    return [own if _names_one(own) else words for own, words in zip(kept, names, strict=True)]


def _folded(word: str) -> str:
    """A word to compare by; the sign in "2 x Aki" stays where it is."""
    return "" if word == "x" else word.casefold()


def _names_one(words: list[str]) -> bool:
    """Whether more than a price is left."""
    return any(not word.casefold().startswith(_MONEY) for word in words)


def _cut(words: list[str]) -> str:
    told = " ".join(words)
    if len(told) <= SHORT_LENGTH:
        return told
    whole = told[: SHORT_LENGTH + 1].rpartition(" ")[0].rstrip(_LOOSE)
    whole = _LONE.sub("", whole)
    return whole if len(whole.split()) > 1 else told[:SHORT_LENGTH].rstrip(_LOOSE)
