"""From basket to order: stock once more, changed prices told, a number, and one order a key."""

from dataclasses import dataclass
from typing import NamedTuple

from models.catalogue import stock
from models.catalogue.spare_parts import by_skus
from models.db import Statement
from models.orders import basket as baskets
from models.orders.rules import (
    KEY_LENGTH,
    WAITING_AT_MOST,
    OrderStage,
    TooManyError,
    order_number,
    year_of,
)
from models.orders.steps import note_step
from models.orders.views import BasketView, LineView, OrderView, orders_from
from models.terms.ids import IdMaker

_BY_KEY = Statement('select * from "shop_order" where "contact_id" = ? and "client_key" = ?')
_BY_ID = Statement('select * from "shop_order" where "id" = ?')
_WAITING = Statement(
    'select count(*) as "waiting" from "shop_order" where "contact_id" = ? and "stage" = ?'
)
_COUNT_UP = Statement(
    'insert into "order_year" ("year", "last_number") values (?, 1) '
    'on conflict ("year") do update set "last_number" = "order_year"."last_number" + 1'
)
_LAST = Statement('select "last_number" from "order_year" where "year" = ?')
_PLACE = Statement(
    'update "shop_order" set "number" = ?, "client_key" = ?, "stage" = ?, "total_idr" = ?, '
    '"touched_at_ms" = ?, "held_until_ms" = null, "basket_of" = null '
    'where "id" = ? and "stage" = ?'
)
_PRICE = Statement('update "order_line" set "price_idr" = ? where "id" = ? and "price_idr" <> ?')


class EmptyBasketError(Exception):
    """There is nothing to order."""


class Cut(NamedTuple):
    """A part of which the basket could not keep all."""

    sku: str
    name_id: str
    name_en: str
    wanted: int
    left: int
    """What the basket has of it now; 0 when it was taken out."""
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """It is an order now, or was one already under the same key."""

    order: OrderView


@dataclass(frozen=True, slots=True)
class Short:
    """Stock was gone: the basket was cut to what there is, and nothing ordered yet."""

    cuts: list[Cut]
    basket: BasketView | None
    """None when nothing is left."""


@dataclass(frozen=True, slots=True)
class Repriced:
    """Prices changed that the contact had not heard: nothing ordered yet."""

    basket: BasketView
    """As it was before they were told: its `changes` are what to tell."""


async def place(
    *, contact_id: int, client_key: str, at_ms: int, new_id: IdMaker
) -> Placed | Short | Repriced:
    """Order what is in the basket. Raises EmptyBasketError, TooManyError.

    Short and Repriced are told once: placing again orders the basket as it was told.
    """
    await stock.lock_shop()
    key = client_key[:KEY_LENGTH]
    known = await by_key(key, contact_id=contact_id)
    if known is not None:
        return Placed(known)
    basket = await baskets.basket_of(contact_id)
    if basket is None or not basket.lines:
        raise EmptyBasketError
    waiting = await _WAITING.rows(contact_id, OrderStage.PLACED.value)
    if waiting[0]["waiting"] >= WAITING_AT_MOST:
        raise TooManyError(WAITING_AT_MOST)
    cuts = await _hold_all(basket, at_ms, new_id)
    if cuts:
        left = await baskets.basket_of(contact_id)
        return Short(cuts, left if left and left.lines else None)
    if basket.changes:
        await baskets.told(basket)
        return Repriced(basket)
    return Placed(await _number(basket, key, at_ms, new_id))


async def by_key(client_key: str, *, contact_id: int) -> OrderView | None:
    """The order that this contact placed under this key."""
    found = await orders_from(await _BY_KEY.rows(contact_id, client_key))
    return found[0] if found else None


async def next_number(at_ms: int) -> str:
    """A number that no order has; given up numbers are not used again."""
    year = year_of(at_ms)
    await _COUNT_UP.run(str(year))
    return order_number(year, (await _LAST.rows(str(year)))[0]["last_number"])


async def _hold_all(basket: BasketView, at_ms: int, new_id: IdMaker) -> list[Cut]:
    """Hold again what lapsed; lines that cannot be held whole are cut."""
    cuts = []
    for line in sorted(basket.lines, key=lambda line: line.sku):
        left = await _hold_line(line, at_ms, new_id)
        if left < line.quantity:
            names = (line.name_id, line.name_en)
            cuts.append(Cut(line.sku, *names, line.quantity, left, line.is_withdrawn))
    await baskets.touch(basket.order_id, at_ms=at_ms)
    return cuts


async def _hold_line(line: LineView, at_ms: int, new_id: IdMaker) -> int:
    """How many pieces the line has at the end."""
    if line.held == line.quantity and not line.is_withdrawn:
        return line.held
    if not line.is_withdrawn and await _hold(line, line.quantity, at_ms, new_id):
        return line.quantity
    free = (await by_skus([line.sku]))[line.sku].on_hand
    if line.is_withdrawn or not free or not await _hold(line, free, at_ms, new_id):
        await baskets.remove(line, at_ms=at_ms, new_id=new_id)
        return 0
    return free


async def _hold(line: LineView, pieces: int, at_ms: int, new_id: IdMaker) -> bool:
    is_held = await baskets.hold(
        line.sku, pieces, order_id=line.order_id, at_ms=at_ms, new_id=new_id
    )
    if is_held:
        await baskets.set_line(line, pieces, price_idr=line.now_idr)
    return is_held


async def _number(basket: BasketView, key: str, at_ms: int, new_id: IdMaker) -> OrderView:
    for line in basket.lines:
        await _PRICE.run(line.basket_idr, line.id, line.basket_idr)
    number = await next_number(at_ms)
    stage = OrderStage.PLACED
    await _PLACE.run(
        number,
        key,
        stage.value,
        basket.total_idr,
        at_ms,
        basket.order_id,
        OrderStage.BASKET.value,
    )
    await note_step(basket.order_id, stage, at_ms=at_ms, new_id=new_id)
    return (await orders_from(await _BY_ID.rows(basket.order_id)))[0]
