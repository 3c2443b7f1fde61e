"""How a conversation is read from its file."""

import pytest

from tests.transcripts.transcript import DOORS, Asked, Step, TranscriptError, parse


def test_a_file_is_read_line_by_line():
    text = """\
# about a case
language: en
doors: sms
phone: +6281200000123

> CHECK LKT-2026-000123
? cases.find number=LKT-2026-000123 -> own stage=ready place=3 tail=0123 note_en="two words"
< track_case.status
.
> [done]
< engine.greeting
"""

    read = parse(text, name="sample")

    facts = {"stage": "ready", "place": 3, "tail": "0123", "note_en": "two words"}
    asked = Asked("cases.find", {"number": "LKT-2026-000123"}, "own", facts)
    assert read.steps == [
        Step(6, "CHECK LKT-2026-000123", None, [asked], ["track_case.status"], is_closed=True),
        Step(10, "", "done", [], ["engine.greeting"], is_closed=False),
    ]
    assert ("en", frozenset({"sms"}), "+6281200000123") == (read.language, read.doors, read.phone)


def test_what_is_not_said_holds_for_every_door():
    read = parse("> halo\n< engine.greeting\n", name="sample")

    assert (read.language, read.doors, read.phone) == ("id", DOORS, None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "nobody says anything"),
        ("colour: red\n> halo", "line 1: colour: red is no head"),
        ("doors: window\n> halo", "line 1: there is no such door: window"),
        ("< menu.choose", "line 1: < menu.choose is no head"),
        ("> halo\n! odd", "line 2: a line begins with !"),
        ("> halo\n? cases.find number=1", "line 2: '->' is not in list"),
        ("> halo\n? cases.find number -> own", "line 2: number is not name=value"),
        ("> halo\n? cases.find ->", "line 2: list index out of range"),
        ('> halo\n? cases.find -> own a="b', "line 2: No closing quotation"),
    ],
)
def test_a_file_that_cannot_be_read_names_its_line(text, told):
    with pytest.raises(TranscriptError, match=r"^sample") as refused:
        parse(text, name="sample")

    assert told in str(refused.value)
