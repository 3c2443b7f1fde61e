"""What loading the dialogs checks: a script that cannot be held is refused, by name."""

from fnmatch import fnmatchcase

import pytest

from dialogs.engine.counter import Counter
from dialogs.engine.ears import case_number
from dialogs.engine.fitting import check_fit, overlong, said_at_once
from dialogs.engine.script import Ask, Dialog, Do, End, Go, Tell
from dialogs.engine.soundness import BrokenDialogError, phrases_of
from dialogs.longest import EXCEPTED, LONGEST
from dialogs.phrases import PHRASES
from dialogs.registry import counter

SERVICES = {
    "cases.find": {"own", "stage_only", "missing", "locked"},
    "cases.prove": {"own", "wrong", "locked"},
    "desk.open_thread": {"opened", "closed"},
    "people.opt_out": {"done"},
    "people.opt_in": {"done"},
}
"""The outcomes each service may give, as the house has agreed on them."""


def _dialog(*script, **more):
    return type("Sample", (Dialog,), {"name": "track_case", "script": script, **more})


def _end(name="done"):
    return End(name, say="track_case.finished")


def _ask(**exits):
    return Ask("asking", say="track_case.ask_number", **exits)


def test_every_service_is_ready_for_all_outcomes_it_may_give():
    assert {name: counter.services[name] for name in SERVICES} == SERVICES


def test_the_menu_leads_to_dialogs_that_there_are():
    menu = counter.by_name["menu"]
    doors = [step.dialog for step in menu.script if isinstance(step, Go)]

    assert doors == ["track_case", "book_queue", "order_part", "answer_survey", "talk_to_staff"]
    assert doors == list(menu.steps["choosing"].choices)


@pytest.mark.parametrize(
    ("dialogs", "told"),
    [
        ([_dialog(_ask(choices={"done": "nowhere"}))], "asking: there is no state nowhere"),
        ([_dialog(_ask(choices={"done": "done"}), _end(), _end("lonely"))], "nothing leads here"),
        ([_dialog(_ask())], "asking: no end can be reached from here"),
        ([_dialog(_ask(hears={case_number: "asking"}))], "no end can be reached"),
        ([_dialog(Go("leaving", "nothing"))], "leaving: there is no dialog nothing"),
        ([_dialog(End("a", say="no.such_phrase"))], "a: there is no phrase no.such_phrase"),
        ([_dialog(_ask(choices={"odd": "done"}), _end())], "no phrase track_case.choice.odd"),
        ([_dialog(_end(), _end())], "two states bear the same name"),
        ([_dialog(_end(), begins_on=((case_number, "gone"),))], "there is no state gone to begin"),
        ([_dialog(_end()), _dialog(_end())], "Two dialogs are called track_case"),
        (
            [_dialog(_end(), keywords=("CEK",)), _dialog(_end(), name="menu", words=("CEK",))],
            "menu and track_case both begin with CEK",
        ),
        ([_dialog(_end(), keywords=("BATAL",))], "BATAL, which means something else everywhere"),
        (
            [
                _dialog(Do("a", "cases.find", own="done", missing="done"), _end()),
                _dialog(Do("b", "cases.find", own="done"), _end(), name="menu"),
            ],
            "menu, b: cases.find may also answer missing",
        ),
        (
            [_dialog(_ask(choices={"done": "done", "again": "done"}), _end())],
            "a choice without a short form must stand last",
        ),
        ([_dialog(Tell("a", say="track_case.stage", then="a"))], "a: no end can be reached"),
        ([_dialog(_ask(wants="date"), _end())], "it fills date and does not say what comes then"),
        ([_dialog(_ask(offers="times", then="done"), _end())], "offers and picks belong together"),
        (
            [_dialog(_ask(offers="times", picks="time", then="done"), _end())],
            "asking: nothing keeps times, which it offers",
        ),
        (
            [_dialog(_ask(picks="a", wants="b", offers="times", then="done"), _end())],
            "asking: it picks a and wants b",
        ),
        ([_dialog(_ask(wants="a", worded="odd", then="done"), _end())], "no way to word odd"),
        ([_dialog(Go("leaving"))], "it goes to a dialog or follows a slot"),
        (
            [_dialog(Do("a", "cases.find", costs=True, own="done"), _end())],
            "a: cases.find costs and can be reached by a guess",
        ),
        (
            [
                _dialog(
                    _ask(hears={case_number: "before"}, choices={"done": "a"}),
                    Tell("before", say="track_case.stage", then="a"),
                    Do("a", "cases.find", costs=True, own="done"),
                    _end(),
                )
            ],
            "a: cases.find costs and can be reached by a guess",
        ),
    ],
)
def test_a_script_that_cannot_be_held_is_refused(dialogs, told):
    with pytest.raises(BrokenDialogError) as refused:
        Counter(dialogs)

    assert told in str(refused.value)


def test_a_version_changes_with_the_script_and_only_then():
    before = _dialog(_ask(choices={"done": "done"}), _end())
    same = _dialog(_ask(choices={"done": "done"}), _end())
    after = _dialog(_ask(choices={"done": "over"}), _end("over"))

    assert before.version == same.version
    assert before.version != after.version


def test_all_that_is_said_at_once_fits_one_text_message():
    check_fit(counter.dialogs, LONGEST, EXCEPTED)


def test_everything_that_is_said_is_among_what_is_measured():
    measured = {reply.phrase for _, replies in said_at_once(counter.dialogs) for reply in replies}
    said = {phrase for dialog in counter.dialogs for _, phrase in phrases_of(dialog)}

    assert {phrase for phrase in said if ".choice." not in phrase} <= measured
    assert {name for name in PHRASES if name.startswith("engine.")} - measured == {
        "engine.begin_anew",
        "engine.choice.more",
    }


def test_a_text_that_outgrows_a_message_is_named():
    told = "\n".join(overlong(counter.dialogs, {**LONGEST, "number": "9" * 100}, EXCEPTED))

    assert "track_case, telling_stage, asking_fact (id)" in told


def test_what_is_told_before_a_service_is_asked_is_measured_with_what_follows():
    script = (
        Tell("sorry", say="track_case.stage", then="finding"),
        Do("finding", "cases.find", own="asking", missing="done"),
        _ask(choices={"done": "done"}),
        _end(),
    )
    said = {
        where: [reply.phrase for reply in replies]
        for where, replies in said_at_once([_dialog(*script)])
        if where.startswith("track_case, sorry")
    }

    assert said == {
        "track_case, sorry, asking": ["track_case.stage", script[2].say],
        "track_case, sorry, done": ["track_case.stage", script[3].say],
    }


def test_a_letter_that_makes_messages_dear_is_named():
    told = "\n".join(overlong(counter.dialogs, {**LONGEST, "place": "\u2077"}, EXCEPTED))

    assert "talk_to_staff, handed_over (id): a letter is not in the SMS alphabet" in told


def test_every_exception_has_a_place_and_a_reason():
    places = {where for where, _ in said_at_once(counter.dialogs)}

    assert all(any(fnmatchcase(where, place) for where in places) for place in EXCEPTED)
    assert all(EXCEPTED.values())
