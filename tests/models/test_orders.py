"""Orders: what a basket holds, what becomes of it, and what never happens to the stock."""

import pytest
from tortoise.exceptions import IntegrityError, OperationalError

from models.catalogue.spare_parts import UnknownPartError
from models.db import Statement, transaction
from models.orders import audit, serving
from models.orders.basket import ShortError
from models.orders.placing import Cut, EmptyBasketError, Placed, Repriced, Short
from models.orders.rules import (
    HOLD_SECONDS,
    LINES_AT_MOST,
    PIECES_AT_MOST,
    WAITING_AT_MOST,
    Item,
    OrderStage,
    QuantityError,
    TooManyError,
    gathered,
    read_item,
    read_order_number,
    year_of,
)
from models.orders.services import OrderNotFoundError
from models.orders.steps import StageError, history
from tests.models.either import database  # noqa: F401
from tests.models.shop import ANI, BUDI, OIL, PLUG, SARI, TYRE, Shop

HOLD_MORE = Statement('update "order_line" set "held" = "held" + 1')


@pytest.fixture
async def shop(database, clock, new_id):  # noqa: F811
    return await Shop(clock, new_id).open()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("OLI-10W40:2", Item(OIL, 2)),
        ("OLI-10W40", Item(OIL, 1)),
        ("OLI-10W40:", Item(OIL, 1)),
        ("OLI-10W40: 007", Item(OIL, 7)),
        ("OLI-10W40:2.5", QuantityError),
        ("OLI-10W40:-1", QuantityError),
        ("OLI-10W40:dua", QuantityError),
        ("OLI-10W40:²", QuantityError),
        ("OLI-10W40:1000000000", TooManyError),
        ("OLI-10W40:" + "9" * 5000, TooManyError),
    ],
)
def test_an_item_is_read_or_refused(text, read):
    if isinstance(read, Item):
        assert read_item(text) == read
        return
    with pytest.raises(read):
        read_item(text)


def test_the_same_part_twice_is_one_line():
    assert gathered([Item("B", 1), Item("A", 2), Item("B", 3)]) == [Item("B", 4), Item("A", 2)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (" ord-2026-000123 ", "ORD-2026-000123"),
        ("ORD-2026-1", None),
        ("LKT-2026-000123", None),
        ("ORD-2026-000123\n;", None),
        ("", None),
        ("ORD-٢٠٢٦-000123", None),
    ],
)
def test_an_order_number_is_read_or_refused(text, number):
    assert read_order_number(text) == number


def test_the_year_of_an_order_is_the_shops():
    assert year_of(1_798_736_400_000) == 2027  # 2026-12-31T17:00:00Z


async def test_a_basket_gathers_parts_and_holds_them(shop, clock):
    await shop.add((OIL, 2))
    basket = await shop.add((PLUG, 4), ("oli-10w40", 1))

    assert [(line.sku, line.quantity, line.held) for line in basket.lines] == [
        (OIL, 3, 3),
        (PLUG, 4, 4),
    ]
    assert basket.total_idr == 3 * 58_000 + 4 * 16_000
    assert basket.held_until_ms == clock.ms + HOLD_SECONDS * 1000
    assert (await shop.free(OIL), await shop.free(PLUG)) == (17, 96)


@pytest.mark.parametrize(
    ("items", "error"),
    [
        ([(OIL, 0)], QuantityError),
        ([(OIL, -1)], QuantityError),
        ([(PLUG, 1), (OIL, 10**9)], TooManyError),
        ([(OIL, PIECES_AT_MOST + 1)], TooManyError),
        ([(f"X-{n}", 1) for n in range(LINES_AT_MOST + 1)], TooManyError),
        ([(PLUG, 1), ("NONE-1", 1)], UnknownPartError),
        ([(PLUG, 1), ("X\x00", 1)], UnknownPartError),
        ([(OIL, 1), (TYRE, 1)], ShortError),
        ([(PLUG, 1), (OIL, 21)], ShortError),
    ],
)
async def test_what_cannot_be_added_leaves_everything_as_it_was(shop, items, error):
    await shop.add((PLUG, 1))
    with pytest.raises(error):
        await shop.add(*items)

    assert [(line.sku, line.quantity) for line in (await shop.basket()).lines] == [(PLUG, 1)]
    assert (await shop.free(OIL), await shop.free(PLUG)) == (20, 99)


