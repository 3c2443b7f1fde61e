"""Whose an order is, for staff who know its number."""

import re

from models.db import Statement
from models.orders.rules import order_number

_WHOSE = Statement('select "contact_id" from "shop_order" where "number" = ?')
_WRITTEN = re.compile(r"ORD[\s\-./]*([0-9]{4})[\s\-./]*([0-9]{1,6})")


def read_number(text: str) -> str | None:
    """An order's number as receipts bear it, from how people write it (ord 2026 123), or None."""
    parts = _WRITTEN.fullmatch(text.strip().upper())
    return order_number(int(parts[1]), int(parts[2])) if parts else None


async def whose(number: str) -> int | None:
    """The contact who ordered; None when there is no such order or nobody knows who bought."""
    rows = await _WHOSE.rows(number)
    return (rows[0]["contact_id"] or None) if rows else None
