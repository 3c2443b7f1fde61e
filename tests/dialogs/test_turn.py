"""A turn: what waits, what comes back, what is kept, and where it stops."""

import json

import pytest

from dialogs.engine.counter import Counter
from dialogs.engine.ears import case_number
from dialogs.engine.reply import Reply
from dialogs.engine.requesting import UnexpectedOutcomeError
from dialogs.engine.script import Ask, Dialog, Do, End
from dialogs.engine.turn import DialogStuckError, choice_label, open_question
from dialogs.engine.walking import STEPS_MOST
from dialogs.phrases import PHRASES
from models.terms.request import Outcome, Request
from tests.dialogs.home import counter
from tests.dialogs.world import CASE, Contact


async def test_a_proof_is_used_once_and_never_stored():
    contact = Contact()
    contact.outcomes["cases.prove"] = Outcome("wrong")
    await contact.say("CEK LKT-2026-000123")
    await contact.say("0123")

    assert contact.asked[-1] == Request(
        "cases.prove", {"number": "LKT-2026-000123", "fact": "0123"}
    )
    (frame,) = json.loads(contact.snapshot)
    assert frame["slots"] == {"number": "LKT-2026-000123"}


async def test_what_a_service_tells_is_not_stored():
    contact = Contact()
    contact.outcomes["cases.find"] = Outcome("stage_only", {**CASE, "note_id": "rahasia"})
    await contact.say("CEK LKT-2026-000123")

    assert "rahasia" not in contact.snapshot
    assert "ready" not in contact.snapshot


async def test_a_whole_identity_number_is_cut_before_anything_hears_of_it():
    contact = Contact()
    contact.outcomes["cases.prove"] = Outcome("wrong")
    await contact.say("CEK LKT-2026-000123")
    taken = await contact.say("1205011708900123")

    assert "120501170890" not in repr(taken)


async def test_a_waiting_question_comes_back_after_another_dialog():
    contact = Contact()
    await contact.say("CEK")

    assert await contact.hear("BAHASA") == ["language.ask"]
    assert await contact.hear("1") == [
        "language.set",
        "track_case.resumed",
        "track_case.ask_number",
    ]


async def test_a_person_is_called_and_the_question_waits_for_the_give_back():
    contact = Contact()
    await contact.say("CEK")

    assert await contact.hear("PETUGAS") == ["talk_to_staff.handed_over"]
    assert open_question(counter, contact.snapshot) == (
        Reply("engine.back_again"),
        Reply("track_case.ask_number", {}, ()),
    )


async def test_when_staff_are_away_the_bot_goes_on():
    contact = Contact()
    contact.outcomes["desk.open_thread"] = Outcome("closed", {"opens": "Senin 08.00"})
    await contact.say("CEK")

    assert await contact.hear("PETUGAS") == [
        "talk_to_staff.away",
        "track_case.resumed",
        "track_case.ask_number",
    ]


@pytest.mark.parametrize("snapshot", [None, "", "{", '[{"dialog":"gone","state":"asking"}]'])
def test_with_nothing_open_a_give_back_points_to_the_menu(snapshot):
    assert open_question(counter, snapshot) == (Reply("engine.back_idle"),)


async def test_at_most_three_dialogs_stand_open(monkeypatch):
    for name in "abcde":
        monkeypatch.setitem(PHRASES, f"{name}.resumed", PHRASES["track_case.resumed"])
    contact = Contact(counter=Counter([_asking(name) for name in "abcde"]))
    for name in "abcde":
        await contact.say("", choice=name)

    assert [frame["dialog"] for frame in json.loads(contact.snapshot)] == ["c", "d", "e"]


async def test_a_dialog_stands_open_only_once():
    contact = Contact()
    for text in ["CEK", "MENU", "1", "MENU", "CEK", "0", "STATUS"]:
        await contact.say(text)

    assert [frame["dialog"] for frame in json.loads(contact.snapshot)] == ["track_case"]


async def test_a_script_that_walks_in_circles_is_stopped():
    class Circle(Dialog):
        name = "language"
        script = (
            Do("turning", "people.opt_in", done="turning", failed="out"),
            End("out", say="language.set"),
        )

    contact = Contact(counter=Counter([Circle]))
    with pytest.raises(DialogStuckError, match="language, turning"):
        await contact.say("", choice="language")

    assert len(contact.asked) == STEPS_MOST


async def test_an_outcome_that_nobody_expects_is_an_error():
    contact = Contact()
    contact.outcomes["cases.find"] = Outcome("exploded")

    with pytest.raises(UnexpectedOutcomeError, match="track_case, looking_up: exploded"):
        await contact.say("CEK LKT-2026-000123")


async def test_a_language_is_told_only_when_it_changes():
    contact = Contact()

    assert (await contact.say("BAHASA ID")).language is None
    assert (await contact.say("BAHASA EN")).language == "en"


async def test_noise_is_told_apart_from_what_was_understood():
    contact = Contact()

    assert not (await contact.say("qwerty")).understood
    assert (await contact.say("1")).understood
    assert not (await contact.say("qwerty")).understood
    assert (await contact.say("halo")).understood


async def test_an_answer_sets_the_tries_back():
    contact = Contact()
    contact.outcomes["cases.find"] = Outcome("missing")
    for text in ["CEK", "x", "x", "LKT-2026-999999"]:
        await contact.say(text)

    assert await contact.hear("x") == ["engine.not_understood_1", "track_case.not_found"]


async def test_back_goes_over_the_questions_that_were_answered():
    contact = Contact()
    contact.outcomes["cases.find"] = Outcome("missing")
    for text in ["CEK", "LKT-2026-999999", "ulangi", "LKT-2026-999998"]:
        await contact.say(text)

    said = [await contact.hear("KEMBALI") for _ in range(5)]

    assert said == [
        ["track_case.ask_number"],
        ["track_case.not_found"],
        ["track_case.ask_number"],
        ["menu.choose"],
        ["engine.first_question", "menu.choose"],
    ]


@pytest.mark.parametrize(
    ("choice", "label"),
    [("track_case", "Cek berkas saya"), ("yes", "Ya"), ("nothing", None), ("", None)],
)
def test_a_pressed_button_is_read_by_its_label(choice, label):
    assert label == choice_label(counter, choice, "id")


def _asking(name):
    """A dialog of one question, which comes back when it had to wait."""
    ask = Ask("asking", say="track_case.ask_number", hears={case_number: "done"})
    return type(
        "Asking", (Dialog,), {"name": name, "script": (ask, End("done", say="language.set"))}
    )
