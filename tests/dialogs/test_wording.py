"""How values are said, in phrases and as choices."""

import pytest

from dialogs.engine.render import render
from dialogs.engine.reply import Choice, Reply
from dialogs.engine.wording import say
from dialogs.phrases import PHRASES
from models.terms.channel import Style


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("money", 1_250_000, "Rp1.250.000"),
        ("money", "45000", "Rp45.000"),
        ("money", 0, "gratis"),
        ("money", "soon", "soon"),
        ("date", "2026-11-25", "Rabu 25 Nov"),
        ("long_date", "2028-02-29", "Selasa 29 Feb 2028"),
        ("date", "2026-02-30", "2026-02-30"),
        ("date", "besok", "besok"),
        ("time", "09:00", "09.00 WIB"),
        ("clock", "13:30", "13.30"),
        ("service", "ktp", "KTP"),
        ("service", "paspor", "paspor"),
        ("case_stage", "ready", "selesai, bisa diambil"),
        ("part", "BUSI-STD", "Busi standar"),
        ("part", "BUSI-XX", "BUSI-XX"),
        (None, ["a", "b"], "a, b"),
        ("money", [1000, 2000], "Rp1.000, Rp2.000"),
        ("money", None, ""),
        (None, [str(n) for n in range(42)], ", ".join(map(str, range(40))) + " (+2)"),
    ],
)
def test_a_value_is_said_by_its_kind(kind, value, told):
    assert told == say(value, kind, language="id", style=Style.TERSE, names=_names)


def test_a_date_is_said_in_the_language():
    assert say("2026-11-25", "date", language="en", style=Style.RICH) == "Wed 25 Nov"


def test_a_phrase_names_the_kind(monkeypatch):
    phrase = PHRASES["track_case.finished"]._replace(rich="{price:money} {at:time} {sku:part}")
    monkeypatch.setitem(PHRASES, "sample.money", phrase)
    reply = Reply("sample.money", {"price": 45000, "at": "09:00", "sku": "BUSI-STD"})

    rendered = render([reply], style=Style.RICH, language="en", names=_names)

    assert rendered.text == "Rp45.000 09.00 WIB Busi standar"


def test_a_long_name_is_cut_on_a_numbered_line_only():
    choice = Choice("x", labels=("Ban luar belakang 90/90-14 tubeless",) * 2)
    replies = [Reply("check_price.ask_which", choices=(choice,))]

    terse = render(replies, style=Style.TERSE, language="id").text
    rich = render(replies, style=Style.RICH, language="id")

    assert terse.endswith("1 Ban luar belakang")
    assert rich.choices[0][1].endswith("tubeless")


def _names(kind, code, language):
    return {"BUSI-STD": "Busi standar"}.get(code) if kind == "part" else None
