"""What dialogs are told of the shop, through the real database."""

import json
from zoneinfo import ZoneInfo

import pytest

from models.catalogue import spare_parts, stock
from models.conversations.page import Page
from models.conversations.views import ConversationView
from models.db import transaction
from models.orders import serving
from models.orders.audit import wrong_stock
from models.terms.channel import Inbound
from server.answering.asking import Asking
from server.answers import ANSWERS
from server.demo.shop_world import furnish_shop
from server.demo.world import CATALOGUE

OIL, PLUG, GONE = "OLI-10W40", "BUSI-STD", "KAMPAS-BLK"
OIL_TOLD = {
    "sku": OIL,
    "name_id": "Oli mesin 10W-40 matic 0,8 L",
    "name_en": "Engine oil 10W-40 scooter 0.8 L",
    "unit": "botol",
    "price": 58_000,
    "stock": 42,
    "stock_words": "many",
}
OIL_WISHED = {**OIL_TOLD, "goods": ["OLI-10W40:"]}


class Contact:
    """Asks as a turn does: a message of its own, a transaction of its own."""

    def __init__(self, contact_id, clock, new_id):
        self.id, self.clock, self.new_id = contact_id, clock, new_id
        self.said = 0

    async def ask(self, service, /, *, key=None, **arguments):
        self.said += 1
        view = ConversationView.begun(
            number=self.id,
            contact_id=self.id,
            channel="web",
            address=f"v{self.id}",
            language="id",
            at_ms=self.clock.ms,
        )
        page = Page(view, self.clock.ms, self.new_id, frozenset())
        key = key or f"key-{self.id}-{self.said}"
        inbound = Inbound("web", f"v{self.id}", "", self.clock.now(), key)
        asking = Asking(page, inbound, self.new_id, b"", ZoneInfo("Asia/Jakarta"))
        async with transaction():
            outcome = await ANSWERS[service](asking, arguments)
        for value in outcome.facts.values():
            assert isinstance(value, (str, int, list))
        return outcome.name, dict(outcome.facts)


@pytest.fixture
async def ani(database, clock, new_id):
    await furnish_shop(json.loads(CATALOGUE.read_text("utf-8")), clock=clock, new_id=new_id)
    return Contact(1, clock, new_id)


@pytest.fixture
def budi(ani):
    return Contact(2, ani.clock, ani.new_id)


@pytest.fixture
def staff(ani):
    async def act(verb, *arguments):
        how = {"staff_id": 11, "at_ms": ani.clock.ms, "new_id": ani.new_id}
        async with transaction():
            await verb(*arguments, **how)

    return act


async def test_price_and_stock_are_told(ani):
    assert await ani.ask("catalogue.price", sku="oli-10w40") == ("told", OIL_WISHED)
    assert await ani.ask("catalogue.stock", sku=OIL, quantity="43") == (
        "told",
        {**OIL_WISHED, "quantity": 43, "is_enough": False},
    )


@pytest.mark.parametrize("quantity", [None, 1, "0", "-1", "2.5", "dua", "9" * 5000])
async def test_stock_is_told_whatever_the_amount(ani, quantity):
    name, facts = await ani.ask("catalogue.stock", sku=OIL, quantity=quantity)

    assert (name, facts["is_enough"]) == ("told", True)


@pytest.mark.parametrize("sku", ["", "NONE-1", "{{7*7}}", "'; DROP TABLE", "x\x00", "9" * 10_000])
@pytest.mark.parametrize(
    "service", ["catalogue.price", "catalogue.stock", "catalogue.tell_when_back", "orders.add"]
)
async def test_an_unknown_part_is_unknown(ani, service, sku):
    name, facts = await ani.ask(service, sku=sku)

    assert name == "unknown"
    assert len(facts["sku"]) <= 32


async def test_who_waits_for_a_part_is_noted(ani):
    assert (await ani.ask("catalogue.tell_when_back", sku=GONE))[0] == "noted"
    assert await ani.ask("catalogue.tell_when_back", sku=OIL) == ("here", OIL_WISHED)


