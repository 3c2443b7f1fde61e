"""What staff did with an order and its contact must hear of, once."""

from dataclasses import dataclass

from models.db import Rows, Statement
from models.orders.rules import OrderStage
from models.orders.tables import OrderNotice
from models.orders.views import OrderView, orders_from

TOLD = frozenset(
    {
        OrderStage.CONFIRMED,
        OrderStage.PART_CONFIRMED,
        OrderStage.DECLINED,
        OrderStage.READY,
        OrderStage.CANCELLED,
    }
)
"""Stages a contact hears of when staff brought the order there."""
PROMISED = frozenset({OrderStage.CONFIRMED, OrderStage.PART_CONFIRMED})
_NOTICES = Rows(OrderNotice, "step_id", "order_id", "told_at_ms")
ROWS = (_NOTICES,)
_UNTOLD = Statement(
    'select "order_id", max("step_id") as "step_id" from "order_notice" '
    'where "told_at_ms" is null group by "order_id" order by 2 limit ?'
)
_STEPS = Statement(
    'select "id", "order_id", "stage" from "order_step" where "order_id" in ?? order by "id"'
)
_ORDERS = Statement('select * from "shop_order" where "id" in ??')
_TAKE = Statement(
    'update "order_notice" set "told_at_ms" = ? '
    'where "order_id" = ? and "step_id" <= ? and "told_at_ms" is null'
)


@dataclass(frozen=True, slots=True)
class OrderMoved:
    """Where staff brought an order; what happened before and was not told yet goes with it."""

    step_id: int
    stage: OrderStage
    order: OrderView
    was_promised: bool
    """It had been confirmed before."""

    @property
    def is_over(self) -> bool:
        """It has moved on since, by its contact or over the counter: there is nothing to tell."""
        return self.order.stage is not self.stage


async def note(step_id: int, order_id: int) -> None:
    """Whoever ordered is to hear of this step, told in a transaction of its own."""
    await _NOTICES.insert([(step_id, order_id, None)])


async def due(*, limit: int = 100) -> list[OrderMoved]:
    """The last untold step of each order, oldest first; `take` each before it is queued."""
    untold = {row["order_id"]: row["step_id"] for row in await _UNTOLD.rows(limit)}
    if not untold:
        return []
    orders = {order.id: order for order in await orders_from(await _ORDERS.rows(list(untold)))}
    stages: dict[int, dict[int, OrderStage]] = {number: {} for number in untold}
    for row in await _STEPS.rows(list(untold)):
        stages[row["order_id"]][row["id"]] = OrderStage(row["stage"])
    return [
        OrderMoved(
            step_id,
            stages[order_id][step_id],
            orders[order_id],
            any(stage in PROMISED for step, stage in stages[order_id].items() if step < step_id),
        )
        for order_id, step_id in untold.items()
    ]


async def take(moved: OrderMoved, *, at_ms: int) -> bool:
    """Whether this transaction is the one that tells it; False when another did."""
    return bool(await _TAKE.run(at_ms, moved.order.id, moved.step_id))
