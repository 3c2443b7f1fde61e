"""Which way a message goes: an answer, a global word, a command, a greeting, or nothing known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from dialogs.engine import vocabulary
from dialogs.engine.counter import Counter
from dialogs.engine.heard import Heard, plain
from dialogs.engine.misspelling import meant_by
from dialogs.engine.phrases import LANGUAGES, wording
from dialogs.engine.script import Ask, Dialog
from models.terms.channel import Style
from models.terms.request import Fact

_WORD = re.compile(r"[^\s#.*,;:!?]+")
_BETWEEN = re.compile(r"[\s#.*,;:]+")
_ORNAMENT = " .,!?:;\"'()-_*#"
_POSITION = re.compile(r"(?:(?:NO|NOMOR|PILIH|NUMBER)[\s.]*)?([0-9]{1,2})")


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


def understand(heard: Heard, question: Ask | None, counter: Counter) -> Meaning:
    """What a message means while this question is open (or none is)."""
    if heard.choice is not None:
        return _pressed(heard.choice, question, counter)
    words = plain(heard.text)
    if question is not None:
        answer = _chosen(words, question)
        if answer is not None:
            return answer
    return (
        _everywhere(words)
        or _command(words, counter)
        or _listened(words, question)
        or _begun(words, counter)
        or _courtesy(words, question)
        or _guessed(words, counter)
    )


def _pressed(choice: str, question: Ask | None, counter: Counter) -> Meaning:
    """A button: of the open question, or an older one that still names a way to go."""
    if question is not None and choice in question.choices:
        return Answer(f"choose_{choice}")
    named = counter.by_name.get(choice)
    if named is not None:
        return Command(named, named.start())
    words = plain(choice)
    return _everywhere(words) or _command(words, counter)


def _chosen(words: str, question: Ask) -> Answer | None:
    """A choice by its number, its word, or its label in either language."""
    bare = words.strip(_ORNAMENT)
    position = _POSITION.fullmatch(bare)
    if position:
        names = list(question.choices)
        at = int(position[1]) - 1
        return Answer(f"choose_{names[at]}") if 0 <= at < len(names) else None
    for choice in question.offered:
        if bare in _names(choice.value, choice.phrase):
            return Answer(f"choose_{choice.value}")
    return None


@cache
def _names(value: str, phrase: str) -> frozenset[str]:
    labels = {plain(wording(phrase, language, style)) for language in LANGUAGES for style in Style}
    return (vocabulary.CHOICE_WORDS.get(value, frozenset()) | labels) - {""}


def _everywhere(words: str) -> Word | None:
    meaning = _meant_everywhere(words)
    return Word(meaning) if meaning is not None else None


def _meant_everywhere(words: str) -> str | None:
    known = vocabulary.GLOBAL_WORDS
    bare = words.strip(_ORNAMENT) or words
    return known.get(bare) or known.get(_BETWEEN.sub(" ", bare))


def _listened(words: str, question: Ask | None) -> Answer | None:
    for ear in question.hears if question is not None else ():
        slots = ear(words)
        if slots is not None:
            return Answer(ear.__name__, slots)
    return None


def _command(words: str, counter: Counter) -> Command | None:
    """A whole message that is known, or a keyword and whatever it brings along."""
    named = counter.by_word.get(words.strip(_ORNAMENT))
    if named is not None:
        return Command(named, named.start())
    first = _WORD.search(words)
    dialog = counter.by_keyword.get(first.group()) if first else None
    return _with_slots(dialog, words[first.end() :]) if first and dialog else None


def _with_slots(dialog: type[Dialog], rest: str) -> Command:
    for ear, state in dialog.begins_on:
        slots = ear(rest)
        if slots is not None:
            return Command(dialog, state, slots)
    return Command(dialog, dialog.start())


def _begun(words: str, counter: Counter) -> Command | None:
    """What needs no keyword, such as a case number alone or in a sentence."""
    for dialog in counter.dialogs:
        for ear, state in dialog.begins_on:
            slots = ear(words)
            if slots is not None:
                return Command(dialog, state, slots)
    return None


def _courtesy(words: str, question: Ask | None) -> Courtesy | None:
    said = set(_WORD.findall(words.replace("'", "")))
    if not said:
        return None
    thanks, greetings = said & vocabulary.THANKS, said & vocabulary.GREETINGS
    if thanks and said <= thanks | vocabulary.AROUND_THANKS:
        return Courtesy(is_thanks=True)
    if question is None and said <= vocabulary.ASSENTS:
        return Courtesy(is_thanks=True)
    if greetings and said <= greetings | vocabulary.AROUND_GREETINGS:
        return Courtesy(is_thanks=False)
    return None


def _guessed(words: str, counter: Counter) -> Word | Command | None:
    """A misspelt global word or keyword that stands alone; nothing that costs is guessed."""
    bare = words.strip(_ORNAMENT)
    meant = meant_by(bare, vocabulary.GUESSED_WORDS) or meant_by(bare, counter.by_keyword)
    if meant is None:
        return None
    return _everywhere(meant) or _command(meant, counter)
