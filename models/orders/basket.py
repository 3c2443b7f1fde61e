"""The basket: parts gathered over several messages, their stock held for a while."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from models.catalogue import stock
from models.catalogue.rules import read_sku
from models.catalogue.spare_parts import SparePartView, UnknownPartError, by_skus
from models.db import Rows, Statement, savepoint
from models.orders.rules import (
    BASKET_SECONDS,
    HOLD_SECONDS,
    LINES_AT_MOST,
    PIECES_AT_MOST,
    Item,
    OrderStage,
    TooManyError,
    gathered,
    payable,
)
from models.orders.steps import let_go, move
from models.orders.tables import Order, OrderLine
from models.orders.views import BasketView, LineView, lines_of
from models.terms.ids import IdMaker

_BASKET = Statement('select "id", "held_until_ms" from "shop_order" where "basket_of" = ?')
_TOUCH = Statement(
    'update "shop_order" set "held_until_ms" = ?, "touched_at_ms" = ? where "id" = ?'
)
_SET_LINE = Statement(
    'update "order_line" set "quantity" = ?, "granted" = ?, "held" = ?, "price_idr" = ?, '
    '"told_idr" = ? where "id" = ?'
)
_TOLD = Statement('update "order_line" set "told_idr" = ? where "id" = ?')
_REMOVE = Statement('delete from "order_line" where "id" = ?')
_LAPSED = Statement(
    'select "id", "contact_id" from "shop_order" where "held_until_ms" <= ? '
    'order by "held_until_ms" limit ?'
)
_LAPSE = Statement(
    'update "shop_order" set "held_until_ms" = null where "id" = ? and "held_until_ms" <= ?'
)
_FORGOTTEN = Statement(
    'select "id" from "shop_order" where "stage" = ? and "held_until_ms" is null '
    'and "touched_at_ms" <= ? limit ?'
)
_ORDERS = Rows(
    Order,
    "id",
    "number",
    "contact_id",
    "basket_of",
    "client_key",
    "stage",
    "total_idr",
    "held_until_ms",
    "touched_at_ms",
    "reason",
)
_LINES = Rows(
    OrderLine,
    "id",
    "order_id",
    "sku",
    "quantity",
    "granted",
    "held",
    "price_idr",
    "told_idr",
)


class ShortError(Exception):
    """Fewer pieces are free than were asked for; nothing was held."""

    def __init__(self, part: SparePartView, wanted: int) -> None:
        super().__init__(part.sku)
        self.part = part
        self.wanted = wanted


class Lapsed(NamedTuple):
    """A basket whose stock went back by time."""

    contact_id: int
    order_id: int


async def add(items: Sequence[Item], *, contact_id: int, at_ms: int, new_id: IdMaker) -> BasketView:
    """Put parts into the contact's basket, all or none, and hold their stock.

    Raises UnknownPartError, ShortError, QuantityError, TooManyError.
    """
    wanted = gathered(items)
    await stock.lock_shop()
    async with savepoint():
        parts = await known_parts(wanted)
        basket = await basket_of(contact_id)
        order_id = basket.order_id if basket else await _begin(contact_id, at_ms, new_id)
        lines = {line.sku: line for line in basket.lines} if basket else {}
        if len(lines.keys() | {part.sku for part in parts}) > LINES_AT_MOST:
            raise TooManyError(LINES_AT_MOST)
        for part, item in zip(parts, wanted, strict=True):
            line = lines.get(part.sku)
            await _put(part, item.quantity, line, order_id=order_id, at_ms=at_ms, new_id=new_id)
        await touch(order_id, at_ms=at_ms)
    return await _reread(contact_id)


async def basket_of(contact_id: int) -> BasketView | None:
    """The contact's basket, or None when there is none or nothing in it."""
    rows = await _BASKET.rows(contact_id)
    if not rows:
        return None
    order_id = rows[0]["id"]
    return BasketView(order_id, (await lines_of([order_id]))[order_id], rows[0]["held_until_ms"])


async def set_pieces(item: Item, *, contact_id: int, at_ms: int, new_id: IdMaker) -> BasketView:
    """Let a part that is in the basket be so many, one at least; a kept price stays.

    Raises UnknownPartError, ShortError, TooManyError.
    """
    await stock.lock_shop()
    async with savepoint():
        (part,) = await known_parts([item])
        basket = await basket_of(contact_id)
        lines = {line.sku: line for line in basket.lines} if basket else {}
        if basket is None or part.sku not in lines:
            raise UnknownPartError(item.sku)
        line = lines[part.sku]
        surplus = line.held - item.quantity
        if surplus > 0:
            await stock.put_back(
                part.sku, surplus, order_id=line.order_id, at_ms=at_ms, new_id=new_id
            )
            price = payable(line.kept_idr, part.price_idr, is_held=True)
            await set_line(line, item.quantity, price_idr=price)
        else:
            more = item.quantity - line.quantity
            await _put(part, more, line, order_id=line.order_id, at_ms=at_ms, new_id=new_id)
        await touch(basket.order_id, at_ms=at_ms)
    return await _reread(contact_id)


