"""Days as people write them: besok, lusa, Senin depan, tgl 25, 25/11, 17 agustus, in 3 days."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dialogs.listening.calendar_days import (
    FUTURE,
    PAST,
    Direction,
    dated,
    no_such_day,
    numeric,
    of_month,
)
from dialogs.listening.counts import amount_at
from dialogs.listening.found import Found, readings
from dialogs.listening.reading import LIKELY, POSSIBLE, PROBABLE, Reading
from dialogs.listening.vocabulary import vocabulary
from dialogs.listening.words import Said, said

__all__ = ["FUTURE", "PAST", "Direction", "day", "days_in", "impossible"]

WEEK = 7
LONGEST_MONTH = 31

_BROKEN = re.compile(r"[0-9] ?[/\-] ?[0-9]")
"""A date that is none, such as 31/02, holds no day by itself."""
_NEAR = {
    "today": 0,
    "tomorrow": 1,
    "besok": 1,
    "lusa": 2,
    "overmorrow": 2,
    "kemarin": -1,
    "yesterday": -1,
    "tulat": 3,
}
_PARTS_OF_TODAY = frozenset({"siang", "sore", "malam", "pagi"})
_THIS_DAY = {"ini": _PARTS_OF_TODAY | {"hari"}, "morning": {"this"}, "afternoon": {"this"}}
_NEXT = frozenset({"depan", "berikutnya"})
_NEXT_WEEK = (("minggu", "depan"), ("next", "week"))
_OF_WEEKS = frozenset({"depan", "ini", "lalu", "lagi"})
_LABELS = frozenset({"tanggal", "date", "tg", "on", "the"})
_ORDINAL = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)")
_LATER = frozenset({"lagi", "kemudian", "from"})
_EARLIER = frozenset({"lalu", "ago", "kemarin"})


def day(
    words: str, *, today: date, direction: Direction = FUTURE, asked: bool = True
) -> tuple[Reading[date], ...]:
    """The day meant. Where a day was asked for, a number alone is the day of a month."""
    return readings(days_in(said(words), today=today, direction=direction, asked=asked))


def impossible(words: str, *, today: date) -> str | None:
    """A day that no calendar has: 30 feb, 29/02/2027; where a day that is one is named, none."""
    message = said(words)
    return None if days_in(message, today=today) else no_such_day(message, today)


def days_in(
    message: Said, *, today: date, direction: Direction = FUTURE, asked: bool = False
) -> list[Found[date]]:
    """Every day that is named in a message, where it stands."""
    found = [*numeric(message, today, direction)]
    taken = [(each.start, each.end) for each in found]
    at = 0
    while at < len(message.words):
        start = message.words[at].start
        read = (
            None
            if any(a <= start < b for a, b in taken)
            else _day_at(message, at, today, direction)
        )
        if read is None:
            at += 1
            continue
        value, count, confidence, others = read
        found.append(Found(value, start, message.words[at + count - 1].end, confidence, others))
        at += count
    if not found and asked:
        found.extend(_bare(message, today, direction))
    return _joined(sorted(found, key=lambda each: each.start))


Read = tuple[date, int, float, tuple[Reading[date], ...]]


def _day_at(message: Said, at: int, today: date, direction: Direction) -> Read | None:
    words, more = _with_numbers(message, at)
    read = _read_at(message, at, words, today, direction)
    return (read[0], read[1] + (more if read[1] > 1 else 0), *read[2:]) if read else None


def _with_numbers(message: Said, at: int) -> tuple[list[str], int]:
    """The next words, "dua puluh lima" as one of them, and how many words that saves."""
    words = [word.text for word in message.words[at : at + 8]]
    here = next((n for n, word in enumerate(words) if word not in _LABELS), 0)
    value, taken = amount_at(message, at + here) if here else (None, 1)
    if value is not None and taken > 1:
        words[here : here + taken] = [str(value)]
    return words + [""] * 5, taken - 1


def _read_at(
    message: Said, at: int, words: list[str], today: date, direction: Direction
) -> Read | None:
    first, second = words[0], words[1]
    if first in _NEAR:
        is_pair = second == "lusa" and not message.between(at + 1).strip()
        if first == "lusa" or not is_pair:
            return today + timedelta(days=_NEAR[first]), 1, 1.0, ()
        return today + timedelta(days=2), 2, 1.0, ()
    if first == "day" and second == "after" and words[2] == "tomorrow":
        return today + timedelta(days=2), 3, 1.0, ()
    if first in _THIS_DAY.get(second, ()):
        return today, 2, 1.0, ()
    return (
        _weekday(words, today, direction)
        or _feast(words, today, direction)
        or _in_days(message, at, today)
        or _named_month(words, today, direction)
        or _numbered(words, today, direction)
    )


def _weekday(words: list[str], today: date, direction: Direction) -> Read | None:
    weekdays = vocabulary().numbers.weekdays
    if tuple(words[:2]) in _NEXT_WEEK:
        return _of_next_week(words, today)
    count, is_next, said_day = 0, False, False
    if words[0] == "hari":
        count, said_day = 1, True
    if words[count] in ("next", "this", "coming", "last"):
        is_next = words[count] == "next"
        count += 1
    name = words[count]
    is_week = name == "minggu" and not said_day and words[count + 1] in _OF_WEEKS
    if name not in weekdays or is_week:
        return None
    count += 1
    wanted = weekdays[name]
    if direction is PAST or words[count] == "lalu":
        back = (today.weekday() - wanted) % WEEK or WEEK
        return today - timedelta(days=back), count, LIKELY, ()
    ahead = (wanted - today.weekday()) % WEEK or WEEK
    nearest = today + timedelta(days=ahead)
    if tuple(words[count : count + 2]) in _NEXT_WEEK:
        monday = today + timedelta(days=WEEK - today.weekday())
        return monday + timedelta(days=wanted), count + 2, LIKELY, ()
    if is_next or words[count] in _NEXT:
        taken = count if is_next else count + 1
        after = Reading(nearest + timedelta(days=WEEK), POSSIBLE)
        is_sure = ahead == WEEK
        return nearest, taken, LIKELY if is_sure else PROBABLE, () if is_sure else (after,)
    return nearest, count + (words[count] in ("ini", "besok")), LIKELY, ()


def _feast(words: list[str], today: date, direction: Direction) -> Read | None:
    """Find a feast that has the same day each year: natal, christmas, new year."""
    feasts = vocabulary().numbers.feasts
    for count in (2, 1):
        told = feasts.get(" ".join(words[:count]))
        if told:
            month, number = (int(part) for part in told.split("-"))
            value = dated(number, month, None, today, direction)
            return (value, count, LIKELY, ()) if value else None
    return None


def _of_next_week(words: list[str], today: date) -> Read | None:
    """Find the day where the week is named first: minggu depan hari rabu, next week on Friday."""
    count = 3 if words[2] in ("hari", "on") else 2
    wanted = vocabulary().numbers.weekdays.get(words[count])
    if wanted is None:
        return None
    monday = today + timedelta(days=WEEK - today.weekday())
    return monday + timedelta(days=wanted), count + 1, LIKELY, ()


def _in_days(message: Said, at: int, today: date) -> Read | None:
    words = message.words
    begins = 1 if words[at].text == "in" else 0
    if at + begins >= len(words):
        return None
    number, taken = amount_at(message, at + begins)
    after = at + begins + taken
    if number is None or number > 366 or after >= len(words):  # noqa: PLR2004
        return None
    unit = words[after].text
    later = words[after + 1].text if after + 1 < len(words) else ""
    days = {"hari": 1, "days": 1, "day": 1, "minggu": WEEK, "week": WEEK, "weeks": WEEK}.get(unit)
    if days is None:
        return None
    if later in _LATER or begins:
        return today + timedelta(days=days * number), begins + taken + (1 if begins else 2), 1.0, ()
    if later in _EARLIER:
        return today - timedelta(days=days * number), taken + 2, 1.0, ()
    return None


def _named_month(words: list[str], today: date, direction: Direction) -> Read | None:
    months = vocabulary().numbers.months
    count = 0
    while count < 2 and words[count] in _LABELS:  # noqa: PLR2004
        count += 1
    number = _day_number(words[count])
    if number and words[count + 1] in ("of", "bulan"):
        month, taken = months.get(words[count + 2]), count + 3
    elif number:
        month, taken = months.get(words[count + 1]), count + 2
    elif words[count] in months:
        number, month, taken = _day_number(words[count + 1]), months[words[count]], count + 2
    else:
        return None
    if not number or not month:
        return None
    year = int(words[taken]) if re.fullmatch("20[0-9]{2}|19[0-9]{2}", words[taken]) else None
    value = dated(number, month, year, today, direction)
    return (value, taken + (year is not None), 1.0, ()) if value else None


def _numbered(words: list[str], today: date, direction: Direction) -> Read | None:
    """A day of the month by its number: tgl 25, the 25th."""
    count = 0
    while count < 2 and words[count] in _LABELS:  # noqa: PLR2004
        count += 1
    is_ordinal = bool(_ORDINAL.fullmatch(words[count])) and (count > 0 or words[count + 1] == "")
    is_labelled = count > 0 and words[count - 1] in ("tanggal", "date", "tg")
    number = _day_number(words[count]) if is_ordinal or is_labelled else None
    value = of_month(number, today, direction) if number else None
    return (value, count + 1, LIKELY, ()) if value else None


def _day_number(word: str) -> int | None:
    found = _ORDINAL.fullmatch(word)
    digits = found[1] if found else word
    numbers = vocabulary().numbers
    if (named := numbers.units.get(word) or numbers.ordinals.get(word, 0)) > 0:
        return named if named <= LONGEST_MONTH else None
    if digits.isdigit() and len(digits) <= 2:  # noqa: PLR2004
        return int(digits) if 1 <= int(digits) <= 31 else None  # noqa: PLR2004
    return None


def _bare(message: Said, today: date, direction: Direction) -> Iterator[Found[date]]:
    """An answer that is only a number: the day of this month, or of the next one."""
    if _BROKEN.search(message.text) or no_such_day(message, today):
        return
    numbers = [
        (word, number)
        for at, word in enumerate(message.words)
        if (number := _day_number(word.text)) and not _is_clock(message, at)
    ]
    spelt = [
        (word, value)
        for at, word in enumerate(message.words)
        if not word.text.isdigit()
        for value in (amount_at(message, at)[0],)
        if value
    ]
    for word, number in (numbers or spelt)[:1]:
        value = of_month(number, today, direction) if number <= 31 else None  # noqa: PLR2004
        if value:
            yield Found(value, word.start, word.end, PROBABLE)


def _is_clock(message: Said, at: int) -> bool:
    return at > 0 and message.words[at - 1].text in ("jam", "at", "nomor")


def _joined(found: list[Found[date]]) -> list[Found[date]]:
    """A day named twice is one: "besok Selasa", "Rabu 25 November". The number is the surer."""
    if len(found) == 2 and found[1].start - found[0].end <= 8:  # noqa: PLR2004
        surest = max(found, key=lambda each: each.confidence)
        same = found[0].value == found[1].value or found[0].confidence != found[1].confidence
        if same:
            others = tuple(
                Reading(each.value, POSSIBLE) for each in found if each.value != surest.value
            )
            span = (found[0].start, found[1].end)
            return [Found(surest.value, *span, surest.confidence, others or surest.others)]
    return found
