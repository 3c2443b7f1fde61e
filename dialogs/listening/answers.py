"""Answers to a question: yes or no in all spellings, one of several choices, marks on a scale."""

import re
from collections.abc import Mapping, Sequence

from dialogs.listening.concepts import Spoken, concepts_in, covered
from dialogs.listening.counts import amount_at, counts_in
from dialogs.listening.reading import LIKELY, POSSIBLE, PROBABLE, Reading, one
from dialogs.listening.vocabulary import vocabulary
from dialogs.listening.words import Said, plain, said

MANNERS = ("filler", "address", "greeting", "thanks")
_THUMB_UP = ("👍", "👌", "✅", "☑", "🆗")
_OUT_OF = re.compile(r"(?<=[0-9])\s*/\s*[0-9]+\b|\s(?:dari|out of)\s+\w+")
_UNDOING = frozenset({"change", "drop", "cancel"})
_DENIALS = frozenset({"tidak", "bukan", "not", "no", "dont"})
_THUMB_DOWN = ("👎", "❌", "🚫", "⛔")


def yes_or_no(words: str) -> tuple[Reading[bool], ...]:
    """Yes or no. A yes with a change, or beside a no, is none; a no needs less to be one."""
    for marks, value in ((_THUMB_UP, True), (_THUMB_DOWN, False)):
        if any(mark in words for mark in marks) and not re.search(r"\w", words):
            return one(value, LIKELY)
    message = said(words)
    return consent(message, concepts_in(message))


def choice(
    words: str, options: Sequence[str], names: Mapping[str, Sequence[str]] | None = None
) -> tuple[Reading[str], ...]:
    """One of the options: by its number, its place ("yang kedua", "the last") or a name of it."""
    message = said(words)
    at = place(message, concepts_in(message), len(options))
    if at is not None:
        return one(options[at])
    text = " ".join(word.text for word in message.words)
    readings = []
    for option in options:
        spelt = {plain(name) for name in (option, *(names or {}).get(option, ()))}
        if plain(words).strip(" .,!?") in spelt:
            return one(option)
        if any(re.search(rf"\b{re.escape(name)}\b", f"{plain(words)} {text}") for name in spelt):
            readings.append(option)
    sure = LIKELY if len(readings) == 1 else POSSIBLE
    return tuple(Reading(option, sure) for option in readings)


def scale(words: str, *, lowest: int = 1, highest: int = 5) -> tuple[Reading[int], ...]:
    """One mark: a number on the scale or words for it ("sangat puas")."""
    message = said(words)
    found = marks(message, concepts_in(message), lowest, highest)
    is_one = len({reading.value for reading in found}) == 1
    return found[:1] if is_one else ()


def scales(
    words: str, *, lowest: int = 1, highest: int = 5
) -> tuple[Reading[tuple[int, ...]], ...]:
    """Several marks in a row: "5 4 5", "5,4,5", "545"."""
    found = marks_in(said(words), lowest, highest)
    return one(tuple(found)) if found else ()


def consent(message: Said, spoken: Spoken) -> tuple[Reading[bool], ...]:
    """Whether a message is a yes or a no and nothing that changes it."""
    if "no" in spoken and not _only_soft(spoken):
        rest = _unexplained(
            message, spoken, (*MANNERS, "no", "drop", "cancel", "around_yes", "yes")
        )
        if rest > 3:  # noqa: PLR2004
            return ()
        return (Reading(value=False, confidence=LIKELY if rest == 0 else PROBABLE),)
    if "yes" not in spoken or not spoken.keys().isdisjoint(_UNDOING):
        return ()
    rest = _unexplained(message, spoken, (*MANNERS, "yes", "around_yes"))
    is_plain = rest == 0 and "?" not in message.text
    return (Reading(value=True, confidence=LIKELY),) if is_plain else ()


def _only_soft(spoken: Spoken) -> bool:
    """Whether each no is part of a phrase that means yes, as in "tidak masalah"."""
    yes = [span for span in spoken.get("yes", ()) if span[1] - span[0] > 1]
    return all(any(a <= start and end <= b for a, b in yes) for start, end in spoken["no"])


def place(message: Said, spoken: Spoken, count: int) -> int | None:
    """Which of so many choices a message picks, where it does nothing else."""
    numbers = vocabulary().numbers
    plus = (*MANNERS, "label", "lowest", "highest")
    known = covered(spoken, plus)
    picked: list[int] = []
    at = 0
    while at < len(message.words):
        word = message.words[at].text
        if word in numbers.ordinals:
            picked.append(numbers.ordinals[word])
        elif picked and word == "one":
            pass
        elif (value := amount_at(message, at)[0]) is not None:
            at += amount_at(message, at)[1]
            picked.append(value)
            continue
        elif at not in known:
            return None
        at += 1
    if not picked:
        if not count:
            return None
        if "lowest" in spoken:
            return 0
        return count - 1 if "highest" in spoken else None
    chosen = picked[0] - 1 if picked[0] > 0 else count + picked[0]
    return chosen if len(set(picked)) == 1 and 0 <= chosen < count else None


def marks_in(message: Said, lowest: int, highest: int) -> list[int]:
    """The numbers of a message that lie on the scale; none where one lies outside it."""
    text = _OUT_OF.sub("", message.text)
    if found := re.fullmatch(r"[^0-9]*([0-9]{3,12})[^0-9]*", text):
        digits = [int(digit) for digit in found[1]]
        return digits if all(lowest <= digit <= highest for digit in digits) else []
    values = [each.value for each in counts_in(said(text))]
    return values if all(lowest <= value <= highest for value in values) else []


def marks(message: Said, spoken: Spoken, lowest: int, highest: int) -> tuple[Reading[int], ...]:
    """The mark that numbers or words give."""
    numbers = marks_in(message, lowest, highest)
    if numbers:
        return tuple(Reading(value, LIKELY) for value in numbers)
    if any(True for _ in counts_in(message)):
        return ()
    return _felt(message, spoken, lowest, highest)


def _felt(  # noqa: PLR0911 -- a table of feelings
    message: Said, spoken: Spoken, lowest: int, highest: int
) -> tuple[Reading[int], ...]:
    denied = "less" in spoken or any(word.text in _DENIALS for word in message.words)
    is_very = "very" in spoken
    low, high = (lowest, highest) if is_very else (lowest + 1, highest - 1)
    middle = (lowest + highest) // 2
    if "awful_score" in spoken and not denied:
        return one(lowest, LIKELY)
    if denied and not spoken.keys().isdisjoint(("good_score", "great_score")):
        return one(low, LIKELY)
    if "bad_score" in spoken:
        return one(middle, PROBABLE) if denied else one(low, LIKELY)
    if "middle_score" in spoken:
        return one(middle, PROBABLE if "good_score" in spoken else LIKELY)
    if "great_score" in spoken:
        return one(highest, LIKELY)
    if "good_score" in spoken:
        return one(high, LIKELY)
    return one(lowest + 1, PROBABLE) if "less" in spoken else ()


def _unexplained(message: Said, spoken: Spoken, names: Sequence[str]) -> int:
    return len(message.words) - len(covered(spoken, names))
