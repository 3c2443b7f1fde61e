"""From replies to what is read, on a screen and in a text message."""

import pytest

from dialogs.engine.render import Rendered, render
from dialogs.engine.reply import Choice, Reply
from models.terms.channel import Style

CHOICES = (
    Choice("track_case", "menu.choice.track_case"),
    Choice("talk_to_staff", "menu.choice.talk_to_staff"),
)
MENU = Reply("menu.choose", {}, CHOICES)
CASE = {"number": "LKT-2026-000123", "service": "ktp", "stage": "ready"}


def test_a_screen_gets_buttons():
    rendered = render([Reply("engine.greeting"), MENU], style=Style.RICH, language="en")

    assert rendered == Rendered(
        "Hello, welcome to the service counter.\nWhat can we do for you? Please choose:",
        (("track_case", "Track my case"), ("talk_to_staff", "Talk to staff")),
    )


def test_a_text_message_gets_numbered_lines():
    rendered = render([Reply("engine.greeting"), MENU], style=Style.TERSE, language="id")

    assert rendered == Rendered(
        "Halo, selamat datang.\nBalas dengan angka:\n1 Cek berkas saya\n2 Bicara dengan petugas"
    )


def test_a_choice_without_a_short_form_is_a_button_only():
    question = Reply("track_case.ask_fact", CASE, (Choice("done", "track_case.choice.done"),))

    assert render([question], style=Style.RICH, language="id").choices == (("done", "Cukup"),)
    assert "\n" not in render([question], style=Style.TERSE, language="id").text


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({}, "LKT-2026-000123 (KTP): selesai, bisa diambil."),
        (
            {"note_id": "Bawa tanda terima.", "note_en": "Bring it."},
            "LKT-2026-000123 (KTP): selesai, bisa diambil. Bawa tanda terima.",
        ),
        (
            {"note_id": "Bawa tanda terima.", "missing_id": "fotokopi KK"},
            "LKT-2026-000123 (KTP): selesai, bisa diambil. Masih kurang: fotokopi KK.",
        ),
        (
            {"missing": ["fotokopi KK", "pas foto"]},
            "LKT-2026-000123 (KTP): selesai, bisa diambil. Masih kurang: fotokopi KK, pas foto.",
        ),
        (
            {"note_id": "", "note_en": "Bring it.", "missing_id": ""},
            "LKT-2026-000123 (KTP): selesai, bisa diambil.",
        ),
        ({"service": "paspor"}, "LKT-2026-000123 (paspor): selesai, bisa diambil."),
        ({"service": None}, "LKT-2026-000123 (): selesai, bisa diambil."),
    ],
)
def test_facts_are_told_in_the_language_and_only_where_there_are_some(facts, text):
    replies = [Reply("track_case.status", {**CASE, **facts})]

    assert text == render(replies, style=Style.RICH, language="id").text


@pytest.mark.parametrize(
    "value", ["{number}", "{{7*7}}", "%s", "%(number)s", "{x.__class__}", "\\"]
)
def test_a_fact_is_put_in_as_it_is(value):
    replies = [Reply("track_case.wrong_fact", {"number": value})]

    assert f"Belum cocok dengan {value}." == render(replies, style=Style.TERSE, language="id").text


def test_typography_that_makes_messages_dear_is_made_plain():
    note = "08.00\u202f\u2013 \u201cbesok\u201d"
    replies = [Reply("track_case.status", {**CASE, "note_id": note})]

    text = render(replies, style=Style.TERSE, language="id").text

    assert '08.00 - "besok"' in text


def test_nothing_to_say_is_an_empty_message():
    assert render([], style=Style.RICH, language="id") == Rendered("")
