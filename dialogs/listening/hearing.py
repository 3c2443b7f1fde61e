"""A message with all that stands in it: its words, what they speak of, and every value."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from dialogs.listening.catalogue import Catalogue
from dialogs.listening.codes import cases_in, identities_in, phones_in, tickets_in
from dialogs.listening.concepts import Spoken, concepts_in, covered
from dialogs.listening.counts import counts_in
from dialogs.listening.dates import days_in
from dialogs.listening.found import Found
from dialogs.listening.goods import Item, items_in
from dialogs.listening.services import services_in
from dialogs.listening.times import times_in
from dialogs.listening.uncounted import no_amounts
from dialogs.listening.vocabulary import vocabulary
from dialogs.listening.words import Said

Value = TypeVar("Value")

_DENIALS = frozenset({"tidak", "jangan", "bukan", "selain", "kecuali", "not", "except", "dont"})
_BETWEEN = frozenset(
    {"bisa", "mau", "yang", "di", "kalau", "ada", "pada", "for", "on", "the", "at"}
)
_STOPS = re.compile(r"[,.;!?]")
SHORT_ORDER = 5
"""In an order of so few words, an unknown one names what is ordered."""
EXPLAINED = ("filler", "address", "greeting")
_TAILS = frozenset(
    {"ya", "iya", "sih", "kak", "min", "pak", "bu", "bang", "mas", "mbak", "kk", "dong", "gan"}
)


@dataclass(frozen=True)
class Hearing:
    """One message. What is asked for (its context) decides how a bare number is read."""

    message: Said
    context: str
    today: date
    catalogue: Catalogue

    @cached_property
    def spoken(self) -> Spoken:
        """The concepts."""
        return concepts_in(self.message)

    @cached_property
    def cases(self) -> list[Found[str]]:
        """Case numbers."""
        return cases_in(self.message, asked=self.context == "asked_case_code")

    @cached_property
    def identities(self) -> list[Found[str]]:
        """Identity numbers."""
        return identities_in(self.message)

    @cached_property
    def phones(self) -> list[Found[str]]:
        """Mobile numbers."""
        return phones_in(self.message)

    @cached_property
    def tickets(self) -> list[Found[str]]:
        """Places in the queue."""
        return tickets_in(self.message)

    @cached_property
    def days(self) -> list[Found[date]]:
        """Days; a bare number is one where a day was asked for."""
        found = days_in(self.message, today=self.today, asked=self.context == "asked_date")
        return self._meant(self._outside(found, (self.cases, self.identities, self.phones)))

    @cached_property
    def times(self) -> list[Found[str]]:
        """Times of the day; a bare number is one where a time was asked for."""
        found = times_in(self.message, asked=self.context == "asked_slot")
        taken = (self.cases, self.identities, self.phones, self.days)
        return self._meant(self._outside(found, taken))

    @cached_property
    def services(self) -> list[Found[str]]:
        """Services of the office."""
        found = services_in(self.message, self.catalogue, asked=self._is_about_services())
        return self._meant(found)

    def _meant(self, found: list[Found[Value]]) -> list[Found[Value]]:
        """Without what is denied: "jangan besok", "bukan KTP"."""
        return [each for each in found if not self._is_denied(each.start)]

    def _is_denied(self, start: int) -> bool:
        before = [word for word in self.message.words if word.start < start][-2:]
        if not before or _STOPS.search(self.message.text[before[-1].end : start]):
            return False
        if before[-1].text in _DENIALS:
            return True
        return before[-1].text in _BETWEEN and before[0].text in _DENIALS

    def _is_about_services(self) -> bool:
        return self.context == "asked_service" or (
            self.context.startswith("asked_") and "correction" in self.spoken
        )

    @cached_property
    def items(self) -> list[Found[Item]]:
        """Parts of the shop."""
        blocked = [*self._spans((self.cases, self.identities, self.phones, self.days, self.times))]
        blocked += [*self._spans((self.tickets,)), *self._spans((self.services,))]
        words = self.message.words
        blocked += [
            (words[at].start, words[after - 1].end) for at, after in self.spoken.get("restock", ())
        ]
        names_one = "buy_word" in self.spoken and len(self.message.words) <= SHORT_ORDER
        found = items_in(
            self.message, self.catalogue, blocked=blocked, asked=names_one and not self.services
        )
        return [self._counted(each, found) for each in found]

    def _counted(self, item: Found[Item], found: list[Found[Item]]) -> Found[Item]:
        """A part with the amount that follows after a comma, where that is no other part's."""
        if item.value.quantity is not None:
            return item
        number = next((each for each in self.numbers if each.start >= item.end), None)
        if number is None or self._words_from(item.end, number.start):
            return item
        follows = next((each for each in found if each.start > item.start), None)
        if follows is not None and not self._words_from(number.end, follows.start):
            return item
        return replace(item, value=replace(item.value, quantity=number.value))

    def _words_from(self, start: int, end: int) -> bool:
        """Whether a word stands between two places, apart from what is only counted in."""
        measures = vocabulary().numbers.measures
        between = (word for word in self.message.words if start <= word.start < end)
        return any(word.text not in measures for word in between)

    @cached_property
    def numbers(self) -> list[Found[int]]:
        """Amounts that are part of nothing else."""
        codes = (self.cases, self.identities, self.phones, self.tickets, self.days, self.times)
        found = self._outside([*counts_in(self.message)], codes)
        none = no_amounts(self.message)
        return [n for n in found if not any(a <= n.start < b for a, b in none)]

    @cached_property
    def present(self) -> frozenset[str]:
        """The concepts, and with an @ the kinds of values."""
        kinds = {
            "@case": self.cases,
            "@nik": self.identities,
            "@phone": self.phones,
            "@ticket": self.tickets,
            "@day": self.days,
            "@time": self.times,
            "@service": self.services,
            "@number": self.numbers,
            "@scores": self.numbers,
            "@part": [each for each in self.items if _is_ours(each.value, self.catalogue)],
            "@goods": [each for each in self.items if not _is_ours(each.value, self.catalogue)],
        }
        values = {name for name, found in kinds.items() if found}
        if self._is_question():
            values.add("@question")
        return frozenset(values | set(self.spoken))

    def _is_question(self) -> bool:
        """By its mark, a question word, or a no at its end: "bisa diwakilkan gak"."""
        last = [word.text for word in self.message.words if word.text not in _TAILS][-1:]
        return (
            "?" in self.message.text
            or "question_word" in self.spoken
            or (len(self.message.words) > 1 and last in (["tidak"], ["belum"]))
        )

    def unexplained(self, values: Iterable[Found[Any]] = (), concepts: Iterable[str] = ()) -> int:
        """How many words are neither these values, nor these concepts, nor mere manners."""
        spans = [(each.start, each.end) for each in values]
        known = covered(self.spoken, (*EXPLAINED, *concepts))
        return sum(
            1
            for at, word in enumerate(self.message.words)
            if at not in known and not any(start <= word.start < end for start, end in spans)
        )

    def _outside(self, found: list, kinds: Iterable[list]) -> list:  # type: ignore[type-arg]
        taken = [*self._spans(kinds)]
        return [
            each
            for each in found
            if not any(start < each.end and each.start < end for start, end in taken)
        ]

    def _spans(self, kinds: Iterable[list]) -> Iterator[tuple[int, int]]:  # type: ignore[type-arg]
        return ((each.start, each.end) for found in kinds for each in found)


def _is_ours(item: Item, catalogue: Catalogue) -> bool:
    if item.sku is not None:
        return True
    elsewhere = vocabulary().goods.elsewhere
    words = (item.name or "").split()
    return any(word in catalogue.with_word and word not in elsewhere for word in words)
