"""Times of the day: jam 9 pagi, setengah sepuluh, 09.00, half past two, quarter to three."""

import re
from collections.abc import Iterator

from dialogs.listening.found import Found, readings
from dialogs.listening.reading import LIKELY, POSSIBLE, PROBABLE, Reading
from dialogs.listening.vocabulary import vocabulary
from dialogs.listening.words import Said, said

HOURS = 24
NOON = 12
EARLIEST_MORNING = 7
"""Offices work by day: an hour below this, with nothing said beside it, is after noon."""
LATEST_MORNING = 10
_WRITTEN = re.compile(
    r"(?:(?<![0-9.,:/\-])|(?<=[/-][0-9]{2}\.)|(?<=[/-][0-9]\.)|(?<=[/-][0-9]{4}\.)|(?<=[a-z][.,:]))"
    r"([0-9]{1,2})[.:]([0-9]{2})(?![0-9]|[.:/][0-9])"
)
_RUN_TOGETHER = re.compile(
    r"(?:(?<=[/-][0-9]{2}[#* ])|(?<=[/-][0-9][#* ]))(0[6-9]|1[0-8])([0-5][05])(?![0-9.,:/\-])"
)
"""Four digits behind a written date, in the office's day: 27/11#1030."""
_LABELS = frozenset({"jam", "at", "around", "sekitar"})
_HALVES = frozenset({"setengah", "stengah", "stgh"})
_MORNING = frozenset({"pagi", "am", "morning", "subuh"})
_MIDDAY = frozenset({"siang"})
_EVENING = frozenset({"sore", "malam", "pm", "afternoon", "evening", "petang", "night"})
_QUARTERS = {"quarter": 15, "seperempat": 15, "half": 30}


def clock_time(words: str, *, asked: bool = True) -> tuple[Reading[str], ...]:
    """A time as HH:MM. Where one was asked for, a number alone is an hour."""
    return readings(times_in(said(words), asked=asked))


def times_in(message: Said, *, asked: bool = False) -> list[Found[str]]:
    """Every time that is named in a message, where it stands."""
    found = [*_written(message), *_run_together(message)]
    taken = [(each.start, each.end) for each in found]
    at = 0
    while at < len(message.words):
        start = message.words[at].start
        read = _time_at(message, at, asked=asked)
        last = message.words[min(at + read[2], len(message.words)) - 1] if read else None
        if last and any(a < last.end and start < b for a, b in taken):
            read = None
        if read is None:
            at += 1
            continue
        hour, minute, count, confidence = read
        words = message.words
        half = _half_of_day(message, at + count)
        count += half is not None
        end = words[min(at + count, len(words)) - 1].end
        found.append(_found(hour, minute, half, (start, end), confidence))
        at += count
    return sorted(found, key=lambda each: each.start)


def _written(message: Said) -> Iterator[Found[str]]:
    for written in _WRITTEN.finditer(message.text):
        hour, minute = int(written[1]), int(written[2])
        if hour >= HOURS or minute > 59:  # noqa: PLR2004
            continue
        after = next(
            (n for n, word in enumerate(message.words) if word.start >= written.end()), None
        )
        half = _half_of_day(message, after) if after is not None else None
        is_full = len(written[1]) == 2 or hour > NOON  # noqa: PLR2004
        if half or not is_full:
            yield _found(hour, minute, half, written.span(), LIKELY)
        else:
            yield Found(f"{hour:02}:{minute:02}", *written.span())


def _run_together(message: Said) -> Iterator[Found[str]]:
    for written in _RUN_TOGETHER.finditer(message.text):
        yield Found(f"{written[1]}:{written[2]}", *written.span())


def _half_of_day(message: Said, at: int) -> frozenset[str] | None:
    words = [word.text for word in message.words[at : at + 3]] + [""] * 3
    word = words[0]
    if word in ("in", "di") and words[1] == "the":
        word = words[2]
    return next((half for half in (_MORNING, _MIDDAY, _EVENING) if word in half), None)