async def test_many_small_additions_meet_the_same_limit(shop):
    await shop.add((PLUG, PIECES_AT_MOST))
    with pytest.raises(TooManyError):
        await shop.add((PLUG, 1))


async def test_a_short_part_says_what_there_is(shop):
    with pytest.raises(ShortError) as short:
        await shop.add((OIL, 21))

    assert (short.value.part.on_hand, short.value.wanted) == (20, 21)


async def test_a_part_is_taken_out_and_a_basket_dropped(shop):
    await shop.add((OIL, 2), (PLUG, 4))
    left = await shop.take_out("oli-10w40")
    with pytest.raises(UnknownPartError):
        await shop.take_out(OIL)
    await shop.drop()
    await shop.drop()

    assert [line.sku for line in left.lines] == [PLUG]
    assert await shop.basket() is None
    assert (await shop.free(OIL), await shop.free(PLUG)) == (20, 100)


async def test_placing_makes_a_numbered_order_and_empties_the_basket(shop):
    first = await shop.order((OIL, 2), (PLUG, 1))
    second = await shop.order((OIL, 1), who=BUDI)

    assert (first.number, second.number) == ("ORD-2026-000001", "ORD-2026-000002")
    assert (first.stage, first.total_idr) == (OrderStage.PLACED, 132_000)
    assert await shop.basket() is None
    assert await shop.free() == 17


async def test_the_same_key_is_the_same_order(shop):
    order = await shop.order((OIL, 2), key="one")
    await shop.add((PLUG, 1))
    again = await shop.place(key="one")
    other = await shop.order((OIL, 1), who=BUDI, key="one")

    assert again == Placed(order)
    assert other.number != order.number
    assert [line.sku for line in (await shop.basket()).lines] == [PLUG]


async def test_nothing_is_placed_without_a_basket(shop):
    with pytest.raises(EmptyBasketError):
        await shop.place()
    await shop.add((OIL, 1))
    await shop.take_out(OIL)
    with pytest.raises(EmptyBasketError):
        await shop.place()


async def test_one_contact_may_not_fill_the_desk(shop):
    for _ in range(WAITING_AT_MOST):
        await shop.order((OIL, 1))
    await shop.add((OIL, 1))
    with pytest.raises(TooManyError):
        await shop.place()


@pytest.mark.parametrize(("now_idr", "pays_idr"), [(60_000, 58_000), (50_000, 50_000)])
async def test_a_changed_price_is_told_once_and_never_costs_more_while_held(
    shop, now_idr, pays_idr
):
    await shop.add((OIL, 2))
    await shop.set_price(OIL, now_idr)
    told = await shop.place()
    placed = await shop.place()

    assert isinstance(told, Repriced)
    [change] = told.basket.changes
    assert (change.before_idr, change.now_idr, change.pays_idr) == (58_000, now_idr, pays_idr)
    assert placed.order.total_idr == told.basket.total_idr == 2 * pays_idr


async def test_a_price_is_kept_no_longer_than_the_stock(shop, clock):
    await shop.add((OIL, 2))
    clock.advance(HOLD_SECONDS + 1)
    await shop.lapse()
    await shop.set_price(OIL, 60_000)

    assert isinstance(await shop.place(), Repriced)
    assert (await shop.place()).order.total_idr == 120_000


async def test_a_price_that_changes_after_placing_changes_nothing(shop):
    order = await shop.order((OIL, 2))
    await shop.set_price(OIL, 60_000)
    await shop.serve("confirm_part", order.number, {OIL: 1})

    assert [mine.total_idr for mine in await shop.mine()] == [58_000]


