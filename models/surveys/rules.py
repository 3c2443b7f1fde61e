"""What answers a question may have, and what index and grade a set of marks makes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

TEXT_LENGTH = 1000
NUMBER_MOST = 1_000_000_000
LOWEST_MARK, HIGHEST_MARK = 1, 4
"""The marks of PermenPAN-RB 14/2017; another scale is converted to them in a straight line."""
INDEX_FACTOR = 25
"""PermenPAN-RB 14/2017, lampiran: the weighted mean of all elements times 25."""
GRADES = (("A", "88.31"), ("B", "76.61"), ("C", "65.00"), ("D", "25.00"))
"""Each grade with the lowest index that earns it (PermenPAN-RB 14/2017, lampiran)."""
_YES = frozenset({"yes", "y", "ya", "true", "1"})
_NO = frozenset({"no", "n", "tidak", "false", "2"})


class QuestionKind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    TEXT = "text"


def read_answer(
    kind: QuestionKind, answer: str, *, low: int, high: int, options: Sequence[Sequence[str]] = ()
) -> str | None:
    """The answer as it is kept, or None when the question cannot be answered so.

    A choice is kept as its number from 1, a yes or no by its English word. `options` are the
    choices' words, a sequence for each language.
    """
    text = answer.strip()
    match kind:
        case QuestionKind.SCALE | QuestionKind.NUMBER:
            return _whole_number(text, low=low, high=high)
        case QuestionKind.CHOICE:
            return _choice(text, options)
        case QuestionKind.YES_NO:
            word = text.casefold()
            return "yes" if word in _YES else "no" if word in _NO else None
        case QuestionKind.TEXT:
            return text if 0 < len(text) <= TEXT_LENGTH else None


def index_of(marks: Mapping[str, Sequence[int]], *, low: int, high: int) -> Decimal | None:
    """The satisfaction index, 25.00 to 100.00: all elements weigh the same, however many answered.

    `marks`: what each element was given. None when no element was given any.
    """
    means = [Fraction(sum(given), len(given)) for given in marks.values() if given]
    if not means or high <= low:
        return None
    mean = sum(means, Fraction(0)) / len(means)
    steps = Fraction(HIGHEST_MARK - LOWEST_MARK, high - low)
    index = (LOWEST_MARK + (mean - low) * steps) * INDEX_FACTOR
    return _rounded(index)


def grade_of(index: Decimal) -> str:
    """A to D."""
    for grade, least in GRADES:
        if index >= Decimal(least):
            return grade
    return GRADES[-1][0]


def mean_of(given: Iterable[int]) -> Decimal:
    """A mean to two places."""
    marks = list(given)
    return _rounded(Fraction(sum(marks), len(marks)))


def _rounded(number: Fraction) -> Decimal:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _whole_number(text: str, *, low: int, high: int) -> str | None:
    if not re.fullmatch(r"-?[0-9]{1,10}", text):
        return None
    number = int(text)
    return str(number) if low <= number <= high else None


def _choice(text: str, options: Sequence[Sequence[str]]) -> str | None:
    most = max((len(words) for words in options), default=0)
    number = _whole_number(text, low=1, high=most)
    if number is not None:
        return number
    for words in options:
        for position, word in enumerate(words, start=1):
            if word.casefold() == text.casefold():
                return str(position)
    return None
