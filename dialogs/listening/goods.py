"""Parts by any of their names, with how many of each; services beside them."""

from collections.abc import Iterable
from dataclasses import dataclass

from dialogs.listening.catalogue import Catalogue
from dialogs.listening.counts import amount_at
from dialogs.listening.found import Found
from dialogs.listening.naming import Naming, Reader
from dialogs.listening.reading import CERTAIN, LIKELY, POSSIBLE, PROBABLE, Reading
from dialogs.listening.services import services, services_in
from dialogs.listening.words import Said, said

__all__ = ["Item", "items_in", "parts", "services", "services_in"]


@dataclass(frozen=True, slots=True)
class Item:
    """A part that is wanted: its SKU, or the name where several parts fit it or none does."""

    sku: str | None = None
    name: str | None = None
    quantity: int | None = None


def parts(
    words: str, catalogue: Catalogue, *, asked: bool = True
) -> tuple[Reading[tuple[Item, ...]], ...]:
    """The parts named, with amounts. Where parts were asked for, an unknown word names one too."""
    message = said(words, catalogue.speller)
    found = items_in(message, catalogue, asked=asked)
    if not found:
        return ()
    sure = min(each.confidence for each in found)
    return (Reading(tuple(each.value for each in found), sure),)


def items_in(
    message: Said,
    catalogue: Catalogue,
    *,
    blocked: Iterable[tuple[int, int]] = (),
    asked: bool = False,
) -> list[Found[Item]]:
    """Every part that is named in a message, with its amount, where it stands."""
    reader = Reader(message, catalogue, blocked)
    found = [_item(each, catalogue) for each in reader.read()]
    if not found and asked and reader.unknown:
        words = reader.unknown
        amount = next(
            (
                value
                for at in range(len(message.words))
                if (value := amount_at(message, at)[0]) is not None
            ),
            None,
        )
        name = " ".join(word.text for word in words[:3])
        found = [Found(Item(name=name, quantity=amount), words[0].start, words[-1].end, POSSIBLE)]
    return found


def _item(named: Naming, catalogue: Catalogue) -> Found[Item]:
    span = (named.start, named.end)
    if named.sku:
        return Found(Item(sku=named.sku, quantity=named.quantity), *span, CERTAIN)
    bits = (named.bits & named.families) or named.bits
    exact = catalogue.called.get(frozenset(named.said), 0) & bits
    if exact:
        bits = exact
    is_one = bits and not bits & (bits - 1)
    if is_one and not named.is_unlike and not (named.extra and not named.said):
        part = next(iter(catalogue.some(bits)))
        return Found(Item(sku=part.sku, quantity=named.quantity), *span, LIKELY)
    return Found(Item(name=_name(named, catalogue), quantity=named.quantity), *span, PROBABLE)


def _name(named: Naming, catalogue: Catalogue) -> str:
    """The family that all the parts that fit have in common, or the person's own words."""
    own = " ".join(dict.fromkeys([*named.said, *named.extra]))
    if named.is_unlike or not named.bits:
        return own
    bits = (named.bits & named.families) or named.bits
    shared = [name for name, held in catalogue.families.items() if not bits & ~held]
    if not shared:
        return own
    family = max(shared, key=len)
    more = [word for word in named.extra if word not in family.split()]
    return " ".join([family, *more])
