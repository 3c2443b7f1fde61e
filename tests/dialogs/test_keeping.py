"""Dialogs change while people are inside them, and nobody is dropped."""

import json

import pytest

from dialogs.engine.counter import Counter
from dialogs.engine.keeping import UnknownEarError, as_text, from_text
from dialogs.engine.script import Ask, Dialog, Do, End
from dialogs.engine.soundness import ears_of
from dialogs.engine.turn import choice_label, expire, patience_of, remind
from dialogs.flows.track_case import TrackCase
from dialogs.phrases import PHRASES
from models.terms.channel import Style
from tests.dialogs import world
from tests.dialogs.booking import OUTCOMES, Booking, booking_counter, day, lend_phrases
from tests.dialogs.home import OTHERS
from tests.dialogs.world import Contact

EARS = ears_of([Booking, TrackCase])


class Later(Dialog):
    """The next version: no question of the old one is left."""

    name = "booking"
    keywords = ("ANTRI",)

    script = (
        Ask("asking_a_day", say="booking.ask_a_day", hears={day: "booking"}),
        Do("booking", "queues.book", takes=("date",), booked="booked", taken="booked"),
        End("booked", say="booking.booked_at_once"),
    )


@pytest.mark.parametrize("dialog", [Booking, *OTHERS], ids=lambda dialog: dialog.name)
def test_a_kept_version_is_the_same_dialog(monkeypatch, dialog):
    lend_phrases(monkeypatch, Booking)
    again = from_text(as_text(dialog), ears_of([Booking, *OTHERS]))

    fresh = type("Again", (Dialog,), {**vars(again), "version": None})
    assert dialog.version == again.version == fresh.version
    assert as_text(dialog) == as_text(again)


def test_a_version_changes_with_whatever_is_said_or_done():
    versions = {
        type("Dialog", (Dialog,), {"name": name, "script": script}).version
        for name, script in [
            ("a", (Do("x", "s", done="y"), End("y", say="one"))),
            ("b", (Do("x", "s", done="y"), End("y", say="one"))),
            ("a", (Do("x", "s", done="y", costs=True), End("y", say="one"))),
            ("a", (Do("x", "s", done="y"), End("y", say="two"))),
            ("a", (Do("x", "s", takes=("z",), done="y"), End("y", say="one"))),
        ]
    }

    assert len(versions) == 5


def test_a_listener_that_is_no_more_is_named(monkeypatch):
    lend_phrases(monkeypatch, Booking)
    with pytest.raises(UnknownEarError, match="clock_time"):
        from_text(as_text(Booking), {"service": EARS["service"], "day": EARS["day"]})


async def test_a_hundred_people_finish_on_a_version_whose_states_are_gone(monkeypatch):
    before = booking_counter(monkeypatch)
    people = [Contact({**world.OUTCOMES, **OUTCOMES}, counter=before) for _ in range(100)]
    said = ["ANTRI", "KTP", "besok", "2"]
    for place, person in enumerate(people):
        for text in said[: 1 + place % 4]:
            await person.say(text)
    kept = as_text(Booking)
    for name in [name for name in PHRASES if name.startswith("booking.")]:
        monkeypatch.delitem(PHRASES, name)
    lend_phrases(monkeypatch, Later)
    after = Counter((Later, *OTHERS))
    after.keep([from_text(kept, EARS)])

    for place, person in enumerate(people):
        person.counter = after
        for text in [*said[1 + place % 4 :], "ya"]:
            taken = await person.say(text)
            assert person.read(taken, Style.TERSE)
        assert [reply.phrase for reply in taken.replies] == ["booking.booked"]
        assert person.snapshot is None
    newcomer = Contact({**world.OUTCOMES, **OUTCOMES}, counter=after)
    assert await newcomer.hear("ANTRI") == ["booking.ask_a_day"]


async def test_a_new_version_may_say_where_an_old_state_goes_on(monkeypatch):
    person = Contact({**world.OUTCOMES, **OUTCOMES}, counter=booking_counter(monkeypatch))
    await person.say("ANTRI KTP")
    lend_phrases(monkeypatch, Later)
    monkeypatch.setattr(Later, "renamed", {"asking_date": "asking_a_day"})
    person.counter = Counter((Later, *OTHERS))
    person.counter.keep([Booking])

    assert await person.hear("besok") == ["booking.booked_at_once"]


async def test_a_version_that_is_not_kept_goes_on_in_a_state_of_the_same_name(monkeypatch):
    person = Contact({**world.OUTCOMES, **OUTCOMES}, counter=booking_counter(monkeypatch))
    await person.say("ANTRI KTP")
    (frame,) = json.loads(person.snapshot)
    person.snapshot = json.dumps([{**frame, "version": "00000000"}])

    assert await person.hear("besok") == ["booking.ask_time"]


async def test_a_question_is_asked_again_then_rests(monkeypatch):
    counter = booking_counter(monkeypatch)
    person = Contact({**world.OUTCOMES, **OUTCOMES}, counter=counter)
    await person.say("ANTRI KTP")

    assert patience_of(counter, person.snapshot).reminds_after == 10
    told = [reply.phrase for reply in remind(counter, person.snapshot)]
    assert told == ["engine.reminder", "booking.ask_date"]
    replies, person.snapshot = expire(counter, person.snapshot)
    assert [reply.phrase for reply in replies] == ["engine.expired"]
    assert patience_of(counter, person.snapshot) is None
    assert remind(counter, person.snapshot) == ()
    assert expire(counter, person.snapshot) == ((), person.snapshot)
    assert await person.hear("besok") == ["go_on.ask"]
    assert await person.hear("1") == ["go_on.resumed", "booking.resumed", "booking.ask_date"]


async def test_the_word_that_a_talk_rests_bears_buttons_that_go_on_or_begin_anew(monkeypatch):
    counter = booking_counter(monkeypatch)
    person = Contact({**world.OUTCOMES, **OUTCOMES}, counter=counter)
    await person.say("ANTRI KTP")
    (told,), resting = expire(counter, person.snapshot)
    on, anew = [choice.button for choice in told.choices]

    person.snapshot = resting
    assert await person.hear("", on) == ["go_on.resumed", "booking.resumed", "booking.ask_date"]
    assert await person.hear("", on) == ["engine.stale", "booking.ask_date"]
    person.snapshot = resting
    assert await person.hear("", anew) == ["menu.choose"]
    assert choice_label(counter, on, "en") == "Go on"


@pytest.mark.parametrize("snapshot", [None, "", "{", "[]"])
def test_nothing_open_is_not_reminded_of(monkeypatch, snapshot):
    counter = booking_counter(monkeypatch)

    assert remind(counter, snapshot) == ()
    assert expire(counter, snapshot) == ((), snapshot)
    assert patience_of(counter, snapshot) is None
