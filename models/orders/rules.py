"""What may be ordered, how an order moves on, and how its number is written."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import NamedTuple

PIECES_AT_MOST = 99
"""Of one part in one order; more is a matter for a person."""
LINES_AT_MOST = 20
WAITING_AT_MOST = 5
"""Orders of one contact that staff have not answered yet."""
HOLD_SECONDS = 30 * 60
"""A basket's stock is held this long after the last part was added."""
BASKET_SECONDS = 24 * 3600
"""A basket that lost its stock is kept this long, at the prices of the day."""
TOLD_SECONDS = 30 * 24 * 3600
"""A finished order is told of this long."""
WESTERN_TIME = timezone(timedelta(hours=7))
"""The year in an order's number is that of Western Indonesia, whatever the hour in UTC."""
KEY_LENGTH = 80
REASON_LENGTH = 200
_NUMBER = re.compile(r"ORD-\d{4}-\d{6,9}", re.ASCII)


class OrderStage(StrEnum):
    """Where an order can stand."""

    BASKET = "basket"
    DROPPED = "dropped"
    """A basket put away, by its contact or by time."""
    PLACED = "placed"
    CONFIRMED = "confirmed"
    PART_CONFIRMED = "part_confirmed"
    """Confirmed with fewer pieces than were asked for."""
    DECLINED = "declined"
    READY = "ready"
    COLLECTED = "collected"
    CANCELLED = "cancelled"


FROM: dict[OrderStage, Sequence[OrderStage]] = {
    OrderStage.PLACED: (OrderStage.BASKET,),
    OrderStage.DROPPED: (OrderStage.BASKET,),
    OrderStage.CONFIRMED: (OrderStage.PLACED,),
    OrderStage.PART_CONFIRMED: (OrderStage.PLACED,),
    OrderStage.DECLINED: (OrderStage.PLACED, OrderStage.CONFIRMED, OrderStage.PART_CONFIRMED),
    OrderStage.READY: (OrderStage.CONFIRMED, OrderStage.PART_CONFIRMED),
    OrderStage.COLLECTED: (OrderStage.READY, OrderStage.CONFIRMED, OrderStage.PART_CONFIRMED),
    OrderStage.CANCELLED: (OrderStage.PLACED, OrderStage.CONFIRMED, OrderStage.PART_CONFIRMED),
}
"""From which stages each is reached."""
GIVES_BACK = frozenset({OrderStage.DROPPED, OrderStage.DECLINED, OrderStage.CANCELLED})
"""Stages that free the stock."""
OPEN = (
    OrderStage.PLACED,
    OrderStage.CONFIRMED,
    OrderStage.PART_CONFIRMED,
    OrderStage.READY,
)


class Item(NamedTuple):
    """A part and how many of it."""

    sku: str
    quantity: int


class QuantityError(ValueError):
    """A number of pieces that cannot be: none, fewer, or not whole."""

    def __init__(self, sku: str) -> None:
        super().__init__(sku)
        self.sku = sku


class TooManyError(ValueError):
    """More than may be had without a person; `most` may."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


def read_item(text: str) -> Item:
    """`SKU:quantity`, or a stock number alone for one piece. Raises QuantityError, TooManyError."""
    sku, _, amount = text.partition(":")
    amount = amount.strip()
    if not amount:
        return Item(sku, 1)
    if not (amount.isascii() and amount.isdigit()):
        raise QuantityError(sku)
    if len(amount) > len(str(PIECES_AT_MOST)) + 2:
        raise TooManyError(PIECES_AT_MOST)
    return Item(sku, int(amount))


def gathered(items: Iterable[Item]) -> list[Item]:
    """The same parts put together, in the order they were named.

    Raises QuantityError and TooManyError.
    """
    pieces: dict[str, int] = {}
    for item in items:
        if item.quantity <= 0:
            raise QuantityError(item.sku)
        pieces[item.sku] = pieces.get(item.sku, 0) + item.quantity
        if pieces[item.sku] > PIECES_AT_MOST:
            raise TooManyError(PIECES_AT_MOST)
    if len(pieces) > LINES_AT_MOST:
        raise TooManyError(LINES_AT_MOST)
    return [Item(sku, quantity) for sku, quantity in pieces.items()]


def payable(kept_idr: int, now_idr: int, *, is_held: bool) -> int:
    """While stock is held its price is kept; a price that fell is given at once."""
    return min(kept_idr, now_idr) if is_held else now_idr


def year_of(at_ms: int) -> int:
    """The year an order of this moment belongs to."""
    return datetime.fromtimestamp(at_ms / 1000, WESTERN_TIME).year


def order_number(year: int, count: int) -> str:
    """The number as it stands on receipts: ORD-2026-000123."""
    return f"ORD-{year}-{count:06}"


def read_order_number(text: str) -> str | None:
    """An order's number in canonical spelling, or None for what can be none."""
    number = text.strip().upper()
    return number if _NUMBER.fullmatch(number) else None
