"""Many people at the same moment, through whole turns: nothing is given away twice."""

import asyncio

from models.catalogue import stock
from models.db import transaction
from models.orders import audit as orders
from models.queues import audit as queues

PEOPLE = 40
PIECES = 20
PART = "OLI-GARDAN"


async def everybody(office, *texts):
    """All people say these, each in order, all at once."""
    for text in texts:
        await asyncio.gather(*(office.submit(text, address=f"visitor-{n}") for n in range(PEOPLE)))


async def last_words(office):
    said = [await office.said(address=f"visitor-{n}") for n in range(PEOPLE)]
    return [lines[-1][1] for lines in said]


async def test_a_time_is_given_to_as_many_as_it_has_places(office):
    await everybody(office, "ANTRI KTP BESOK JAM 9", "1")

    slots = {slot["id"]: slot["capacity"] for slot in await queues.slots()}
    taken = dict.fromkeys(slots, 0)
    for booking in await queues.bookings():
        taken[booking["slot"]] += booking["active"]
    assert all(taken[number] <= capacity for number, capacity in slots.items())
    assert await queues.discrepancies() == []
    booked = [words for words in await last_words(office) if "A-0" in words]
    assert 0 < len(booked) < PEOPLE


async def test_stock_is_sold_to_the_last_piece_and_no_further(office, clock, new_id):
    async with transaction():
        await stock.count(PART, PIECES, staff_id=None, at_ms=clock.ms, new_id=new_id)
    await everybody(office, f"PESAN {PART} 1", "1")

    (row,) = [row for row in await orders.stock() if row["sku"] == PART]
    placed = [order for order in await orders.orders() if order["sku"] == PART and order["active"]]
    assert sum(order["qty"] for order in placed) == PIECES
    assert row["on_hand"] == 0
    assert await orders.wrong_stock() == []
