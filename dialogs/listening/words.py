"""The words of a message: cleaned, cut, and each brought to the spelling the vocabulary has."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from dialogs.listening.spelling import Near
from dialogs.listening.vocabulary import vocabulary

LONGEST_READ = 1000
"""Understanding looks at no more of a message."""
MOST_WORDS = 200
REMEMBERED = 20_000

_INVISIBLE = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_QUOTES = str.maketrans(
    "\u2019\u2018`\u201c\u201d\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "'''\"\"-------"
)
_TOKEN = re.compile(r"[0-9]+(?:st|nd|rd|th)\b|[^\W_]+(?:'[a-z]+)?")
_HALF = re.compile(r"(?<![0-9/])1[/\u2044]2 (?=[0-9a-z])")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_DOUBLED = re.compile(r"([a-z])\1+")
_NUMBER_FIRST = re.compile(r"([0-9]{1,9})([a-z]+)")
_NUMBER_LAST = re.compile(r"([a-z]{2,})([0-9]{1,4})")
_TWICE = re.compile(r"([a-z]{3,})2(?:an|nya)?")
_TIMES_SIGN = re.compile(r"x([0-9]{1,4})")
_ENDINGS = ("'s", "nya", "lah", "kah", "ku", "mu", "in", "kan", "e")
SHORTEST_STEM = 3
MOST_DIGITS = 2
"""Of a number written straight after a word: jam9, tgl25."""
SHORTEST_GLUED = 5
SHORTEST_LEFT = 3
SHORTEST_FINAL_O = 4


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as the vocabulary spells it, as it was written, and where it stands."""

    text: str
    raw: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """A message: cleaned, in small letters, and its words."""

    text: str
    words: tuple[Word, ...]

    def between(self, at: int) -> str:
        """What stands between the word at `at` and the one before it."""
        return self.text[self.words[at - 1].end if at else 0 : self.words[at].start]


def plain(text: str) -> str:
    """A text in small letters, one space between words, without odd forms of letters."""
    read = text[: LONGEST_READ * 4]
    if not read.isascii():
        read = _INVISIBLE.sub("", unicodedata.normalize("NFKC", read)).translate(_QUOTES)
    cleaned = " ".join(_CONTROLS.sub(" ", read[:LONGEST_READ]).lower().split())
    return _HALF.sub("setengah ", cleaned)


