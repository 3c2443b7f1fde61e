"""The words of a message that name parts, gathered part by part, each with its amount.

Which part the gathered words mean, if one, is for `goods` to say.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from dialogs.listening.catalogue import Catalogue, fold
from dialogs.listening.counts import amount_at
from dialogs.listening.uncounted import no_amounts
from dialogs.listening.vocabulary import vocabulary
from dialogs.listening.words import Said, Word

WIDEST_SKU = 4
LARGEST_QUANTITY = 1_000_000
_SIZE = re.compile(r"[0-9]+(?:/[0-9]+)+(?:-[0-9]+)?")
_ENDS = re.compile(r"[,;+&|]")
_JOINERS = frozenset(
    {"dan", "sama", "and", "plus", "serta", "terus", "juga", "lalu", "dengan", "or", "atau"}
)


@dataclass(slots=True)
class Naming:
    """A part while its words come in, and how many of it."""

    start: int
    end: int
    said: list[str] = field(default_factory=list)
    bits: int = 0
    """The parts that all words so far fit."""
    families: int = 0
    """The parts whose family one of the words names."""
    sku: str | None = None
    quantity: int | None = None
    is_unlike: bool = False
    extra: list[str] = field(default_factory=list)


class Reader:
    """Goes once through the words of a message; what it left over stands in `unknown`."""

    def __init__(
        self, message: Said, catalogue: Catalogue, blocked: Iterable[tuple[int, int]]
    ) -> None:
        self.message, self.catalogue = message, catalogue
        self.goods = vocabulary().goods
        self.numbers = vocabulary().numbers
        self.blocked = [*blocked, *no_amounts(message)]
        self.done: list[Naming] = []
        self.open: Naming | None = None
        self.before: int | None = None
        """An amount that waits for its part."""
        self.attributes: list[Word] = []
        self.waiting: list[Word] = []
        """Attributes before a joiner, of the part that follows it: front and rear tyre."""
        self.unknown: list[Word] = []

    def read(self) -> list[Naming]:
        at, words = 0, self.message.words
        while at < len(words):
            word = words[at]
            gap = self.message.between(at)
            if _ENDS.search(gap):
                self._end()
            if self._is_blocked(word) and not self._is_its_kind(word):
                at += 1
                continue
            at += self._sku(at) or self._size(at) or self._joined(at) or self._word(at)
        self._end()
        if self.waiting and self.done:
            self.attributes = self.waiting
            self._again(self.done[0])
        return self.done

    def _is_blocked(self, word: Word) -> bool:
        return any(start <= word.start < end for start, end in self.blocked)

    def _is_its_kind(self, word: Word) -> bool:
        """Whether a word that may be a day tells which part: lampu sen."""
        is_day = word.text in self.numbers.weekdays
        return is_day and word.raw in self.goods.elsewhere and self._is_beside(word)

    def _sku(self, at: int) -> int:
        words = self.message.words
        for width in range(min(WIDEST_SKU, len(words) - at), 0, -1):
            last = words[at + width - 1]
            written = self.message.text[words[at].start : last.end]
            if width > 1 and last.raw.isdigit() and " " in written:
                continue
            sku = self.catalogue.sku(written) if len(written) <= 40 else None  # noqa: PLR2004
            if sku is None:
                continue
            if (
                width == 1
                and written in self.catalogue.with_word
                and not any(map(str.isdigit, written))
            ):
                continue
            named = self._begin(words[at])
            named.sku, named.end = sku, last.end
            named.said = [name for each in words[at : at + width] if (name := fold(each.text))]
            return width
        return 0

    def _size(self, at: int) -> int:
        """A measure such as 80/90-14, which counts nothing."""
        word = self.message.words[at]
        found = _SIZE.match(self.message.text, word.start)
        if not found or found.group() not in self.catalogue.sizes:
            return 0
        self._narrow(found.group(), word)
        end = found.end()
        return sum(1 for each in self.message.words[at:] if each.start < end)

    def _joined(self, at: int) -> int:
        """10w-40 and 10w 40, which are one word of the catalogue."""
        words = self.message.words
        if at + 1 >= len(words):
            return 0
        joined = words[at].raw + words[at + 1].raw
        if joined not in self.catalogue.with_word:
            return 0
        self._part(joined, words[at])
        return 2

    def _word(self, at: int) -> int:
        word = self.message.words[at]
        name = fold(word.text)
        if word.text in _JOINERS:
            waiting = [] if self.open or self.done else self.attributes
            self._end()
            self.waiting = waiting or self.waiting
            return 1
        value, taken = amount_at(self.message, at)
        if value is not None and not self._is_in_name(word):
            return self._amount(at, value, taken)
        if name in self.catalogue.with_word:
            self._part(name, word)
        elif word.text in self.goods.attributes:
            self._narrow(name, word)
        elif word.text in self.goods.elsewhere or self._is_its_kind(word):
            self._foreign(word)
        elif self.open is not None and word.text not in vocabulary().words:
            self.open.extra.append(word.text)
        elif word.text not in vocabulary().words and not word.text.isdigit():
            self.unknown.append(word)
        return 1

    def _is_in_name(self, word: Word) -> bool:
        return not word.text.isdigit() and word.text in self.catalogue.with_word

    def _amount(self, at: int, value: int, taken: int) -> int:
        words = self.message.words
        after = words[at + taken].text if at + taken < len(words) else ""
        if after in self.numbers.sizes and not self._is_name(at + taken):
            return taken + 1
        if after in self.numbers.measures:
            taken += 1
        if not 0 <= value <= LARGEST_QUANTITY:
            return taken
        if self.open is not None and self.open.quantity is None and self.before is None:
            self.open.quantity = value
            self.open.end = words[at + taken - 1].end
            self._close()
        else:
            self._close()
            self.before = value
        return taken

    def _is_name(self, at: int) -> bool:
        """Whether what could be a measure begins another name: "1, v belt", "1 v belt"."""
        if _ENDS.search(self.message.between(at)):
            return True
        known = self.catalogue.with_word
        both = [known.get(fold(each.text), 0) for each in self.message.words[at : at + 2]]
        return len(both) > 1 and bool(both[0] & both[1])

    def _is_beside(self, word: Word) -> bool:
        """Whether only a space stands between the open name and a word."""
        return self.open is not None and not self.message.text[self.open.end : word.start].strip()

    def _part(self, name: str, word: Word) -> None:
        bits = self.catalogue.with_word[name]
        is_head = name not in self.goods.attributes or name in self.catalogue.of_family
        if not is_head or (self.open and self.open.sku):
            self._narrow(name, word)
            return
        foreign = self.open is not None and bool(self.open.extra) and not self.open.said
        if self.open is not None and foreign and self._is_beside(word):
            self.open.extra.append(word.text)
            self.open.end = word.end
            return
        if self.open is not None and not self.open.bits & bits:
            if word.text in self.goods.elsewhere and self._is_beside(word):
                self._foreign(word)
                return
            self._close()
        if self.open is None:
            self._begin(word)
            for each in self.attributes:
                self._add(fold(each.text), each)
            self.attributes = []
        self._add(name, word)

    def _narrow(self, name: str, word: Word) -> None:
        if self.open is None and self.done and self.before is None and not self.attributes:
            last = self.done[-1]
            near = self.message.text[last.end : word.start]
            bits = self.catalogue.with_word.get(name, 0)
            if not last.sku and last.bits & bits and len(near) < 8 and not _ENDS.search(near):  # noqa: PLR2004
                last.said.append(name)
                last.bits &= bits
                last.end = word.end
                return
        if self.open is None:
            self.attributes.append(word)
            self._named_by_attributes()
        elif self._is_next_kind(name, word):
            self._close()
            self.attributes = [word]
            self._again(self.done[-1])
            self.attributes = []
            self.open = self.done.pop()
        elif not self.open.sku:
            self._add(name, word)

    def _is_next_kind(self, name: str, word: Word) -> bool:
        """Whether a word says the opposite of the one before it: ban depan belakang."""
        named = self.open
        if named is None or not named.said or not self._is_beside(word):
            return False
        last = named.said[-1]
        return name != last and any({name, last} <= line for line in self.goods.contrasts)

    def _again(self, last: Naming) -> None:
        """The part before once more, in another kind: kampas rem depan sama belakang."""
        names = [fold(each.text) for each in self.attributes]
        lines = [line for line in self.goods.contrasts if not line.isdisjoint(names)]
        kept = [word for word in last.said if not any(word in line for line in lines)]
        bits = ~0
        for name in (*kept, *names):
            bits &= self.catalogue.with_word.get(name, 0)
        if kept and lines and len(kept) < len(last.said) and bits > 0:
            span = (self.attributes[0].start, self.attributes[-1].end)
            again = Naming(*span, [*kept, *names], bits, last.families, quantity=self.before)
            self.done.append(again)

    def _named_by_attributes(self) -> None:
        """A name of nothing but attributes, such as air radiator, is one as a whole."""
        names = [fold(each.text) for each in self.attributes]
        if len(names) > 1 and frozenset(names) in self.catalogue.called:
            self._begin(self.attributes[0])
            for name, each in zip(names, self.attributes, strict=True):
                self._add(name, each)
            self.attributes = []

    def _foreign(self, word: Word) -> None:
        if self.open is None:
            self._begin(word)
        if self.open is not None and not self.open.sku:
            is_whole = word.text in self.goods.attributes or not self._is_beside(word)
            self.open.is_unlike |= bool(self.open.said) and not is_whole
            self.open.extra.append(word.raw if self._is_its_kind(word) else word.text)
            self.open.end = word.end

    def _add(self, name: str, word: Word) -> None:
        named = self.open
        if named is None:
            return
        if named.extra and not named.said:
            named.extra.append(word.text)
            return
        bits = self.catalogue.with_word.get(name, 0)
        family = self.catalogue.of_family.get(name, 0)
        named.families |= family
        if not named.said or not named.bits:
            named.bits = bits
        elif named.bits & bits:
            named.bits &= bits
        elif self._contradicts(named, name):
            named.is_unlike = True
        named.said.append(name)
        named.start, named.end = min(named.start, word.start), max(named.end, word.end)

    def _contradicts(self, named: Naming, name: str) -> bool:
        has = next(iter(self.catalogue.some(named.bits)), None)
        return has is not None and any(
            name in line and (line - {name}) & has.words and name not in has.words
            for line in self.goods.contrasts
        )

    def _begin(self, word: Word) -> Naming:
        self._close()
        self.open = Naming(word.start, word.end, quantity=self.before)
        self.before = None
        return self.open

    def _close(self) -> None:
        if self.open is not None:
            self.done.append(self.open)
        self.open = None

    def _end(self) -> None:
        self._close()
        if self.attributes and self.done:
            self._again(self.done[-1])
        self.before = None
        self.attributes = []
