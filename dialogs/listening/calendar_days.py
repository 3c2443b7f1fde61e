"""Days by numbers: 25/11, 2026-11-25, the 25th of this month or of the next one."""

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum

from dialogs.listening.found import Found
from dialogs.listening.vocabulary import vocabulary
from dialogs.listening.words import Said


class Direction(Enum):
    """Whether a question asks for a day to come or one that has been."""

    FUTURE = 1
    PAST = -1


MONTHS, LONGEST_MONTH = 12, 31
FUTURE, PAST = Direction.FUTURE, Direction.PAST
JUST_PAST_DAYS = 30
"""Who names a day and month that are over for no longer does not mean those of next year."""
FIRST_YEAR, LAST_YEAR = 1900, 2100

_NUMERIC = re.compile(
    r"(?:(?<![0-9/.\-])|(?<=[a-z]\.))(?:([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"
    r"|([0-9]{1,2}) ?[/\-] ?([0-9]{1,2})(?: ?[/\-] ?([0-9]{4}|[0-9]{2}))?"
    r"|([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2}))(?![0-9/\-]|\.[0-9](?![0-9]?[.:][0-9]{2}\b))"
)


def numeric(message: Said, today: date, direction: Direction) -> Iterator[Found[date]]:
    for found in _NUMERIC.finditer(message.text):
        if found[1]:
            year, month, number = int(found[1]), int(found[2]), int(found[3])
        else:
            number, month = int(found[4] or found[7]), int(found[5] or found[8])
            written = found[6] or found[9]
            year = None if written is None else int(written) + (2000 if len(written) == 2 else 0)  # type: ignore[assignment]  # noqa: PLR2004
        value = dated(number, month, year, today, direction)
        if value:
            yield Found(value, *found.span())


def no_such_day(message: Said, today: date) -> str | None:
    """A day that no calendar has, written in numbers or with a month, as YYYY-MM-DD."""
    months = vocabulary().numbers.months
    written = [
        (found[1], found[2], found[3])
        if found[1]
        else (found[6] or found[9], found[5] or found[8], found[4] or found[7])
        for found in _NUMERIC.finditer(message.text)
    ]
    words = [word.text for word in message.words] + ["", ""]
    for at in range(len(words) - 2):
        if words[at].isdigit() and words[at + 1] in months:
            told = words[at + 2] if re.fullmatch("20[0-9]{2}", words[at + 2]) else None
            written.append((told, str(months[words[at + 1]]), words[at]))
    for year_told, month, number in written:
        year = int(year_told or today.year)
        year += 2000 if year < 100 else 0  # noqa: PLR2004
        is_near = 1 <= int(month) <= MONTHS and 1 <= int(number) <= LONGEST_MONTH
        if is_near and FIRST_YEAR <= year <= LAST_YEAR and not _real(year, int(month), int(number)):
            return f"{year}-{int(month):02}-{int(number):02}"
    return None


def dated(
    number: int, month: int, year: int | None, today: date, direction: Direction
) -> date | None:
    if year is not None:
        return _real(year, month, number)
    step = direction.value
    this_year = _real(today.year, month, number)
    if this_year and direction is FUTURE and 0 < (today - this_year).days <= JUST_PAST_DAYS:
        return this_year
    for ahead in range(5):
        value = _real(today.year + step * ahead, month, number)
        if value and (value - today).days * step >= 0:
            return value
    return None


def of_month(number: int, today: date, direction: Direction) -> date | None:
    year, month = today.year, today.month
    for _ in range(3):
        value = _real(year, month, number)
        if value and (value - today).days * direction.value >= 0:
            return value
        month += direction.value
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return None


def _real(year: int, month: int, number: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None
