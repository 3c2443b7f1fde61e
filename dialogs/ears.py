"""The ears of the office's dialogs: listeners of `dialogs.listening` that fill named slots.

An ear for the middle of a sentence (`day`) hears what is surely one; where the very thing was
asked for (`asked_day`), a bare number will do as well. Two near readings become a question.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from dialogs.engine.ears import Ear, Either, Slots
from dialogs.engine.heard import Heard
from dialogs.listening import answers, codes, counts, dates, goods, times
from dialogs.listening.catalogue import Catalogue, folded
from dialogs.listening.goods import Item
from dialogs.listening.reading import Reading
from models.terms.request import Fact

NEAR = 0.2
"""Readings that differ by no more are asked about."""
OFFERED_MOST = 9
"""More parts than this fit a name too loosely to be offered."""
NOTHING = Catalogue.of({})

Read = Callable[[Heard], Sequence[Reading[Any]]]


def _ear(name: str, slot: str, read: Read) -> Ear:
    def hear(heard: Heard) -> Slots | None:
        value = settled(read(heard))
        return None if value is None else {slot: value}

    return _named(name, hear)


def _named(name: str, hear: Callable[[Heard], Slots | None]) -> Ear:
    made: Any = hear
    made.__name__ = name
    made.hears_all = True
    named: Ear = made
    return named


def settled(readings: Sequence[Reading[Any]]) -> Fact | Either:
    """The value, or the readings that stand too near each other; None for nothing heard."""
    if not readings:
        return None
    best = max(reading.confidence for reading in readings)
    near = dict.fromkeys(_fact(each.value) for each in readings if best - each.confidence <= NEAR)
    values = list(near)
    return values[0] if len(values) == 1 else Either(str(value) for value in values)


def _fact(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _days(heard: Heard, *, asked: bool) -> Sequence[Reading[date]]:
    return dates.day(heard.text, today=heard.today, asked=asked) if heard.today else ()


def _births(heard: Heard) -> Sequence[Reading[date]]:
    if heard.today is None:
        return ()
    return dates.day(heard.text, today=heard.today, direction=dates.PAST, asked=False)


def _day_ear(name: str, *, asked: bool) -> Ear:
    """A day; one that no calendar has is given on as it is, for the office to say so."""

    def hear(heard: Heard) -> Slots | None:
        value = settled(_days(heard, asked=asked))
        if value is None and heard.today is not None:
            value = dates.impossible(heard.text, today=heard.today)
        return None if value is None else {"date": value}

    return _named(name, hear)


day = _day_ear("day", asked=False)
asked_day = _day_ear("asked_day", asked=True)
birth_date = _ear("birth_date", "birth_date", _births)
clock_time = _ear("clock_time", "time", lambda heard: times.clock_time(heard.text, asked=False))
asked_time = _ear("asked_time", "time", lambda heard: times.clock_time(heard.text, asked=True))
service = _ear(
    "service", "service", lambda heard: goods.services(heard.text, heard.catalogue or NOTHING)
)
asked_count = _ear("asked_count", "quantity", lambda heard: counts.count(heard.text))
amount = _ear("amount", "amount", lambda heard: counts.money(heard.text))
score = _ear("score", "score", lambda heard: answers.scale(heard.text, lowest=1, highest=5))
score_of_four = _ear("score_of_four", "score", lambda heard: answers.scale(heard.text, highest=4))
phone = _ear("phone", "phone", lambda heard: codes.phone(heard.text))
identity_number = _ear("identity_number", "nik", lambda heard: codes.identity_number(heard.text))
ticket = _ear("ticket", "ticket", lambda heard: codes.ticket(heard.text))


def _yes_or_no(heard: Heard) -> Slots | None:
    value = settled(answers.yes_or_no(heard.text))
    return {"answer": value} if isinstance(value, bool) else None


yes_or_no: Ear = _named("yes_or_no", _yes_or_no)


def _words(heard: Heard) -> Slots | None:
    text = " ".join(heard.text.split())
    return {"text": text} if any(letter.isalnum() for letter in text) else None


free_text: Ear = _named("free_text", _words)
"""Whatever was written, as `text`: the last ear of a question, since it leaves nothing over."""


def goods_slots(items: Sequence[Item], catalogue: Catalogue) -> dict[str, Fact | Either]:
    """One part fills `sku` and `quantity`; of several the known fill `items` ("SKU:quantity").

    The first of several that is not known fills `sku` with the parts that fit, the others
    `unclear` ("busi 4"), to be heard one after the other by a `Next`.
    """
    if len(items) == 1:
        return _one(items[0], catalogue)
    known = [f"{item.sku}:{item.quantity or 1}" for item in items if item.sku]
    others = [item for item in items if not item.sku]
    slots: dict[str, Fact | Either] = {"items": known} if known else {}
    if others:
        slots |= _one(others[0], catalogue)
    if others[1:]:
        slots["unclear"] = [f"{item.name} {item.quantity or 1}" for item in others[1:]]
    return slots


def _one(item: Item, catalogue: Catalogue) -> dict[str, Fact | Either]:
    slots: dict[str, Fact | Either] = {}
    if item.quantity is not None:
        slots["quantity"] = item.quantity
    if item.sku:
        return {**slots, "sku": item.sku}
    fitting = parts_called(item.name or "", catalogue)
    if len(fitting) > 1:
        return {**slots, "sku": Either(fitting)}
    return {**slots, "sku": fitting[0]} if fitting else {**slots, "unknown_part": item.name or ""}


def parts_called(name: str, catalogue: Catalogue) -> list[str]:
    """The parts that a name fits, by SKU; none where it fits too many."""
    bits = 0
    for word in folded(name):
        fits = catalogue.with_word.get(word, 0) | catalogue.of_family.get(word, 0)
        bits = (bits & fits or bits) if bits else fits
    found = [part.sku for part in catalogue.some(bits)]
    return found if len(found) <= OFFERED_MOST else []


def _parts(heard: Heard, *, asked: bool) -> Slots | None:
    catalogue = heard.catalogue or NOTHING
    for reading in goods.parts(heard.text, catalogue, asked=asked):
        return goods_slots(reading.value, catalogue)
    return None


parts: Ear = _named("parts", lambda heard: _parts(heard, asked=False))
asked_parts: Ear = _named("asked_parts", lambda heard: _parts(heard, asked=True))
"""A word that is no part is heard too, as `unknown_part`."""

EARS: tuple[Ear, ...] = (
    *(day, asked_day, birth_date, clock_time, asked_time, service, asked_count, amount),
    *(score, score_of_four, phone, identity_number, ticket, yes_or_no, free_text),
    *(parts, asked_parts),
)
"""All of them, so that a kept version finds those it used."""
