"""Ordering in the real office while prices, stock and the catalogue change under the basket."""

import pytest

from models.catalogue import spare_parts, stock
from models.db import transaction
from models.orders.audit import wrong_stock
from tests.server.office import SmallOffice


@pytest.fixture
async def shop(furnished, clock, new_id):
    office = SmallOffice(clock, new_id)
    office.lanes.start()
    yield office
    await office.lanes.stop()
    assert await wrong_stock() == []


async def _said(office, text, **how):
    settled = await office.hear(text, **how)
    return "\n".join(reply.text for reply in settled.replies)


def _now(office):
    return {"at_ms": int(office.clock.now().timestamp() * 1000), "new_id": office.new_id}


async def test_a_price_that_fell_in_between_is_told_and_asked_again(shop):
    assert "Total Rp215.000" in await _said(shop, "PESAN AKI 1")
    async with transaction():
        await spare_parts.set_price("AKI-5AH", 200_000, **_now(shop))

    told = await _said(shop, "ya")
    assert "belum kami pesan" in told
    assert "Total Rp200.000" in told
    assert "ORD-2026-000001" in await _said(shop, "ya")


async def test_a_part_withdrawn_from_a_basket_is_told_and_the_rest_is_ordered(shop):
    await _said(shop, "PESAN AKI 1, BUSI-STD 2")
    shop.clock.advance(3600)
    async with transaction():
        await spare_parts.withdraw("AKI-5AH", at_ms=_now(shop)["at_ms"])

    told = await _said(shop, "ya")
    assert "Aki kering motor 12V 5Ah tidak dijual lagi" in told
    assert "Total Rp32.000" in told
    assert "ORD-2026-000001" in await _said(shop, "ya")


async def test_a_part_withdrawn_from_a_list_cannot_be_picked(shop):
    await _said(shop, "PESAN BUSI 2")
    async with transaction():
        await spare_parts.withdraw("BUSI-STD", at_ms=_now(shop)["at_ms"])

    told = await _said(shop, "2")
    assert "tidak menjual Busi standar" in told


async def test_stock_that_is_gone_when_placing_cuts_the_basket(shop):
    await _said(shop, "PESAN SHOCK-BLK 3")
    shop.clock.advance(3600)
    await _said(shop, "PESAN SHOCK-BLK 2", address="visitor-2")
    await _said(shop, "ya", address="visitor-2")

    told = await _said(shop, "ya")
    assert "Shockbreaker belakang 1/3" in told
    assert "Total Rp310.000" in told
    assert "ORD-" in await _said(shop, "ya")


async def test_a_basket_of_which_nothing_is_left_ends_in_words(shop):
    await _said(shop, "PESAN SHOCK-BLK 3")
    shop.clock.advance(3600)
    await _said(shop, "PESAN SHOCK-BLK 3", address="visitor-2")
    await _said(shop, "ya", address="visitor-2")

    told = await _said(shop, "ya")
    assert "Shockbreaker belakang 0/3" in told
    assert "Keranjang Anda kosong" in told


async def test_an_order_of_somebody_else_is_like_none(shop):
    await _said(shop, "PESAN AKI 1")
    await _said(shop, "ya")

    other = await _said(shop, "PESANAN ORD-2026-000001", address="visitor-2")
    none = await _said(shop, "PESANAN ORD-2026-000099", address="visitor-2")
    assert other == none
    assert "Tidak ada pesanan Anda" in other


async def test_more_than_an_order_may_hold_leaves_the_basket_as_it_was(shop):
    await _said(shop, "PESAN BUSI-STD 90")

    told = await _said(shop, "PESAN BUSI-STD 20")
    assert "paling banyak 99" in told
    assert "90 x Busi standar" in told


async def test_a_part_is_known_by_a_name_that_it_was_given_a_moment_ago(shop):
    assert "tidak" in (await _said(shop, "HARGA piston")).lower()
    wording = spare_parts.Wording("Piston kit", "Piston kit", "set", ["piston"])
    async with transaction():
        await spare_parts.add([spare_parts.NewPart("PISTON", wording, 99_000)], **_now(shop))
    shop.clock.advance(2)
    await _said(shop, "halo")
    await shop.talk.words.renewed()

    assert "Piston kit: Rp99.000" in await _said(shop, "HARGA PISTON")


async def test_counted_stock_is_told_at_once(shop):
    async with transaction():
        await stock.receive("KAMPAS-BLK", 4, staff_id=None, **_now(shop))

    assert "4 set" in await _said(shop, "STOK KAMPAS-BLK")


async def test_a_part_is_taken_out_again_and_the_basket_shown(shop):
    await _said(shop, "PESAN AKI 1, BUSI-STD 2")

    told = await _said(shop, "hapus busi")
    assert "Busi" not in told
    assert "Total Rp215.000" in told
    assert "Keranjang Anda kosong" in await _said(shop, "tanpa aki")


async def test_a_part_that_is_not_in_the_basket_is_not_taken_out(shop):
    await _said(shop, "PESAN AKI 1")

    assert "Total Rp215.000" in await _said(shop, "hapus oli")


async def test_a_basket_stays_when_the_talk_is_left(shop):
    await _said(shop, "PESAN AKI 1")
    await _said(shop, "MENU")

    assert "Total Rp215.000" in await _said(shop, "keranjang")
    assert "keranjang dikosongkan" in await _said(shop, "BATAL")


async def test_words_of_giving_up_beside_an_order_ask_whether_to_cancel_it(shop):
    await _said(shop, "PESAN AKI 1")
    await _said(shop, "ya")
    await _said(shop, "PESANAN")

    assert "dibatalkan?" in await _said(shop, "batalin pesanan itu dong")
    assert "dibatalkan" in await _said(shop, "ya")


async def test_orders_that_wait_for_staff_have_a_limit(shop):
    for _ in range(5):
        await _said(shop, "PESAN BUSI-STD 1")
        await _said(shop, "ya")
    await _said(shop, "PESAN BUSI-STD 1")

    assert "5 pesanan Anda masih menunggu" in await _said(shop, "ya")


async def test_a_price_that_rose_while_its_stock_is_held_is_told_and_not_charged(shop):
    await _said(shop, "PESAN AKI 1")
    async with transaction():
        await spare_parts.set_price("AKI-5AH", 300_000, **_now(shop))

    told = await _said(shop, "PESAN BUSI-STD 1")
    assert "Rp215.000 -> Rp300.000 (Anda tetap Rp215.000)" in told
    assert "Total Rp231.000" in told
    assert "ORD-2026-000001" in await _said(shop, "ya")
