"""From stage to stage: one conditional statement, one step of history, and stock given back."""

from collections.abc import Sequence
from typing import Any

from models.catalogue import stock
from models.db import Rows, Statement
from models.orders import notices
from models.orders.rules import FROM, GIVES_BACK, OrderStage
from models.orders.tables import OrderStep
from models.orders.views import LineView, lines_of
from models.terms.ids import IdMaker

_MOVE = Statement(
    'update "shop_order" set "stage" = ?, "reason" = ?, "basket_of" = null, '
    '"held_until_ms" = null where "id" = ? and "stage" in ??'
)
_LET_GO = Statement('update "order_line" set "held" = 0 where "id" = ? and "held" = ?')
_STAGE = Statement('select "stage" from "shop_order" where "id" = ?')
_STEPS = Rows(OrderStep, "id", "order_id", "stage", "at_ms", "staff_id")
_HISTORY = Statement(
    'select "stage", "at_ms", "staff_id" from "order_step" where "order_id" = ? order by "id"'
)


class StageError(Exception):
    """The order stands where this cannot be done any more, or not yet."""

    def __init__(self, stage: OrderStage) -> None:
        super().__init__(stage.value)
        self.stage = stage


async def move(
    order_id: int,
    stage: OrderStage,
    *,
    at_ms: int,
    new_id: IdMaker,
    staff_id: int | None = None,
    reason: str = "",
) -> None:
    """Bring an order to a stage, giving its stock back where that ends it. Raises StageError.

    What a member of staff does is told to whoever ordered (`models/orders/notices.py`).
    """
    await stock.lock_shop()
    if not await _MOVE.run(stage.value, reason, order_id, [before.value for before in FROM[stage]]):
        raise StageError(OrderStage((await _STAGE.rows(order_id))[0]["stage"]))
    step_id = await note_step(order_id, stage, at_ms=at_ms, new_id=new_id, staff_id=staff_id)
    if staff_id is not None and stage in notices.TOLD:
        await notices.note(step_id, order_id)
    if stage in GIVES_BACK:
        await let_go((await lines_of([order_id]))[order_id], at_ms=at_ms, new_id=new_id)


async def note_step(
    order_id: int, stage: OrderStage, *, at_ms: int, new_id: IdMaker, staff_id: int | None = None
) -> int:
    """Add to an order's history; the number of the step."""
    step_id = new_id()
    await _STEPS.insert([(step_id, order_id, stage.value, at_ms, staff_id)])
    return step_id


async def let_go(lines: Sequence[LineView], *, at_ms: int, new_id: IdMaker) -> None:
    """What these lines hold is free again."""
    for line in sorted(lines, key=lambda line: line.sku):
        if line.held and await _LET_GO.run(line.id, line.held):
            await stock.put_back(
                line.sku, line.held, order_id=line.order_id, at_ms=at_ms, new_id=new_id
            )


async def history(order_id: int) -> list[tuple[OrderStage, int, int | None]]:
    """Stage, time and member of staff of every step, oldest first."""
    rows: Any = await _HISTORY.rows(order_id)
    return [(OrderStage(row["stage"]), row["at_ms"], row["staff_id"]) for row in rows]
