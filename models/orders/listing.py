"""Somebody's orders as staff see them, whatever contact of theirs placed them."""

from collections.abc import Sequence

from models.db import Statement
from models.orders.views import OrderView, orders_from

LISTED_MOST = 20
_OF_PEOPLE = Statement(
    'select * from "shop_order" where "contact_id" in ?? and "number" is not null '
    'order by "id" desc limit ?'
)


async def of_people(ids: Sequence[int], *, limit: int = LISTED_MOST) -> list[OrderView]:
    """The orders that were placed under these ids, newest first."""
    return await orders_from(await _OF_PEOPLE.rows(ids, limit))
