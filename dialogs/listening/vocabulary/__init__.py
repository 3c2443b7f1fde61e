"""The words people use, as data: read once from the files beside this, and checked when read."""

import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

Phrase = tuple[str, ...]


class VocabularyError(ValueError):
    """A vocabulary file says something that cannot be meant; the words name file and entry."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Concepts that together mean a wish."""

    intent: str
    needs: tuple[frozenset[str], ...]
    bars: frozenset[str]
    weight: float
    alone: bool = False

    @property
    def concepts(self) -> frozenset[str]:
        """All that this rule needs, in one set."""
        return frozenset().union(*self.needs)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Words for amounts, places in a row, months and days."""

    units: Mapping[str, int]
    scales: Mapping[str, int]
    ordinals: Mapping[str, int]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    feasts: Mapping[str, str]
    """Month and day of what is kept on the same day each year."""
    measures: frozenset[str]
    sizes: frozenset[str]

    def words(self) -> Iterator[str]:
        """Every word of these tables."""
        tables = (self.units, self.scales, self.ordinals, self.months, self.weekdays)
        for words in (*tables, self.measures, self.sizes):
            yield from words


@dataclass(frozen=True, slots=True)
class Elder:
    """Words by which kk, a family card, is told from kk, an elder."""

    before: frozenset[str]
    after: frozenset[str]
    papers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Goods:
    """What services and parts are called besides what a catalogue lists."""

    services: Mapping[str, Sequence[str]]
    together: Mapping[str, Sequence[str]]
    asked: Mapping[str, Sequence[str]]
    names: Mapping[str, str]
    attributes: frozenset[str]
    elsewhere: frozenset[str]
    vehicles: frozenset[str]
    """Models and makes: a larger number beside one is its engine's, and counts nothing."""
    contrasts: tuple[frozenset[str], ...]
    elder: Elder
    not_moved: frozenset[str]

    def words(self) -> Iterator[str]:
        """Every word of these tables."""
        for names in (*self.services.values(), *self.together.values(), *self.asked.values()):
            yield from (word for name in names for word in name.split())
        for words in (self.names, self.attributes, self.elsewhere):
            yield from words


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything the files say."""

    spellings: Mapping[str, str]
    """Each way to write a word, to the way it is written here."""
    concepts: Mapping[str, frozenset[Phrase]]
    rules: tuple[Rule, ...]
    slots: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]
    """Wishes without a name in the label guide, to the label they go under."""
    numbers: Numbers
    goods: Goods
    words: frozenset[str]
    """Every word known here, in its own spelling."""


@cache
def vocabulary() -> Vocabulary:
    """What the files beside this say."""
    return read(
        {name: _file(name) for name in ("spellings", "concepts", "intents", "numbers", "goods")}
    )


def read(files: Mapping[str, Mapping[str, Any]]) -> Vocabulary:
    """The vocabulary of these files' contents. Raises VocabularyError."""
    spellings = _spellings(files["spellings"])
    listed = files["concepts"]
    bare = {word for phrases in listed.values() for word in phrases.replace(",", " ").split()}
    concepts = {
        name: frozenset(_phrases(phrases, spellings, bare)) for name, phrases in listed.items()
    }
    known = set(concepts)
    rules = tuple(_rules(files["intents"]["rules"], known))
    slots = {intent: frozenset(names) for intent, names in files["intents"]["slots"].items()}
    labels = files["intents"].get("labels", {})
    numbers, goods = _numbers(files["numbers"]), _goods(files["goods"])
    said = {word for phrases in concepts.values() for phrase in phrases for word in phrase}
    words = said.union(spellings.values(), numbers.words(), goods.words())
    return Vocabulary(spellings, concepts, rules, slots, labels, numbers, goods, frozenset(words))


def _file(name: str) -> Mapping[str, Any]:
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{name}.toml: {error}") from None


def _spellings(written: Mapping[str, str]) -> dict[str, str]:
    meant: dict[str, str] = {}
    for word, variants in written.items():
        for variant in variants.split():
            if meant.setdefault(variant, word) != word:
                raise VocabularyError(
                    f"spellings.toml: {variant!r} stands for {meant[variant]!r} and for {word!r}"
                )
    for variant, word in meant.items():
        if word in meant:
            raise VocabularyError(
                f"spellings.toml: {variant!r} leads to {word!r}, itself a variant"
            )
    return meant


def _phrases(listed: str, spellings: Mapping[str, str], bare: Container[str]) -> Iterator[Phrase]:
    """Phrases in the vocabulary's spelling, without -nya where the word is known without it."""
    for phrase in listed.split(","):
        words = tuple(_spelt(word, spellings, bare) for word in phrase.lower().split())
        if words:
            yield words


def _spelt(word: str, spellings: Mapping[str, str], bare: Container[str]) -> str:
    stem = word.removesuffix("nya")
    if word not in spellings and stem in bare:
        word = stem
    return spellings.get(word, word)


def _rules(written: Mapping[str, Sequence[Mapping[str, Any]]], known: set[str]) -> Iterator[Rule]:
    for intent, rules in written.items():
        for rule in rules:
            needs = tuple(frozenset(each.split("|")) for each in rule["all"])
            bars = frozenset(rule.get("none", ()))
            for name in frozenset().union(bars, *needs):
                if not name.startswith("@") and name not in known:
                    raise VocabularyError(
                        f"intents.toml: {intent} names no known concept: {name!r}"
                    )
            yield Rule(intent, needs, bars, float(rule["weight"]), bool(rule.get("alone")))


def _numbers(written: Mapping[str, Mapping[str, Any]]) -> Numbers:
    return Numbers(
        units=written["units"],
        scales=written["scales"],
        ordinals=written["ordinals"],
        months=written["months"],
        weekdays=written["weekdays"],
        feasts=written["feasts"],
        measures=_words(written["measures"]["words"]),
        sizes=_words(written["sizes"]["words"]),
    )


def _goods(written: Mapping[str, Mapping[str, Any]]) -> Goods:
    return Goods(
        services=written["services"],
        together=written["together"],
        asked=written["asked"],
        names=written["names"],
        attributes=_words(written["attributes"]["words"]),
        elsewhere=_words(written["elsewhere"]["words"]),
        vehicles=_words(written["vehicles"]["words"]),
        contrasts=tuple(_words(line) for line in written["contrasts"]["words"]),
        elder=Elder(**{name: _words(words) for name, words in written["elder"].items()}),
        not_moved=_words(written["moved"]["not_before"]),
    )


def _words(listed: str | Iterable[str]) -> frozenset[str]:
    return frozenset(listed.split() if isinstance(listed, str) else listed)
