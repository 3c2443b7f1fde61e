"""Pure listeners: from a message to the slots it fills, or None.

An ear hears plain words (see `heard.plain`): made once for a message, not once for each ear.
"""

import re
from collections.abc import Callable, Mapping

from models.terms.request import Fact

Slots = Mapping[str, Fact]
Ear = Callable[[str], Slots | None]

_BETWEEN = r"[\s\-/._#*,;]*"
_DIGIT = "[0-9OIL]"
_CASE_NUMBER = re.compile(
    rf"(?<![A-Z0-9])LKT{_BETWEEN}(2[0O]{_DIGIT}{{2}}){_BETWEEN}({_DIGIT}{{1,6}})(?![A-Z0-9])"
)
_BARE_NUMBER = re.compile(
    rf"^(?:NO\.?|NOMOR|KODE)?\s*(2[0O]{_DIGIT}{{2}}){_BETWEEN}({_DIGIT}{{1,6}})$"
)
_DIGITS = str.maketrans("OIL", "011")
_FACT = re.compile(r"[0-9][0-9\s./\-]{2,20}")
_FACT_LENGTHS = frozenset({4, 6, 8, 16})
NUMBER_LENGTH = 6


def case_number(words: str) -> Slots | None:
    """A case number anywhere in a message, as LKT-YYYY-NNNNNN.

    Any of space, dash, slash, dot, underscore, hash or nothing may stand between its parts; in
    them O means 0, I and L mean 1; a short running number is padded.
    """
    found = _CASE_NUMBER.search(words)
    return _number(found) if found else None


def asked_case_number(words: str) -> Slots | None:
    """The same where the number has just been asked for: LKT may be missing."""
    found = _BARE_NUMBER.search(words)
    return _number(found) if found else case_number(words)


def second_fact(words: str) -> Slots | None:
    """A birth date in digits or the last four digits of an identity number, alone."""
    if not _FACT.fullmatch(words):
        return None
    digits = re.sub(r"[^0-9]", "", words)
    has_parts = len(re.findall(r"[0-9]+", words)) == 3  # noqa: PLR2004 -- day, month, year
    return {"fact": words} if len(digits) in _FACT_LENGTHS or has_parts else None


def _number(found: re.Match[str]) -> Slots:
    year, running = (part.translate(_DIGITS) for part in found.groups())
    return {"number": f"LKT-{year}-{running.zfill(NUMBER_LENGTH)}"}
