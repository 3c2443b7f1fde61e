"""Which known word a misspelt one was meant to be, where there is little doubt."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

SHORTEST = 4
SHORT = 5
LONG = 8


def meant_by(word: str, known: Iterable[str]) -> str | None:
    """The one known word that this can be a slip of, or None where there are none or two.

    Four letters must be the same ones in another order ("MNEU"): at that length one changed
    letter makes another word (BACK, BAIK). Five letters may have one slip, eight letters two.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return None
    near = {each for each in known if _is_near(word, each)}
    return near.pop() if len(near) == 1 else None


def _is_near(word: str, known: str) -> bool:
    if len(known) < SHORTEST:
        return False
    if len(known) < SHORT:
        return sorted(word) == sorted(known) and OSA.distance(word, known) == 1
    most = 2 if len(known) >= LONG else 1
    return OSA.distance(word, known, score_cutoff=most) <= most
