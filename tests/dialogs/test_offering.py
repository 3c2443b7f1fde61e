"""A list that is offered, what is said at once, and what is asked because it was not clear."""

import json

import pytest

from dialogs.engine.counter import Wish
from dialogs.engine.render import render
from dialogs.engine.turn import expire
from models.terms.channel import Style
from models.terms.request import Outcome, Request
from tests.dialogs import world
from tests.dialogs.booking import OUTCOMES, TIMES, booking_counter
from tests.dialogs.world import Contact


@pytest.fixture
def contact(monkeypatch):
    return Contact({**world.OUTCOMES, **OUTCOMES}, counter=booking_counter(monkeypatch))


def _booked(contact):
    return contact.asked[-1].arguments


async def test_a_whole_request_is_asked_only_whether_it_is_right(contact):
    assert await contact.hear("ANTRI KTP BESOK JAM 9") == ["booking.confirm"]
    assert await contact.hear("ya") == ["booking.booked"]
    assert _booked(contact) == {"service": "ktp", "date": "2026-11-25", "time": "09:00"}


@pytest.mark.parametrize("text", ["antri#jam 9#ktp", "ANTRI jam 9, KTP", "Antri.KTP.jam 9"])
async def test_in_any_order_and_only_what_is_missing_is_asked(contact, text):
    assert await contact.hear(text) == ["booking.ask_date"]
    assert await contact.hear("besok") == ["booking.confirm"]


async def test_several_answers_to_one_question_are_all_taken(contact):
    await contact.say("ANTRI")

    assert await contact.hear("ktp lusa") == ["booking.ask_time"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("1", "08:00"),
        ("3.", "10:00"),
        ("no 2", "09:00"),
        ("yang kedua", "09:00"),
        ("yg pertama aja", "08:00"),
        ("the second one", "09:00"),
        ("09.00", "09:00"),
        ("09:00", "09:00"),
        ("jam 11", "11:00"),
    ],
)
async def test_one_of_the_list_is_picked_by_number_value_or_words(contact, text, time):
    await contact.say("ANTRI KTP BESOK")

    assert await contact.hear(text) == ["booking.confirm"]
    await contact.say("ya")
    assert _booked(contact)["time"] == time


async def test_a_list_is_shown_in_pages_alike_on_both_doors(contact):
    first = await contact.say("ANTRI KTP BESOK")
    rich = render(first.replies, style=Style.RICH, language="id").choices
    terse = render(first.replies, style=Style.TERSE, language="id").text

    assert rich[:2] == (("time=08:00", "08.00"), ("time=09:00", "09.00"))
    assert terse.split("\n")[1:] == ["1 08.00", "2 09.00", "3 10.00", "4 Lainnya", "5 Coba lagi"]
    second = await contact.say("lainnya")
    assert [each.value for each in second.replies[-1].choices] == [*TIMES[3:], "more", "staff"]
    third = await contact.say("", choice="more")
    assert third.replies[-1].choices == first.replies[-1].choices
    await contact.say("4")
    await contact.say("2")
    await contact.say("ya")
    assert _booked(contact)["time"] == "13:00"


async def test_a_button_of_an_earlier_page_still_picks_and_one_of_another_list_does_not(contact):
    await contact.say("ANTRI KTP BESOK")
    await contact.say("4")

    assert await contact.hear("", choice="date=2026-11-25") == ["engine.stale", "booking.ask_time"]
    assert await contact.hear("", choice="time=06:00") == ["engine.stale", "booking.ask_time"]
    assert await contact.hear("", choice="time=08:00") == ["booking.confirm"]


async def test_what_costs_is_done_by_its_own_button_only(contact):
    older = (await contact.say("ANTRI KTP BESOK JAM 9")).replies[-1].choices[0].button
    await contact.say("BATAL")
    newer = (await contact.say("ANTRI KK BESOK JAM 9")).replies[-1].choices[0].button

    for button in ["yes", older, "yes@", "yes@00000000"]:
        assert await contact.hear("", choice=button) == ["engine.stale", "booking.confirm"]
    assert await contact.hear("", choice=newer) == ["booking.booked"]
    assert _booked(contact)["service"] == "kk"


async def test_two_readings_become_a_question_at_the_place_where_it_is_asked(contact):
    taken = await contact.say("ANTRI KTP BESOK JAM 5")

    assert [each.phrase for each in taken.replies] == ["engine.which_value"]
    assert [each.value for each in taken.replies[0].choices] == ["05:00", "17:00", "staff"]
    assert await contact.hear("2") == ["booking.confirm"]
    assert json.loads(contact.snapshot)[0]["slots"]["time"] == "17:00"


async def test_an_answer_with_two_readings_is_asked_about_and_costs_no_try(contact):
    await contact.say("ANTRI KTP BESOK")

    assert await contact.hear("jam 5") == ["engine.which_value"]
    assert await contact.hear("jam 5 malam") == ["booking.confirm"]
    assert json.loads(contact.snapshot)[0]["slots"]["time"] == "17:00"


async def test_what_turned_out_wrong_is_asked_again(contact):
    contact.outcomes["queues.find"] = Outcome("full")

    assert await contact.hear("ANTRI KTP BESOK JAM 9") == ["booking.full", "booking.ask_date"]


async def test_a_place_taken_a_moment_ago_leads_to_the_times_that_are_left(contact):
    contact.outcomes["queues.book"] = Outcome("taken")
    await contact.say("ANTRI KTP BESOK JAM 9")

    assert await contact.hear("ya") == ["booking.taken", "booking.ask_time"]


