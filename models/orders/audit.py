"""Stock and orders in the form that an outside audit reads: on_hand = initial - active."""

from models.db import Statement
from models.orders.rules import OrderStage

_STOCK = Statement('select "sku", "initial", "on_hand" from "spare_part" order by "sku"')
_ORDERS = Statement(
    'select o."id", o."client_key", l."sku", l."granted", l."held" from "order_line" l '
    'join "shop_order" o on o."id" = l."order_id" where o."stage" <> ? order by l."id"'
)
_WRONG = Statement(
    'select p."sku", p."initial", p."on_hand", '
    'coalesce((select sum(l."held") from "order_line" l where l."sku" = p."sku"), 0) as "held", '
    'coalesce((select sum(m."pieces") from "stock_movement" m where m."sku" = p."sku"), 0) '
    'as "moved" from "spare_part" p order by p."sku"'
)


async def stock() -> list[dict[str, object]]:
    """Every part: all that came in, and what is free."""
    return [
        {"sku": row["sku"], "initial": row["initial"], "on_hand": row["on_hand"]}
        for row in await _STOCK.rows()
    ]


async def orders() -> list[dict[str, object]]:
    """Every line of every order, sale and basket; lines of one order share its id and key.

    Active is what holds or took stock. A basket has no key yet.
    """
    return [
        {
            "id": row["id"],
            "key": row["client_key"],
            "sku": row["sku"],
            "qty": row["held"] or row["granted"],
            "active": row["held"] > 0,
        }
        for row in await _ORDERS.rows(OrderStage.DROPPED.value)
    ]


async def wrong_stock() -> list[str]:
    """The parts whose free stock is not what came in less what is out, or not their ledger's."""
    return [
        row["sku"]
        for row in await _WRONG.rows()
        if not row["on_hand"] == row["initial"] - row["held"] == row["moved"]
    ]
