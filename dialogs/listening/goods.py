"""Parts by any of their names, with how many of each; services beside them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dialogs.listening.catalogue import Catalogue, fold, folded
from dialogs.listening.counts import amount_at, counts_in, of_each
from dialogs.listening.found import Found
from dialogs.listening.naming import Naming, Reader
from dialogs.listening.reading import CERTAIN, LIKELY, POSSIBLE, PROBABLE, Reading
from dialogs.listening.services import services, services_in
from dialogs.listening.vocabulary import vocabulary
from dialogs.listening.words import Said, plain, said

__all__ = ["Item", "items_in", "parts", "services", "services_in"]

_CLAUSE = re.compile(r"[,;.] *(?:(?:just|only|cuma|hanya|cukup|yang|mau|ambil|minta) )?$")


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
    many, told = of_each(message)
    reader = Reader(message, catalogue, [*blocked, *told])
    found = [_item(each, message, catalogue) for each in reader.read()]
    if len(found) == 1 and found[0].value.quantity is None:
        found = [_counted_apart(found[0], message)]
    if many is not None:
        found = [_of_each(each, many) for each in found]
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


def _counted_apart(item: Found[Item], message: Said) -> Found[Item]:
    """The only part with the amount that begins a clause behind it: vario 125, satu aja."""
    counted = [
        each.value
        for each in counts_in(message)
        if each.start > item.end and _CLAUSE.search(message.text[: each.start])
    ]
    return _of_each(item, counted[0]) if len(counted) == 1 else item


def _of_each(item: Found[Item], many: int) -> Found[Item]:
    if item.value.quantity is not None:
        return item
    return replace(item, value=replace(item.value, quantity=many))


def _item(named: Naming, message: Said, catalogue: Catalogue) -> Found[Item]:
    span = (named.start, named.end)
    if named.sku:
        return Found(Item(sku=named.sku, quantity=named.quantity), *span, CERTAIN)
    if named.families and not named.bits & named.families:
        return Found(Item(name=_own(named, message), quantity=named.quantity), *span, PROBABLE)
    bits = (named.bits & named.families) or named.bits
    exact = catalogue.called.get(frozenset(named.said), 0) & bits
    if exact:
        bits = exact
    is_one = bits and not bits & (bits - 1)
    if is_one and not named.is_unlike and not (named.extra and not named.said):
        part = next(iter(catalogue.some(bits)))
        return Found(Item(sku=part.sku, quantity=named.quantity), *span, LIKELY)
    name = _name(named, message, catalogue)
    return Found(Item(name=name, quantity=named.quantity), *span, PROBABLE)


def _name(named: Naming, message: Said, catalogue: Catalogue) -> str:
    """The family that all the parts that fit have in common, or the person's own words."""
    own = _own(named, message)
    if named.is_unlike or not named.bits:
        return own
    bits = (named.bits & named.families) or named.bits
    shared = [name for name, held in catalogue.families.items() if not bits & ~held]
    if not shared:
        return own
    family = max(shared, key=len)
    more = [word for word in named.extra if word not in family.split()]
    return " ".join([family, *more])


def _own(named: Naming, message: Said) -> str:
    """The words that name it as the person said them: front shock, not depan shock."""
    told = [
        word.raw if word.raw in named.extra else word.text
        for word in message.words
        if word.raw in named.extra or fold(word.text) in named.said or word.text in named.extra
    ]
    return " ".join(dict.fromkeys(told)) or " ".join(named.said)


def fitting(name: str, catalogue: Catalogue) -> list[str]:
    """The parts that a name fits, by SKU; none where a word of it names another thing."""
    goods, bits, families = vocabulary().goods, 0, 0
    words = folded(name)
    known = [word for word in words if word in catalogue.with_word]
    kinds = {word for line in goods.contrasts for word in line}
    others = (goods.elsewhere - goods.attributes) | kinds
    if any(word in others - catalogue.with_word.keys() for word in (*words, *plain(name).split())):
        return []
    for word in known:
        held = catalogue.with_word[word]
        bits = held if word is known[0] else bits & held
        families |= catalogue.of_family.get(word, 0)
    is_elsewhere = bool(families) and not bits & families
    kept = 0 if is_elsewhere else bits & families or bits
    return sorted(part.sku for part in catalogue.some(kept))
