"""Timers: they ring once, for the turn they belong to, and not while a person speaks."""

import pytest

from models.conversations import timers
from models.conversations.rules import Speaker, TimerKind
from models.terms.channel import Priority
from server.desk.acts import Return, Take
from server.talk import NOISE_AT_MOST
from server.timers import Ring
from tests.dialogs.booking import booking_counter
from tests.models.either import database  # noqa: F401
from tests.server.office import SARI, SmallOffice

PHONE = {"channel": "sms", "address": "+6281200000999"}
MINUTE = 60


@pytest.fixture
async def office(database, clock, new_id, monkeypatch):  # noqa: F811
    office = SmallOffice(clock, new_id, counter=booking_counter(monkeypatch))
    office.lanes.start()
    yield office
    await office.lanes.stop()


async def _ring(office):
    """Ring what is due, as the jobs do; what was said."""
    said = []
    for timer in await timers.due(now_ms=int(office.clock.now().timestamp() * 1000)):
        said += (await office.act(Ring(timer, office.talk))).replies
    return said


async def test_a_question_is_asked_again_and_then_rests(office, clock):
    await office.hear("ANTRI KTP", **PHONE)
    clock.advance(9 * MINUTE)
    assert await _ring(office) == []
    clock.advance(1 * MINUTE)
    (reminder,) = await _ring(office)
    assert reminder.text.startswith("Pengingat:")
    assert office.pages[-1].outbox[0].priority is Priority.NOTICE
    clock.advance(20 * MINUTE)
    (word,) = await _ring(office)
    assert word.text == "Kami berhenti dulu. Tulis lagi kapan saja untuk lanjut."
    clock.advance(600 * MINUTE)
    assert await _ring(office) == []

    back = await office.hear("besok", **PHONE)
    assert back.replies[0].text == "Lanjut booking?\n1 Lanjut\n2 Mulai baru"


async def test_on_a_screen_a_talk_that_rests_goes_on_by_a_press(office, clock):
    await office.hear("ANTRI KTP")
    clock.advance(10 * MINUTE)
    await _ring(office)
    clock.advance(20 * MINUTE)
    (word,) = await _ring(office)
    assert [label for _, label in word.choices] == ["Lanjut", "Mulai baru"]

    (told,) = (await office.hear("", choice=word.choices[0][0])).replies
    assert told.text.startswith("Baik, kita lanjutkan.")


async def test_an_answer_leaves_the_timer_of_its_question_nothing_to_do(office, clock):
    await office.hear("ANTRI KTP")
    clock.advance(5 * MINUTE)
    await office.hear("BATAL")
    clock.advance(60 * MINUTE)

    assert await _ring(office) == []
    assert await timers.due(now_ms=2**62) == []


async def test_a_timer_is_silent_while_a_person_speaks_and_begins_anew_afterwards(office, clock):
    await office.hear("ANTRI KTP")
    thread = (await office.conversation()).id
    await office.act(Take(thread, SARI))
    clock.advance(10 * MINUTE)
    assert await _ring(office) == []
    await office.act(Return(thread, SARI, office.talk))
    assert (await office.conversation()).speaker is Speaker.BOT
    clock.advance(9 * MINUTE)
    assert await _ring(office) == []
    clock.advance(1 * MINUTE)

    assert len(await _ring(office)) == 1


async def test_a_timer_armed_before_a_take_over_does_nothing_after_the_give_back(office, clock):
    await office.hear("ANTRI KTP")
    thread = (await office.conversation()).id
    clock.advance(9 * MINUTE)
    await office.act(Take(thread, SARI))
    await office.act(Return(thread, SARI, office.talk))
    clock.advance(1 * MINUTE)

    assert await _ring(office) == []


async def test_of_two_who_ring_a_timer_one_does(office, clock):
    await office.hear("ANTRI KTP")
    clock.advance(10 * MINUTE)
    (timer,) = await timers.due(now_ms=int(clock.now().timestamp() * 1000))

    rung = [await office.act(Ring(timer, office.talk)) for _ in range(2)]

    assert [len(each.replies) for each in rung] == [1, 0]
    assert timer.kind is TimerKind.REMIND


async def test_noise_on_a_line_that_costs_is_answered_so_often_an_hour(office, clock):
    answered = 0
    for _ in range(NOISE_AT_MOST + 5):
        answered += bool((await office.hear("qwerty", **PHONE)).replies)
        clock.advance(10)
    assert answered == NOISE_AT_MOST
    assert (await office.conversation(**PHONE)).needs_person
    assert (await office.hear("menu", **PHONE)).replies

    clock.advance(3600)
    assert (await office.hear("qwerty", **PHONE)).replies
    assert all([(await office.hear("qwerty")).replies for _ in range(NOISE_AT_MOST + 5)])
