"""The listeners, each with its table of examples; and the checks of the vocabulary."""

import json
from datetime import date

import pytest

from dialogs.listening.answers import choice, scale, scales, yes_or_no
from dialogs.listening.catalogue import Catalogue
from dialogs.listening.codes import case_number, identity_number, phone, ticket
from dialogs.listening.counts import count, money
from dialogs.listening.dates import PAST, day, impossible
from dialogs.listening.goods import Item, fitting, parts, services
from dialogs.listening.spelling import Near
from dialogs.listening.times import clock_time
from dialogs.listening.vocabulary import VocabularyError, read, vocabulary
from dialogs.listening.words import said
from tests.house.tracked import ROOT

MONDAY = date(2026, 11, 23)
DEMO = Catalogue.of(json.loads((ROOT / "server/demo/catalogue.json").read_bytes()))


def best(readings):
    return readings[0].value if readings else None


@pytest.mark.parametrize(
    "text",
    [
        "ya",
        "Y",
        "iya",
        "iyaa",
        "yoi",
        "oke",
        "OK",
        "okeh",
        "sip",
        "sippp",
        "siap",
        "betul",
        "bener",
        "boleh",
        "setuju",
        "yes",
        "yep",
        "sure",
        "lanjut",
        "gas",
        "ya dong pak",
        "inggih",
        "iyo",
        "tidak masalah",
        "👍",
    ],
)
def test_a_yes_is_heard(text):
    assert best(yes_or_no(text)) is True


@pytest.mark.parametrize(
    "text",
    [
        "tidak",
        "tdk",
        "gak",
        "ga",
        "nggak",
        "enggak",
        "kagak",
        "ndak",
        "dak",
        "ora",
        "no",
        "nope",
        "bukan",
        "jangan dulu",
        "belum",
        "nanti aja",
        "ogah",
        "not yet",
        "ya jangan",
        "\N{THUMBS DOWN SIGN}",
    ],
)
def test_a_no_is_heard(text):
    assert best(yes_or_no(text)) is False


@pytest.mark.parametrize("text", ["", "besok", "oke tapi jam 10", "1", "ya?", "harga busi"])
def test_neither_is_heard(text):
    assert best(yes_or_no(text)) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", "a"), ("no 2", "b"), ("yang kedua", "b"), ("the third one", "c"), ("terakhir", "c"),
     ("dua", "b"), ("pilihan 3 pak", "c"), ("beta", "b"), ("9", None), ("0", None), ("", None)],
)  # fmt: skip
def test_a_choice_is_heard(text, value):
    assert best(choice(text, ("a", "b", "c"), {"b": ("beta",)})) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3), ("tiga puluh", 30), ("dua puluh lima", 25), ("setengah lusin", 6), ("sepasang", 2),
     ("half a dozen", 6), ("a dozen", 12), ("dua lusin", 24), ("seratus dua puluh", 120),
     ("belasan", None),
     ("2pcs", 2),
     ("x4", 4),
     ("lima belas", 15),
     ("twenty five", 25),
     ("", None)],
)  # fmt: skip
def test_an_amount_is_heard(text, value):
    assert best(count(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("Rp 1.250.000", 1_250_000), ("50rb", 50_000), ("1,5 juta", 1_500_000), ("Rp45.000,00", 45000),
     ("25 ribu", 25_000), ("busi 3", None)],
)  # fmt: skip
def test_money_is_heard(text, value):
    assert best(money(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("besok", "2026-11-24"), ("bsk", "2026-11-24"), ("lusa", "2026-11-25"),
     ("hari ini", "2026-11-23"), ("Kamis", "2026-11-26"), ("Senin depan", "2026-11-30"),
     ("jumat minggu depan", "2026-12-04"), ("tgl 25", "2026-11-25"), ("tgl 2", "2026-12-02"),
     ("25/11", "2026-11-25"), ("25-11-2026", "2026-11-25"), ("2026-11-25", "2026-11-25"),
     ("17 agustus", "2027-08-17"), ("Nov 26th", "2026-11-26"), ("the 25th", "2026-11-25"),
     ("3 hari lagi", "2026-11-26"), ("in two days", "2026-11-25"), ("26", "2026-11-26"),
     ("day after tomorrow", "2026-11-25"), ("rabu 25 nov", "2026-11-25"),
     ("20 nov", "2026-11-20"), ("natal", "2026-12-25"), ("christmas day", "2026-12-25"),
     ("new year", "2027-01-01"), ("31 april", None), ("30 feb", None),
     ("29 februari", "2028-02-29"), ("minggu depan", None), ("31/02", None), ("99", None)],
)  # fmt: skip
def test_a_day_to_come_is_heard(text, value):
    heard = best(day(text, today=MONDAY))

    assert (heard.isoformat() if heard else None) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("17 agustus", "2026-08-17"), ("kemarin", "2026-11-22"), ("kamis", "2026-11-19"),
     ("25", "2026-10-25"), ("25/12", "2025-12-25")],
)  # fmt: skip
def test_a_day_that_has_been_is_heard(text, value):
    assert best(day(text, today=MONDAY, direction=PAST)).isoformat() == value


