"""What staff do with orders, and sales at the counter from the same stock."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.catalogue import stock
from models.catalogue.rules import read_sku
from models.catalogue.spare_parts import UnknownPartError, by_skus
from models.db import Statement, savepoint
from models.orders import basket as baskets
from models.orders.basket import ShortError
from models.orders.placing import by_key, next_number
from models.orders.rules import (
    KEY_LENGTH,
    REASON_LENGTH,
    Item,
    OrderStage,
    QuantityError,
    gathered,
    read_order_number,
)
from models.orders.services import OrderNotFoundError
from models.orders.steps import move, note_step
from models.orders.views import LineView, OrderView, orders_from
from models.terms.ids import IdMaker

NOBODY = 0
"""The contact of a buyer at the counter who is not known."""
_ONE = Statement('select * from "shop_order" where "number" = ?')
_IN_STAGES = Statement(
    'select * from "shop_order" where "stage" in ?? order by "touched_at_ms", "id" limit ?'
)
_GRANT = Statement('update "order_line" set "granted" = ?, "held" = ? where "id" = ?')
_TOTAL = Statement('update "shop_order" set "total_idr" = ? where "id" = ?')


async def in_stages(stages: Sequence[OrderStage], *, limit: int = 100) -> list[OrderView]:
    """The orders that stand here, the one that waits longest first."""
    return await orders_from(await _IN_STAGES.rows([stage.value for stage in stages], limit))


async def find(number: str) -> OrderView:
    """Any order. Raises OrderNotFoundError."""
    known = read_order_number(number)
    found = await orders_from(await _ONE.rows(known)) if known else []
    if not found:
        raise OrderNotFoundError
    return found[0]


async def confirm(number: str, *, staff_id: int, at_ms: int, new_id: IdMaker) -> OrderView:
    """The shop will give all of it. Raises OrderNotFoundError, StageError."""
    return await _move(number, OrderStage.CONFIRMED, staff_id=staff_id, at_ms=at_ms, new_id=new_id)


async def confirm_part(
    number: str, pieces: Mapping[str, int], *, staff_id: int, at_ms: int, new_id: IdMaker
) -> OrderView:
    """The shop will give these pieces of these parts, and all of those not named.

    Raises OrderNotFoundError, StageError, UnknownPartError for a part that is not in the order,
    and QuantityError for more than was asked for, or for nothing at all (decline it instead).
    """
    await stock.lock_shop()
    order = await find(number)
    grants = _grants(order.lines, pieces)
    async with savepoint():
        order = await _move(
            number, OrderStage.PART_CONFIRMED, staff_id=staff_id, at_ms=at_ms, new_id=new_id
        )
        for line in sorted(order.lines, key=lambda line: line.sku):
            await _grant(line, grants[line.sku], at_ms, new_id)
        total = sum(grants[line.sku] * line.kept_idr for line in order.lines)
        await _TOTAL.run(total, order.id)
    return await find(number)


async def decline(
    number: str, reason: str, *, staff_id: int, at_ms: int, new_id: IdMaker
) -> OrderView:
    """The shop cannot give it; its stock is free again. Raises OrderNotFoundError, StageError."""
    reason = " ".join(reason.split())[:REASON_LENGTH]
    return await _move(
        number, OrderStage.DECLINED, staff_id=staff_id, at_ms=at_ms, new_id=new_id, reason=reason
    )


async def ready(number: str, *, staff_id: int, at_ms: int, new_id: IdMaker) -> OrderView:
    """It can be collected. Raises OrderNotFoundError, StageError."""
    return await _move(number, OrderStage.READY, staff_id=staff_id, at_ms=at_ms, new_id=new_id)


async def collected(number: str, *, staff_id: int, at_ms: int, new_id: IdMaker) -> OrderView:
    """It was handed over and paid. Raises OrderNotFoundError, StageError."""
    return await _move(number, OrderStage.COLLECTED, staff_id=staff_id, at_ms=at_ms, new_id=new_id)


async def sell(
    items: Sequence[Item],
    *,
    staff_id: int,
    client_key: str,
    at_ms: int,
    new_id: IdMaker,
    contact_id: int = NOBODY,
) -> OrderView:
    """A sale at the counter, collected at once; the same key again is the same sale.

    Raises UnknownPartError, ShortError, QuantityError, TooManyError.
    """
    entry = Entry(contact_id, client_key[:KEY_LENGTH], OrderStage.COLLECTED, staff_id)
    return (await _enter(items, entry, at_ms=at_ms, new_id=new_id))[0]


async def enter(
    items: Sequence[Item],
    *,
    contact_id: int,
    staff_id: int,
    client_key: str,
    at_ms: int,
    new_id: IdMaker,
) -> tuple[OrderView, bool]:
    """An order that staff take down for somebody, whose basket stays as it is; False: it was there.

    Raises UnknownPartError, ShortError, QuantityError, TooManyError.
    """
    entry = Entry(contact_id, client_key[:KEY_LENGTH], OrderStage.PLACED, staff_id)
    return await _enter(items, entry, at_ms=at_ms, new_id=new_id)


class Entry(NamedTuple):
    """An order that begins without a basket."""

    contact_id: int
    key: str
    stage: OrderStage
    staff_id: int


async def _enter(
    items: Sequence[Item], entry: Entry, *, at_ms: int, new_id: IdMaker
) -> tuple[OrderView, bool]:
    wanted = gathered(items)
    await stock.lock_shop()
    known = await by_key(entry.key, contact_id=entry.contact_id)
    if known is not None:
        return known, False
    async with savepoint():
        parts = await baskets.known_parts(wanted)
        pieces = [(part, item.quantity) for part, item in zip(parts, wanted, strict=True)]
        order_id, number = new_id(), await next_number(at_ms)
        await baskets.new_order(
            {
                "id": order_id,
                "number": number,
                "contact_id": entry.contact_id,
                "client_key": entry.key,
                "stage": entry.stage.value,
                "total_idr": sum(part.price_idr * quantity for part, quantity in pieces),
                "touched_at_ms": at_ms,
            }
        )
        for part, quantity in pieces:
            if not await baskets.hold(
                part.sku, quantity, order_id=order_id, at_ms=at_ms, new_id=new_id
            ):
                raise ShortError((await by_skus([part.sku]))[part.sku], quantity)
            await baskets.new_line(order_id, part, quantity, new_id=new_id)
        await note_step(order_id, entry.stage, at_ms=at_ms, new_id=new_id, staff_id=entry.staff_id)
    return await find(number), True


async def _move(
    number: str, stage: OrderStage, *, staff_id: int, at_ms: int, new_id: IdMaker, reason: str = ""
) -> OrderView:
    order = await find(number)
    await move(order.id, stage, at_ms=at_ms, new_id=new_id, staff_id=staff_id, reason=reason)
    return await find(number)


def _grants(lines: Sequence[LineView], pieces: Mapping[str, int]) -> dict[str, int]:
    grants = {line.sku: line.granted for line in lines}
    for named, quantity in pieces.items():
        sku = read_sku(named) or ""
        if sku not in grants:
            raise UnknownPartError(named)
        if not 0 <= quantity <= grants[sku]:
            raise QuantityError(sku)
        grants[sku] = quantity
    if not any(grants.values()):
        raise QuantityError("")
    return grants


async def _grant(line: LineView, pieces: int, at_ms: int, new_id: IdMaker) -> None:
    if pieces == line.granted:
        return
    await _GRANT.run(pieces, pieces, line.id)
    await stock.put_back(
        line.sku, line.held - pieces, order_id=line.order_id, at_ms=at_ms, new_id=new_id
    )
