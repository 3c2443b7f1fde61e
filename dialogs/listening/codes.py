"""Numbers that name something: case numbers, phones, identity numbers, tickets."""

import re
from collections.abc import Iterator

from dialogs.listening.found import Found, readings
from dialogs.listening.reading import LIKELY, Reading
from dialogs.listening.words import Said, said

NUMBER_LENGTH = 6
IDENTITY_LENGTH = 16
WOMAN = 40

_BETWEEN = r"[\s\-/._#*,;:]*"
_DIGIT = "[0-9oil]"
_PARTS = (
    rf"(2[0o]{_DIGIT}{{2}}){_BETWEEN}"
    rf"((?=[oil ]*[0-9])"
    rf"(?:{_DIGIT}(?: ?{_DIGIT}){{{NUMBER_LENGTH - 1}}}|{_DIGIT}{{1,{NUMBER_LENGTH}}}))"
    r"(?![^\W_]|[\-/._][0-9])"
)
_CASE = re.compile(
    rf"(?:(?<![a-z0-9])|(?<=cek)|(?<=no)|(?<=kode)|(?<=status))[l1i]kt{_BETWEEN}{_PARTS}"
)
_BARE = re.compile(rf"(?<![a-z0-9.\-/]){_PARTS}")
_DIGITS = str.maketrans("oil", "011")
_PHONE = re.compile(
    r"(?<![0-9a-z])(?:\(?\+?62\)?|0)[\s\-.()]*8[0-9]{1,3}(?:[\s\-.]*[0-9]){6,10}(?![0-9])"
)
_IDENTITY = re.compile(
    r"(?<![0-9])[0-9]{4}(?:[\s.\-]*[0-9]{4}){3}(?![0-9])|(?<![0-9])[0-9]{6}[\s.\-][0-9]{6}[\s.\-][0-9]{4}(?![0-9])"
)
_TICKET = re.compile(r"(?<![a-z0-9])([a-g])[\s\-]?([0-9]{3})(?![0-9a-z])")


def case_number(words: str, *, asked: bool = False) -> tuple[Reading[str], ...]:
    """A case number as LKT-YYYY-NNNNNN; LKT may be missing where one was asked for."""
    return readings(cases_in(said(words), asked=asked))


def phone(words: str) -> tuple[Reading[str], ...]:
    """A mobile number as +62..., however it is spaced."""
    return readings(phones_in(said(words)))


def identity_number(words: str) -> tuple[Reading[str], ...]:
    """A NIK: 16 digits; less sure where the birth date in it cannot be."""
    return readings(identities_in(said(words)))


def ticket(words: str) -> tuple[Reading[str], ...]:
    """A place in the queue, such as A012."""
    return readings(tickets_in(said(words)))


def cases_in(message: Said, *, asked: bool = False) -> list[Found[str]]:
    """Every case number in a message, where it stands."""
    found = [*_cases(_CASE, message.text, 1.0)]
    return found or ([*_cases(_BARE, message.text, LIKELY)] if asked else [])


def _cases(pattern: re.Pattern[str], text: str, confidence: float) -> Iterator[Found[str]]:
    for found in pattern.finditer(text):
        year, running = (part.replace(" ", "").translate(_DIGITS) for part in found.groups())
        number = f"LKT-{year}-{running.zfill(NUMBER_LENGTH)}"
        yield Found(number, *found.span(), confidence)


def phones_in(message: Said) -> list[Found[str]]:
    """Every mobile number in a message, where it stands."""
    return [
        Found(f"+62{re.sub('^(62|0)', '', digits)}", *found.span())
        for found in _PHONE.finditer(message.text)
        if (digits := re.sub("[^0-9]", "", found.group())) and len(digits) <= 14  # noqa: PLR2004
    ]


def identities_in(message: Said) -> list[Found[str]]:
    """Every identity number in a message, where it stands."""
    return [
        Found(digits, *found.span(), 1.0 if _is_sound(digits) else LIKELY)
        for found in _IDENTITY.finditer(message.text)
        for digits in (re.sub("[^0-9]", "", found.group()),)
    ]


def _is_sound(digits: str) -> bool:
    """Day and month of birth stand in digits 7 to 10; 40 is added to a woman's day."""
    number, month = int(digits[6:8]), int(digits[8:10])
    return 1 <= number % WOMAN <= 31 and 1 <= month <= 12  # noqa: PLR2004


def tickets_in(message: Said) -> list[Found[str]]:
    """Every place in the queue that is named, where it stands."""
    return [
        Found(f"{found[1].upper()}{found[2]}", *found.span())
        for found in _TICKET.finditer(message.text)
    ]
