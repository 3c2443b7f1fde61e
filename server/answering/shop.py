"""What dialogs ask of the shop: prices, stock, the basket and the person's own orders.

Money is whole rupiah (an int; text in lists), dates are ISO ("2026-11-25"), times "09:30" in the
office's time, units codes ("botol"). `items` are "SKU:quantity"; `lines_id` and `lines_en` are
the same to be read ("2 x Busi standar Rp32.000"), in one order. Amounts may come as numbers or
as digits. Orders are always the person's own: another's is answered like none.

- `catalogue.price` (sku) -> `told` {sku, name_id, name_en, unit, price, stock, stock_words:
  "many" | "few" | "none", goods: the note of one who wants it, without an amount}; `unknown` {sku}
- `catalogue.stock` (sku, quantity?) -> `told` {as above, quantity, is_enough}; `gone` {as `told`:
  nothing is left}; `yours` {as `told`, held: what is left lies in this person's own basket};
  `unknown` {sku}
- `catalogue.tell_when_back` (sku) -> `noted` {sku, name_id, name_en}; `here` {as `told`: it is in
  stock}; `unknown` {sku}
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
- `orders.place` -> `placed` {order, items, lines_id, lines_en, total}; `empty`; and nothing is
  placed by `short` {as `basket`, cut_items: list of "SKU:wanted:left", cut_id, cut_en}: the basket
  was cut to what there is, so asking again places that, and `count` 0 means that nothing is left;
  `changed` {as `basket`}: asking again places it at `total`; `too_many` {most: orders that wait
  for staff at once}
- `orders.mine` -> `none`; `one` {order, stage: "placed" | "confirmed" | "part_confirmed" |
  "declined" | "ready" | "collected" | "cancelled", total, items, lines_id, lines_en, placed_on,
  reason: of declining}: it may still be cancelled; `past` {as `one`}: it may not; `several`
  {orders, stages, totals, dates: lists in one order, newest first}
- `orders.find` (order) -> `one` and `past` {as above}; `none`
- `orders.cancel` (order) -> `cancelled` {as `one`}; `not_yours` {order}; `too_late` {order, stage}
- `orders.drop_basket` -> `dropped`
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from models.catalogue import spare_parts, wishes
from models.catalogue.rules import SKU_LENGTH, stock_words
from models.catalogue.spare_parts import SparePartView, UnknownPartError
from models.orders import basket as baskets
from models.orders import placing
from models.orders import services as orders
from models.orders.basket import ShortError
from models.orders.rules import (
    FROM,
    Item,
    OrderStage,
    QuantityError,
    TooManyError,
    gathered,
    read_item,
)
from models.orders.steps import StageError
from models.orders.views import BasketView, ChangeView, LineView, OrderView
from models.terms.request import Fact, Outcome
from server.answering.asking import Answer, Asking

Arguments = Mapping[str, Fact]


async def _price(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    try:
        part = await spare_parts.find(_as_text(arguments, "sku"))
    except UnknownPartError as error:
        return Outcome("unknown", {"sku": error.sku})
    return Outcome("told", _part(part) | {"goods": [f"{part.sku}:"]})


async def _stock(asking: Asking, arguments: Arguments) -> Outcome:
    outcome = await _price(asking, arguments)
    if outcome.name != "told":
        return outcome
    wanted = _as_text(arguments, "quantity")
    quantity = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else 1  # noqa: PLR2004 -- an int of the database
    is_enough = int(str(outcome.facts["stock"])) >= max(quantity, 1)
    facts = {**outcome.facts, "quantity": quantity, "is_enough": is_enough}
    if outcome.facts["stock"]:
        return Outcome("told", facts)
    return await _gone(str(outcome.facts["sku"]), facts, asking)


async def _gone(sku: str, facts: dict[str, Fact], asking: Asking) -> Outcome:
    """Nothing is free; perhaps since the person's own basket holds it."""
    basket = await baskets.basket_of(_contact(asking))
    held = next((line.held for line in (basket.lines if basket else ()) if line.sku == sku), 0)
    return Outcome("yours", {**facts, "held": held}) if held else Outcome("gone", facts)


