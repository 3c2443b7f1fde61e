"""Two hundred at once for twenty pieces: nothing below zero, nothing twice, and holds return."""

import asyncio
import random

import pytest

from models.catalogue.spare_parts import by_skus
from models.orders import audit
from models.orders.basket import ShortError
from models.orders.placing import EmptyBasketError, Placed
from models.orders.rules import HOLD_SECONDS, TooManyError
from models.orders.services import OrderNotFoundError
from models.orders.steps import StageError
from tests.models.either import database  # noqa: F401
from tests.models.shop import OIL, PLUG, Shop

CUSTOMERS = 200


@pytest.fixture
async def shop(database, clock, new_id):  # noqa: F811
    return await Shop(clock, new_id).open()


async def test_two_hundred_orders_for_twenty_pieces_give_exactly_twenty(shop):
    async def customer(who):
        try:
            return await shop.order((OIL, 1), who=who, key=f"key-{who}")
        except ShortError:
            return None

    orders = await asyncio.gather(*map(customer, range(1, CUSTOMERS + 1)))

    placed = [order for order in orders if order]
    assert len(placed) == 20
    assert len({order.number for order in placed}) == 20
    assert await shop.free() == 0
    assert sum(row["qty"] for row in await audit.orders() if row["active"]) == 20


async def test_the_same_request_two_hundred_times_is_one_order(shop):
    await shop.add((OIL, 3), who=1)
    results = await asyncio.gather(*[shop.place(1, "same") for _ in range(CUSTOMERS)])

    assert all(isinstance(result, Placed) for result in results)
    assert len({result.order.number for result in results}) == 1
    assert await shop.free() == 17


async def test_the_counter_and_the_chat_share_the_last_pieces(shop):
    async def buyer(n):
        try:
            if n % 2:
                return await shop.sell((OIL, 1), (PLUG, 1), key=f"till-{n}")
            return await shop.order((PLUG, 1), (OIL, 1), who=n + 1)
        except ShortError:
            return None

    orders = await asyncio.gather(*map(buyer, range(CUSTOMERS)))

    assert len([order for order in orders if order]) == 20
    assert (await shop.free(OIL), await shop.free(PLUG)) == (0, 80)


async def test_held_pieces_that_return_are_sold_again(shop, clock):
    async def hold(who):
        try:
            await shop.add((OIL, 1), who=who)
        except ShortError:
            return 0
        return 1

    assert sum(await asyncio.gather(*map(hold, range(1, CUSTOMERS + 1)))) == 20
    clock.advance(HOLD_SECONDS + 1)
    later = range(CUSTOMERS + 1, 2 * CUSTOMERS + 1)
    assert sum(await asyncio.gather(*map(hold, later))) == 20
    clock.advance(HOLD_SECONDS + 1)
    lapsed = await asyncio.gather(shop.lapse(), shop.lapse(), shop.lapse())

    assert sum(map(len, lapsed)) == 20
    assert await shop.free() == 20


async def test_whatever_people_do_at_once_the_books_agree(shop, clock):
    random.seed(7)

    async def somebody(who):
        for _ in range(8):
            await asyncio.sleep(0)
            try:
                await something(who)
            except (ShortError, EmptyBasketError, TooManyError, StageError, OrderNotFoundError):
                continue

    async def something(who):
        match random.randrange(7):
            case 0 | 1:
                await shop.add((OIL, random.randint(1, 4)), (PLUG, 1), who=who)
            case 2 | 3:
                await shop.place(who)
            case 4:
                await shop.cancel(f"ORD-2026-{random.randint(1, 20):06}", who=who)
            case 5:
                await shop.drop(who)
            case _:
                number = f"ORD-2026-{random.randint(1, 20):06}"
                verb = random.choice(["confirm", "ready", "collected"])
                await shop.serve(verb, number)

    await asyncio.gather(*map(somebody, range(1, 31)))

    assert 0 <= await shop.free(OIL) <= 20
    held = sum(row["qty"] for row in await audit.orders() if row["active"] and row["sku"] == OIL)
    assert held == 20 - (await by_skus([OIL]))[OIL].on_hand