@pytest.mark.parametrize(
    ("text", "told"),
    [("antri ktp 29/02/2027", "2027-02-29"), ("31 april", "2026-04-31"),
     ("queue ktp 2026-02-29", "2026-02-29"), ("jam buka 30 feb", "2026-02-30"),
     ("29 feb 2028", None), ("besok", None), ("99", None), ("25/13", None)],
)  # fmt: skip
def test_a_day_that_no_calendar_has_is_told_as_it_is(text, told):
    assert impossible(text, today=MONDAY) == told


def test_a_day_with_two_readings_gives_both():
    assert [each.value.isoformat() for each in day("Kamis depan", today=MONDAY)] == [
        "2026-11-26",
        "2026-12-03",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [("jam 9 pagi", "09:00"), ("setengah sepuluh", "09:30"), ("setengah tiga sore", "14:30"),
     ("09.00", "09:00"), ("9:30", "09:30"), ("half past two", "14:30"), ("jam 2", "14:00"),
     ("quarter to three", "14:45"), ("jam 10 kurang 15", "09:45"), ("jam 9 lewat 15", "09:15"),
     ("2pm", "14:00"), ("jam 11 siang", "11:00"), ("pukul 1 siang", "13:00"), ("9", "09:00"),
     ("jam sembilan", "09:00"), ("25.00", None), ("besok", None)],
)  # fmt: skip
def test_a_time_is_heard(text, value):
    assert best(clock_time(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("LKT-2026-000123", "LKT-2026-000123"), ("lkt 2026 456", "LKT-2026-000456"),
     ("LKT2O26OOO123", "LKT-2026-000123"), ("kodenya LKT/2026/I23 pak", "LKT-2026-000123"),
     ("2026-000777", "LKT-2026-000777"), ("LKT-2026", None), ("LKT-2026-1234567", None)],
)  # fmt: skip
def test_a_case_number_is_heard(text, value):
    assert best(case_number(text, asked=True)) == value


def test_other_codes_are_heard():
    assert best(phone("telp 0812-3456-7890 ya")) == "+6281234567890"
    assert best(phone("+62 813 1111 2222")) == "+6281311112222"
    assert phone("nomor 12") == ()
    assert best(identity_number("NIK saya 1205990303920001")) == "1205990303920001"
    assert best(identity_number("1205 9903 0392 0001")) == "1205990303920001"
    assert identity_number("120599030392000") == ()
    assert best(ticket("nomor a012 masih lama")) == "A012"


@pytest.mark.parametrize(
    ("text", "value"),
    [("4", 4), ("puas", 4), ("sangat puas", 5), ("tidak puas", 2), ("gak puas sama sekali", 1),
     ("biasa aja", 3), ("bintang lima", 5), ("very dissatisfied", 1), ("4 dari 5", 4), ("7", None)],
)  # fmt: skip
def test_a_mark_is_heard(text, value):
    assert best(scale(text)) == value


def test_marks_in_a_row_are_heard():
    assert [best(scales(text)) for text in ("5 4 5", "5,4,5", "545", "5#4#5")] == [(5, 4, 5)] * 4
    assert scales("5 9 5") == ()


