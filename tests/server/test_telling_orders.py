"""What staff do with an order is told once to whoever ordered, in both languages by both doors."""

import pytest

from models.db import transaction
from models.orders import basket, placing, services, serving
from models.orders.rules import Item
from models.people.services import set_opted_out
from models.terms.segments import Encoding, count_segments
from server.desk.acts import Take
from server.telling import BRIEF_LENGTH, Tell, first_of, shortened
from tests.server.office import SARI

SMS, WEB = ("sms", "+6281200000456"), ("web", "visitor-1")
DOORS = [(*SMS, "id"), (*SMS, "en"), (*WEB, "id"), (*WEB, "en")]
ITEMS = [Item("OLI-GARDAN", 3), Item("BUSI-STD", 2)]
FEWER = {"OLI-GARDAN": 1}
REASON = "Barang dari gudang rusak."
LONG_REASON = (
    "Pemasok kami tidak mengirim barang minggu ini dan kami belum tahu kapan ada lagi, maaf sekali"
)


class Buyer:
    """Somebody who ordered by one door, and staff who see to the order."""

    def __init__(self, office, clock, new_id):
        self.office, self.how = office, {"at_ms": clock.ms, "new_id": new_id}
        self.channel, self.address, self.language = (*SMS, "id")
        self.contact_id = 0
        self.number = ""

    async def order(self, items=ITEMS):
        language = {"id": "BAHASA ID", "en": "LANGUAGE EN"}[self.language]
        await self.office.hear(language, channel=self.channel, address=self.address)
        known = await self.office.conversation(self.channel, self.address)
        self.contact_id = known.contact_id
        async with transaction():
            await basket.add(items, contact_id=known.contact_id, **self.how)
            key = f"key-{self.how['new_id']()}"
            placed = await placing.place(contact_id=known.contact_id, client_key=key, **self.how)
        self.number = placed.order.number
        return self

    async def served(self, verb, *arguments):
        async with transaction():
            await getattr(serving, verb)(self.number, *arguments, staff_id=SARI.id, **self.how)

    async def hears(self):
        """What is told now, with the order's number left open."""
        before = len(self.office.pages)
        await self.office.act(Tell("orders", self.office.talk, "id"))
        told = [m.text for page in self.office.pages[before:] for m in page.messages]
        return [text.replace(self.number, "{}") for text in told]


@pytest.fixture
def buyer(office, clock, new_id):
    return Buyer(office, clock, new_id)


TOLD = {
    "confirm": (
        "Pesanan {} dikonfirmasi, Rp83.000. Kami kabari begitu bisa diambil.",
        "Order {} is confirmed, Rp83.000. We will tell you once it can be collected.",
        (
            "Pesanan {} dikonfirmasi: 3 x Oli gardan matic 120 ml, 2 x Busi standar, "
            "total Rp83.000. Kami kabari begitu bisa diambil."
        ),
        (
            "Your order {} is confirmed: 3 x Scooter gear oil 120 ml, 2 x Standard spark plug, "
            "together Rp83.000. We will tell you once it can be collected."
        ),
    ),
    "confirm_part": (
        (
            "{} dikonfirmasi sebagian, Rp49.000. Tidak ada: 2 x Oli gardan matic 120 ml. "
            "Lihat, batal: PESANAN"
        ),
        (
            "{} confirmed in part, Rp49.000. Not available: 2 x Scooter gear oil 120 ml. "
            "See, cancel: ORDERS"
        ),
        (
            "Pesanan {} dikonfirmasi sebagian. Tidak ada: 2 x Oli gardan matic 120 ml. "
            "Yang kami siapkan: 1 x Oli gardan matic 120 ml, 2 x Busi standar, total Rp49.000. "
            "Tulis PESANAN untuk melihat atau membatalkannya."
        ),
        (
            "Your order {} is confirmed in part. Not available: 2 x Scooter gear oil 120 ml. "
            "You get 1 x Scooter gear oil 120 ml, 2 x Standard spark plug, together Rp49.000. "
            "Write ORDERS to see or cancel it."
        ),
    ),
    "decline": (
        "Maaf, pesanan {} tidak dapat kami penuhi. Alasan: Barang dari gudang rusak",
        "Sorry, we cannot give you order {}. Reason: Barang dari gudang rusak",
        "Maaf, pesanan {} tidak dapat kami penuhi. Alasan: Barang dari gudang rusak.",
        "We are sorry, we cannot give you order {}. Reason: Barang dari gudang rusak.",
    ),
    "ready": (
        "Pesanan {} siap diambil. Bayar Rp83.000.",
        "Order {} is ready to be collected. To be paid: Rp83.000.",
        "Pesanan {} siap diambil: 3 x Oli gardan matic 120 ml, 2 x Busi standar. Bayar Rp83.000.",
        (
            "Order {} is ready to be collected: 3 x Scooter gear oil 120 ml, 2 x Standard "
            "spark plug. To be paid: Rp83.000."
        ),
    ),
    "call_off": (
        "Maaf, pesanan {} harus kami batalkan. Alasan: Barang dari gudang rusak",
        "Sorry, we have to cancel order {}. Reason: Barang dari gudang rusak",
        (
            "Maaf, pesanan {} sudah dikonfirmasi, tetapi harus kami batalkan. "
            "Alasan: Barang dari gudang rusak."
        ),
        (
            "We are sorry, order {} was confirmed, but we have to cancel it. "
            "Reason: Barang dari gudang rusak."
        ),
    ),
}
ACTS = {
    "confirm": ([], ("confirm",)),
    "confirm_part": ([], ("confirm_part", FEWER)),
    "decline": ([], ("decline", REASON)),
    "ready": ([("confirm",)], ("ready",)),
    "call_off": ([("confirm",)], ("decline", REASON)),
}