async def _tell_when_back(asking: Asking, arguments: Arguments) -> Outcome:
    try:
        part = await spare_parts.find(_as_text(arguments, "sku"))
        free = await wishes.tell_when_back(
            part.sku, contact_id=_contact(asking), at_ms=asking.page.at_ms, new_id=asking.new_id
        )
    except UnknownPartError as error:
        return Outcome("unknown", {"sku": error.sku})
    if free:
        return Outcome("here", _part(part) | {"goods": [f"{part.sku}:"]})
    return Outcome("noted", {"sku": part.sku, "name_id": part.name_id, "name_en": part.name_en})


async def _add(asking: Asking, arguments: Arguments) -> Outcome:
    try:
        items = gathered(_items(arguments))
        basket = await baskets.add(
            items, contact_id=_contact(asking), at_ms=asking.page.at_ms, new_id=asking.new_id
        )
    except QuantityError as error:
        return Outcome("bad_quantity", {"sku": error.sku[:SKU_LENGTH]})
    except TooManyError as error:
        return Outcome("too_many", {"most": error.most})
    except UnknownPartError as error:
        return Outcome("unknown", {"sku": error.sku})
    except ShortError as error:
        facts = {**_part(error.part), "wanted": error.wanted}
        if error.part.on_hand:
            return Outcome("short", facts)
        return await _gone(error.part.sku, facts, asking)
    added = {item.sku.strip().upper(): item.quantity for item in items}
    lines = [line for line in basket.lines if line.sku in added]
    return Outcome("added", _whole(basket, asking) | _read(lines, added, is_basket=True))


async def _basket(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    return await _told_basket(await baskets.basket_of(_contact(asking)), asking)


async def _take_out(asking: Asking, arguments: Arguments) -> Outcome:
    try:
        basket = await baskets.take_out(
            _as_text(arguments, "sku"),
            contact_id=_contact(asking),
            at_ms=asking.page.at_ms,
            new_id=asking.new_id,
        )
    except UnknownPartError as error:
        return Outcome("unknown", {"sku": error.sku})
    return await _told_basket(basket, asking)


async def _take_out_of_basket(asking: Asking, arguments: Arguments) -> Outcome:
    """Of the parts that may be meant the one that is in the basket."""
    picked = _as_text(arguments, "picked").split(",")
    basket = await baskets.basket_of(_contact(asking))
    meant = [line.sku for line in (basket.lines if basket else ()) if line.sku in picked]
    if len(meant) != 1:
        return Outcome("unknown", {"sku": picked[0]})
    return await _take_out(asking, {"sku": meant[0]})


async def _amend(asking: Asking, arguments: Arguments) -> Outcome:
    """Another number of a part that is in the basket, or none of it."""
    told = _as_text(arguments, "pieces")
    pieces = told.removeprefix("-")
    if not (pieces.isascii() and pieces.isdigit()):
        return Outcome("bad_quantity")
    basket = await baskets.basket_of(_contact(asking))
    lines = basket.lines if basket else ()
    picked = [sku for sku in _as_text(arguments, "picked").split(",") if sku]
    meant = [line for line in lines if not picked or line.sku in picked]
    if meant and _as_text(arguments, "all_of"):
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
            item, contact_id=_contact(asking), at_ms=asking.page.at_ms, new_id=asking.new_id
        )
    except TooManyError as error:
        return Outcome("too_many", {"most": error.most})
    except UnknownPartError as error:
        return Outcome("unknown", {"sku": error.sku})
    except ShortError as error:
        return Outcome("short", {**_part(error.part), "wanted": error.wanted})
    return await _told_basket(basket, asking)


