"""Pure listeners: from a message to the slots it fills, or None.

An ear hears plain words (see `heard.plain`): made once for a message, not once for each ear.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from typing import Any

from dialogs.engine import vocabulary
from dialogs.engine.heard import Heard
from models.terms.request import Fact


class Either(tuple[str, ...]):
    """A slot heard in several ways: the readings, likeliest first. They are asked about."""

    __slots__ = ()


Slots = Mapping[str, Fact | Either]
Ear = Callable[[str], Slots | None] | Callable[[Heard], Slots | None]
"""Its `__name__` is the trigger by which a question is left. One that bears `hears_all = True` is
given the whole `Heard` instead of plain words: it needs today's date or the office's catalogue."""


def hear(ear: Ear, words: str, heard: Heard) -> Slots | None:
    """What an ear hears in a message, or in plain words; some need more than the words."""
    listen: Any = ear
    slots: Slots | None = listen(heard if getattr(ear, "hears_all", False) else words)
    return slots


NUMBER_LENGTH = 6
EARLIEST_BIRTH, LATEST_BIRTH = 1900, 2100
LATEST_SHORT_YEAR = 30
"""A year of two digits below this is of this century: 17-8-90, but 17-8-12."""

_BETWEEN = r"[\s\-/._#*,;:]*"
_DIGIT = "[0-9OIL]"
_PARTS = (
    rf"(2[0O]{_DIGIT}{{2}}){_BETWEEN}"
    rf"((?=[OIL ]*[0-9])"
    rf"(?:{_DIGIT}(?: ?{_DIGIT}){{{NUMBER_LENGTH - 1}}}|{_DIGIT}{{1,{NUMBER_LENGTH}}}))"
    r"(?![^\W_]|[\-/._][0-9])"
)
_CASE_NUMBER = re.compile(rf"(?<![A-Z0-9])LKT{_BETWEEN}{_PARTS}")
_BARE_NUMBER = re.compile(rf"(?:(?:NO|NOMOR|KODE|NUMBER|CODE)\b[\s.:#]*)?{_PARTS}[\s.!?]*")
_DIGITS = str.maketrans("OIL", "011")

_SEPARATED = r"[\s\-/.,]+"
_YEAR = "([0-9]{4}|[0-9]{2})"
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}}){_SEPARATED}([0-9]{{1,2}}){_SEPARATED}{_YEAR}")
_YEAR_FIRST = re.compile(rf"([0-9]{{4}}){_SEPARATED}([0-9]{{1,2}}){_SEPARATED}([0-9]{{1,2}})")
_MONTH_NAMED = re.compile(rf"([0-9]{{1,2}})(?:ST|ND|RD|TH)?[\s\-/.]*([A-Z]+)[\s\-/.,]*{_YEAR}")
_MONTH_FIRST = re.compile(rf"([A-Z]+)[\s\-/.,]*([0-9]{{1,2}})(?:ST|ND|RD|TH)?[\s\-/.,]+{_YEAR}")
_RUN_TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_WHOLE_IDENTITY = re.compile(r"[0-9]{4}(?:[\s.\-]*[0-9]{4}){3}")
_TAIL = re.compile(r"[0-9]{4}")
_ASIDE = re.compile(r"[A-Z]+")
_OF_THE_LAST = re.compile(r"\b(?:4|EMPAT|FOUR) (?=(?:ANGKA|DIGIT|DIGITS|LAST|TERAKHIR)\b)")
LETTERS_OF_MONTH = 3


def case_number(words: str) -> Slots | None:
    """A case number anywhere in a message, as LKT-YYYY-NNNNNN.

    Any of space, dash, slash, dot, underscore, hash or nothing may stand between its parts; in
    them O means 0, I and L mean 1; a short running number is padded.
    """
    found = _CASE_NUMBER.search(words)
    return _number(found) if found else None


def asked_case_number(words: str) -> Slots | None:
    """The same where the number has just been asked for: LKT may be missing."""
    found = _BARE_NUMBER.fullmatch(words)
    return _number(found) if found else case_number(words)


def second_fact(words: str) -> Slots | None:
    """What shows that a case is somebody's own: a birth date, or the end of an identity number.

    A date is given on as DD-MM-YYYY. Of a whole identity number only the last four digits are
    kept. A word like "tgl lahir" or "nik" beside it does no harm; a date that is none is not
    heard.
    """
    bare = _without_labels(words)
    if _TAIL.fullmatch(bare):
        return {"fact": bare}
    if _WHOLE_IDENTITY.fullmatch(bare):
        return {"fact": bare[-4:]}
    born = _birth_date(bare)
    return {"fact": born} if born else None


def case_number_and_fact(words: str) -> Slots | None:
    """Both in one message: `CEK LKT-2026-000123 0123`."""
    found = _CASE_NUMBER.search(words)
    if not found:
        return None
    rest = f"{words[: found.start()]} {words[found.end() :]}"
    fact = second_fact(re.sub(rf"\b(?:{'|'.join(vocabulary.AROUND_NUMBERS)})\b", " ", rest))
    return {**_number(found), **fact} if fact else None


def _number(found: re.Match[str]) -> Slots:
    year, running = (part.replace(" ", "").translate(_DIGITS) for part in found.groups())
    return {"number": f"LKT-{year}-{running.zfill(NUMBER_LENGTH)}"}


def _without_labels(words: str) -> str:
    counted = _OF_THE_LAST.sub(" ", words)
    kept = _ASIDE.sub(
        lambda word: "" if word.group() in vocabulary.LABELS_OF_FACTS else word.group(), counted
    )
    return kept.strip(" .,:;#=!?'\u2019-")


def _birth_date(text: str) -> str | None:
    for form in (_DAY_FIRST, _RUN_TOGETHER):
        found = form.fullmatch(text)
        if found:
            day, month, year = (int(part) for part in found.groups())
            return _dated(day, month, year)
    found = _YEAR_FIRST.fullmatch(text)
    if found:
        year, month, day = (int(part) for part in found.groups())
        return _dated(day, month, year)
    for form, day_at, month_at in ((_MONTH_NAMED, 1, 2), (_MONTH_FIRST, 2, 1)):
        found = form.fullmatch(text)
        named = vocabulary.MONTHS.get(found[month_at][:LETTERS_OF_MONTH]) if found else None
        if found and named:
            return _dated(int(found[day_at]), named, int(found[3]))
    return None


def _dated(day: int, month: int, year: int) -> str | None:
    if year < 100:  # noqa: PLR2004
        year += 2000 if year < LATEST_SHORT_YEAR else 1900
    is_month = 1 <= month <= 12 and EARLIEST_BIRTH <= year <= LATEST_BIRTH  # noqa: PLR2004
    if not is_month or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return f"{day:02}-{month:02}-{year}"
