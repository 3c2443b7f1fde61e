"""Ears of single flows, beside those of `dialogs.ears`: marks of a survey, names, secrets."""

import re

from dialogs.ears import clock_time, day
from dialogs.engine.ears import Slots, hear, second_fact
from dialogs.engine.heard import Heard, plain

MARKS_MOST = 100
NAME_MOST = 100
IDENTITY_LEAST, IDENTITY_MOST = 8, 24
BIRTH_LENGTH = len("31-12-1990")
SKIPPING = frozenset({"LEWATI", "LEWAT", "SKIP", "NEXT"})
_APART = re.compile(r"[\s#;]+|,\s+")
"""Between marks, and in no broken number."""
_DIGITS = frozenset("0123456789")
_BETWEEN = re.compile(r"[\s#.,;]+")


def marks(words: str) -> Slots | None:
    """Several answers of a survey at once, in their order: `4 4 3` or `443`."""
    given = "".join(_BETWEEN.split(words))
    return {"answers": list(given[:MARKS_MOST])} if given.isascii() and given.isdigit() else None


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


def which_number(words: str) -> Slots | None:
    """Which of a row, from 1 to 9."""
    word = words.strip(" .#")
    return {"number": word} if len(word) == 1 and word in "123456789" else None


def asked_name(heard: Heard) -> Slots | None:
    """A name where one was asked for: as written; whether it is one, the office says."""
    said = " ".join(heard.text.split())
    return {"name": said[:NAME_MOST]} if any(letter.isalpha() for letter in said) else None


def asked_birth_date(words: str) -> Slots | None:
    """A birth date where one was asked for, as DD-MM-YYYY."""
    found = second_fact(words)
    told = str(found["fact"]) if found else ""
    return {"birth_date": told} if len(told) == BIRTH_LENGTH else None


def asked_identity_number(words: str) -> Slots | None:
    """An identity number where one was asked for: its digits; what is wrong the office says."""
    digits = re.sub(r"^NIK|[^0-9A-Z]", "", words)
    is_number = digits.isascii() and digits.isdigit()
    return {"nik": digits} if is_number and IDENTITY_LEAST <= len(digits) <= IDENTITY_MOST else None


def asked_code(words: str) -> Slots | None:
    """A one-time code, whatever stands between its digits."""
    digits = re.sub(r"^(KODE|CODE)|[\s.\-]", "", words)
    return {"code": digits} if digits.isascii() and digits.isdigit() else None


for _ear in (anything, asked_name, wished_day, wished_time):
    _ear.hears_all = True  # type: ignore[attr-defined]
