"""Amounts in digits and words: 3, tiga puluh, setengah lusin, sepasang; and money."""

import re
from collections.abc import Iterator

from dialogs.listening.found import Found, readings
from dialogs.listening.reading import Reading
from dialogs.listening.vocabulary import vocabulary
from dialogs.listening.words import Said, said

MOST_DIGITS = 9
HALVES = frozenset({"setengah", "half", "separuh", "stengah", "stgh"})
DOZENS = frozenset({"lusin", "dozen"})
ARTICLES = frozenset({"a", "an"})

_MONEY = re.compile(
    r"(?:rp\.?\s*|idr\s*)([0-9][0-9.,]*)\s*(rb|ribu|k|jt|juta|perak)?\b"
    r"|\b([0-9][0-9.,]*)\s*(rb|ribu|jt|juta|perak|rupiah)\b"
)
_ODD = re.compile(
    r"(?<![\w/.,-])(?:-\s?[0-9]{1,9}|(?:minus|negatif|negative) \w+)(?![\w/])"
    r"|(?<![\w/.,-])[0-9]{1,9}[.,][0-9]{1,9}(?![\w/.,-]"
    r"|\s?(?:l|lt|liter|litre|ml|cc|w|v|ah|inci|inch|mm)\b)"
    r"|(?<![\w/.,-])[1-9] ?[/\u2044] ?[2-9](?![\w/.,-])"
    r"|(?<![\w/.,-])[0-9]{1,2} ?- ?[0-9]{1,2}(?![\w/.,-])"
    r"|\b\w+ (?:and a half|setengah|koma \w+|point \w+)(?= *(?:$|[.,;]))"
)
"""Amounts of pieces that nobody can have or that are two: -1, minus one, 2.5, 1/2, 2-3."""
_EACH = re.compile(
    r"@|\b(?:masing[ -]?masing|masing[ -]?2|masing|each|apiece"
    r"|(?:tiap|per) (?:jenis|macam|barang))\b"
)
"""Beside an amount: so many of everything that is named, 2 each, @1, masing-masing 2."""
MOST_OF_EACH = 999
"""A larger number behind @ is a price."""
_TIMES = {"rb": 1_000, "ribu": 1_000, "k": 1_000, "jt": 1_000_000, "juta": 1_000_000}
_CENTS = re.compile(r",[0-9]{1,2}$")


def count(words: str) -> tuple[Reading[int], ...]:
    """How many: "3", "2 buah", "tiga puluh", "setengah lusin", "a dozen", "sepasang"."""
    return readings(counts_in(said(words)))


def money(words: str) -> tuple[Reading[int], ...]:
    """An amount of rupiah: "Rp 1.250.000", "50rb", "1,5 juta"."""
    text = said(words).text
    return readings(
        Found(rupiah, *found.span())
        for found in _MONEY.finditer(text)
        if (rupiah := _rupiah(found[1] or found[3], found[2] or found[4])) is not None
    )


def counts_in(message: Said) -> Iterator[Found[int]]:
    """Every amount in a message, where it stands."""
    at = 0
    while at < len(message.words):
        value, taken = amount_at(message, at)
        if value is None:
            at += 1
            continue
        words = message.words
        yield Found(value, words[at].start, words[at + taken - 1].end)
        at += taken


def odd_amounts(text: str) -> list[tuple[int, int]]:
    """Where a cleaned text has amounts below zero, broken ones, or one of two."""
    return [found.span() for found in _ODD.finditer(text)]


def of_each(message: Said) -> tuple[int | None, list[tuple[int, int]]]:
    """The amount that is meant for every part named, and where the words stand that say so."""
    spans = [found.span() for found in _EACH.finditer(message.text)]
    counted = [*counts_in(message)] if spans else []
    for start, end in spans:
        for each in counted:
            behind, before = message.text[end : each.start], message.text[each.end : start]
            is_beside = (each.start >= end and not behind.strip(" :=")) or (
                each.end <= start and not before.strip()
            )
            if is_beside and 0 < each.value <= MOST_OF_EACH:
                return each.value, spans
    return None, []


def amount_at(message: Said, at: int) -> tuple[int | None, int]:
    """The amount that begins at a word, and how many words it takes."""
    words, numbers = message.words, vocabulary().numbers
    first = words[at].text
    if first in HALVES:
        after = at + 1
        if after < len(words) and words[after].text == "a":
            after += 1
        if after < len(words) and words[after].text in DOZENS:
            return 6, after - at + 1
        return None, 1
    if first in ARTICLES:
        scale = numbers.scales.get(words[at + 1].text) if at + 1 < len(words) else None
        return (scale, 2) if scale else (None, 1)
    return _sum(message, at)


def _sum(message: Said, at: int) -> tuple[int | None, int]:
    words, numbers = message.words, vocabulary().numbers
    total, current, here = 0, None, at
    while here < len(words):
        word = words[here].text
        if word.isdigit():
            if current is not None or len(word) > MOST_DIGITS or here > at:
                break
            current = int(word)
        elif word in numbers.units:
            value = numbers.units[word]
            if current is not None and not _follows(current, value):
                break
            current = (current or 0) + value
        elif word == "belas" and current is not None and 1 < current < 10:  # noqa: PLR2004
            current += 10
        elif word in numbers.scales and current is not None:
            scale = numbers.scales[word]
            if scale >= 1000:  # noqa: PLR2004
                total, current = total + current * scale, 0
            else:
                tens, ones = divmod(current, 10) if current < 100 else divmod(current, 100)  # noqa: PLR2004
                is_next = scale == 10 and current >= 100  # noqa: PLR2004
                current = tens * 100 + ones * scale if is_next else current * scale
        else:
            break
        here += 1
    return (None, 1) if current is None else (total + current, here - at)


def _follows(current: int, value: int) -> bool:
    """Whether a number word goes on with the one before: twenty two, but not two three."""
    return 0 < value < 10 and current >= 20 and current % 10 == 0  # noqa: PLR2004


def _rupiah(digits: str, times: str | None) -> int | None:
    factor = _TIMES.get(times or "", 1)
    written = digits.rstrip(".,")
    if len(written) > MOST_DIGITS + 4:
        return None
    if factor > 1 and (found := re.fullmatch(r"([0-9]+)[.,]([0-9])", written)):
        return int(found[1]) * factor + int(found[2]) * factor // 10
    whole = re.sub(r"[.,]", "", _CENTS.sub("", written))
    return int(whole) * factor if whole else None