async def test_a_basket_over_several_messages_becomes_an_order(ani):
    added = await ani.ask("orders.add", sku=OIL, quantity=2)
    more = await ani.ask("orders.add", items=["BUSI-STD:4", "oli-10w40"])
    basket = await ani.ask("orders.basket")
    placed = await ani.ask("orders.place")

    assert added == (
        "added",
        {
            "items": ["OLI-10W40:2"],
            "lines_id": ["2 x Oli mesin 10W-40 matic 0,8 L Rp116.000"],
            "lines_en": ["2 x Engine oil 10W-40 scooter 0.8 L Rp116.000"],
            "total": 116_000,
            "count": 2,
            "held_until": "09:30",
        },
    )
    assert (more[1]["items"], more[1]["total"]) == (["OLI-10W40:1", "BUSI-STD:4"], 238_000)
    assert basket[0] == "basket"
    assert (basket[1]["items"], basket[1]["changed_items"]) == (["OLI-10W40:3", "BUSI-STD:4"], [])
    assert (placed[0], placed[1]["order"], placed[1]["total"]) == (
        "placed",
        "ORD-2026-000001",
        238_000,
    )
    assert await ani.ask("orders.basket") == ("empty", {})
    assert await wrong_stock() == []


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        ({"sku": OIL, "quantity": 0}, ("bad_quantity", {"sku": OIL})),
        ({"sku": OIL, "quantity": -1}, ("bad_quantity", {"sku": OIL})),
        ({"sku": OIL, "quantity": "2.5"}, ("bad_quantity", {"sku": OIL})),
        ({"sku": OIL, "quantity": 10**9}, ("too_many", {"most": 99})),
        ({"items": ["OLI-10W40:1", "X:0"]}, ("bad_quantity", {"sku": "X"})),
        ({"items": [f"X-{n}" for n in range(1000)]}, ("too_many", {"most": 20})),
        ({"sku": OIL, "quantity": 43}, ("short", {**OIL_TOLD, "wanted": 43})),
        ({"items": []}, ("unknown", {"sku": ""})),
    ],
)
async def test_what_cannot_be_added_is_told_and_nothing_is_in_the_basket(ani, asked, outcome):
    assert await ani.ask("orders.add", **asked) == outcome
    assert await ani.ask("orders.basket") == ("empty", {})
    assert await ani.ask("orders.place") == ("empty", {})


async def test_a_changed_price_is_told_before_anything_is_ordered(ani, staff):
    await ani.ask("orders.add", sku=OIL)
    await staff(spare_parts.set_price, OIL, 60_000)
    name, facts = await ani.ask("orders.place")
    placed = await ani.ask("orders.place")

    assert (name, facts["changed_items"]) == ("changed", ["OLI-10W40:58000:60000:58000"])
    assert facts["changed_id"] == [
        "Oli mesin 10W-40 matic 0,8 L Rp58.000 -> Rp60.000 (Anda tetap Rp58.000)"
    ]
    assert (placed[0], placed[1]["total"], facts["total"]) == ("placed", 58_000, 58_000)


async def test_a_change_that_the_basket_told_is_not_told_again(ani, staff):
    await ani.ask("orders.add", sku=OIL)
    await staff(spare_parts.set_price, OIL, 60_000)
    name, facts = await ani.ask("orders.basket")

    assert (name, len(facts["changed_items"])) == ("basket", 1)
    assert (await ani.ask("orders.place"))[0] == "placed"


async def test_a_basket_is_cut_when_its_part_went(ani, budi, clock):
    await ani.ask("orders.add", items=["OLI-10W40:40", "BUSI-STD:1"])
    clock.advance(3600)
    await budi.ask("orders.add", sku=OIL, quantity=30)
    name, facts = await ani.ask("orders.place")

    assert (name, facts["cut_items"]) == ("short", ["OLI-10W40:40:12"])
    assert facts["cut_en"] == ["Engine oil 10W-40 scooter 0.8 L 12/40"]
    assert (facts["items"], facts["total"]) == (["OLI-10W40:12", "BUSI-STD:1"], 712_000)
    assert (await ani.ask("orders.place"))[1]["total"] == 712_000


async def test_a_part_withdrawn_meanwhile_leaves_an_empty_basket(ani):
    await ani.ask("orders.add", sku=OIL)
    async with transaction():
        await spare_parts.withdraw(OIL, at_ms=ani.clock.ms)
    name, facts = await ani.ask("orders.place")

    assert (name, facts["count"], facts["items"], facts["cut_items"]) == (
        "short",
        0,
        [],
        [f"{OIL}:1:0"],
    )


async def test_a_part_is_taken_out_and_the_basket_dropped(ani):
    await ani.ask("orders.add", items=["OLI-10W40:1", "BUSI-STD:1"])

    assert (await ani.ask("orders.take_out", sku=OIL))[1]["items"] == ["BUSI-STD:1"]
    assert await ani.ask("orders.take_out", sku=OIL) == ("unknown", {"sku": OIL})
    assert await ani.ask("orders.take_out", sku=PLUG) == ("empty", {})
    assert await ani.ask("orders.drop_basket") == ("dropped", {})