async def test_held_stock_returns_by_time_and_the_basket_stays_a_day(shop, clock):
    await shop.add((OIL, 20))
    assert await shop.lapse() == []
    clock.advance(HOLD_SECONDS)
    [lapsed] = await shop.lapse()
    basket = await shop.basket()
    clock.advance(24 * 3600)
    await shop.lapse()

    assert lapsed.contact_id == ANI
    assert (basket.held_until_ms, basket.lines[0].held, basket.lines[0].quantity) == (None, 0, 20)
    assert await shop.basket() is None
    assert await shop.free() == 20


async def test_who_comes_after_the_time_gets_held_stock_without_any_job(shop, clock):
    await shop.add((OIL, 20))
    clock.advance(HOLD_SECONDS + 1)
    await shop.add((OIL, 15), who=BUDI)
    result = await shop.place()

    assert isinstance(result, Short)
    assert result.cuts == [Cut(OIL, "Oli mesin", "Engine oil", 20, 5)]
    assert (await shop.place()).order.total_idr == 5 * 58_000
    assert await shop.free() == 0


async def test_adding_to_a_lapsed_line_holds_all_of_it(shop, clock):
    await shop.add((OIL, 3))
    clock.advance(HOLD_SECONDS + 1)
    await shop.lapse()
    await shop.set_price(OIL, 60_000)
    basket = await shop.add((OIL, 2))

    assert (basket.lines[0].held, basket.total_idr) == (5, 300_000)
    assert await shop.free() == 15


async def test_a_part_withdrawn_while_in_a_basket_is_taken_out_and_told(shop):
    await shop.add((OIL, 2), (PLUG, 1))
    await shop.withdraw(OIL)
    short = await shop.place()

    assert short.cuts == [Cut(OIL, "Oli mesin", "Engine oil", 2, 0, is_withdrawn=True)]
    assert [line.sku for line in short.basket.lines] == [PLUG]
    assert (await shop.place()).order.total_idr == 16_000
    assert await shop.free() == 20


async def test_a_basket_of_withdrawn_parts_is_empty(shop):
    await shop.add((OIL, 2))
    await shop.withdraw(OIL)

    assert (await shop.place()).basket is None
    with pytest.raises(EmptyBasketError):
        await shop.place()


async def test_a_cancelled_order_gives_its_stock_back_once(shop):
    order = await shop.order((OIL, 5))
    await shop.serve("confirm", order.number)
    first = await shop.cancel(order.number.lower())
    again = await shop.cancel(order.number)

    assert first.stage is again.stage is OrderStage.CANCELLED
    assert await shop.free() == 20


@pytest.mark.parametrize("number", ["ORD-2026-000001", "ORD-2026-999999", "", "x\x00", "9" * 5000])
async def test_another_contacts_order_is_answered_like_none(shop, number):
    await shop.order((OIL, 5))
    with pytest.raises(OrderNotFoundError):
        await shop.cancel(number, who=BUDI)

    assert await shop.mine(BUDI) == []
    assert await shop.free() == 15


async def test_an_order_walks_to_the_counter_and_each_step_is_kept(shop):
    order = await shop.order((OIL, 5))
    for verb in ("confirm", "ready", "collected"):
        done = await shop.serve(verb, order.number)
    with pytest.raises(StageError):
        await shop.cancel(order.number)

    assert done.stage is OrderStage.COLLECTED
    assert [(stage.value, who) for stage, _, who in await history(order.id)] == [
        ("placed", None),
        ("confirmed", SARI),
        ("ready", SARI),
        ("collected", SARI),
    ]
    assert await shop.free() == 15


