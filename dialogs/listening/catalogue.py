"""What parts and services there are, as an index that words are looked up in; built once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dialogs.listening.concepts import Phrases
from dialogs.listening.vocabulary import vocabulary
from dialogs.listening.words import Speller, plain

_TOKEN = re.compile(r"[0-9]+(?:/[0-9]+)+(?:-[0-9]+)?|[a-z0-9]+")
_JOINED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that can be ordered."""

    sku: str
    families: frozenset[str]
    words: frozenset[str]


class Catalogue:
    """Parts and services by every word they are called."""

    def __init__(
        self,
        parts: Sequence[Part],
        called: Mapping[frozenset[str], int],
        services: Mapping[tuple[str, ...], str],
        options: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.parts = tuple(parts)
        self.options = options
        """What the numbers of a question stand for, by its context."""
        self.labelled: Mapping[str, str] = {}
        """Intents that staff gave to words said while nothing is asked, see `sameness`."""
        self.called = called
        """The parts that have exactly these words for a name, as bits."""
        self.with_word: Mapping[str, int] = _bits(parts, lambda part: part.words)
        self.of_family: Mapping[str, int] = _bits(
            parts, lambda part: frozenset(name.split()[0] for name in part.families)
        )
        self.families = _bits(parts, lambda part: part.families)
        self.by_sku = {_squashed(part.sku): part.sku for part in parts}
        self.services = Phrases(services.items())
        codes = set(services.values())
        self.together = [
            (frozenset(name.split()), code)
            for code, names in vocabulary().goods.together.items()
            if code in codes
            for name in names
        ]
        """Words that name a service where all of them stand in a message."""
        self.asked = {
            name: code
            for code, names in vocabulary().goods.asked.items()
            if code in codes
            for name in names
        }
        """Short names, for where a service has just been asked for."""
        self.sizes = frozenset(word for word in self.with_word if "/" in word)
        words = {word for word in self.with_word if len(word) >= _SHORTEST and not word.isdigit()}
        words |= {word for phrase in services for word in phrase}
        self.speller = Speller(words)

    @classmethod
    def of(cls, listed: Mapping[str, Any]) -> "Catalogue":
        """The index of a catalogue in the demo's form; what it leaves out is empty."""
        parts: list[Part] = []
        called: defaultdict[frozenset[str], int] = defaultdict(int)
        families = [plain(name) for name in listed.get("part_families", ())]
        for at, entry in enumerate(listed.get("parts", ())):
            names = [*_names(entry)]
            own = [plain(str(name)) for name in entry.get("family", ())]
            words = frozenset(word for name in [*names, *own] for word in folded(name))
            kept = frozenset(name for name in own if not families or name in families) or frozenset(
                own
            )
            parts.append(Part(str(entry["sku"]), kept, words))
            for name in names:
                called[frozenset(folded(name))] |= 1 << at
        return cls(parts, dict(called), dict(_services(listed)), _options(listed))

    def some(self, bits: int) -> Iterator[Part]:
        """The parts that these bits stand for."""
        while bits:
            lowest = bits & -bits
            yield self.parts[lowest.bit_length() - 1]
            bits ^= lowest

    def sku(self, written: str) -> str | None:
        """The SKU that this is, whatever stands between its pieces."""
        return self.by_sku.get(_squashed(written))


def folded(name: str) -> tuple[str, ...]:
    """The words of a name as parts are compared by: one word for each thing in both languages."""
    source = vocabulary()
    text = plain(name)
    words = [found.group() for found in _TOKEN.finditer(text)]
    words += ["".join(found.group().split("-")) for found in _JOINED.finditer(text)]
    return tuple(fold(source.spellings.get(word, word)) for word in words)


def fold(word: str) -> str:
    """One word for each thing: the vocabulary's other names of goods."""
    return vocabulary().goods.names.get(word, word)


def _names(entry: Mapping[str, Any]) -> Iterator[str]:
    name = entry.get("name", "")
    yield from (str(each) for each in (name.values() if isinstance(name, Mapping) else [name]))
    yield from (str(each) for each in entry.get("synonyms", ()))
    yield str(entry["sku"])


def _services(listed: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    source = vocabulary()
    more = source.goods.services
    for entry in listed.get("services", ()):
        code = str(entry["code"])
        names = [str(name) for name in _named(entry)] + list(more.get(code, ()))
        for name in names:
            words = re.findall(r"[a-z0-9]+", plain(name).partition("(")[0])
            if words:
                yield tuple(source.spellings.get(word, word) for word in words), code


def _named(entry: Mapping[str, Any]) -> Iterable[str]:
    yield entry["code"].replace("_", " ")
    yield from entry.get("name", {}).values()
    for names in entry.get("synonyms", {}).values():
        yield from names


def _options(listed: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {
        context: tuple(str(option) for option in prompt["options"])
        for context, prompt in listed.get("prompts", {}).items()
        if "options" in prompt
    }


def _bits(parts: Sequence[Part], words_of: Any) -> Mapping[str, int]:
    octets: dict[str, bytearray] = {}
    size = len(parts) // 8 + 1
    for at, part in enumerate(parts):
        for word in words_of(part):
            octets.setdefault(word, bytearray(size))[at >> 3] |= 1 << (at & 7)
    return {word: int.from_bytes(held, "little") for word, held in octets.items()}


def _squashed(written: str) -> str:
    return re.sub(r"[^a-z0-9]", "", written.lower())
