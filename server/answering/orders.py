"""What dialogs ask of orders: to place the basket as one, and the person's own.

Money is whole rupiah (an int; text in lists), dates are ISO ("2026-11-25"). `basket` is what
`orders.basket` tells, `items`, `lines_id` and `lines_en` are as there. Orders are always the
person's own: another's is answered like none.

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
"""

from collections.abc import Sequence

from models.catalogue.rules import SKU_LENGTH
from models.orders import placing
from models.orders import services as orders
from models.orders.rules import FROM, OrderStage, TooManyError
from models.orders.steps import StageError
from models.orders.views import OrderView
from models.terms.request import Fact, Outcome
from server.answering.arguments import Arguments, as_text
from server.answering.asking import Answer, Asking
from server.answering.basket import basket_facts, read_lines


async def _place(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    try:
        result = await placing.place(
            contact_id=asking.contact_id,
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
            return Outcome("short", basket_facts(basket, asking) | _cuts(cuts))
        case placing.Repriced(basket):
            return Outcome("changed", basket_facts(basket, asking))


async def _mine(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    found = await orders.mine(contact_id=asking.contact_id, at_ms=asking.page.at_ms)
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
        order = await orders.find_own(as_text(arguments, "order"), contact_id=asking.contact_id)
    except orders.OrderNotFoundError:
        return Outcome("none")
    return Outcome(_one_or_past(order), _order(order, asking))


async def _cancel(asking: Asking, arguments: Arguments) -> Outcome:
    number = as_text(arguments, "order")
    try:
        order = await orders.cancel(
            number, contact_id=asking.contact_id, at_ms=asking.page.at_ms, new_id=asking.new_id
        )
    except orders.OrderNotFoundError:
        return Outcome("not_yours", {"order": number[:SKU_LENGTH]})
    except StageError as error:
        return Outcome("too_late", {"order": number, "stage": error.stage.value})
    return Outcome("cancelled", _order(order, asking))


ANSWERS: dict[str, Answer] = {
    "orders.place": _place,
    "orders.mine": _mine,
    "orders.find": _find,
    "orders.cancel": _cancel,
}


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
    return read_lines(lines, given, is_basket=False)


def _day(at_ms: int, asking: Asking) -> str:
    return asking.local(at_ms).date().isoformat()
