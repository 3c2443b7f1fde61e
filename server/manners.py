"""What the settings say of text messages, as the outbox and the gateway understand it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import time

from gateway.allowance import Limits
from gateway.routes import parse_routes
from models.conversations.sending import Manners, Span
from models.terms.channel import Priority
from server.settings import Settings, SettingsError

_SPAN = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])-([01]?[0-9]|2[0-3]):([0-5][0-9])")
_PAUSE = re.compile(r"([0-9]{1,4}(?:\.[0-9])?)(?:-([0-9]{1,4}(?:\.[0-9])?))?")


def manners_of(settings: Settings) -> Manners:
    """Quiet hours and what follows a lost answer, by class. Raises SettingsError."""
    return Manners(
        quiet=dict(map(_quiet, settings.sms_quiet_hours)),
        once_more=frozenset(_class(name, "sms_once_more") for name in settings.sms_once_more),
    )


def limits_of(settings: Settings) -> Limits:
    """What one SIM may send. Raises SettingsError."""
    match = _PAUSE.fullmatch(settings.sms_pause_seconds)
    if match is None:
        raise SettingsError("sms_pause_seconds is a time, or a range such as 3-8.")
    shortest = float(match[1])
    longest = float(match[2] or match[1])
    if longest < shortest:
        raise SettingsError("sms_pause_seconds begins with the shorter time, such as 3-8.")
    return Limits(shortest, longest, settings.sms_per_hour, settings.sms_per_day)


def routes_of(settings: Settings) -> Mapping[str, Sequence[str]]:
    """Lines by the beginnings of the numbers they carry. Raises SettingsError."""
    try:
        return parse_routes(settings.sms_routes)
    except ValueError as error:
        raise SettingsError(f"sms_routes: {error}.") from None


def check_manners(settings: Settings) -> None:
    """Whether all of it can be understood. Raises SettingsError."""
    manners_of(settings)
    limits_of(settings)
    routes_of(settings)


def _quiet(written: str) -> tuple[Priority, Span]:
    name, _, span = written.partition("=")
    match = _SPAN.fullmatch(span.strip())
    if match is None:
        raise SettingsError(
            f"sms_quiet_hours names {written}; quiet hours are written promotion=20:00-08:00."
        )
    hours = list(map(int, match.groups()))
    priority = _class(name, "sms_quiet_hours")
    return priority, Span(time(hours[0], hours[1]), time(hours[2], hours[3]))


def _class(name: str, setting: str) -> Priority:
    try:
        return Priority[name.strip().upper()]
    except KeyError:
        raise SettingsError(f"{setting} names {name}; classes are {_named(Priority)}.") from None


def _named(classes: Iterable[Priority]) -> str:
    return ", ".join(priority.name.lower() for priority in classes)
