"""From replies to one message: buttons and sentences for a screen, numbered lines for a text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dialogs.engine.phrases import PHRASES, wording
from dialogs.engine.reply import Choice, Reply
from models.terms.channel import Style
from models.terms.request import Fact
from models.terms.segments import sms_text

_PLACE = re.compile(r"\{([a-z_]+)(?:([:?])([a-z_.]+))?\}")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as it will be shown or sent."""

    text: str
    choices: tuple[tuple[str, str], ...] = ()
    """Value and label of each button; a terse text carries them as numbered lines instead."""


def render(replies: Sequence[Reply], *, style: Style, language: str) -> Rendered:
    """All replies of a turn as one message; the last question's choices stay open."""
    lines = [_fill(reply.phrase, reply.facts, language, style) for reply in replies]
    choices = replies[-1].choices if replies else ()
    if style is Style.RICH:
        return Rendered("\n".join(lines), _labels(choices, language))
    numbered = [
        f"{number} {label}" for number, (_, label) in enumerate(_labels(choices, language), start=1)
    ]
    return Rendered(sms_text("\n".join([*lines, *numbered])))


@cache
def _labels(choices: tuple[Choice, ...], language: str) -> tuple[tuple[str, str], ...]:
    return tuple((choice.value, wording(choice.phrase, language)) for choice in choices)


def _fill(name: str, facts: Mapping[str, Fact], language: str, style: Style) -> str:
    """Put facts into a phrase. Only our own phrases are ever searched for places."""
    pieces: list[str] = []
    for text, fact, kind, phrase in _pieces(name, language, style):
        pieces.append(text)
        if fact is None:
            continue
        value = _value(facts, fact, language)
        if kind == ":":
            pieces.append(_named(f"{phrase}.{value}", value, language, style))
        elif kind == "?":
            pieces.append(_fill(phrase, facts, language, style) if value else "")
        else:
            pieces.append(value)
    return "".join(pieces)


@cache
def _pieces(name: str, language: str, style: Style) -> tuple[tuple[str, str | None, str, str], ...]:
    """A phrase cut at its places: text before, fact, kind of place, phrase named."""
    text = wording(name, language, style)
    cut: list[tuple[str, str | None, str, str]] = []
    end = 0
    for place in _PLACE.finditer(text):
        cut.append((text[end : place.start()], place[1], place[2] or "", place[3] or ""))
        end = place.end()
    cut.append((text[end:], None, "", ""))
    return tuple(cut)


def _value(facts: Mapping[str, Fact], name: str, language: str) -> str:
    """A fact as text; one that exists per language is looked up in this one."""
    value = facts.get(name, facts.get(f"{name}_{language}", ""))
    return "" if value is None else str(value)


def _named(name: str, value: str, language: str, style: Style) -> str:
    """A code as a phrase; a code without one is shown as it is."""
    return wording(name, language, style) if name in PHRASES else value
