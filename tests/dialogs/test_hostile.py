"""Any text in any state: an answer of one message, and never an error."""

import json
import os
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs.engine import vocabulary
from dialogs.engine.script import Ask
from dialogs.registry import counter
from models.terms.channel import Style
from models.terms.request import Outcome
from models.terms.segments import count_segments
from tests.dialogs import booking
from tests.dialogs.world import CASE, OUTCOMES, Contact, leaves

STATES = [
    (dialog.name, step.name)
    for dialog in counter.dialogs
    for step in dialog.script
    if isinstance(step, Ask)
]
TEXTS = [
    "",
    " \t\r\n",
    "\x00\x01\x1a\x1b",
    "\U0001f600\U0001f64f",
    "\u202e\u200f\u2066LKT",
    "\ud800",
    "{{7*7}}",
    "%s%s%s%n",
    "{x.__class__}",
    "{number}",
    "'; DROP TABLE message; --",
    'AT+CMGD=1,4"',
    "<script>alert(1)</script>",
    "9" * 10_000,
    "LKT" * 4_000,
    "LKT" + "-" * 10_000,
    "a" * 10_000,
    "\u0661\u0662\u0663",
    "-1",
    "1e9",
    "99",
    "1" * 300,
]
WORDS = sorted(
    {*vocabulary.GLOBAL_WORDS, *(w for ws in vocabulary.CHOICE_WORDS.values() for w in ws)}
    | {"1", "2", "3", "9", "CEK", "PETUGAS ktp", "CEK LKT-2026-000123", "2026 123", "0123"}
    | {"17081990", "halo", "terima kasih", "asdf", ""}
)
BUTTONS = ["track_case", "talk_to_staff", "yes", "no", "again", "done", "staff", "id", "en", "x"]


@pytest.mark.parametrize(("dialog", "state"), STATES)
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text[:20]))
async def test_any_text_is_answered_in_any_state(dialog, state, text):
    frame = {"dialog": dialog, "state": state, "slots": {"number": "LKT-2026-000123"}}
    contact = Contact(snapshot=json.dumps([frame]), counter=counter)
    taken = await contact.say(text)

    assert taken.replies
    assert contact.read(taken)
    if len(text) > 2 and not text.isdigit():
        assert text not in contact.read(taken)


@pytest.mark.parametrize(("dialog", "state"), STATES)
async def test_help_cancel_and_staff_are_reached_from_every_question(dialog, state):
    frame = {"dialog": dialog, "state": state, "slots": {"number": "LKT-2026-000123"}}
    help_given = Contact(snapshot=json.dumps([frame]), counter=counter)
    cancelled = Contact(snapshot=json.dumps([frame]), counter=counter)
    with_staff = Contact(snapshot=json.dumps([frame]), counter=counter)

    assert (await help_given.hear("BANTUAN"))[0] == "engine.help"
    assert json.loads(help_given.snapshot)[0]["state"] == state
    assert await leaves(cancelled)
    assert (await with_staff.hear("PETUGAS"))[0].endswith(".handed_over")


_said = st.one_of(
    st.sampled_from(WORDS).map(lambda word: (word, None)),
    st.sampled_from(BUTTONS).map(lambda value: ("", value)),
    st.text(max_size=40).map(lambda text: (text, None)),
    st.text(string.ascii_uppercase + string.digits + " -#./", max_size=30).map(lambda t: (t, None)),
)
SERVICES = sorted(counter.services)
_outcomes = st.fixed_dictionaries(
    {
        "cases.find": st.sampled_from(
            [
                Outcome("own", CASE),
                Outcome("stage_only", CASE),
                Outcome("missing"),
                Outcome("locked", {"minutes": 15}),
            ]
        ),
        "cases.prove": st.sampled_from(
            [Outcome("own", CASE), Outcome("wrong"), Outcome("locked", {"minutes": 15})]
        ),
        "desk.open_thread": st.sampled_from(
            [Outcome("opened", {"place": 1}), Outcome("closed", {"opens": "Senin 08.00"})]
        ),
    }
)


WALKS = int(os.environ.get("LOKET_WALKS", "300"))
"""Of up to 25 messages each; `make soak-dialogs` takes very many."""


@given(st.lists(st.tuples(_said, _outcomes), max_size=25))
@settings(max_examples=WALKS, deadline=None, suppress_health_check=[HealthCheck.too_slow])
async def test_a_walk_at_random_always_leads_on(steps):
    contact = Contact(counter=counter)
    for (text, choice), outcomes in steps:
        contact.outcomes = {**OUTCOMES, **outcomes}
        taken = await contact.say(text, choice)
        brief = contact.read(taken, Style.TERSE)

        assert taken.replies
        assert brief
        assert count_segments(brief).segments <= len(taken.replies)
        assert contact.snapshot is None or len(json.loads(contact.snapshot)) <= 3
        assert contact.snapshot is None or len(contact.snapshot) < 1000
        assert "fact" not in (contact.snapshot or "").replace("asking_fact", "")


BOOKING = ["ANTRI", "ANTRI KTP", "ktp", "besok", "lusa jam 9", "jam 5", "jam 5 malam", "yang kedua"]
BOOKING += ["lainnya", "more", "ya", "tidak", "kembali", "batal", "bantuan", "menu", "4", "5", "-1"]
BOOKING_BUTTONS = [
    "time=09:00",
    "time=",
    "time=99",
    "more",
    "yes",
    "yes@0",
    "staff",
    "no",
    "=",
    "@",
]
_booked = st.fixed_dictionaries(
    {
        "queues.find": st.sampled_from(
            [Outcome("open", {"times": times}) for times in (booking.TIMES, ["08:00"], [])]
            + [Outcome("full")]
        ),
        "queues.book": st.sampled_from([Outcome("booked"), Outcome("taken")]),
    }
)
_told = st.one_of(
    st.sampled_from([*BOOKING, *WORDS]).map(lambda word: (word, None)),
    st.sampled_from(BOOKING_BUTTONS).map(lambda value: ("", value)),
    st.text(max_size=20).map(lambda text: (text, None)),
)


@given(st.lists(st.tuples(_told, _booked, st.booleans()), max_size=25))
@settings(
    max_examples=WALKS,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
async def test_a_walk_through_lists_and_doubts_always_leads_on(monkeypatch, steps):
    with monkeypatch.context() as patch:
        contact = Contact(counter=booking.booking_counter(patch))
        for (text, choice), outcomes, rests in steps:
            contact.outcomes = {**OUTCOMES, **outcomes}
            confirming = '"state":"confirming"' in (contact.snapshot or "")
            asked = len(contact.asked)
            taken = await contact.say(text, choice)
            brief = contact.read(taken, Style.TERSE)

            assert brief
            assert count_segments(brief).segments == 1
            assert contact.snapshot is None or len(json.loads(contact.snapshot)) <= 3
            booked = [each.service for each in contact.asked[asked:]].count("queues.book")
            assert booked <= confirming
            if rests and contact.snapshot:
                frames = json.loads(contact.snapshot)
                contact.snapshot = json.dumps([*frames[:-1], {**frames[-1], "rests": True}])
