"""What dialogs ask of the basket: parts put in, taken out, made more or fewer.

Money is whole rupiah (an int; text in lists), times "09:30" in the office's time. `items` are
"SKU:quantity"; `lines_id` and `lines_en` are the same to be read ("2 x Busi standar Rp32.000"),
in one order. Amounts may come as numbers or as digits. `told` is what `catalogue.stock` tells.

- `orders.add` (sku, quantity?; or items: list) -> `added` {items, lines_id, lines_en: what was
  added now, total: of the whole basket, count: its pieces, held_until: time}; and nothing is added
  by `short` {as `told`, wanted}; `gone` {the same, when nothing is left}; `yours` {the same, held:
  what was left lies in the person's own basket}; `unknown` {sku};
  `too_many` {most}; `bad_quantity` {sku}
- `orders.basket` -> `empty`; `basket` {items, lines_id, lines_en, total, count, held_until: "" when
  its stock went back meanwhile, changed_items: list of "SKU:before:now:what this basket pays",
  changed_id, changed_en: the same to be read}. A change is told once, here or by `orders.place`
- `orders.take_out` (sku) -> `basket` {as above}; `empty`; `unknown` {sku}
- `orders.take_out_of_basket` (picked: stock numbers with `,` between them, of which the basket has
  one) -> `basket`, `empty` and `unknown` {sku}
- `orders.amend` (pieces: digits, 0 to take it out, -2 for two fewer; picked?: stock numbers as
  above; without it all that is in the basket may be meant; all_of?: all of them are) -> `basket`,
  `empty`; `which` {pieces, choices, labels_id, labels_en: lines that may be meant}; `new` {goods:
  it is not in the basket yet}; `unknown` {sku: nor can it be taken out}; `short` {as `told`,
  wanted: free on top of what is held}; `too_many` {most}; `bad_quantity`
- `orders.drop_basket` -> `dropped`
"""

from collections.abc import Mapping, Sequence

from models.catalogue.rules import SKU_LENGTH
from models.catalogue.spare_parts import UnknownPartError
from models.orders import basket as baskets
from models.orders.basket import ShortError
from models.orders.rules import Item, QuantityError, TooManyError, gathered, read_item
from models.orders.views import BasketView, ChangeView, LineView
from models.terms.request import Fact, Outcome
from server.answering.arguments import Arguments, as_text
from server.answering.asking import Answer, Asking
from server.answering.prices import held_facts, part_facts, rupiah


async def _add(asking: Asking, arguments: Arguments) -> Outcome:
    try:
        items = gathered(_items(arguments))
        basket = await baskets.add(
            items, contact_id=asking.contact_id, at_ms=asking.page.at_ms, new_id=asking.new_id
        )
    except QuantityError as error:
        return Outcome("bad_quantity", {"sku": error.sku[:SKU_LENGTH]})
    except TooManyError as error:
        return Outcome("too_many", {"most": error.most})
    except UnknownPartError as error:
        return Outcome("unknown", {"sku": error.sku})
    except ShortError as error:
        facts = {**part_facts(error.part), "wanted": error.wanted}
        if error.part.on_hand:
            return Outcome("short", facts)
        held = await held_facts(error.part.sku, asking)
        return Outcome("yours" if held else "gone", facts | held)
    added = {item.sku.strip().upper(): item.quantity for item in items}
    lines = [line for line in basket.lines if line.sku in added]
    return Outcome("added", _whole(basket, asking) | read_lines(lines, added, is_basket=True))


