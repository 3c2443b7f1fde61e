"""Spare parts: their words, prices and stock, and who waits for them."""

import time

import pytest
from tortoise.exceptions import IntegrityError, OperationalError

from models.catalogue import spare_parts
from models.catalogue.rules import StockWords, read_sku, stock_words
from models.catalogue.spare_parts import (
    ImpossibleAmountError,
    NewPart,
    PartExistsError,
    PartWords,
    UnknownPartError,
    Wording,
)
from models.catalogue.wishes import WISHES_AT_MOST
from models.db import Statement, transaction
from tests.models.either import database  # noqa: F401
from tests.models.shop import ANI, BUDI, OIL, PLUG, SARI, TYRE, Shop

BREAK = Statement('update "spare_part" set "on_hand" = ? where "sku" = ?')


@pytest.fixture
async def shop(database, clock, new_id):  # noqa: F811
    return await Shop(clock, new_id).open()


@pytest.mark.parametrize(
    ("text", "sku"),
    [
        ("oli-10w40", "OLI-10W40"),
        (" BUSI-STD ", "BUSI-STD"),
        ("A/1.2+3", "A/1.2+3"),
        ("", None),
        ("-A", None),
        ("A B", None),
        ("A'; drop table spare_part", None),
        ("A\x00", None),
        ("٣", None),
        ("A" * 33, None),
        ("A" * 10_000, None),
    ],
)
def test_a_stock_number_is_read_or_refused(text, sku):
    assert read_sku(text) == sku


@pytest.mark.parametrize(
    ("pieces", "word"),
    [(0, StockWords.NONE), (1, StockWords.FEW), (5, StockWords.FEW), (6, StockWords.MANY)],
)
def test_stock_in_a_word(pieces, word):
    assert stock_words(pieces) is word


async def test_a_part_is_found_as_people_write_it_and_a_withdrawn_one_is_not(shop):
    assert (await spare_parts.find(" oli-10w40 ")).price_idr == 58_000

    await shop.withdraw(OIL)
    for sku in (OIL, "NONE-1", "", "A\x00", "9" * 5000):
        with pytest.raises(UnknownPartError):
            await spare_parts.find(sku)


async def test_words_are_given_whole_and_their_number_rises_when_they_change(shop):
    words = await spare_parts.all_parts()
    first = await spare_parts.change_number()
    await shop.set_price(OIL, 60_000)
    same = await spare_parts.change_number()
    async with transaction():
        await spare_parts.word(OIL, Wording("Oli", "Oil", "botol", synonyms=["oli  baru", " "]))
    renamed = await spare_parts.all_parts()
    await shop.withdraw(PLUG)

    assert words[2] == PartWords(OIL, ("Oli mesin", "Engine oil"), ("oli matic",), ("oli",), ())
    assert words[0].fits == ("Vario",)
    assert renamed[2] == PartWords(OIL, ("Oli", "Oil"), ("oli baru",), (), ())
    assert [part.sku for part in await spare_parts.all_parts()] == [TYRE, OIL]
    assert first == same
    assert await spare_parts.change_number() == same + 2


async def test_a_price_keeps_its_history(shop, clock):
    start_ms = clock.ms
    clock.advance(60)
    await shop.set_price(OIL, 60_000)
    await shop.set_price(OIL, 60_000)

    told = [(price.price_idr, price.from_ms, price.staff_id) for price in await prices()]
    assert told == [(58_000, start_ms, None), (60_000, clock.ms, SARI)]


@pytest.mark.parametrize("price", [-1, 10**11])
async def test_an_impossible_price_is_refused(shop, price):
    with pytest.raises(ImpossibleAmountError):
        await shop.set_price(OIL, price)


async def test_a_part_is_entered_once(shop):
    for skus in ([OIL.lower()], ["NEW-1", "new-1"]):
        with pytest.raises(PartExistsError):
            async with transaction():
                await spare_parts.add(
                    [NewPart(sku, Wording("a", "b", "set"), 1) for sku in skus], **shop.now
                )


async def test_a_withdrawn_part_is_sold_again(shop):
    await shop.withdraw(OIL)
    async with transaction():
        await spare_parts.restore(OIL)

    assert (await spare_parts.find(OIL)).on_hand == 20


async def test_stock_comes_in_and_is_counted(shop):
    await shop.receive(OIL, 5)
    await shop.count(OIL, 23)
    await shop.count(OIL, 23)

    assert await shop.free() == 23


async def test_a_count_leaves_what_is_held_alone(shop):
    await shop.add((OIL, 4))
    await shop.count(OIL, 0)
    await shop.drop()

    assert await shop.free() == 4


@pytest.mark.parametrize("pieces", [0, -1, 10**9, 10**30])
async def test_impossible_pieces_do_not_come_in(shop, pieces):
    with pytest.raises(ImpossibleAmountError):
        await shop.receive(OIL, pieces)

    assert await shop.free() == 20


@pytest.mark.parametrize("on_hand", [-1, 21])
async def test_the_database_itself_refuses_impossible_stock(shop, on_hand):
    with pytest.raises((IntegrityError, OperationalError)):
        async with transaction():
            await BREAK.run(on_hand, OIL)

    assert await shop.free() == 20


async def test_who_waits_for_a_part_is_told_once(shop):
    assert await shop.wish(OIL) == 20
    assert await shop.wish(TYRE) == await shop.wish(TYRE) == await shop.wish(TYRE, BUDI) == 0
    assert await shop.come_true() == []
    await shop.receive(TYRE, 1)

    told = await shop.come_true()
    assert [(one.contact_id, one.sku, one.on_hand) for one in told] == [
        (ANI, TYRE, 1),
        (BUDI, TYRE, 1),
    ]
    assert await shop.come_true() == []


async def test_a_withdrawn_part_calls_nobody(shop):
    await shop.wish(TYRE)
    await shop.receive(TYRE, 1)
    await shop.withdraw(TYRE)

    assert await shop.come_true() == []


async def test_the_newest_wishes_of_a_contact_are_kept(shop):
    skus = [f"X-{n}" for n in range(WISHES_AT_MOST + 2)]
    async with transaction():
        await spare_parts.add(
            [NewPart(sku, Wording("x", "x", "set"), 1) for sku in skus], **shop.now
        )
    for sku in skus:
        await shop.wish(sku)
        await shop.receive(sku, 1)

    assert [one.sku for one in await shop.come_true()] == skus[2:]


async def test_five_thousand_parts_load_at_once(shop):
    words = Wording("Kampas rem depan", "Front brake pads", "set", ["kampas"], ["a b", "c d"] * 3)
    async with transaction():
        await spare_parts.add([NewPart(f"P-{n}", words, 1, 1) for n in range(5000)], **shop.now)
    start = time.perf_counter()
    found = await spare_parts.all_parts()

    assert len(found) == 5003
    assert time.perf_counter() - start < 1


async def prices():
    return await spare_parts.prices_of(OIL)
