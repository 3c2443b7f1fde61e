"""What dialogs ask while it is not clear yet which parts are meant and how many of each.

`goods` is the note of `dialogs.noting`: a list of "SKU:quantity", "SKU,SKU:quantity" where
several fit, "?words:" where none does, no quantity where none was said, 0 for an impossible one.
`sku` is an answer to the question which one: a stock number, or several with `,` between them.
Labels are for a list: the price first, since long names are cut.

- `catalogue.which` (goods, sku?) -> `one` {sku, quantity: "" when none was said}; `several` {goods,
  list_id, list_en: every part with its price and stock to be read}; `which` {goods, choices,
  labels_id, labels_en}; `unknown` {words}
- `orders.note` (goods, sku?, quantity?, leave?: a part to strike, stock?: take this many of `sku`)
  -> `clear` {items}; `which` {as above}; `how_many` {goods, part}; `odd` {goods, part: its
  quantity is none}; `unknown` {goods: the rest, words}; `nothing` {}
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.catalogue.rules import SKU_LENGTH, stock_words
from models.catalogue.spare_parts import SparePartView, by_skus
from models.orders.rules import PIECES_AT_MOST
from models.terms.request import Fact, Outcome
from server.answering.asking import Answer, Asking

Arguments = Mapping[str, Fact]
WANTED_AT_MOST = 20
FITTING_AT_MOST = 20
TOLD_AT_ONCE = 6
"""So many prices are told in one message."""
STOCK = {
    "many": ("ada", "in stock"),
    "few": ("tinggal sedikit", "few left"),
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
            "goods": [each.written for each in wanted],
            "list_id": [_priced(part.name_id, part, 0) for part in told],
            "list_en": [_priced(part.name_en, part, 1) for part in told],
        },
    )


async def _note(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    wanted, parts = await _read(arguments)
    left = _text(arguments, "leave")
    wanted = [each for each in wanted if each.skus != (left,)]
    for at, each in enumerate(wanted):
        if not each.skus:
            rest = wanted[:at] + wanted[at + 1 :]
            return Outcome("unknown", {"goods": _written(rest), "words": each.words})
        if len(each.skus) > 1:
            return _asked(wanted, each, parts)
        if not each.quantity:
            return Outcome("how_many", {"goods": _written(wanted), "part": each.skus[0]})
        if not _can_be(each.quantity):
            wanted[at] = each._replace(quantity="")
            return Outcome("odd", {"goods": _written(wanted), "part": each.skus[0]})
    if not wanted:
        return Outcome("nothing")
    return Outcome("clear", {"items": _written(wanted)})


ANSWERS: dict[str, Answer] = {"catalogue.which": _which, "orders.note": _note}


async def _read(arguments: Arguments) -> tuple[list[Wanted], Mapping[str, SparePartView]]:
    """What is wanted, with the present answer worked in, and the parts that are still sold."""
    note = arguments.get("goods")
    wanted = [_wanted(text) for text in (note if isinstance(note, list) else [])[:WANTED_AT_MOST]]
    wanted = _answered(wanted, arguments)
    found = await by_skus([sku for each in wanted for sku in each.skus])
    parts = {sku: part for sku, part in found.items() if not part.is_withdrawn}
    return [_sold(each, parts) for each in wanted], parts


def _wanted(text: str) -> Wanted:
    named, _, quantity = text.rpartition(":")
    if named.startswith("?"):
        return Wanted((), quantity, named[1:][:SKU_LENGTH])
    return Wanted(tuple(named.split(","))[:FITTING_AT_MOST], quantity)


def _sold(each: Wanted, parts: Mapping[str, SparePartView]) -> Wanted:
    skus = tuple(sku for sku in each.skus if sku in parts)
    return each._replace(skus=skus, words=each.words or each.skus[0])


def _answered(wanted: list[Wanted], arguments: Arguments) -> list[Wanted]:
    """Which one it is goes to the first that is unclear, how many to the first without."""
    picked = _text(arguments, "sku").split(",")
    quantity = _text(arguments, "quantity")
    stock = _text(arguments, "stock")
    result = list(wanted)
    for at, each in enumerate(result):
        if stock and each.skus == (picked[0],):
            result[at] = each._replace(quantity=stock)
        elif not stock and picked != [""] and len(each.skus) > 1:
            fitting = tuple(sku for sku in each.skus if sku in picked)
            result[at] = each._replace(skus=fitting or each.skus)
            if quantity and len(fitting) == 1 and not each.quantity:
                result[at] = result[at]._replace(quantity=quantity)
            break
        elif quantity and picked == [""] and len(each.skus) == 1 and not each.quantity:
            result[at] = each._replace(quantity=quantity)
            break
    return result


def _asked(wanted: Sequence[Wanted], each: Wanted, parts: Mapping[str, SparePartView]) -> Outcome:
    told = [parts[sku] for sku in each.skus]
    return Outcome(
        "which",
        {
            "goods": _written(wanted),
            "choices": [part.sku for part in told],
            "labels_id": [f"{_rupiah(part.price_idr)} {part.name_id}" for part in told],
            "labels_en": [f"{_rupiah(part.price_idr)} {part.name_en}" for part in told],
        },
    )


def _can_be(quantity: str) -> bool:
    is_number = quantity.isascii() and quantity.isdigit() and len(quantity) < len("1000000")
    return is_number and 0 < int(quantity) <= PIECES_AT_MOST


def _priced(name: str, part: SparePartView, language: int) -> str:
    stock = STOCK[stock_words(part.on_hand).value][language]
    return f"{name} {_rupiah(part.price_idr)} ({stock})"


def _written(wanted: Sequence[Wanted]) -> list[str]:
    return [each.written for each in wanted]


def _rupiah(amount: int) -> str:
    return f"Rp{amount:,}".replace(",", ".")


def _text(arguments: Arguments, name: str) -> str:
    value = arguments.get(name)
    return "" if value is None else str(value)
