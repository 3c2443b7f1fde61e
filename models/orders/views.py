"""How orders and baskets are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from models.db import Statement
from models.orders.rules import OrderStage, payable

_LINES = Statement(
    'select l.*, p."name_id", p."name_en", p."unit", p."price_idr" as "now_idr", '
    'p."withdrawn_at_ms" is not null as "is_withdrawn" '
    'from "order_line" l join "spare_part" p on p."sku" = l."sku" '
    'where l."order_id" in ?? order by l."id"'
)


class LineView(NamedTuple):
    """One part of an order or a basket."""

    id: int
    order_id: int
    sku: str
    name_id: str
    name_en: str
    unit: str
    quantity: int
    granted: int
    held: int
    kept_idr: int
    """The price of the moment it was added, or the one it was placed at."""
    now_idr: int
    """The shop's price of now."""
    told_idr: int
    is_withdrawn: bool

    @property
    def basket_idr(self) -> int:
        """What a piece costs when it is placed now."""
        return payable(self.kept_idr, self.now_idr, is_held=self.held > 0)

    @property
    def missing(self) -> int:
        """Pieces that were asked for and are not given."""
        return self.quantity - self.granted


class ChangeView(NamedTuple):
    """A price that changed while its part lay in a basket."""

    sku: str
    name_id: str
    name_en: str
    before_idr: int
    now_idr: int
    pays_idr: int
    """What this basket pays: a kept price, or the one of now."""


@dataclass(frozen=True, slots=True)
class BasketView:
    """What a contact has gathered."""

    order_id: int
    lines: Sequence[LineView]
    held_until_ms: int | None
    """None when the stock went back: placing it holds it again, if it is there."""

    @property
    def total_idr(self) -> int:
        return sum(line.quantity * line.basket_idr for line in self.lines)

    @property
    def changes(self) -> list[ChangeView]:
        """Prices the contact has not heard yet."""
        return [
            ChangeView(
                line.sku, line.name_id, line.name_en, line.told_idr, line.now_idr, line.basket_idr
            )
            for line in self.lines
            if line.now_idr != line.told_idr
        ]


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order as it stands."""

    id: int
    number: str
    contact_id: int
    stage: OrderStage
    total_idr: int
    placed_at_ms: int
    reason: str
    lines: Sequence[LineView]


async def lines_of(order_ids: Sequence[int]) -> dict[int, list[LineView]]:
    """The lines of each order, as they were added."""
    found: dict[int, list[LineView]] = {number: [] for number in order_ids}
    if order_ids:
        for row in await _LINES.rows(list(order_ids)):
            found[row["order_id"]].append(_line(row))
    return found


async def orders_from(rows: Sequence[Mapping[str, Any]]) -> list[OrderView]:
    """Rows of `shop_order` with their lines."""
    lines = await lines_of([row["id"] for row in rows])
    return [
        OrderView(
            row["id"],
            row["number"] or "",
            row["contact_id"],
            OrderStage(row["stage"]),
            row["total_idr"],
            row["touched_at_ms"],
            row["reason"],
            lines[row["id"]],
        )
        for row in rows
    ]


def _line(row: Mapping[str, Any]) -> LineView:
    return LineView(
        row["id"],
        row["order_id"],
        row["sku"],
        row["name_id"],
        row["name_en"],
        row["unit"],
        row["quantity"],
        row["granted"],
        row["held"],
        row["price_idr"],
        row["now_idr"],
        row["told_idr"],
        bool(row["is_withdrawn"]),
    )