def _found(
    hour: int, minute: int, half: frozenset[str] | None, span: tuple[int, int], confidence: float
) -> Found[str]:
    start, end = span
    if (half is _EVENING and hour < NOON) or (half is _MIDDAY and hour < LATEST_MORNING):
        return Found(f"{hour + NOON:02}:{minute:02}", start, end, confidence)
    if half is _MORNING and hour == NOON:
        return Found(f"00:{minute:02}", start, end, confidence)
    if half is None and hour < EARLIEST_MORNING:
        other = (Reading(f"{hour:02}:{minute:02}", POSSIBLE - 0.2),)
        return Found(f"{hour + NOON:02}:{minute:02}", start, end, min(confidence, LIKELY), other)
    return Found(f"{hour % HOURS:02}:{minute:02}", start, end, confidence)


def _time_at(message: Said, at: int, *, asked: bool) -> tuple[int, int, int, float] | None:
    words = [word.text for word in message.words[at : at + 6]] + [""] * 6
    count = 0
    while count < 2 and words[count] in _LABELS:  # noqa: PLR2004
        count += 1
    is_labelled = count > 0
    if words[count] in _HALVES and (hour := _hour(words[count + 1])):
        return hour - 1 or NOON, 30, count + 2, LIKELY
    past = _past(words, count)
    if past:
        hour, minute, taken = past
        return hour, minute, taken, LIKELY
    hour = _hour(words[count])
    if hour is None:
        return (NOON, 0, 1, LIKELY) if words[0] == "noon" else None
    taken = count + 1
    has_half = words[taken] in _MORNING | _MIDDAY | _EVENING or words[taken : taken + 2] == [
        "in",
        "the",
    ]
    is_oclock = words[taken] in ("o'clock", "oclock", "teng", "tepat")
    if not (is_labelled or has_half or is_oclock or (asked and _stands_alone(message, at))):
        return None
    if is_labelled and words[taken] in ("orang", "hari", "buah"):
        return None
    minute, more = _minutes(words, taken)
    if minute < 0:
        hour, minute = (hour - 1) or NOON, 60 + minute
    return hour, minute, taken + more + is_oclock, LIKELY if is_labelled or has_half else PROBABLE


def _stands_alone(message: Said, at: int) -> bool:
    word = message.words[at]
    before = message.text[word.start - 1 : word.start]
    after = message.text[word.end : word.end + 2]
    return before not in ("/", "-", ".") and not (
        after[:1] in ("/", "-", ".") and after[1:].isdigit()
    )


def _past(words: list[str], at: int) -> tuple[int, int, int] | None:
    """Half past two, quarter to three, ten past nine."""
    numbers = vocabulary().numbers.units
    start = at + (words[at] == "a")
    minutes = _QUARTERS.get(words[start]) or numbers.get(words[start])
    if minutes is None and words[start].isdigit() and len(words[start]) <= 2:  # noqa: PLR2004
        minutes = int(words[start])
    way, hour = words[start + 1], _hour(words[start + 2])
    if minutes is None or minutes > 59 or hour is None:  # noqa: PLR2004
        return None
    if way == "past":
        return hour, minutes, start + 3
    if way == "to" and words[start] in ("quarter", "ten", "five", "twenty", "5", "10", "15", "20"):
        return hour - 1 or NOON, 60 - minutes, start + 3
    return None


def _minutes(words: list[str], at: int) -> tuple[int, int]:
    """What follows the hour: lewat 15, kurang seperempat, setengah, thirty."""
    numbers = vocabulary().numbers.units
    value = _QUARTERS.get(words[at + 1]) or numbers.get(words[at + 1])
    if words[at + 1].isdigit() and len(words[at + 1]) <= 2:  # noqa: PLR2004
        value = int(words[at + 1])
    if value is not None and 0 < value < 60 and words[at] in ("lewat", "lebih", "liwat"):  # noqa: PLR2004
        return value, 2 + (words[at + 2] in ("menit", "minutes"))
    if value is not None and 0 < value < 60 and words[at] == "kurang":  # noqa: PLR2004
        return -value, 2 + (words[at + 2] in ("menit", "minutes"))
    if words[at] in _HALVES and _hour(words[at + 1]) is None:
        return 30, 1
    if words[at] in ("thirty", "fifteen"):
        return numbers[words[at]], 1
    return 0, 0


def _hour(word: str) -> int | None:
    numbers = vocabulary().numbers.units
    is_written = word.isdigit() and len(word) <= 2  # noqa: PLR2004
    hour = int(word) if is_written else numbers.get(word, -1)
    return hour if 0 < hour < HOURS else None
