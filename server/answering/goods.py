"""What dialogs ask while it is not clear yet which parts are meant and how many of each.

`goods` is the note of `dialogs.noting`: a list of "SKU:quantity", "SKU,SKU:quantity" where
several fit, "?words:" where none does, no quantity where none was said, 0 for an impossible one.
`picked` is an answer to the question which one: a stock number, or several with `,` between them;
or `cheapest` or `dearest`; `pieces` one to how many. Labels are for a list: the price first, since
long names are cut.

- `catalogue.which` (goods, picked?) -> `one` {sku, quantity: "" when none was said}; `several`
  {list_id, list_en: every part with its price and stock to be read}; `which` {goods, choices,
  labels_id, labels_en}; `unknown` {words}
- `orders.note` (goods, picked?, pieces?) -> `clear` {goods, items}; `which` {as above}; `how_many`
  {goods, part}; `odd` {goods, part: its number is none}; `unknown` {goods: the rest, words};
  `nothing`
- `orders.take_fewer` (goods, sku, stock): as many of a part as there are; answers like `note`
- `orders.leave_out` (goods, sku?): a part is struck, or what is not clear; answers like `note`
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dialogs.picking import CHEAPEST, DEAREST
from models.catalogue.rules import SKU_LENGTH, stock_words
from models.catalogue.spare_parts import SparePartView, by_skus
from models.orders.rules import PIECES_AT_MOST
from models.terms.request import Outcome
from server.answering.arguments import Arguments, as_text
from server.answering.asking import Answer, Asking
from server.answering.prices import rupiah

WANTED_AT_MOST = 20
FITTING_AT_MOST = 20
TOLD_AT_ONCE = 6
"""So many prices are told in one message."""
STOCK = {
    "many": ("ada", "in stock"),
    "few": ("sisa sedikit", "few left"),
    "none": ("habis", "sold out"),
}


class Wanted(NamedTuple):
    """One thing that somebody wants, as far as it is known."""

    skus: tuple[str, ...]
    quantity: str
    words: str = ""
    """What they called it, where nothing of ours fits."""

    @property
    def written(self) -> str:
        return f"{','.join(self.skus) or '?' + self.words}:{self.quantity}"


async def _which(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    wanted, parts = await _read(arguments)
    if len(wanted) == 1 and len(wanted[0].skus) > 1:
        return _asked(wanted, wanted[0], parts)
    known = [sku for each in wanted for sku in each.skus][:TOLD_AT_ONCE]
    if not known:
        return Outcome("unknown", {"words": wanted[0].words if wanted else ""})
    if len(known) == 1:
        return Outcome("one", {"sku": known[0], "quantity": wanted[0].quantity})
    told = [parts[sku] for sku in dict.fromkeys(known)]
    return Outcome(
        "several",
        {
            "list_id": [_priced(part.name_id, part, 0) for part in told],
            "list_en": [_priced(part.name_en, part, 1) for part in told],
        },
    )


async def _note(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    return _noted(*await _read(arguments))


async def _take_fewer(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    wanted, parts = await _read(arguments)
    sku, stock = as_text(arguments, "sku"), as_text(arguments, "stock")
    fewer = [each._replace(quantity=stock) if each.skus == (sku,) else each for each in wanted]
    return _noted(fewer, parts)


async def _leave_out(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    wanted, parts = await _read(arguments)
    sku = as_text(arguments, "sku")
    unclear = next((each for each in wanted if len(each.skus) > 1), None)
    left = [each for each in wanted if sku in (*each.skus, each.words)] if sku else [unclear]
    return _noted([each for each in wanted if each not in left], parts)


ANSWERS: dict[str, Answer] = {
    "catalogue.which": _which,
    "orders.note": _note,
    "orders.take_fewer": _take_fewer,
    "orders.leave_out": _leave_out,
}


def _noted(wanted: list[Wanted], parts: Mapping[str, SparePartView]) -> Outcome:
    """The first thing that is not clear yet."""
    for at, each in enumerate(wanted):
        if not each.skus:
            rest = wanted[:at] + wanted[at + 1 :]
            return Outcome("unknown", {"goods": _written(rest), "words": each.words})
        if len(each.skus) > 1:
            return _asked(wanted, each, parts)
        if not each.quantity:
            return Outcome("how_many", {"goods": _written(wanted), "part": each.skus[0]})
        if not _can_be(each.quantity):
            rest = [*wanted[:at], each._replace(quantity=""), *wanted[at + 1 :]]
            return Outcome("odd", {"goods": _written(rest), "part": each.skus[0]})
    if not wanted:
        return Outcome("nothing")
    return Outcome("clear", {"goods": _written(wanted), "items": _written(wanted)})


async def _read(arguments: Arguments) -> tuple[list[Wanted], Mapping[str, SparePartView]]:
    """What is wanted, with the present answer worked in, and the parts that are still sold."""
    note = arguments.get("goods")
    wanted = [_wanted(text) for text in (note if isinstance(note, list) else [])[:WANTED_AT_MOST]]
    picked = [sku for sku in as_text(arguments, "picked").split(",") if sku][:FITTING_AT_MOST]
    found = await by_skus([*(sku for each in wanted for sku in each.skus), *picked])
    parts = {sku: part for sku, part in found.items() if not part.is_withdrawn}
    return [_sold(each, found) for each in _answered(wanted, arguments, parts)], parts


def _wanted(text: str) -> Wanted:
    named, _, quantity = text.rpartition(":")
    if named.startswith("?"):
        return Wanted((), quantity, named[1:][:SKU_LENGTH])
    return Wanted(tuple(named.split(","))[:FITTING_AT_MOST], quantity)


def _sold(each: Wanted, found: Mapping[str, SparePartView]) -> Wanted:
    """What is no longer sold is called by its name."""
    skus = tuple(sku for sku in each.skus if sku in found and not found[sku].is_withdrawn)
    withdrawn = next((found[sku].name_id for sku in each.skus if sku in found), "")
    return each._replace(skus=skus, words=each.words or withdrawn or each.skus[0])


def _answered(
    wanted: list[Wanted], arguments: Arguments, parts: Mapping[str, SparePartView]
) -> list[Wanted]:
    """Which one it is goes to the first that is unclear, how many to the first without."""
    picked = _picked(as_text(arguments, "picked"), wanted, parts)
    pieces = as_text(arguments, "pieces")
    if picked and len(wanted) == 1 and len(wanted[0].skus) == 1:
        return [wanted[0]._replace(skus=_alike(wanted[0].skus[0], picked, parts))]
    answered = list(wanted)
    for at, each in enumerate(wanted):
        one = each
        if picked and len(each.skus) > 1:
            one = each._replace(skus=tuple(s for s in each.skus if s in picked) or each.skus)
        elif picked or len(each.skus) != 1 or each.quantity:
            continue
        if pieces and len(one.skus) == 1 and not one.quantity:
            one = one._replace(quantity=pieces)
        answered[at] = one
        break
    return answered


def _alike(told: str, picked: Sequence[str], parts: Mapping[str, SparePartView]) -> tuple[str, ...]:
    """Of those picked the ones of the same kind as the part just told of; else all of them."""
    kind = parts[told].name_id.split()[0] if told in parts else ""
    sold = [sku for sku in picked if sku in parts]
    alike = [sku for sku in sold if parts[sku].name_id.split()[0] == kind]
    return tuple(alike or sold) or (told,)


def _picked(
    told: str, wanted: Sequence[Wanted], parts: Mapping[str, SparePartView]
) -> Sequence[str]:
    """Stock numbers as they stand, or of those asked about the one by its price."""
    if told not in (CHEAPEST, DEAREST):
        return [sku for sku in told.split(",") if sku]
    asked = next((each.skus for each in wanted if len(each.skus) > 1), ())
    sold = [sku for sku in asked if sku in parts]
    by_price = sorted(sold, key=lambda sku: parts[sku].price_idr, reverse=told == DEAREST)
    return by_price[:1]


def _asked(wanted: Sequence[Wanted], each: Wanted, parts: Mapping[str, SparePartView]) -> Outcome:
    told = [parts[sku] for sku in each.skus]
    return Outcome(
        "which",
        {
            "goods": _written(wanted),
            "choices": [part.sku for part in told],
            "labels_id": [f"{rupiah(part.price_idr)} {part.name_id}" for part in told],
            "labels_en": [f"{rupiah(part.price_idr)} {part.name_en}" for part in told],
        },
    )


def _can_be(quantity: str) -> bool:
    is_number = quantity.isascii() and quantity.isdigit() and len(quantity) < len("1000000")
    return is_number and 0 < int(quantity) <= PIECES_AT_MOST


def _priced(name: str, part: SparePartView, language: int) -> str:
    stock = STOCK[stock_words(part.on_hand).value][language]
    return f"{name} {rupiah(part.price_idr)} ({stock})"


def _written(wanted: Sequence[Wanted]) -> list[str]:
    return [each.written for each in wanted]