async def take_out(sku: str, *, contact_id: int, at_ms: int, new_id: IdMaker) -> BasketView | None:
    """Remove one part; None when the basket is empty now. Raises UnknownPartError."""
    await stock.lock_shop()
    basket = await basket_of(contact_id)
    line = (
        next((line for line in basket.lines if line.sku == read_sku(sku)), None) if basket else None
    )
    if basket is None or line is None:
        raise UnknownPartError(sku)
    await remove(line, at_ms=at_ms, new_id=new_id)
    return await basket_of(contact_id)


async def drop(*, contact_id: int, at_ms: int, new_id: IdMaker) -> None:
    """Put the basket away and free its stock; without one there is nothing to do."""
    basket = await basket_of(contact_id)
    if basket is not None:
        await move(basket.order_id, OrderStage.DROPPED, at_ms=at_ms, new_id=new_id)


async def lapse(*, at_ms: int, new_id: IdMaker, limit: int = 200) -> list[Lapsed]:
    """Free what baskets held too long, and put old baskets away; whose stock went back."""
    await stock.lock_shop()
    lapsed = [row for row in await _LAPSED.rows(at_ms, limit) if await _LAPSE.run(row["id"], at_ms)]
    for lines in (await lines_of([row["id"] for row in lapsed])).values():
        await let_go(lines, at_ms=at_ms, new_id=new_id)
    before_ms = at_ms - BASKET_SECONDS * 1000
    for row in await _FORGOTTEN.rows(OrderStage.BASKET.value, before_ms, limit):
        await move(row["id"], OrderStage.DROPPED, at_ms=at_ms, new_id=new_id)
    return [Lapsed(row["contact_id"], row["id"]) for row in lapsed]


async def told(basket: BasketView) -> None:
    """The contact has heard today's prices."""
    for line in basket.lines:
        if line.now_idr != line.told_idr:
            await _TOLD.run(line.now_idr, line.id)


async def touch(order_id: int, *, at_ms: int) -> None:
    """Hold the basket's stock from now on for the whole time again."""
    await _TOUCH.run(at_ms + HOLD_SECONDS * 1000, at_ms, order_id)


async def known_parts(wanted: Sequence[Item]) -> list[SparePartView]:
    """The parts of these items, in their order. Raises UnknownPartError."""
    skus = [read_sku(item.sku) or "" for item in wanted]
    found = await by_skus(skus)
    for item, sku in zip(wanted, skus, strict=True):
        if sku not in found or found[sku].is_withdrawn:
            raise UnknownPartError(item.sku)
    return [found[sku] for sku in skus]


async def hold(sku: str, pieces: int, *, order_id: int, at_ms: int, new_id: IdMaker) -> bool:
    """Hold free pieces; where they are not there, those of lapsed baskets are freed first."""
    how: Any = {"order_id": order_id, "at_ms": at_ms, "new_id": new_id}
    if await stock.take(sku, pieces, **how):
        return True
    return bool(await lapse(at_ms=at_ms, new_id=new_id)) and await stock.take(sku, pieces, **how)


async def set_line(line: LineView, quantity: int, *, price_idr: int) -> None:
    """A line of a basket wants this much now, and holds all of it."""
    await _SET_LINE.run(quantity, quantity, quantity, price_idr, line.told_idr, line.id)


async def remove(line: LineView, *, at_ms: int, new_id: IdMaker) -> None:
    """Take a line out of its basket and free what it holds."""
    await let_go([line], at_ms=at_ms, new_id=new_id)
    await _REMOVE.run(line.id)


async def new_line(order_id: int, part: SparePartView, quantity: int, *, new_id: IdMaker) -> None:
    """A line at the price of now, whose pieces are held already."""
    price = part.price_idr
    await _LINES.insert(
        [(new_id(), order_id, part.sku, quantity, quantity, quantity, price, price)]
    )


async def new_order(row: Mapping[str, object]) -> None:
    """Enter an order; columns left out are empty."""
    empty = {"number": None, "basket_of": None, "client_key": None, "held_until_ms": None}
    values = {**empty, "total_idr": 0, "reason": "", **row}
    await _ORDERS.insert([[values[column] for column in _ORDERS.columns]])


async def _begin(contact_id: int, at_ms: int, new_id: IdMaker) -> int:
    order_id = new_id()
    await new_order(
        {
            "id": order_id,
            "contact_id": contact_id,
            "basket_of": contact_id,
            "stage": OrderStage.BASKET.value,
            "touched_at_ms": at_ms,
        }
    )
    return order_id


async def _put(
    part: SparePartView,
    quantity: int,
    line: LineView | None,
    *,
    order_id: int,
    at_ms: int,
    new_id: IdMaker,
) -> None:
    whole = quantity + (line.quantity if line else 0)
    if whole > PIECES_AT_MOST:
        raise TooManyError(PIECES_AT_MOST)
    missing = whole - (line.held if line else 0)
    if not await hold(part.sku, missing, order_id=order_id, at_ms=at_ms, new_id=new_id):
        raise ShortError((await by_skus([part.sku]))[part.sku], missing)
    if line is None:
        await new_line(order_id, part, quantity, new_id=new_id)
    else:
        price = payable(line.kept_idr, part.price_idr, is_held=line.held > 0)
        await set_line(line, whole, price_idr=price)


async def _reread(contact_id: int) -> BasketView:
    basket = await basket_of(contact_id)
    if basket is None:
        raise LookupError(contact_id)
    return basket
