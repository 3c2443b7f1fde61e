"""The hall of the market: few places, few pieces, and staff who sell and serve in it."""

import asyncio
import itertools
import random
from collections import Counter
from dataclasses import dataclass, field

from models.catalogue import stock
from models.db import DatabaseUnavailableError, DeadlockError, Statement, transaction
from models.orders import serving
from models.orders.basket import ShortError
from models.orders.rules import Item, OrderStage
from models.orders.steps import StageError
from models.queues.keeping import set_plan
from models.queues.rules import Planned
from models.terms.ids import IdMaker
from server.demo.world import furnish
from tests.faults.busy_office import SECRET, GallopClock
from tests.faults.market import PARTS, TIMES

PLACES_EACH = 2
DAYS_AHEAD = 3
QUOTA = 5
"""Fewer than the places of a day, so that both limits are met."""
PIECES = 4
SARI = 11
PAUSE_SECONDS = 0.02
_QUOTA = Statement(
    'update "queue_service" set "quota_per_day" = ?, "days_ahead" = ? where "code" = \'ktp\''
)


async def set_up(clock: GallopClock, new_id: IdMaker) -> None:
    """The demo's office with little left of what people want; on an open, migrated database."""
    await furnish(secret=SECRET.encode(), clock=clock, new_id=new_id)
    plan = [Planned(day, time, PLACES_EACH) for day in range(5) for time in TIMES]
    async with transaction():
        await set_plan("ktp", plan=plan, new_id=new_id)
        await set_quota(QUOTA)
        for sku in PARTS:
            await stock.count(sku, PIECES, staff_id=SARI, at_ms=clock.ms, new_id=new_id)


async def set_quota(quota: int) -> None:
    """So many places a day."""
    await _QUOTA.run(quota, DAYS_AHEAD)


@dataclass
class Till:
    """Sells at the counter, confirms, cuts, declines and hands out, and unpacks a box at times."""

    clock: GallopClock
    new_id: IdMaker
    dice: random.Random
    done: Counter[str]
    sold: dict[str, str] = field(default_factory=dict)
    """Order numbers of sales, by the receipt's key."""
    _keys: "itertools.count[int]" = field(default_factory=itertools.count)

    async def work(self, is_over: asyncio.Event) -> None:
        while not is_over.is_set():
            verb = self.dice.choice(
                (self._sell, self._serve, self._serve, self._serve, self._unpack)
            )
            try:
                async with transaction():
                    did = await verb()
            except (ShortError, StageError) as error:
                did = type(error).__name__
            except DatabaseUnavailableError:
                did = "the database was busy"
            except DeadlockError:
                did = "crossed by another"
            self.done[f"staff: {did}"] += 1
            await asyncio.sleep(PAUSE_SECONDS)

    @property
    def _now(self):  # type: ignore[no-untyped-def]
        return {"staff_id": SARI, "at_ms": self.clock.ms, "new_id": self.new_id}

    async def _sell(self) -> str:
        key = f"receipt-{next(self._keys)}"
        items = [Item(sku, 1) for sku in self.dice.sample(PARTS, self.dice.choice((1, 2)))]
        order = await serving.sell(items, client_key=key, **self._now)
        self.sold[key] = order.number
        return "sold"

    async def _serve(self) -> str:
        stages = (OrderStage.PLACED, OrderStage.CONFIRMED, OrderStage.READY)
        waiting = await serving.in_stages(stages)
        if not waiting:
            return "nothing to serve"
        order = self.dice.choice(waiting)
        verb = self.dice.choice(("confirm", "decline", "decline", "ready", "collected", "cut"))
        if verb == "decline":
            await serving.decline(order.number, reason="", **self._now)
        elif verb == "cut":
            granted = {line.sku: line.granted - 1 for line in order.lines}
            if not any(granted.values()):
                return "nothing to cut"
            await serving.confirm_part(order.number, granted, **self._now)
        else:
            await getattr(serving, verb)(order.number, **self._now)
        return verb

    async def _unpack(self) -> str:
        if self.dice.random() < 0.8:
            return "waited"
        await stock.receive(self.dice.choice(PARTS), 2, **self._now)
        return "unpacked"
