"""From replies to one message: buttons and sentences for a screen, numbered lines for a text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dialogs.engine.phrases import LANGUAGES, Place, pieces, wording
from dialogs.engine.reply import Choice, Reply
from dialogs.engine.shortening import shortened
from dialogs.engine.wording import Names, no_names, say
from models.terms.channel import Style
from models.terms.request import Fact
from models.terms.segments import sms_text

SEGMENT = 160
"""Characters of one text message: 3GPP TS 23.038, 6.1.2."""
COURTESIES = frozenset(
    {
        *("engine.salam", "engine.read_partly"),
        *("engine.greeting", "engine.welcome", "engine.help", "engine.back_again"),
        *("engine.not_understood_1", "engine.not_understood_2", "engine.stale"),
        *("engine.reminder", "language.set", "engine.also", "engine.not_answered"),
    }
)
"""What stands before a question and is left out of a text message that it would make two."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as it will be shown or sent."""

    text: str
    choices: tuple[tuple[str, str], ...] = ()
    """Value and label of each button; a terse text carries them as numbered lines instead."""


@dataclass(frozen=True, slots=True)
class _Voice:
    """In which way something is said."""

    language: str
    style: Style
    names: Names


def render(
    replies: Sequence[Reply], *, style: Style, language: str, names: Names = no_names
) -> Rendered:
    """All replies of a turn as one message; the last question's choices stay open."""
    voice = _Voice(language, style, names)
    lines = [_begun(_filled(reply.phrase, reply.facts, voice)) for reply in replies]
    choices = replies[-1].choices if replies else ()
    if style is Style.RICH:
        return Rendered("\n".join(lines), _buttons(choices, language, names))
    numbered = _numbered(choices, language, names)
    text = sms_text("\n".join([*lines, *numbered]))
    if len(text) > SEGMENT and any(_is_courtesy(reply) for reply in replies[:-1]):
        kept = [
            line
            for line, reply in zip(lines, replies, strict=True)
            if reply is replies[-1] or not _is_courtesy(reply)
        ]
        text = sms_text("\n".join([*kept, *numbered]))
    return Rendered(text)


def _begun(text: str) -> str:
    """As a sentence begins, also where its first word is a value ("akta kelahiran")."""
    return text[:1].upper() + text[1:]


def _is_courtesy(reply: Reply) -> bool:
    return reply.phrase in COURTESIES or reply.phrase.endswith(".resumed")


def label(choice: Choice, *, language: str, style: Style, names: Names = no_names) -> str:
    """The words of a choice: its phrase, or how a value of a list is said."""
    if choice.phrase:
        return wording(choice.phrase, language, style)
    if choice.labels:
        told = choice.labels[LANGUAGES.index(language) if language in LANGUAGES else 0]
    else:
        told = say(choice.value, choice.worded, language=language, style=style, names=names)
    return told


@cache
def _fixed_buttons(choices: tuple[Choice, ...], language: str) -> tuple[tuple[str, str], ...]:
    return tuple((choice.button, wording(choice.phrase, language)) for choice in choices)


@cache
def _fixed_numbered(choices: tuple[Choice, ...], language: str) -> tuple[str, ...]:
    return tuple(_lines(choices, language, no_names))


def _buttons(
    choices: tuple[Choice, ...], language: str, names: Names
) -> tuple[tuple[str, str], ...]:
    if all(choice.phrase and choice.pressed is None for choice in choices):
        return _fixed_buttons(choices, language)
    return tuple(
        (each.button, label(each, language=language, style=Style.RICH, names=names))
        for each in choices
    )


def _numbered(choices: tuple[Choice, ...], language: str, names: Names) -> Sequence[str]:
    """A line for each choice, numbered by its position; one without a short form has none."""
    if all(choice.phrase and choice.pressed is None for choice in choices):
        return _fixed_numbered(choices, language)
    return _lines(choices, language, names)


def _lines(choices: tuple[Choice, ...], language: str, names: Names) -> Sequence[str]:
    told = [label(each, language=language, style=Style.TERSE, names=names) for each in choices]
    own = [at for at, each in enumerate(choices) if not each.phrase]
    for at, short in zip(own, shortened([told[at] for at in own]), strict=True):
        told[at] = short
    return [f"{number} {words}" for number, words in enumerate(told, 1) if words]


def _filled(name: str, facts: Mapping[str, Fact], voice: _Voice) -> str:
    """A phrase with its facts put in. Only our own phrases are ever searched for places."""
    text = ""
    for words, places in pieces(name, voice.language, voice.style):
        text += words
        for place in places:
            value = _value(facts, place.fact, voice.language)
            if value not in (None, "", []):
                text += _put_in(place, value, facts, voice)
                break
    return text


def _put_in(place: Place, value: Fact, facts: Mapping[str, Fact], voice: _Voice) -> str:
    if place.told_by:
        return " " + _filled(place.told_by, facts, voice)
    return say(value, place.codes, language=voice.language, style=voice.style, names=voice.names)


def _value(facts: Mapping[str, Fact], name: str, language: str) -> Fact:
    """A fact; one that exists per language is looked up in this one."""
    return facts[name] if name in facts else facts.get(f"{name}_{language}")
