"""How values are said: money, dates, times, counts, codes; the same in every phrase and choice.

A phrase names a kind behind the fact, `{price:money}`; any other kind is a family of phrases, in
which the code is looked up: `{stage:case_stage}`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from dialogs.engine.phrases import wording
from dialogs.phrases import PHRASES
from models.terms.channel import Style
from models.terms.request import Fact

Names = Callable[[str, str, str], str | None]
"""Kind, code and language -> how the office calls it: a part, a service it has added."""

SHORT_LENGTH = 24
"""A name of the office's own on a numbered line is cut to this."""
LISTED_MOST = 40
"""So many of a list are told; a longer one ends with how many are left."""
_FREE: Mapping[str, str] = {"id": "gratis", "en": "free"}
_DAYS: Mapping[str, tuple[str, ...]] = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS: Mapping[str, tuple[str, ...]] = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def no_names(kind: str, code: str, language: str) -> str | None:  # noqa: ARG001 -- a `Names`
    """Nothing is called anything."""
    return None


def say(
    value: Fact, kind: str | None, *, language: str, style: Style, names: Names = no_names
) -> str:
    """A value in words of its kind; what does not fit its kind is said as it is."""
    if value is None or value == "":
        return ""
    if isinstance(value, list):
        return _listed([say(v, kind, language=language, style=style, names=names) for v in value])
    if kind is None:
        return str(value)
    told = _KINDS.get(kind)
    if told is not None:
        return told(str(value), language)
    return _named(kind, str(value), language, style, names)


def _listed(said: list[str]) -> str:
    if len(said) <= LISTED_MOST:
        return ", ".join(said)
    return f"{', '.join(said[:LISTED_MOST])} (+{len(said) - LISTED_MOST})"


def _named(kind: str, code: str, language: str, style: Style, names: Names) -> str:
    phrase = f"{kind}.{code}"
    if phrase in PHRASES:
        return wording(phrase, language, style)
    called = names(kind, code, language)
    if called is None:
        return code
    return called


@cache
def _money(value: str, language: str) -> str:
    """`Rp1.250.000`: no decimals, a dot between thousands; nothing is "free"."""
    try:
        if int(value) == 0:
            return _FREE.get(language, _FREE["en"])
        return f"Rp{int(value):,}".replace(",", ".")
    except ValueError:
        return value


@cache
def _date(value: str, language: str) -> str:
    """`Rabu 25 Nov`: the day of the week is what people check; the year only when it is far."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    days, months = _DAYS.get(language, _DAYS["en"]), _MONTHS.get(language, _MONTHS["en"])
    return f"{days[day.weekday()]} {day.day} {months[day.month - 1]}"


def _long_date(value: str, language: str) -> str:
    try:
        return f"{_date(value, language)} {date.fromisoformat(value).year}"
    except ValueError:
        return value


def _time(value: str, language: str) -> str:
    """`09.00 WIB`: hours and minutes with a dot, and the zone, as notices of offices have it."""
    return f"{_clock(value, language)} WIB"


def _code(value: str, language: str) -> str:  # noqa: ARG001 -- a number is a number
    """A ticket, a case or an order by its number."""
    return value


def _clock(value: str, language: str) -> str:  # noqa: ARG001 -- written alike in both
    """`09.00`: the time alone, for lists and ranges."""
    return value.replace(":", ".")


_KINDS: Mapping[str, Callable[[str, str], str]] = {
    "money": _money,
    "date": _date,
    "long_date": _long_date,
    "time": _time,
    "clock": _clock,
    "code": _code,
}
KINDS = frozenset(_KINDS)
"""Kinds that are no families of phrases."""
OFFICE_KINDS = frozenset({"part", "service"})
"""Kinds whose names are the office's own data."""