@pytest.mark.parametrize(("door", "place"), [(door, n) for n, door in enumerate(DOORS)])
@pytest.mark.parametrize("act", ACTS)
async def test_a_step_of_an_order_is_told_once(buyer, act, door, place):
    buyer.channel, buyer.address, buyer.language = door
    await buyer.order()
    before, last = ACTS[act]
    for step in before:
        await buyer.served(*step)
        assert len(await buyer.hears()) == 1
    await buyer.served(*last)

    assert await buyer.hears() == [TOLD[act][place]]
    assert await buyer.hears() == []


async def test_nobody_is_told_what_they_did_themselves(buyer):
    await buyer.order()
    async with transaction():
        await services.cancel(buyer.number, contact_id=buyer.contact_id, **buyer.how)

    assert await buyer.hears() == []


async def test_of_steps_in_a_row_only_the_last_is_told(buyer):
    await buyer.order()
    await buyer.served("confirm")
    await buyer.served("ready")

    assert await buyer.hears() == ["Pesanan {} siap diambil. Bayar Rp83.000."]
    assert await buyer.hears() == []


async def test_what_was_handed_over_meanwhile_is_not_told(buyer):
    await buyer.order()
    await buyer.served("confirm")
    await buyer.served("ready")
    await buyer.served("collected")

    assert await buyer.hears() == []


async def test_who_said_stop_is_told_nothing(buyer):
    await buyer.order()
    async with transaction():
        await set_opted_out(buyer.contact_id, at_ms=1)
    await buyer.served("confirm")

    assert await buyer.hears() == []


async def test_a_step_that_is_undone_is_not_told(buyer):
    await buyer.order()
    with pytest.raises(RuntimeError, match="stumbles"):
        async with transaction():
            await serving.confirm(buyer.number, staff_id=SARI.id, **buyer.how)
            raise RuntimeError("the desk stumbles")

    assert await buyer.hears() == []


async def test_an_open_question_stays_open_and_a_person_is_not_spoken_over(office, buyer):
    await buyer.order()
    await office.hear("CEK", channel=buyer.channel, address=buyer.address)
    before = await office.conversation(buyer.channel, buyer.address)
    await buyer.served("confirm")
    assert len(await buyer.hears()) == 1
    after = await office.conversation(buyer.channel, buyer.address)
    await office.act(Take(before.id, SARI))
    await buyer.served("ready")
    assert len(await buyer.hears()) == 1

    assert after.dialog == before.dialog
    assert office.pages[-1].messages[-1].author == "system"


async def test_the_longest_is_one_text_message(buyer):
    await buyer.order([Item(sku, 2) for sku in ("BAN-BLK", "BAN-DPN", "SHOCK-BLK", "BUSI-STD")])
    await buyer.served("confirm_part", {"BAN-BLK": 0, "BAN-DPN": 0, "SHOCK-BLK": 1})
    (told,) = await buyer.hears()
    assert told.endswith(
        "Tidak ada: 2 x Ban luar belakang 90/90-14 tubeless (+2). Lihat, batal: PESANAN"
    )
    assert _is_one(told)
    await buyer.served("decline", LONG_REASON)
    (told,) = await buyer.hears()

    assert told.endswith("Alasan: Pemasok kami tidak mengirim barang minggu ini dan...")
    assert _is_one(told)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([], ""),
        (["2 x Aki"], "2 x Aki"),
        (["2 x Aki", "1 x Busi"], "2 x Aki, 1 x Busi"),
        (["a" * 50, "b" * 20, "c"], f"{'a' * 50} (+2)"),
        (["a" * 200], f"{'a' * 53}..."),
        (["aki " * 50, "b"], f"{('aki ' * 14).rstrip()[:51]}..."),
    ],
)
def test_the_first_of_a_list_are_told(names, told):
    assert first_of(names) == told
    assert len(told) <= BRIEF_LENGTH


def test_what_fits_is_not_shortened():
    assert shortened("a" * BRIEF_LENGTH) == "a" * BRIEF_LENGTH
    assert shortened("a" * (BRIEF_LENGTH + 1)) == "a" * (BRIEF_LENGTH - 3) + "..."


def _is_one(told):
    count = count_segments(told.replace("{}", "ORD-2026-000123"))
    return count.encoding is Encoding.GSM7 and count.segments == 1