def _lines_to_choose(lines: Sequence[LineView]) -> dict[str, Fact]:
    return {
        "choices": [line.sku for line in lines],
        "labels_id": [f"{line.quantity} x {line.name_id}" for line in lines],
        "labels_en": [f"{line.quantity} x {line.name_en}" for line in lines],
    }


async def _drop(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    await baskets.drop(contact_id=_contact(asking), at_ms=asking.page.at_ms, new_id=asking.new_id)
    return Outcome("dropped")


async def _place(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    try:
        result = await placing.place(
            contact_id=_contact(asking),
            client_key=asking.inbound.external_id,
            at_ms=asking.page.at_ms,
            new_id=asking.new_id,
        )
    except placing.EmptyBasketError:
        return Outcome("empty")
    except TooManyError as error:
        return Outcome("too_many", {"most": error.most})
    match result:
        case placing.Placed(order):
            facts: dict[str, Fact] = {"order": order.number, "total": order.total_idr}
            return Outcome("placed", facts | _read_order(order))
        case placing.Short(cuts, basket):
            return Outcome("short", _basket_facts(basket, asking) | _cuts(cuts))
        case placing.Repriced(basket):
            return Outcome("changed", _basket_facts(basket, asking))


async def _mine(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    found = await orders.mine(contact_id=_contact(asking), at_ms=asking.page.at_ms)
    if not found:
        return Outcome("none")
    if len(found) == 1:
        return Outcome(_one_or_past(found[0]), _order(found[0], asking))
    return Outcome(
        "several",
        {
            "orders": [order.number for order in found],
            "stages": [order.stage.value for order in found],
            "totals": [str(order.total_idr) for order in found],
            "dates": [_day(order.placed_at_ms, asking) for order in found],
        },
    )


async def _find(asking: Asking, arguments: Arguments) -> Outcome:
    try:
        order = await orders.find_own(_as_text(arguments, "order"), contact_id=_contact(asking))
    except orders.OrderNotFoundError:
        return Outcome("none")
    return Outcome(_one_or_past(order), _order(order, asking))


async def _cancel(asking: Asking, arguments: Arguments) -> Outcome:
    number = _as_text(arguments, "order")
    try:
        order = await orders.cancel(
            number, contact_id=_contact(asking), at_ms=asking.page.at_ms, new_id=asking.new_id
        )
    except orders.OrderNotFoundError:
        return Outcome("not_yours", {"order": number[:SKU_LENGTH]})
    except StageError as error:
        return Outcome("too_late", {"order": number, "stage": error.stage.value})
    return Outcome("cancelled", _order(order, asking))


ANSWERS: dict[str, Answer] = {
    "catalogue.price": _price,
    "catalogue.stock": _stock,
    "catalogue.tell_when_back": _tell_when_back,
    "orders.add": _add,
    "orders.basket": _basket,
    "orders.take_out": _take_out,
    "orders.take_out_of_basket": _take_out_of_basket,
    "orders.amend": _amend,
    "orders.drop_basket": _drop,
    "orders.place": _place,
    "orders.mine": _mine,
    "orders.find": _find,
    "orders.cancel": _cancel,
}


def _contact(asking: Asking) -> int:
    return asking.page.now.contact_id


def _as_text(arguments: Arguments, name: str) -> str:
    value = arguments.get(name)
    return "" if value is None else str(value)


def _items(arguments: Arguments) -> list[Item]:
    items = arguments.get("items")
    if isinstance(items, list) and items:
        return [read_item(item) for item in items]
    sku, quantity = _as_text(arguments, "sku"), _as_text(arguments, "quantity")
    if ":" in sku:
        raise UnknownPartError(sku)
    return [read_item(f"{sku}:{quantity}")]


async def _told_basket(basket: BasketView | None, asking: Asking) -> Outcome:
    if basket is None or not basket.lines:
        return Outcome("empty")
    await baskets.told(basket)
    return Outcome("basket", _basket_facts(basket, asking))


def _part(part: SparePartView) -> dict[str, Fact]:
    return {
        "sku": part.sku,
        "name_id": part.name_id,
        "name_en": part.name_en,
        "unit": part.unit,
        "price": part.price_idr,
        "stock": part.on_hand,
        "stock_words": stock_words(part.on_hand).value,
    }


def _whole(basket: BasketView | None, asking: Asking) -> dict[str, Fact]:
    if basket is None:
        return {"total": 0, "count": 0, "held_until": ""}
    until_ms = basket.held_until_ms
    return {
        "total": basket.total_idr,
        "count": sum(line.quantity for line in basket.lines),
        "held_until": "" if until_ms is None else _local(until_ms, asking).strftime("%H:%M"),
    }


def _basket_facts(basket: BasketView | None, asking: Asking) -> dict[str, Fact]:
    lines = basket.lines if basket else ()
    wanted = {line.sku: line.quantity for line in lines}
    changes = basket.changes if basket else []
    return {
        **_whole(basket, asking),
        **_read(lines, wanted, is_basket=True),
        "changed_items": [f"{c.sku}:{c.before_idr}:{c.now_idr}:{c.pays_idr}" for c in changes],
        "changed_id": [f"{c.name_id} {_change(c, 'Anda tetap')}" for c in changes],
        "changed_en": [f"{c.name_en} {_change(c, 'for you still')}" for c in changes],
    }


def _change(change: ChangeView, kept: str) -> str:
    """What it was and is; whose stock is held pays what it was."""
    told = f"{_rupiah(change.before_idr)} -> {_rupiah(change.now_idr)}"
    if change.pays_idr == change.now_idr:
        return told
    return f"{told} ({kept} {_rupiah(change.pays_idr)})"


def _cuts(cuts: Sequence[placing.Cut]) -> dict[str, Fact]:
    return {
        "cut_items": [f"{cut.sku}:{cut.wanted}:{cut.left}" for cut in cuts],
        "cut_id": [f"{cut.name_id} {_left(cut, 'tidak dijual lagi')}" for cut in cuts],
        "cut_en": [f"{cut.name_en} {_left(cut, 'no longer sold')}" for cut in cuts],
    }


def _left(cut: placing.Cut, withdrawn: str) -> str:
    return withdrawn if cut.is_withdrawn else f"{cut.left}/{cut.wanted}"


def _one_or_past(order: OrderView) -> str:
    return "one" if order.stage in FROM[OrderStage.CANCELLED] else "past"


def _order(order: OrderView, asking: Asking) -> dict[str, Fact]:
    return {
        "order": order.number,
        "stage": order.stage.value,
        "total": order.total_idr,
        "placed_on": _day(order.placed_at_ms, asking),
        "reason": order.reason if order.stage is OrderStage.DECLINED else "",
        **_read_order(order),
    }


def _read_order(order: OrderView) -> dict[str, Fact]:
    given = {line.sku: line.granted for line in order.lines if line.granted}
    lines = [line for line in order.lines if line.sku in given]
    return _read(lines, given, is_basket=False)


def _read(
    lines: Sequence[LineView], pieces: Mapping[str, int], *, is_basket: bool
) -> dict[str, Fact]:
    """Lines as codes and to be read; `pieces` says how many of each."""
    items: list[str] = []
    read_id: list[str] = []
    read_en: list[str] = []
    for line in lines:
        count = pieces[line.sku]
        price = _rupiah(count * (line.basket_idr if is_basket else line.kept_idr))
        items.append(f"{line.sku}:{count}")
        read_id.append(f"{count} x {line.name_id} {price}")
        read_en.append(f"{count} x {line.name_en} {price}")
    return {"items": items, "lines_id": read_id, "lines_en": read_en}


def _rupiah(amount: int) -> str:
    return f"Rp{amount:,}".replace(",", ".")


def _local(at_ms: int, asking: Asking) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(asking.timezone)


def _day(at_ms: int, asking: Asking) -> str:
    return _local(at_ms, asking).date().isoformat()
