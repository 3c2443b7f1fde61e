"""A contact's own orders: looked at and cancelled."""

from models.db import Statement
from models.orders.rules import (
    OPEN,
    TOLD_SECONDS,
    OrderStage,
    read_order_number,
)
from models.orders.steps import StageError, move
from models.orders.views import OrderView, orders_from
from models.terms.ids import IdMaker

ORDERS_AT_MOST = 10
_MINE = Statement(
    'select * from "shop_order" where "contact_id" = ? and "number" is not null '
    'and ("stage" in ?? or "touched_at_ms" > ?) order by "id" desc limit ?'
)
_ONE = Statement('select * from "shop_order" where "number" = ? and "contact_id" = ?')


class OrderNotFoundError(Exception):
    """There is no such order, or it is another contact's: nobody is told which."""


async def mine(*, contact_id: int, at_ms: int) -> list[OrderView]:
    """The contact's open orders and those of the last days, newest first."""
    since_ms = at_ms - TOLD_SECONDS * 1000
    stages = [stage.value for stage in OPEN]
    return await orders_from(await _MINE.rows(contact_id, stages, since_ms, ORDERS_AT_MOST))


async def find_own(number: str, *, contact_id: int) -> OrderView:
    """One of the contact's orders. Raises OrderNotFoundError."""
    known = read_order_number(number)
    found = await orders_from(await _ONE.rows(known, contact_id)) if known else []
    if not found:
        raise OrderNotFoundError
    return found[0]


async def cancel(number: str, *, contact_id: int, at_ms: int, new_id: IdMaker) -> OrderView:
    """Give the order up and free its stock; cancelling twice is cancelling once.

    Raises OrderNotFoundError, and StageError when it is ready, collected or declined.
    """
    order = await find_own(number, contact_id=contact_id)
    try:
        await move(order.id, OrderStage.CANCELLED, at_ms=at_ms, new_id=new_id)
    except StageError as error:
        if error.stage is not OrderStage.CANCELLED:
            raise
    return await find_own(number, contact_id=contact_id)
