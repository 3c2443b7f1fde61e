"""Which way a message goes: a global word, a command, an answer, a greeting, or nothing known."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz

from dialogs.engine import vocabulary
from dialogs.engine.heard import Heard, plain
from dialogs.engine.phrases import LANGUAGES, wording
from dialogs.engine.script import Ask, Dialog, Frame
from models.terms.request import Fact

NEAR_ENOUGH = 85
SHORTEST_GUESSED = 5
_WORD = re.compile(r"[^\s#.*,;:!?]+")
_ORNAMENT = " .,!?:;\"'()-_*#"


@dataclass(frozen=True, slots=True)
class Word:
    """A word that means the same everywhere."""

    meaning: str


@dataclass(frozen=True, slots=True)
class Command:
    """The beginning of a dialog, with what was already said."""

    dialog: type[Dialog]
    state: str
    slots: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to the open question."""

    trigger: str
    slots: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Courtesy:
    """A greeting or a thanks with nothing else in it."""

    is_thanks: bool


Meaning = Word | Command | Answer | Courtesy | None


def global_word(text: str) -> str | None:
    """The meaning of a message that is one of the words known everywhere."""
    return _meant_everywhere(plain(text))


def understand(heard: Heard, frame: Frame | None, dialogs: Sequence[type[Dialog]]) -> Meaning:
    """What a message means while `frame` has a question open (or none has)."""
    text = heard.text
    if heard.choice is not None:
        chosen = _pressed(heard.choice, frame)
        if chosen is not None:
            return chosen
        text = heard.choice.replace("_", " ")
    words = plain(text)
    meaning = _meant_everywhere(words)
    if meaning is not None:
        return Word(meaning)
    return (
        _answer(words, frame)
        or _command(words, dialogs)
        or _listened(words, frame)
        or _begun(words, dialogs)
        or _named(heard.choice, dialogs)
        or _courtesy(words)
        or _guessed(words, frame, dialogs)
    )


def _meant_everywhere(words: str) -> str | None:
    return vocabulary.GLOBAL_WORDS.get(words.strip(_ORNAMENT) or words)


def _pressed(choice: str, frame: Frame | None) -> Answer | None:
    step = frame.step if frame else None
    if isinstance(step, Ask) and choice in step.choices:
        return Answer(f"choose_{choice}")
    return None


def _named(choice: str | None, dialogs: Sequence[type[Dialog]]) -> Command | None:
    """A button of the first page, or of an older question, that names a dialog."""
    for dialog in dialogs if choice is not None else ():
        if dialog.name == choice:
            return Command(dialog, dialog.start())
    return None


def _answer(words: str, frame: Frame | None) -> Answer | None:
    """A choice by its number, its word, or its label in either language."""
    step = frame.step if frame else None
    if not isinstance(step, Ask) or not step.choices or frame is None:
        return None
    bare = words.strip(_ORNAMENT)
    if bare.isascii() and bare.isdigit() and len(bare) <= 2:  # noqa: PLR2004 -- at most 99 choices
        position = int(bare) - 1
        names = list(step.choices)
        return Answer(f"choose_{names[position]}") if 0 <= position < len(names) else None
    for name in step.choices:
        if bare in vocabulary.CHOICE_WORDS.get(name, ()) or bare in _labels(
            f"{frame.dialog.name}.choice.{name}"
        ):
            return Answer(f"choose_{name}")
    return None


@cache
def _labels(phrase: str) -> frozenset[str]:
    return frozenset(plain(wording(phrase, language)) for language in LANGUAGES)


def _command(words: str, dialogs: Sequence[type[Dialog]]) -> Command | None:
    """A keyword as the first word, and whatever it brings along."""
    first = _WORD.search(words)
    for dialog in dialogs if first else ():
        if first and first.group() in dialog.keywords:
            return _with_slots(dialog, words[first.end() :])
    return None


def _with_slots(dialog: type[Dialog], rest: str) -> Command:
    for ear, state in dialog.begins_on:
        slots = ear(rest)
        if slots is not None:
            return Command(dialog, state, slots)
    return Command(dialog, dialog.start())


def _listened(words: str, frame: Frame | None) -> Answer | None:
    step = frame.step if frame else None
    for ear in step.hears if isinstance(step, Ask) else ():
        slots = ear(words)
        if slots is not None:
            return Answer(ear.__name__, slots)
    return None


def _begun(words: str, dialogs: Sequence[type[Dialog]]) -> Command | None:
    """What needs no keyword, such as a case number alone or in a sentence."""
    for dialog in dialogs:
        for ear, state in dialog.begins_on:
            slots = ear(words)
            if slots is not None:
                return Command(dialog, state, slots)
    return None


def _courtesy(words: str) -> Courtesy | None:
    said = set(_WORD.findall(words.replace("'", "")))
    if not said:
        return None
    if said <= vocabulary.THANKS and said & vocabulary.THANKS_NEEDED:
        return Courtesy(is_thanks=True)
    return Courtesy(is_thanks=False) if said <= vocabulary.GREETINGS else None


def _guessed(words: str, frame: Frame | None, dialogs: Sequence[type[Dialog]]) -> Command | None:
    """A misspelt keyword, only where no question is open: nothing that is asked is guessed."""
    first = _WORD.search(words)
    if first is None or frame is not None or len(first.group()) < SHORTEST_GUESSED:
        return None
    for dialog in dialogs:
        for keyword in dialog.keywords:
            is_long = len(keyword) >= SHORTEST_GUESSED
            if is_long and fuzz.ratio(first.group(), keyword) >= NEAR_ENOUGH:
                return _with_slots(dialog, words[first.end() :])
    return None
