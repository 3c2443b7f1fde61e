"""What is heard of parts and amounts, whatever stands between them."""

from datetime import date

import pytest

from dialogs.engine.heard import Heard, plain
from dialogs.noting import (
    asked_goods,
    goods,
    more_goods,
    one_of_them,
    order_number,
    pieces,
)
from tests.transcripts.engine import WORDS


def _heard(text):
    return Heard(text, None, date(2026, 11, 23), WORDS.catalogue)


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("BUSI-STD 4", ["BUSI-STD:4"]),
        ("kampas-dpn.2#BUSI-STD*4", ["KAMPAS-DPN:2", "BUSI-STD:4"]),
        ("setengah lusin busi standar", ["BUSI-STD:6"]),
        ("oli 10w-40 2", ["OLI-10W40:2"]),
        ("oli 0,8 L 2", ["OLI-10W40,OLI-20W50,OLI-GARDAN:2"]),
        ("kampas rem vario 2, busi 4", ["KAMPAS-BLK,KAMPAS-DPN:2", "BUSI-IRD,BUSI-STD:4"]),
        ("busi", ["BUSI-IRD,BUSI-STD:"]),
        ("knalpot 3", ["?knalpot:3"]),
        ("ban 80/90-14 1", ["BAN-DPN:1"]),
        ("ban belakang 1, v belt 1", ["BAN-BLK:1", "VBELT-MTC:1"]),
        ("1 v belt, aki 12v 5ah 2", ["VBELT-MTC:1", "AKI-5AH:2"]),
        ("ban dpn blkg @1", ["BAN-DPN:1", "BAN-BLK:1"]),
        ("ban depan belakang 2", ["BAN-DPN:", "BAN-BLK:2"]),
        (
            "aki 1, busi std & oli gardan masing-masing 2",
            ["AKI-5AH:1", "BUSI-STD:2", "OLI-GARDAN:2"],
        ),
        ("front and rear tyre 2 each", ["BAN-BLK:2", "BAN-DPN:2"]),
        ("2 each of front tyre and battery", ["BAN-DPN:2", "AKI-5AH:2"]),
        ("rante sama gir", ["RANTAI-SET:"]),
        ("lampu rem 1", ["?lampu rem:1"]),
        ("oli rem", ["?oli rem:"]),
        ("phone battery 1", ["?phone battery:1"]),
        ("timing belt", ["?timing belt:"]),
    ],
)
def test_parts_are_noted_with_how_many(text, noted):
    assert goods(_heard(text)) == {"goods": noted}


@pytest.mark.parametrize("amount", ["0", "-1", "- 1", "2.5", "2,5", "1e9", "1E9", "12345678901"])
def test_an_amount_that_nobody_can_have_is_noted_as_none(amount):
    assert goods(_heard(f"busi-std {amount}")) == {"goods": ["BUSI-STD:0"]}
    assert pieces(_heard(amount)) == {"pieces": "0"}


@pytest.mark.parametrize(
    ("text", "count"), [("4", "4"), ("2 botol", "2"), ("setengah lusin", "6"), ("dua aja", "2")]
)
def test_how_many_is_heard_in_digits_and_words(text, count):
    assert pieces(_heard(text)) == {"pieces": count}


@pytest.mark.parametrize(
    "text", ["", "halo", "{{7*7}}", "%s", "\U0001f600", "'; DROP TABLE", "\x00"]
)
def test_nonsense_is_no_part_and_no_amount(text):
    assert goods(_heard(text)) is None
    assert pieces(_heard(text)) is None


@pytest.mark.parametrize("text", ["{{7*7}}", "%s", "\U0001f600" * 50, "9" * 10_000, "x" * 10_000])
def test_what_was_asked_for_is_heard_without_harm(text):
    slots = asked_goods(_heard(text)) or {"goods": []}

    assert all(len(each) < 40 for each in slots["goods"])


@pytest.mark.parametrize(
    ("text", "picked"),
    [("yang iridium", "BUSI-IRD"), ("busi iridium", "BUSI-IRD"), ("gardan", "OLI-GARDAN")],
)
def test_parts_of_one_name_are_told_apart_by_a_word(text, picked):
    assert one_of_them(_heard(text)) == {"picked": picked}


def test_the_one_and_how_many_may_be_said_together():
    assert one_of_them(_heard("yg iridium 4")) == {"picked": "BUSI-IRD", "pieces": "4"}


@pytest.mark.parametrize("text", ["bukan, busi 2 aja", "ganti busi 2", "no, 2 spark plugs"])
def test_a_correction_adds_nothing(text):
    assert more_goods(_heard(text)) is None
    assert more_goods(_heard("tambah busi 2")) == {"goods": ["BUSI-IRD,BUSI-STD:2"]}


@pytest.mark.parametrize("text", ["ord-2026-000012", "pesanan ORD 2026 12", "ORD/2026/000012?"])
def test_an_order_is_known_by_its_number(text):
    assert order_number(plain(text)) == {"order": "ORD-2026-000012"}


def test_without_a_catalogue_nothing_is_heard_of_parts():
    bare = Heard("busi 4", None, None)

    assert goods(bare) is None
    assert one_of_them(bare) is None
