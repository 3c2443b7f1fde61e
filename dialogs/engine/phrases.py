"""From a phrase's name to its words in a language and style, cut where facts go in."""

import re
from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations, translation
from pathlib import Path
from typing import NamedTuple

from dialogs.phrases import PHRASES
from dialogs.phrases.phrase import SMS
from models.terms.channel import Style

DOMAIN = "dialogs"
LOCALE = Path(__file__).parent.parent / "locale"
LANGUAGES = ("id", "en")

_PLACE = re.compile(r"\{([a-z_]+(?::[a-z_]+|(?:\?[a-z_.|?]+))?)\}")


class MissingTranslationError(Exception):
    """A language has a catalogue, but not for this text."""


class Place(NamedTuple):
    """Where a fact goes in: as it is, as the phrase of a code, or as a phrase that tells it."""

    fact: str
    codes: str | None = None
    """The family of phrases that name the fact's values."""
    told_by: str | None = None
    """The phrase put in when the fact is not empty."""


class Piece(NamedTuple):
    """Some words, and what follows them: the first of these places that is not empty."""

    words: str
    places: tuple[Place, ...] = ()


@cache
def wording(name: str, language: str, style: Style = Style.RICH) -> str:
    """A phrase in a language and style, its places for facts still open. Raises KeyError."""
    phrase = PHRASES.get(name)
    if phrase is None:
        return _KEPT[name][language if language in LANGUAGES else LANGUAGES[0]][style]
    catalogue = _catalogue(language)
    if style is Style.TERSE and phrase.terse is not None:
        return catalogue.pgettext(SMS, phrase.terse) if phrase.terse else ""
    return catalogue.gettext(phrase.rich)


def kept_words(name: str) -> dict[str, dict[str, str]]:
    """A phrase in every language and style, as it is kept beside an old script."""
    return {
        language: {style.value: wording(name, language, style) for style in Style}
        for language in LANGUAGES
    }


def remember(phrases: Mapping[str, Mapping[str, Mapping[str, str]]]) -> None:
    """Know phrases of old scripts again; where a phrase is still there, the present one counts."""
    for name, told in phrases.items():
        if set(LANGUAGES) <= set(told):
            _KEPT[name] = {
                language: {style: str(words.get(style.value, "")) for style in Style}
                for language, words in told.items()
            }


_KEPT: dict[str, dict[str, dict[Style, str]]] = {}
"""What is no longer among the phrases, for talks that go on in an old version."""


@cache
def pieces(name: str, language: str, style: Style) -> tuple[Piece, ...]:
    """A phrase cut at its places. Raises KeyError."""
    text = wording(name, language, style)
    cut: list[Piece] = []
    end = 0
    for found in _PLACE.finditer(text):
        cut.append(Piece(text[end : found.start()], _places(found[1])))
        end = found.end()
    return (*cut, Piece(text[end:])) if end < len(text) or not cut else tuple(cut)


def _places(written: str) -> tuple[Place, ...]:
    if "?" in written:
        pairs = [each.partition("?") for each in written.split("|")]
        return tuple(Place(fact, told_by=phrase) for fact, _, phrase in pairs)
    fact, _, codes = written.partition(":")
    return (Place(fact, codes=codes or None),)


@cache
def _catalogue(language: str) -> NullTranslations:
    found = translation(DOMAIN, LOCALE, [language], fallback=True)
    if isinstance(found, GNUTranslations):
        found.add_fallback(_Nothing())
    return found


class _Nothing(NullTranslations):
    """Stands behind a catalogue, so that what it lacks is noticed when the dialogs are loaded."""

    def gettext(self, message: str) -> str:
        raise MissingTranslationError(message)

    def pgettext(self, context: str, message: str) -> str:
        raise MissingTranslationError(f"{context}: {message}")
