"""Sentences through the office's own listeners: what they begin, fill and leave open."""

import json
from datetime import date
from pathlib import Path

import pytest

import server.demo
from dialogs.ears import EARS, asked_count, asked_day, day, parts, service
from dialogs.engine.ears import Either
from dialogs.engine.heard import Heard
from dialogs.engine.script import Ask, Dialog, Do, End, Next
from dialogs.listening.catalogue import Catalogue
from dialogs.wishes import wishes
from models.terms.request import Outcome
from tests.dialogs import world
from tests.dialogs.booking import Booking, booking_counter
from tests.dialogs.world import Contact

TODAY = date(2026, 11, 23)
LISTED = json.loads((Path(server.demo.__file__).parent / "catalogue.json").read_text())
CATALOGUE = Catalogue.of(LISTED)


def _heard(text):
    return Heard(text, None, TODAY, CATALOGUE)


@pytest.mark.parametrize(
    ("ear", "text", "slots"),
    [
        (service, "mau urus kartu keluarga", {"service": "kk"}),
        (day, "ANTRI KTP BESOK", {"date": "2026-11-24"}),
        (day, "2", None),
        (asked_day, "2", {"date": "2026-12-02"}),
        (asked_count, "setengah lusin", {"quantity": 6}),
        (parts, "busi standar 4", {"sku": "BUSI-STD", "quantity": 4}),
        (parts, "kampas rem 2", {"sku": Either(("KAMPAS-DPN", "KAMPAS-BLK")), "quantity": 2}),
        (parts, "aki 1, busi standar 4", {"items": ["AKI-5AH:1", "BUSI-STD:4"]}),
        (
            parts,
            "aki 1, kampas rem 2, busi 4",
            {
                "items": ["AKI-5AH:1"],
                "sku": Either(("KAMPAS-DPN", "KAMPAS-BLK")),
                "quantity": 2,
                "unclear": ["busi 4"],
            },
        ),
    ],
)
def test_an_ear_fills_its_slots(ear, text, slots):
    assert slots == ear(_heard(text))


@pytest.mark.parametrize("text", ["", " ", "\x00", "\U0001f600", "9" * 1000, "{{7*7}}", "-1"])
@pytest.mark.parametrize("ear", EARS, ids=lambda ear: ear.__name__)
def test_no_ear_stumbles(ear, text):
    ear(_heard(text))
    ear(Heard(text))


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("mau ambil antrian buat bikin ktp besok", "book_queue", {"service": "ktp"}),
        ("harga busi iridium berapa ya", "check_price", {"sku": "BUSI-IRD"}),
        ("jangan kirim sms lagi", "stop", {}),
    ],
)
def test_a_sentence_is_a_wish(text, intent, slots):
    wish = wishes(_heard(text), None)

    assert wish.intent == intent
    assert slots.items() <= wish.slots.items()


def test_nothing_is_wished_for_by_noise_or_without_a_day():
    assert wishes(_heard("qwrtz plmkj"), None) is None
    assert wishes(Heard("mau antri ktp"), None) is None


@pytest.mark.parametrize(("text", "word"), [("iya bener itu", "yes"), ("enggak jadi", None)])
def test_a_clear_yes_in_other_words_confirms(text, word):
    wish = wishes(_heard(text), Booking.steps["confirming"])

    assert word is None or wish is None or wish.slots.get("choice") in {word, None}


async def test_a_sentence_never_stops_anything_without_being_asked(monkeypatch):
    contact = Contact(counter=booking_counter(monkeypatch, wishes=wishes), today=TODAY)
    taken = await contact.say("tolong jangan kirim sms lagi ke saya")

    assert contact.asked == []
    assert [reply.phrase for reply in taken.replies] == ["which.ask"]
    assert [choice.value for choice in taken.replies[0].choices] == ["opt_out"]
    assert await contact.hear("1") == ["opt_out.stopped"]


async def test_goods_that_are_not_clear_are_asked_about_one_after_the_other(monkeypatch):
    class Ordering(Dialog):
        name = "ordering"
        keywords = ("PESAN",)
        fills = (parts,)

        script = (
            Ask("asking", say="ordering.ask", hears={parts: "adding"}, wants="sku",
                worded="part", then="adding"),
            Do("adding", "orders.add", takes=("sku",), may_take=("quantity",),
               forgets=("sku", "quantity"), added="following"),
            Next("following", of="unclear", reads=parts, then="asking", done="done"),
            End("done", say="ordering.done"),
        )  # fmt: skip

    outcomes = {**world.OUTCOMES, "orders.add": Outcome("added")}
    contact = Contact(outcomes, counter=booking_counter(monkeypatch, Ordering), today=TODAY)
    contact.catalogue = CATALOGUE

    assert await contact.hear("PESAN kampas rem 2, busi 4") == ["engine.which_value"]
    assert await contact.hear("yang pertama") == ["engine.which_value"]
    assert await contact.hear("2") == ["ordering.done"]
    assert [dict(request.arguments) for request in contact.asked] == [
        {"sku": "KAMPAS-DPN", "quantity": 2},
        {"sku": "BUSI-IRD", "quantity": 4},
    ]