async def test_back_asks_for_what_was_answered(contact):
    await contact.say("ANTRI KTP")
    await contact.say("besok")
    await contact.say("2")

    said = [await contact.hear("kembali") for _ in range(2)]
    assert said == [["booking.ask_time"], ["booking.ask_date"]]
    await contact.say("lusa")
    await contact.say("1")
    await contact.say("ya")
    assert _booked(contact) == {"service": "ktp", "date": "2026-11-26", "time": "08:00"}


async def test_a_question_in_the_middle_is_answered_and_the_open_one_comes_back(contact):
    contact.outcomes["cases.find"] = Outcome("own", world.CASE)
    await contact.say("ANTRI KTP BESOK")

    said = await contact.hear("CEK LKT-2026-000123")
    assert said == ["track_case.status", "booking.resumed", "booking.ask_time"]
    assert await contact.hear("2") == ["booking.confirm"]


async def test_a_sentence_is_understood_where_no_keyword_is_heard(monkeypatch):
    heard = []

    def wishes(message, question):
        heard.append((message.text, question and question.name))
        return Wish("booking", {"service": "ktp"}) if "urus" in message.text else None

    contact = Contact(OUTCOMES, counter=booking_counter(monkeypatch, wishes=wishes))

    assert await contact.hear("mau urus itu lusa") == ["booking.ask_time"]
    assert Request("queues.find", {"service": "ktp", "date": "2026-11-26"}) == contact.asked[-1]
    await contact.say("apa")
    assert heard == [("mau urus itu lusa", None), ("apa", "asking_time")]


async def test_of_two_dialogs_that_may_be_meant_it_is_asked_which(monkeypatch):
    def wishes(message, context):
        return Wish("booking", {"service": "ktp"}, ("track_case",))

    contact = Contact(OUTCOMES, counter=booking_counter(monkeypatch, wishes=wishes))

    assert await contact.hear("ktp saya") == ["which.ask"]
    assert await contact.hear("1") == ["booking.ask_date"]


async def test_of_two_requests_the_first_is_done_and_the_second_offered(monkeypatch):
    def wishes(message, context):
        second = Wish("booking", {"service": "ktp", "date": "2026-11-25"})
        return Wish("track_case", {}, second=second)

    outcomes = {**world.OUTCOMES, **OUTCOMES, "cases.find": Outcome("own", world.CASE)}
    contact = Contact(outcomes, counter=booking_counter(monkeypatch, wishes=wishes))

    asked = await contact.hear("berkas saya gimana, sekalian antri")
    assert asked == ["engine.also", "track_case.ask_number"]
    assert await contact.hear("LKT-2026-000123") == ["track_case.status", "also.ask"]
    assert await contact.hear("ya") == ["booking.ask_time"]


async def test_an_expired_question_is_not_answered_by_chance(contact):
    await contact.say("ANTRI KTP BESOK")
    contact.snapshot = json.dumps([{**json.loads(contact.snapshot)[0], "rests": True}])

    assert await contact.hear("pagi saja") == ["go_on.ask"]
    assert await contact.hear("ya") == ["go_on.resumed", "booking.resumed", "booking.ask_time"]
    assert await contact.hear("1") == ["booking.confirm"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1", ["go_on.resumed", "booking.resumed", "booking.ask_time"]),
        ("2.", ["menu.choose"]),
        ("3", ["go_on.ask"]),
        ("ya", ["go_on.ask"]),
    ],
)
async def test_the_numbers_under_the_word_that_a_talk_rests_count(contact, text, said):
    await contact.say("ANTRI KTP BESOK")
    contact.snapshot = expire(contact.counter, contact.snapshot)[1]

    assert await contact.hear(text) == said


async def test_whoever_comes_back_may_begin_anew(contact):
    await contact.say("ANTRI KTP BESOK")
    contact.snapshot = json.dumps([{**json.loads(contact.snapshot)[0], "rests": True}])

    await contact.say("halo")
    assert await contact.hear("2") == ["menu.choose"]
    assert [frame["dialog"] for frame in json.loads(contact.snapshot)] == ["menu"]


@pytest.mark.parametrize("text", ["\U0001f600", "-1", "1e9", "2.5", "99", "9" * 900, "{{7*7}}"])
async def test_an_odd_answer_to_a_list_is_asked_again(contact, text):
    await contact.say("ANTRI KTP BESOK")

    assert await contact.hear(text) == ["engine.not_understood_1", "booking.ask_time"]


async def test_a_message_that_is_too_long_to_read_is_told_to_be(contact):
    await contact.say("ANTRI KTP BESOK")

    said = await contact.hear("9" * 5000)

    assert said == ["engine.read_partly", "engine.not_understood_1", "booking.ask_time"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("paling pagi", TIMES[0]),
        ("yg paling cepet dong", TIMES[0]),
        ("the earliest", TIMES[0]),
        ("jam yang paling akhir", TIMES[-1]),
        ("paling siang aja", TIMES[-1]),
        ("the latest time please", TIMES[-1]),
        ("yang terakhir", TIMES[2]),
        ("the last one", TIMES[2]),
    ],
)
async def test_the_ends_of_a_list_are_picked_in_words_and_no_button_is_taken_for_one(
    contact, text, time
):
    await contact.say("ANTRI KTP BESOK")

    assert await contact.hear(text) == ["booking.confirm"]
    await contact.say("ya")
    assert _booked(contact)["time"] == time