async def test_the_same_message_twice_is_one_order(ani):
    await ani.ask("orders.add", sku=OIL)

    first = await ani.ask("orders.place", key="same")
    assert await ani.ask("orders.place", key="same") == first


async def test_more_orders_than_staff_can_answer_are_refused(ani):
    for _ in range(5):
        await ani.ask("orders.add", sku=OIL)
        await ani.ask("orders.place")
    await ani.ask("orders.add", sku=OIL)

    assert await ani.ask("orders.place") == ("too_many", {"most": 5})


async def test_own_orders_are_told_one_or_several(ani, staff):
    none = await ani.ask("orders.mine")
    await ani.ask("orders.add", items=["OLI-10W40:3", "BUSI-STD:1"])
    await ani.ask("orders.place")
    await staff(serving.confirm_part, "ORD-2026-000001", {OIL: 2, PLUG: 0})
    one = await ani.ask("orders.mine")
    await ani.ask("orders.add", sku=PLUG)
    await ani.ask("orders.place")

    assert none == ("none", {})
    assert one == await ani.ask("orders.find", order="ord-2026-000001")
    assert one == (
        "one",
        {
            "order": "ORD-2026-000001",
            "stage": "part_confirmed",
            "total": 116_000,
            "placed_on": "2026-11-23",
            "reason": "",
            "items": ["OLI-10W40:2"],
            "lines_id": ["2 x Oli mesin 10W-40 matic 0,8 L Rp116.000"],
            "lines_en": ["2 x Engine oil 10W-40 scooter 0.8 L Rp116.000"],
        },
    )
    assert await ani.ask("orders.mine") == (
        "several",
        {
            "orders": ["ORD-2026-000002", "ORD-2026-000001"],
            "stages": ["placed", "part_confirmed"],
            "totals": ["16000", "116000"],
            "dates": ["2026-11-23", "2026-11-23"],
        },
    )


async def test_an_order_is_cancelled_by_its_own_contact_until_it_is_ready(ani, budi, staff):
    for _ in range(2):
        await ani.ask("orders.add", sku=OIL)
        await ani.ask("orders.place")
    await staff(serving.confirm, "ORD-2026-000002")
    await staff(serving.ready, "ORD-2026-000002")

    for number in ("ORD-2026-000001", "ORD-2026-000009"):
        assert await budi.ask("orders.cancel", order=number) == ("not_yours", {"order": number})
        assert await budi.ask("orders.find", order=number) == ("none", {})
    name, facts = await ani.ask("orders.cancel", order="ORD-2026-000001")
    assert (name, facts["stage"]) == ("cancelled", "cancelled")
    assert await ani.ask("orders.cancel", order="ORD-2026-000002") == (
        "too_late",
        {"order": "ORD-2026-000002", "stage": "ready"},
    )
    assert await wrong_stock() == []


async def test_a_declined_order_says_why(ani, staff):
    await ani.ask("orders.add", sku=OIL)
    await ani.ask("orders.place")
    await staff(serving.decline, "ORD-2026-000001", "rusak")

    _, facts = await ani.ask("orders.mine")
    assert (facts["stage"], facts["reason"]) == ("declined", "rusak")


async def test_what_came_back_can_be_bought(ani, staff):
    await staff(stock.receive, GONE, 3)

    assert (await ani.ask("catalogue.stock", sku=GONE))[1]["stock_words"] == "few"
    assert (await ani.ask("orders.add", sku=GONE, quantity=3))[0] == "added"


async def test_a_part_of_which_nothing_is_left_is_gone(ani):
    asked = await ani.ask("catalogue.stock", sku=GONE, quantity=2)
    added = await ani.ask("orders.add", sku=GONE, quantity=2)

    assert (asked[0], asked[1]["stock_words"], asked[1]["is_enough"]) == ("gone", "none", False)
    assert (added[0], added[1]["wanted"]) == ("gone", 2)


async def test_an_order_that_cannot_be_cancelled_any_more_is_past(ani, staff):
    await ani.ask("orders.add", sku=OIL)
    await ani.ask("orders.place")
    for verb in (serving.confirm, serving.ready):
        await staff(verb, "ORD-2026-000001")

    assert (await ani.ask("orders.mine"))[0] == "past"
    assert (await ani.ask("orders.find", order="ORD-2026-000001"))[0] == "past"