async def _basket(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    return await _told_basket(await baskets.basket_of(asking.contact_id), asking)


async def _take_out(asking: Asking, arguments: Arguments) -> Outcome:
    try:
        basket = await baskets.take_out(
            as_text(arguments, "sku"),
            contact_id=asking.contact_id,
            at_ms=asking.page.at_ms,
            new_id=asking.new_id,
        )
    except UnknownPartError as error:
        return Outcome("unknown", {"sku": error.sku})
    return await _told_basket(basket, asking)


async def _take_out_of_basket(asking: Asking, arguments: Arguments) -> Outcome:
    """Of the parts that may be meant the one that is in the basket."""
    picked = as_text(arguments, "picked").split(",")
    basket = await baskets.basket_of(asking.contact_id)
    meant = [line.sku for line in (basket.lines if basket else ()) if line.sku in picked]
    if len(meant) != 1:
        return Outcome("unknown", {"sku": picked[0]})
    return await _take_out(asking, {"sku": meant[0]})


async def _amend(asking: Asking, arguments: Arguments) -> Outcome:
    """Another number of a part that is in the basket, or none of it."""
    told = as_text(arguments, "pieces")
    pieces = told.removeprefix("-")
    if not (pieces.isascii() and pieces.isdigit()):
        return Outcome("bad_quantity")
    basket = await baskets.basket_of(asking.contact_id)
    lines = basket.lines if basket else ()
    picked = [sku for sku in as_text(arguments, "picked").split(",") if sku]
    meant = [line for line in lines if not picked or line.sku in picked]
    if meant and as_text(arguments, "all_of"):
        return await _take_all_out(asking, meant)
    if meant:
        return await _amend_line(asking, meant, told)
    if not lines and not picked:
        return Outcome("empty")
    if int(pieces[:9]) and told == pieces:
        return Outcome("new", {"goods": [f"{','.join(picked)}:{pieces}"]})
    return Outcome("unknown", {"sku": picked[0]})


async def _amend_line(asking: Asking, meant: Sequence[LineView], told: str) -> Outcome:
    """Where one line is meant it is amended, else it is asked which."""
    if len(meant) > 1:
        return Outcome("which", {"pieces": told[:9], **_lines_to_choose(meant)})
    line, pieces = meant[0], told.removeprefix("-")
    if told != pieces:
        pieces = str(max(line.quantity - int(pieces[:9]), 0))
    return await _set_line(asking, line.sku, pieces)


async def _take_all_out(asking: Asking, lines: Sequence[LineView]) -> Outcome:
    outcome = Outcome("empty")
    for line in lines:
        outcome = await _take_out(asking, {"sku": line.sku})
    return outcome


async def _set_line(asking: Asking, sku: str, pieces: str) -> Outcome:
    item = read_item(f"{sku}:{pieces}") if int(pieces[:9]) else None
    if item is None:
        return await _take_out(asking, {"sku": sku})
    try:
        basket = await baskets.set_pieces(
            item, contact_id=asking.contact_id, at_ms=asking.page.at_ms, new_id=asking.new_id
        )
    except TooManyError as error:
        return Outcome("too_many", {"most": error.most})
    except UnknownPartError as error:
        return Outcome("unknown", {"sku": error.sku})
    except ShortError as error:
        return Outcome("short", {**part_facts(error.part), "wanted": error.wanted})
    return await _told_basket(basket, asking)


async def _drop(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    await baskets.drop(contact_id=asking.contact_id, at_ms=asking.page.at_ms, new_id=asking.new_id)
    return Outcome("dropped")


ANSWERS: dict[str, Answer] = {
    "orders.add": _add,
    "orders.basket": _basket,
    "orders.take_out": _take_out,
    "orders.take_out_of_basket": _take_out_of_basket,
    "orders.amend": _amend,
    "orders.drop_basket": _drop,
}


def basket_facts(basket: BasketView | None, asking: Asking) -> dict[str, Fact]:
    lines = basket.lines if basket else ()
    wanted = {line.sku: line.quantity for line in lines}
    changes = basket.changes if basket else []
    return {
        **_whole(basket, asking),
        **read_lines(lines, wanted, is_basket=True),
        "changed_items": [f"{c.sku}:{c.before_idr}:{c.now_idr}:{c.pays_idr}" for c in changes],
        "changed_id": [f"{c.name_id} {_change(c, 'Anda tetap')}" for c in changes],
        "changed_en": [f"{c.name_en} {_change(c, 'for you still')}" for c in changes],
    }


def read_lines(
    lines: Sequence[LineView], pieces: Mapping[str, int], *, is_basket: bool
) -> dict[str, Fact]:
    """Lines as codes and to be read; `pieces` says how many of each."""
    items: list[str] = []
    read_id: list[str] = []
    read_en: list[str] = []
    for line in lines:
        count = pieces[line.sku]
        price = rupiah(count * (line.basket_idr if is_basket else line.kept_idr))
        items.append(f"{line.sku}:{count}")
        read_id.append(f"{count} x {line.name_id} {price}")
        read_en.append(f"{count} x {line.name_en} {price}")
    return {"items": items, "lines_id": read_id, "lines_en": read_en}


def _items(arguments: Arguments) -> list[Item]:
    items = arguments.get("items")
    if isinstance(items, list) and items:
        return [read_item(item) for item in items]
    sku, quantity = as_text(arguments, "sku"), as_text(arguments, "quantity")
    if ":" in sku:
        raise UnknownPartError(sku)
    return [read_item(f"{sku}:{quantity}")]


def _lines_to_choose(lines: Sequence[LineView]) -> dict[str, Fact]:
    return {
        "choices": [line.sku for line in lines],
        "labels_id": [f"{line.quantity} x {line.name_id}" for line in lines],
        "labels_en": [f"{line.quantity} x {line.name_en}" for line in lines],
    }


async def _told_basket(basket: BasketView | None, asking: Asking) -> Outcome:
    if basket is None or not basket.lines:
        return Outcome("empty")
    await baskets.told(basket)
    return Outcome("basket", basket_facts(basket, asking))


def _whole(basket: BasketView | None, asking: Asking) -> dict[str, Fact]:
    if basket is None:
        return {"total": 0, "count": 0, "held_until": ""}
    until_ms = basket.held_until_ms
    return {
        "total": basket.total_idr,
        "count": sum(line.quantity for line in basket.lines),
        "held_until": "" if until_ms is None else f"{asking.local(until_ms):%H:%M}",
    }


def _change(change: ChangeView, kept: str) -> str:
    """What it was and is; whose stock is held pays what it was."""
    told = f"{rupiah(change.before_idr)} -> {rupiah(change.now_idr)}"
    if change.pays_idr == change.now_idr:
        return told
    return f"{told} ({kept} {rupiah(change.pays_idr)})"
