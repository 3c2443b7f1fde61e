"""What is kept between two messages, and what is made of snapshots that are old or broken."""

import json

import pytest

from dialogs.engine.frame import Frame
from dialogs.engine.snapshot import from_text, to_text
from dialogs.flows.track_case import TrackCase
from tests.dialogs.home import counter
from tests.dialogs.world import Contact

DIALOGS = counter.by_name
ASKING = {"dialog": "track_case", "state": "asking_number"}
BROKEN = [
    "",
    "null",
    "{",
    "[]",
    "{}",
    "[1]",
    "[[]]",
    '"track_case"',
    "[" * 100_000,
    "\ud800",
    json.dumps([{"dialog": "track_case"}]),
    json.dumps([{"dialog": "track_case", "state": "gone"}]),
    json.dumps([{"dialog": "track_case", "state": "looking_up"}]),
    json.dumps([{"dialog": "track_case", "state": "told"}]),
    json.dumps([{"dialog": "gone", "state": "asking"}]),
    json.dumps([{"dialog": ["track_case"], "state": "asking_number"}]),
    json.dumps([{**ASKING, "slots": {"number": {"deep": [1]}}}]),
    json.dumps([{**ASKING, "slots": "number"}]),
    json.dumps([{**ASKING, "tries": "many"}]),
]


def test_frames_come_back_as_they_were_kept():
    slots = {"number": "LKT-2026-000123", "count": 2, "is_new": True, "none": None, "list": ["a"]}
    frames = [
        Frame(TrackCase, "asking_number", tries=2),
        Frame(TrackCase, "not_found", slots, asked=["asking_number"]),
    ]

    assert (frames, False) == from_text(to_text(frames), DIALOGS)


def test_nothing_open_is_no_text():
    assert to_text([]) is None
    assert from_text(None, DIALOGS) == ([], False)


def test_a_snapshot_is_small_and_names_the_version():
    text = to_text([Frame(TrackCase, "asking_number")])

    assert {**ASKING, "version": TrackCase.version} == json.loads(text)[0]
    assert len(text) < 100


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: repr(text[:40]))
async def test_after_a_snapshot_that_cannot_be_read_the_talk_begins_anew(text):
    contact = Contact(snapshot=text)

    assert await contact.hear("CEK LKT-2026-000123") == [
        "engine.begin_anew",
        "track_case.stage",
        "track_case.ask_fact",
    ]


async def test_of_several_frames_the_readable_ones_stay():
    gone = {"dialog": "gone", "state": "asking"}
    contact = Contact(snapshot=json.dumps([gone, ASKING]))
    assert await contact.hear("BANTUAN") == ["engine.help", "track_case.explain_number"]

    contact = Contact(snapshot=json.dumps([ASKING, gone]))
    assert await contact.hear("BANTUAN") == [
        "engine.begin_anew",
        "engine.help",
        "track_case.explain_number",
    ]


async def test_a_state_that_was_renamed_is_followed(monkeypatch):
    monkeypatch.setattr(TrackCase, "renamed", {"waiting_for_number": "asking_number"})
    contact = Contact(snapshot=json.dumps([{**ASKING, "state": "waiting_for_number"}]))

    assert await contact.hear("2026 123") == ["track_case.stage", "track_case.ask_fact"]


async def test_a_talk_that_lacks_an_answer_asks_from_the_beginning():
    contact = Contact(snapshot=json.dumps([{"dialog": "track_case", "state": "asking_fact"}]))

    assert await contact.hear("0123") == ["engine.begin_anew", "track_case.ask_number"]
    assert contact.asked == []


async def test_counts_and_trails_of_an_older_version_do_no_harm():
    odd = {**ASKING, "tries": -5, "asked": ["gone", "told", "not_found"], "new_field": 1}
    contact = Contact(snapshot=json.dumps([odd]))

    assert await contact.hear("x") == ["engine.not_understood_1", "track_case.ask_number"]
    assert await contact.hear("KEMBALI") == ["track_case.not_found"]
