"""Ears of single flows, beside those of `dialogs.ears`: marks of a survey, other days, codes."""

import re

from dialogs.ears import clock_time, day
from dialogs.engine.ears import Slots, hear
from dialogs.engine.heard import Heard, plain

MARKS_MOST = 100
NAMED_MOST = 40
STANDARD = frozenset({"SKM", "IKM"})
SKIPPING = frozenset({"LEWATI", "LEWAT", "SKIP", "NEXT"})
_APART = re.compile(r"[\s#;]+|,\s+")
"""Between marks, and in no broken number."""
_NEWS = re.compile(
    r"INFO(?:RMASI)?[ .#*]+(?:(?P<number>[1-9])|(?:TERBARU|TERKINI|BARU|HARI INI)(?: APA)?)"
    r"(?: (?:APA|AJA|SAJA|YA|MIN|PAK|BU|KAK|DONG|KANTOR|DINAS))*"
)
_NAMED = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2}")
_DIGITS = frozenset("0123456789")
_BETWEEN = re.compile(r"[\s#.,;]+")


def marks(words: str) -> Slots | None:
    """Several answers of a survey at once, in their order: `4 4 3` or `443`."""
    given = "".join(_BETWEEN.split(words))
    return {"answers": list(given[:MARKS_MOST])} if given.isascii() and given.isdigit() else None


def named_survey(words: str) -> Slots | None:
    """What somebody calls a survey: a word or a few; the office knows its surveys' names."""
    said = " ".join(word for word in _BETWEEN.split(words) if word)
    return {"named": said[:NAMED_MOST]} if _NAMED.fullmatch(said) else None


def standard_survey(words: str) -> Slots | None:
    """The standard survey by its short name, with marks or without: `SKM`, `SKM 4 4 3`."""
    first, _, rest = words.strip(" .!?").partition(" ")
    if first not in STANDARD or (rest and marks(rest) is None):
        return None
    return {"named": first, **(marks(rest) or {})}


def several_marks(words: str) -> Slots | None:
    """More than one mark where one is asked for: they answer the questions that follow."""
    given = [mark for mark in _APART.split(words) if mark]
    are_marks = len(given) > 1 and all(mark in _DIGITS for mark in given)
    return {"answers": given[:MARKS_MOST]} if are_marks else None


def skipping(words: str) -> Slots | None:
    """That a question is to be left out."""
    return {} if words.strip(" .!") in SKIPPING else None


def anything(heard: Heard) -> Slots | None:
    """Whatever is said, in the person's own words."""
    said = heard.text.strip()
    return {"answer": said} if said else None


def wished_day(heard: Heard) -> Slots | None:
    """A day that something is to be moved to, beside the day it has."""
    heard_day = hear(day, plain(heard.text), heard)
    return {"wished_date": heard_day["date"]} if heard_day else None


def wished_time(heard: Heard) -> Slots | None:
    """The same for a time."""
    heard_time = hear(clock_time, plain(heard.text), heard)
    return {"wished_time": heard_time["time"]} if heard_time else None


def latest_news(words: str) -> Slots | None:
    """`INFO 3`, "info terbaru apa min": a piece of news, the newest where no number is said."""
    found = _NEWS.fullmatch(words.strip(" .!?"))
    if found is None:
        return None
    return {"number": found["number"]} if found["number"] else {}


def which_number(words: str) -> Slots | None:
    """Which of a row, from 1 to 9."""
    word = words.strip(" .#")
    return {"number": word} if len(word) == 1 and word in "123456789" else None


def asked_code(words: str) -> Slots | None:
    """A one-time code, whatever stands between its digits."""
    digits = re.sub(r"^(KODE|CODE)|[\s.\-]", "", words)
    return {"code": digits} if digits.isascii() and digits.isdigit() else None


for _ear in (anything, wished_day, wished_time):
    _ear.hears_all = True  # type: ignore[attr-defined]
