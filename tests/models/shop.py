"""A small shop for the tests of parts and orders: every verb in a transaction of its own."""

from dataclasses import dataclass
from typing import Any

from models.catalogue import spare_parts, stock, wishes
from models.catalogue.spare_parts import NewPart, Wording
from models.db import transaction
from models.orders import audit, basket, placing, services, serving
from models.orders.rules import Item

ANI, BUDI = 101, 102
SARI = 11
OIL, PLUG, TYRE = "OLI-10W40", "BUSI-STD", "BAN-DPN"
PARTS = [
    NewPart(OIL, Wording("Oli mesin", "Engine oil", "botol", ["oli"], ["oli matic"]), 58_000, 20),
    NewPart(PLUG, Wording("Busi standar", "Standard spark plug", "buah", ["busi"]), 16_000, 100),
    NewPart(TYRE, Wording("Ban luar depan", "Front tyre", "buah", fits=["Vario"]), 185_000, 0),
]


@dataclass
class Shop:
    clock: Any
    new_id: Any
    keys: int = 0

    @property
    def now(self):
        return {"at_ms": self.clock.ms, "new_id": self.new_id}

    async def open(self):
        async with transaction():
            await spare_parts.add(PARTS, **self.now)
        return self

    async def add(self, *items, who=ANI):
        async with transaction():
            wanted = [Item(*item) for item in items]
            return await basket.add(wanted, contact_id=who, **self.now)

    async def basket(self, who=ANI):
        return await basket.basket_of(who)

    async def drop(self, who=ANI):
        async with transaction():
            await basket.drop(contact_id=who, **self.now)

    async def take_out(self, sku, who=ANI):
        async with transaction():
            return await basket.take_out(sku, contact_id=who, **self.now)

    async def lapse(self):
        async with transaction():
            return await basket.lapse(**self.now)

    async def place(self, who=ANI, key=None):
        self.keys += 1
        async with transaction():
            return await placing.place(
                contact_id=who, client_key=key or f"key-{self.keys}", **self.now
            )

    async def order(self, *items, who=ANI, key=None):
        await self.add(*items, who=who)
        return (await self.place(who, key)).order

    async def cancel(self, number, who=ANI):
        async with transaction():
            return await services.cancel(number, contact_id=who, **self.now)

    async def mine(self, who=ANI):
        return await services.mine(contact_id=who, at_ms=self.clock.ms)

    async def serve(self, verb, *arguments):
        async with transaction():
            return await getattr(serving, verb)(*arguments, staff_id=SARI, **self.now)

    async def sell(self, *items, key="till-1"):
        async with transaction():
            wanted = [Item(*item) for item in items]
            return await serving.sell(wanted, staff_id=SARI, client_key=key, **self.now)

    async def set_price(self, sku, price_idr):
        async with transaction():
            await spare_parts.set_price(sku, price_idr, staff_id=SARI, **self.now)

    async def withdraw(self, sku):
        async with transaction():
            await spare_parts.withdraw(sku, at_ms=self.clock.ms)

    async def receive(self, sku, pieces):
        async with transaction():
            await stock.receive(sku, pieces, staff_id=SARI, **self.now)

    async def count(self, sku, free):
        async with transaction():
            await stock.count(sku, free, staff_id=SARI, **self.now)

    async def wish(self, sku, who=ANI):
        async with transaction():
            return await wishes.tell_when_back(sku, contact_id=who, **self.now)

    async def come_true(self):
        async with transaction():
            return await wishes.come_true()

    async def free(self, sku=OIL):
        """Free pieces, once it is sure that the books agree."""
        assert await audit.wrong_stock() == []
        return (await spare_parts.by_skus([sku]))[sku].on_hand
