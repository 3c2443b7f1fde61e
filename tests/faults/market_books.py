"""The audit of the market: while it goes on, and of every customer's own book afterwards."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.db import Statement, transaction
from models.orders import basket
from models.orders.audit import stock, wrong_stock
from models.queues import holds
from models.queues.audit import discrepancies
from models.terms.ids import IdMaker
from tests.faults.market import Customer

LOOK_EVERY_SECONDS = 0.05
A_WHILE_MS = 40 * 60 * 1000
"""Longer than anything is held; a hold of more than an hour counts as one of a wrong clock."""
_TICKETS = Statement(
    'select "contact_id", "prefix", "number", "day", "seat" is not null as "is_active" '
    'from "queue_ticket" where "key" not like \'demo-%\''
)
_ORDERS = Statement(
    'select "contact_id", "number", "stage" from "shop_order" where "number" is not null'
)
_HELD = Statement('select count(*) as "n" from "queue_hold"')
_BASKETS = Statement(
    'select count(*) as "n" from "order_line" l join "shop_order" o on o."id" = l."order_id" '
    'where o."stage" = \'basket\' and l."held" > 0'
)


@dataclass
class Auditor:
    """Looks again and again while everybody is at it."""

    found: list[str] = field(default_factory=list)
    looks: int = 0

    async def watch(self, is_over: asyncio.Event) -> None:
        while not is_over.is_set():
            self.found += await discrepancies()
            self.found += [f"stock of {sku}" for sku in await wrong_stock()]
            self.found += [
                f"{part['sku']}: {part['on_hand']} on hand"
                for part in await stock()
                if not 0 <= part["on_hand"] <= part["initial"]  # type: ignore[operator]
            ]
            self.looks += 1
            await asyncio.sleep(LOOK_EVERY_SECONDS)


async def return_holds(at_ms: int, new_id: IdMaker) -> list[str]:
    """A while later nothing is held for anybody any more; what still is."""
    async with transaction():
        await holds.release_expired(at_ms + A_WHILE_MS)
        while await basket.lapse(at_ms=at_ms + A_WHILE_MS, new_id=new_id):
            pass
    held, baskets = (await _HELD.rows())[0]["n"], (await _BASKETS.rows())[0]["n"]
    return [f"{held} places and {baskets} baskets are held for ever"] * bool(held or baskets)


async def breaches(customers: Sequence[tuple[int, Customer]], sales: dict[str, str]) -> list[str]:
    """Where a customer's book, by contact, and the office's differ."""
    tickets = [dict(row) for row in await _TICKETS.rows()]
    orders = [dict(row) for row in await _ORDERS.rows()]
    found = []
    for contact_id, customer in customers:
        active = {
            f"{row['prefix']}-{row['number']:03}"
            for row in tickets
            if row["contact_id"] == contact_id and row["is_active"]
        }
        if active != ({customer.ticket} if customer.ticket else set()):
            found.append(f"TICKET {contact_id}: was told {customer.ticket}, stored are {active}")
        stored = {row["number"]: row["stage"] for row in orders if row["contact_id"] == contact_id}
        if set(stored) != customer.orders:
            found.append(f"ORDERS {contact_id}: was told {customer.orders}, stored {stored}")
        kept = {number for number, stage in stored.items() if stage == "cancelled"}
        if kept != customer.given_up:
            found.append(f"CANCELLED {contact_id}: was told {customer.given_up}, stored {kept}")
    told = Counter(number for _, each in customers for number in each.orders)
    told.update(sales.values())
    found += [
        f"NUMBER {number} was told {times} times" for number, times in told.items() if times > 1
    ]
    shown = Counter(number for _, each in customers for number in each.numbers)
    return found + [f"TICKET {each} was two people's" for each, n in shown.items() if n > 1]