async def test_a_part_confirmation_frees_the_rest(shop):
    order = await shop.order((OIL, 5), (PLUG, 2))
    done = await shop.serve("confirm_part", order.number, {"oli-10w40": 3})

    assert (done.stage, done.total_idr) == (OrderStage.PART_CONFIRMED, 3 * 58_000 + 2 * 16_000)
    assert [(line.quantity, line.granted, line.held) for line in done.lines] == [
        (5, 3, 3),
        (2, 2, 2),
    ]
    assert await shop.free() == 17


@pytest.mark.parametrize(
    ("pieces", "error"),
    [
        ({OIL: 6}, QuantityError),
        ({OIL: -1}, QuantityError),
        ({OIL: 0}, QuantityError),
        ({PLUG: 1}, UnknownPartError),
    ],
)
async def test_a_part_confirmation_gives_no_more_than_was_asked(shop, pieces, error):
    order = await shop.order((OIL, 5))
    with pytest.raises(error):
        await shop.serve("confirm_part", order.number, pieces)

    assert (await serving.find(order.number)).stage is OrderStage.PLACED
    assert await shop.free() == 15


async def test_a_declined_order_says_why_and_frees_its_stock(shop):
    order = await shop.order((OIL, 5))
    await shop.serve("decline", order.number, "  salah\nharga " + "x" * 500)

    [told] = await shop.mine()
    assert (told.stage, told.reason[:13], len(told.reason)) == (
        OrderStage.DECLINED,
        "salah harga x",
        200,
    )
    assert await shop.free() == 20
    with pytest.raises(StageError):
        await shop.serve("confirm", order.number)


@pytest.mark.parametrize("verb", ["confirm", "ready", "collected"])
async def test_no_verb_finds_an_order_that_is_none(shop, verb):
    with pytest.raises(OrderNotFoundError):
        await shop.serve(verb, "ORD-2026-000009")


async def test_the_counter_sells_from_the_same_stock_once_a_key(shop):
    await shop.order((OIL, 15))
    sold = await shop.sell((OIL, 3))
    again = await shop.sell((OIL, 3))
    with pytest.raises(ShortError):
        await shop.sell((PLUG, 1), (OIL, 3), key="till-2")

    assert sold == again
    assert (sold.stage, sold.total_idr) == (OrderStage.COLLECTED, 174_000)
    assert (await shop.free(OIL), await shop.free(PLUG)) == (2, 100)


async def test_staff_see_the_longest_waiting_first(shop, clock):
    first = await shop.order((OIL, 1))
    clock.advance(60)
    second = await shop.order((OIL, 1), who=BUDI)

    waiting = await serving.in_stages([OrderStage.PLACED])
    assert [order.number for order in waiting] == [first.number, second.number]


async def test_old_orders_are_told_no_more_and_open_ones_always(shop, clock):
    done = await shop.order((OIL, 1))
    await shop.cancel(done.number)
    open_one = await shop.order((OIL, 1))
    clock.advance(31 * 24 * 3600)

    assert [order.number for order in await shop.mine()] == [open_one.number]


async def test_the_database_itself_refuses_to_hold_more_than_is_granted(shop):
    await shop.order((OIL, 5))
    with pytest.raises((IntegrityError, OperationalError)):
        async with transaction():
            await HOLD_MORE.run()


async def test_the_audit_adds_up(shop):
    await shop.order((OIL, 5), key="one")
    cancelled = await shop.order((OIL, 1), key="two")
    await shop.cancel(cancelled.number)
    await shop.add((PLUG, 2), who=BUDI)

    rows = await audit.orders()
    assert [(row["key"], row["sku"], row["qty"], row["active"]) for row in rows] == [
        ("one", OIL, 5, True),
        ("two", OIL, 1, False),
        (None, PLUG, 2, True),
    ]
    assert await audit.stock() == [
        {"sku": TYRE, "initial": 0, "on_hand": 0},
        {"sku": PLUG, "initial": 100, "on_hand": 98},
        {"sku": OIL, "initial": 20, "on_hand": 15},
    ]
    assert await audit.wrong_stock() == []