class Speller:
    """Brings words to one spelling; knows the vocabulary and what a catalogue adds to it."""

    __slots__ = ("_glued", "_known", "_names", "_near", "_spellings", "spelt", "split")

    def __init__(self, more: Iterable[str] = ()) -> None:
        source = vocabulary()
        catalogue = frozenset(more)
        self._spellings = source.spellings
        self._known = source.words | catalogue
        self._names: Mapping[str, str] = source.goods.names
        self._near = Near((self._known | set(self._spellings)) - _HARMFUL - _unguessed())
        self._glued = frozenset(
            word
            for name in _GLUED
            for phrase in source.concepts[name]
            for word in phrase
            if len(phrase) == 1 and len(word) >= SHORTEST_LEFT
        )
        self.spelt = lru_cache(REMEMBERED)(self._spell)
        self.split = lru_cache(64)(self._split)

    def _split(self, text: str) -> Said:
        """The words of a text that `plain` has cleaned."""
        words: list[Word] = []
        for found in _TOKEN.finditer(text):
            raw = found.group()
            start, end = found.span()
            words += [Word(spelt, raw, start, end) for spelt in self.spelt(raw)]
            if len(words) >= MOST_WORDS:
                break
        return Said(text, tuple(words))

    def _spell(self, raw: str) -> tuple[str, ...]:
        if raw.isdigit():
            return (raw,)
        return self._parted(raw) or self._whole(raw) or self._unglued(raw) or self._guessed(raw)

    def _parted(self, raw: str) -> tuple[str, ...] | None:
        """A number and a word written as one: 2pcs, jam9, x2."""
        if found := _TIMES_SIGN.fullmatch(raw):
            return (found[1],)
        if raw in self._known:
            return None
        if found := _TWICE.fullmatch(raw):
            word = self._exact(found[1])
            if word and word not in _twofold():
                return (word,)
        if found := _NUMBER_FIRST.fullmatch(raw):
            unit = self._exact(found[2]) or found[2]
            if unit == "x":
                return (found[1],)
            return (found[1], unit) if unit in _counted() else None
        found = _NUMBER_LAST.fullmatch(raw)
        word = self._exact(found[1]) if found else None
        return (word, found[2]) if found and word and len(found[2]) <= MOST_DIGITS else None

    def _exact(self, raw: str) -> str | None:
        if raw in self._spellings:
            return self._spellings[raw]
        return raw if raw in self._known else None

    def _whole(self, raw: str) -> tuple[str, ...] | None:
        known = self._exact(raw)
        if known:
            return (known,)
        for shorter in (
            _STRETCHED.sub(r"\1\1", raw),
            _STRETCHED.sub(r"\1", raw),
            _DOUBLED.sub(r"\1", raw),
        ):
            known = self._exact(shorter) if shorter != raw else None
            if known:
                return (known,)
        return self._stem(raw)

    def _stem(self, raw: str) -> tuple[str, ...] | None:
        """The word that an ending was added to; of -ku there stays whose it is."""
        for ending in _ENDINGS:
            stem = raw.removesuffix(ending)
            if stem != raw and len(stem) >= SHORTEST_STEM and (known := self._exact(stem)):
                return (known, "saya") if ending == "ku" else (known,)
        if (
            raw.startswith("di")
            and len(raw) > SHORTEST_STEM + 1
            and (known := self._exact(raw[2:]))
        ):
            passive = f"di{known}"
            return (passive,) if passive in self._known else (known,)
        is_plural = raw.endswith("s") and len(raw) > SHORTEST_STEM
        is_southern = raw.endswith("o") and len(raw) >= SHORTEST_FINAL_O
        known = raw[:-1] if is_plural and raw[:-1] in self._known else None
        known = self._exact(raw[:-1] + "a") if is_southern else known
        return (known,) if known else None

    def _unglued(self, raw: str) -> tuple[str, ...] | None:
        """Two words without the space between them, the first one a word that begins things."""
        if len(raw) < SHORTEST_GLUED or not raw.isalpha():
            return None
        for at in range(len(raw) - 2, SHORTEST_LEFT - 1, -1):
            left, rest = self._exact(raw[:at]), raw[at:]
            if left not in self._glued or rest in _ENDINGS:
                continue
            right = self._exact(rest)
            more = (right,) if right else self._pair(rest)
            if left and more:
                return (left, *more)
        return None

    def _pair(self, raw: str) -> tuple[str, ...] | None:
        """Two known words of some length without the space between them."""
        for at in range(len(raw) - SHORTEST_LEFT, SHORTEST_LEFT - 1, -1):
            left, right = self._exact(raw[:at]), self._exact(raw[at:])
            if left and right:
                return (left, right)
        return None

    def _guessed(self, raw: str) -> tuple[str, ...]:
        near = self._near.shortened(raw) or self._near.meant_by(_STRETCHED.sub(r"\1", raw))
        if near is None and raw.endswith("nya"):
            near = self._near.meant_by(raw[:-3])
        return (self._spellings.get(near, near),) if near else (raw,)


_GLUED = (
    "queue",
    "booking",
    "price",
    "stock",
    "buy",
    "check",
    "need",
    "survey",
    "cancel",
    "stop_word",
    "track_word",
    "thanks",
    "greeting",
)
_AFTER_NUMBER = frozenset({"am", "pm", "pagi", "siang", "sore", "malam", "an", "saja"})
_BEFORE_NUMBER = ("pesan", "order", "beli", "minta", "survei", "antri", "berita", "score")
_OUTSIDE = frozenset({"foreign", "insult", "scam"})
_HARMFUL = frozenset({"rating", "terbit"})


@cache
def _unguessed() -> frozenset[str]:
    """Words that only tell what is not for us: none is taken for a misspelt one of them."""
    concepts = vocabulary().concepts
    outside = {word for name in _OUTSIDE for phrase in concepts[name] for word in phrase}
    others = set(concepts) - _OUTSIDE
    return frozenset(outside - {w for name in others for phrase in concepts[name] for w in phrase})


@cache
def _counted() -> frozenset[str]:
    """What may be written straight after a number."""
    numbers = vocabulary().numbers
    return frozenset({*numbers.measures, *numbers.months, *numbers.scales, *_AFTER_NUMBER})


@cache
def _twofold() -> frozenset[str]:
    """Words after which a 2 counts; after any other it says the word twice: sms2, apa2."""
    goods, labels = vocabulary().goods, vocabulary().concepts["label"]
    words = {word for phrase in labels for word in phrase} | goods.attributes | goods.elsewhere
    return frozenset(words | set(goods.names.values()) | set(_BEFORE_NUMBER) | _counted())


@cache
def common_speller() -> Speller:
    """The speller of the vocabulary alone."""
    return Speller()


def said(text: str, speller: Speller | None = None) -> Said:
    """The words of a message as it came."""
    return (speller or common_speller()).split(plain(text))