@pytest.mark.parametrize(
    ("text", "items"),
    [("OLI-10W40 2, KAMPAS-DPN 1", [Item("OLI-10W40", None, 2), Item("KAMPAS-DPN", None, 1)]),
     ("dua ban luar belakang sama satu filter udara",
      [Item("BAN-BLK", None, 2), Item("FILTER-UDR", None, 1)]),
     ("2 busi std 1 aki", [Item("BUSI-STD", None, 2), Item("AKI-5AH", None, 1)]),
     ("kampas rem", [Item(None, "kampas rem")]),
     ("kampas rem buat depan yg cakram", [Item("KAMPAS-DPN")]),
     ("oli gerdan", [Item("OLI-GARDAN")]),
     ("front brake pads x2", [Item("KAMPAS-DPN", None, 2)]),
     ("oli 10w-40 3 botol", [Item("OLI-10W40", None, 3)]),
     ("air radiator 2 botol", [Item("COOLANT-1L", None, 2)]),
     ("wiper 20 inci 1", [Item("WIPER-20", None, 1)]),
     ("lampu belakang", [Item(None, "lampu belakang")]),
     ("busi ngk 4", [Item(None, "busi ngk", 4)]),
     ("ban ring 14 blkg 1", [Item("BAN-BLK", None, 1)]),
     ("kampas rem depan beat 110 2", [Item("KAMPAS-DPN", None, 2)]),
     ("v belt vario 125", [Item("VBELT-MTC")]),
     ("aki supra x 125 1", [Item("AKI-5AH", None, 1)]),
     ("wiper mobil 20 in", [Item("WIPER-20")]),
     ("aki minus satu", [Item("AKI-5AH")]),
     ("battery minus one", [Item("AKI-5AH")]),
     ("battery two and a half", [Item("AKI-5AH")]),
     ("2.5 aki", [Item("AKI-5AH")]),
     ("aki \u00bd", [Item("AKI-5AH")]),
     ("aki 2-3", [Item("AKI-5AH")]),
     ("knalpot 1", [Item(None, "knalpot", 1)])],
)  # fmt: skip
def test_parts_are_heard(text, items):
    assert list(best(parts(text, DEMO))) == items


@pytest.mark.parametrize(
    "text",
    ["ban dalam depan", "knalpot racing", "piston racing", "lampu sen", "chain lube", "oli mobil",
     "minyak rem", "car battery", "front shock", "brake fluid"],
)  # fmt: skip
def test_what_only_sounds_like_a_part_is_none_and_keeps_its_name(text):
    (item,) = best(parts(text, DEMO))

    assert (item.sku, item.name) == (None, text)
    assert fitting(text, DEMO) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [("bikin kartu keluarga", "kk"), ("KK", "kk"), ("akte lahir", "akta_lahir"), ("e-ktp", "ktp"),
     ("ktp anak", "kia"), ("surat nikah", "akta_kawin"), ("death certificate", "akta_mati"),
     ("pindah domisili", "pindah"), ("pindah jadwal", None), ("SIM", None)],
)  # fmt: skip
def test_services_are_heard(text, code):
    assert best(services(text, DEMO)) == code


def test_words_are_brought_to_one_spelling():
    assert [word.text for word in said("hrg brp? makasiiih pesenanku").words] == [
        "harga", "berapa", "makasih", "pesanan", "saya",
    ]  # fmt: skip


def test_a_word_near_two_others_is_left_alone():
    near = Near({"kampas", "kompas", "harga"})

    assert (near.meant_by("kimpas"), near.meant_by("hargq"), near.meant_by("har")) == (
        None,
        "harga",
        None,
    )


def files(**changed):
    whole = {
        "spellings": {"yang": "yg"},
        "concepts": {"price": "harga"},
        "intents": {"slots": {}, "rules": {"check_price": [{"all": ["price"], "weight": 5}]}},
        "numbers": {name: {} for name in
                    ("units", "scales", "ordinals", "months", "weekdays", "feasts")}
        | {"measures": {"words": ""}, "sizes": {"words": ""}},
        "goods": {"services": {}, "together": {}, "asked": {},
                  "names": {}, "contrasts": {"words": []}}
        | {"attributes": {"words": ""}, "elsewhere": {"words": ""}}
        | {"vehicles": {"words": ""}}
        | {"elder": {"before": "", "after": "", "papers": ""}, "moved": {"not_before": ""}},
    }  # fmt: skip
    return whole | changed


def test_a_vocabulary_is_checked_when_it_is_read():
    assert read(files()).rules[0].intent == "check_price"
    with pytest.raises(VocabularyError, match="no known concept: 'cost'"):
        read(files(intents={"slots": {}, "rules": {"x": [{"all": ["cost"], "weight": 1}]}}))
    with pytest.raises(VocabularyError, match="'yg' stands for"):
        read(files(spellings={"yang": "yg", "yo": "yg"}))
    with pytest.raises(VocabularyError, match="itself a variant"):
        read(files(spellings={"a": "b", "c": "a"}))


def test_every_rule_of_the_vocabulary_can_be_heard():
    assert all(phrases for phrases in vocabulary().concepts.values())
