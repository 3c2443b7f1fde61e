"""From replies to one message: buttons and sentences for a screen, numbered lines for a text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dialogs.engine.phrases import Place, pieces, wording
from dialogs.engine.reply import Choice, Reply
from dialogs.phrases import PHRASES
from models.terms.channel import Style
from models.terms.request import Fact
from models.terms.segments import sms_text


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as it will be shown or sent."""

    text: str
    choices: tuple[tuple[str, str], ...] = ()
    """Value and label of each button; a terse text carries them as numbered lines instead."""


def render(replies: Sequence[Reply], *, style: Style, language: str) -> Rendered:
    """All replies of a turn as one message; the last question's choices stay open."""
    lines = [_filled(reply.phrase, reply.facts, language, style) for reply in replies]
    choices = replies[-1].choices if replies else ()
    if style is Style.RICH:
        return Rendered("\n".join(lines), _labels(choices, language))
    return Rendered(sms_text("\n".join([*lines, *_numbered(choices, language)])))


@cache
def _labels(choices: tuple[Choice, ...], language: str) -> tuple[tuple[str, str], ...]:
    return tuple((choice.value, wording(choice.phrase, language)) for choice in choices)


@cache
def _numbered(choices: tuple[Choice, ...], language: str) -> tuple[str, ...]:
    """A line for each choice, numbered by its position; one without a short form has none."""
    labels = (wording(choice.phrase, language, Style.TERSE) for choice in choices)
    return tuple(f"{number} {label}" for number, label in enumerate(labels, 1) if label)


def _filled(name: str, facts: Mapping[str, Fact], language: str, style: Style) -> str:
    """A phrase with its facts put in. Only our own phrases are ever searched for places."""
    text = ""
    for words, places in pieces(name, language, style):
        text += words
        for place in places:
            value = _value(facts, place.fact, language)
            if value:
                text += _put_in(place, value, facts, language, style)
                break
    return text


def _put_in(
    place: Place, value: str, facts: Mapping[str, Fact], language: str, style: Style
) -> str:
    if place.told_by:
        return " " + _filled(place.told_by, facts, language, style)
    if place.codes:
        # A code without a phrase, such as a service the office has added, is shown as it is.
        name = f"{place.codes}.{value}"
        return wording(name, language, style) if name in PHRASES else value
    return value


def _value(facts: Mapping[str, Fact], name: str, language: str) -> str:
    """A fact as text; one that exists per language is looked up in this one."""
    value = facts[name] if name in facts else facts.get(f"{name}_{language}")
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)
