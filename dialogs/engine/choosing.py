"""Which of the offered answers was meant: by its button, number, word, label or "the second"."""

import re
from dataclasses import dataclass
from functools import cache

from dialogs.engine import vocabulary
from dialogs.engine.frame import Frame
from dialogs.engine.heard import plain
from dialogs.engine.offering import costs, listed, offered
from dialogs.engine.phrases import LANGUAGES, wording
from dialogs.engine.render import label
from dialogs.engine.reply import Choice
from dialogs.engine.script import MORE, Ask
from models.terms.channel import Style

_POSITION = re.compile(r"(?:(?:NO|NOMOR|PILIH|NUMBER)[\s.]*)?([0-9]{1,2})")
_BEFORE = r"(?:(?:YANG|YG|THE|PILIHAN|PILIH|OPSI|NOMOR|NO|OPTION|NUMBER|JAM|HARI|MAU|AMBIL)\s+)*"
_BEHIND = r"(?:\s+(?:ONE|TIME|DAY|AJA|SAJA|YA|DEH|DONG|PLEASE|PAK|BU|KAK|MIN))*"
_ORDINAL = re.compile(rf"{_BEFORE}([A-Z0-9\-]+){_BEHIND}")
_ENDMOST = re.compile(
    rf"{_BEFORE}(?:({'|'.join(vocabulary.EARLIEST)})|{'|'.join(vocabulary.LATEST)}){_BEHIND}"
)
_IN_ORDER = frozenset({"clock", "time", "date", "long_date"})
"""What is offered from early to late."""


@dataclass(frozen=True, slots=True)
class Picked:
    """One value of the list."""

    value: str


@dataclass(frozen=True, slots=True)
class More:
    """The next of the list is to be shown."""


def chosen(bare: str, frame: Frame, question: Ask) -> str | Picked | More | None:
    """The word of a fixed choice, or what of a list was meant; None for neither."""
    if not bare:
        return None
    choices = offered(frame, question)
    position = _POSITION.fullmatch(bare)
    if position:
        return _at(int(position[1]), choices)
    for choice in choices:
        if bare in _names(choice):
            return _meant(choice)
    return _endmost(bare, frame, question) or _ordinal(bare, choices, has_ears=bool(question.hears))


def pressed(button: str, frame: Frame, question: Ask) -> str | Picked | More | None:
    """The same for a button; one of an earlier page of this list will do."""
    for choice in offered(frame, question):
        if button == choice.button:
            return _meant(choice)
    slot, is_value, value = button.partition("=")
    if is_value and slot == question.slot and value in listed(frame, question):
        return Picked(value)
    if button in question.choices and not costs(frame, question):
        return button
    return None


def _at(number: int, choices: tuple[Choice, ...]) -> str | Picked | More | None:
    return _meant(choices[number - 1]) if 0 < number <= len(choices) else None


def _endmost(bare: str, frame: Frame, question: Ask) -> Picked | None:
    """The earliest or the latest of all that there is, shown or not."""
    values = listed(frame, question) if question.worded in _IN_ORDER else []
    found = _ENDMOST.fullmatch(bare) if values else None
    return Picked(values[0] if found[1] else values[-1]) if found else None


def _ordinal(
    bare: str, choices: tuple[Choice, ...], *, has_ears: bool
) -> str | Picked | More | None:
    found = _ORDINAL.fullmatch(bare)
    if not found or not choices:
        return None
    if found[1] in vocabulary.LAST:
        values = [each for each in choices if not each.phrase]
        fixed = [each for each in choices if each.value != MORE]
        return _meant((values or fixed)[-1]) if fixed else None
    number = vocabulary.ORDINALS.get(found[1])
    if number is None and not has_ears:
        number = vocabulary.NUMBERS.get(found[1])
    return _at(number, choices) if number else None


def _meant(choice: Choice) -> str | Picked | More:
    if not choice.phrase:
        return Picked(choice.value)
    return More() if choice.value == MORE else choice.value


@cache
def _names_of_phrase(value: str, phrase: str) -> frozenset[str]:
    labels = {plain(wording(phrase, language, style)) for language in LANGUAGES for style in Style}
    return (vocabulary.CHOICE_WORDS.get(value, frozenset()) | labels) - {""}


def _names(choice: Choice) -> frozenset[str]:
    if choice.phrase:
        return _names_of_phrase(choice.value, choice.phrase)
    told = (label(choice, language=each, style=style) for each in LANGUAGES for style in Style)
    return frozenset({plain(choice.value), *(plain(each).rstrip(".") for each in told)})
