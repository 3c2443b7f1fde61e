"""Who somebody is: names, birth dates and identity numbers, in any order, and what is none."""

import json
from datetime import date

import pytest

from dialogs.engine.frame import Frame
from dialogs.engine.heard import Heard, plain
from dialogs.engine.snapshot import to_text
from dialogs.flows.register import Register
from dialogs.identifying import asked_name, birth_date_within, identity_within, odd_name

TODAY = date(2026, 11, 23)
NIK = "1205015708900001"
BORN = "17-08-1990"


def _told(text):
    said = plain(text)
    found = [asked_name(Heard(text, today=TODAY)), birth_date_within(said), identity_within(said)]
    merged = {key: value for each in found if each for key, value in each.items()}
    return merged.get("name"), merged.get("birth_date"), merged.get("nik")


@pytest.mark.parametrize(
    "text",
    [
        f"Siti Aminah 17-8-1990 {NIK}",
        f"Siti Aminah#{NIK}#17-8-1990",
        f"{NIK}, Siti Aminah, 17 Agustus 1990",
        f"nama Siti Aminah nik {NIK} tgl lahir 17 agustus 1990",
        "my name is Siti Aminah, born on August 17, 1990, NIK 1205 0157 0890 0001",
        f"17081990 Siti Aminah {NIK}",
    ],
)
def test_all_three_are_heard_in_any_order(text):
    assert _told(text) == ("Siti Aminah", BORN, NIK)


@pytest.mark.parametrize(
    "name",
    [
        "Budi",
        "Sri Rahayu",
        "Agus Wahyudi",
        "April Siregar",
        "H. Abdul Karim",
        "Nur'aini",
        "Siti-Nur",
    ],
)
def test_a_name_is_kept_as_it_is_written(name):
    assert _told(name) == (name, None, None)


@pytest.mark.parametrize(
    "text",
    [
        *("jam berapa buka?", "syarat kk apa aja", "untuk apa?", "mau daftar dong", "halo pak"),
        *("what time do you open", "why do you need my name?", "how much is a battery"),
        *("12345", "R2D2 12", "!!", "", NIK, "x" * 5000 + "1", "{{7*7}}", "'; DROP TABLE"),
    ],
)
def test_a_sentence_or_a_sign_is_no_name(text):
    assert asked_name(Heard(text, today=TODAY)) is None


@pytest.mark.parametrize(("text", "is_odd"), [("R2D2 12", True), ("B4mbang", True), (NIK, False)])
def test_a_digit_in_a_name_is_refused_at_once(text, is_odd):
    assert (odd_name(Heard(text, today=TODAY)) is not None) is is_odd


def test_an_identity_number_is_not_kept_with_a_question_that_waits():
    frame = Frame(Register, "asking_birth_date", {"name": "Siti", "nik": NIK})

    assert json.loads(to_text([frame]))[0]["slots"] == {"name": "Siti"}
