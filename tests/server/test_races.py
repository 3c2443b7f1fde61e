"""Many people at the same moment, through whole turns: nothing is given away twice."""

import asyncio
import os

import pytest

from models.catalogue import stock
from models.db import transaction
from models.orders import audit as orders
from models.queues import audit as queues
from models.queues.keeping import set_capacity
from tests.models.either import furnished  # noqa: F401
from tests.server.office import SmallOffice

PEOPLE, PLACES = int(os.environ.get("LOKET_RACERS", "250")), 10
"""`make soak-races` sends a thousand."""
BUYERS, PIECES = 200, 20
PART = "OLI-GARDAN"


@pytest.fixture
async def office(furnished, clock, new_id):  # noqa: F811
    small = SmallOffice(clock, new_id)
    small.lanes.start()
    yield small
    await small.lanes.stop()


async def everybody(office, count, *texts):
    """So many people say these, each in order, all at once; what was last said to each."""
    last = []
    for text in texts:
        all_of_them = (office.submit(text, address=f"visitor-{n}") for n in range(count))
        last = await asyncio.gather(*all_of_them)
    return [settled.replies[-1].text for settled in last]


async def test_a_time_is_given_to_as_many_as_it_has_places(office, new_id):
    nine = {"day": "2026-11-24", "time": "09:00"}
    async with transaction():
        await set_capacity("ktp", **nine, capacity=PLACES, new_id=new_id)
    told = await everybody(office, PEOPLE, "ANTRI KTP BESOK JAM 9", "1")

    assert sum("A-0" in words for words in told) == PLACES
    given = [each for each in await queues.bookings() if not each["key"].startswith("demo-")]
    assert sum(each["active"] for each in given) == PLACES
    assert await queues.discrepancies() == []


async def test_stock_is_sold_to_the_last_piece_and_no_further(office, clock, new_id):
    async with transaction():
        await stock.count(PART, PIECES, staff_id=None, at_ms=clock.ms, new_id=new_id)
    told = await everybody(office, BUYERS, f"PESAN {PART} 1", "1")

    (row,) = [row for row in await orders.stock() if row["sku"] == PART]
    placed = [order for order in await orders.orders() if order["sku"] == PART and order["active"]]
    assert sum("ORD-2026-0" in words for words in told) == PIECES
    assert sum(order["qty"] for order in placed) == PIECES
    assert row["on_hand"] == 0
    assert await orders.wrong_stock() == []
