"""The path of a turn: stored once, answered once, in order, whatever happens beside it."""

import asyncio

import pytest

from models.conversations import services as conversations
from models.conversations.rules import Author, Speaker
from models.db import Statement
from server import answers
from server.desk.acts import Close, Return, Take, Write
from server.hearing import TryAgain
from server.work import RefusalError
from tests.server.office import BUDI, SARI


async def test_a_message_is_stored_with_its_answer_in_order(office):
    settled = await office.hear("CEK LKT-2026-000123")

    assert [m.pos for m in await office.messages()] == [1, 2]
    assert settled.replies[0].reply_to == settled.message.id
    assert "selesai, bisa diambil" in settled.replies[0].text


async def test_the_phone_on_file_hears_the_whole_case(office):
    settled = await office.hear("cek#lkt 2026 123", channel="sms", address="+6281200000123")

    assert settled.replies[0].text == (
        "LKT-2026-000123 KTP: selesai, bisa diambil. "
        "Bisa diambil di loket 2 dengan membawa tanda terima."
    )


async def test_a_second_copy_is_dropped_and_answered_with_the_first_ones_id(office):
    first = await office.hear("halo", key="same-key")
    again = await office.hear("halo", key="same-key")

    assert again.message.id == first.message.id
    assert [r.id for r in again.replies] == [r.id for r in first.replies]
    assert len(await office.messages()) == 2


async def test_a_key_that_comes_back_with_another_text_is_refused(office):
    await office.hear("halo", key="same-key")
    with pytest.raises(RefusalError) as refused:
        await office.hear("menu", key="same-key")

    assert refused.value.code == "key_reused"
    assert (await office.messages())[0].text == "halo"


async def test_a_conversation_is_stored_as_each_turn_and_act_leaves_it(office):
    number = (await office.hear("halo")).conversation.id
    take, back = Take(number, SARI), Return(number, SARI, office.talk)
    for step in (None, take, None, back, None, take, Close(number, SARI), None):
        await (office.hear("1") if step is None else office.act(step))

        assert await office.conversation() == office.pages[-1].now


async def test_many_conversations_share_groups_and_keep_their_own_order(office):
    texts = ["halo", "1", "LKT-2026-000123", "1"]
    futures = [office.submit(text, address=f"visitor-{n}") for text in texts for n in range(40)]
    await asyncio.gather(*futures)

    for n in range(40):
        messages = await office.messages(address=f"visitor-{n}")
        heard = [m.text for m in messages if m.author is Author.VISITOR]
        assert heard == texts
        assert [m.pos for m in messages] == list(range(1, 9))
        assert (await office.conversation(address=f"visitor-{n}")).dialog is None
    assert [event.n for event in office.events] == list(range(1, len(office.events) + 1))


async def test_a_turn_that_raises_is_parked_and_spares_the_others(office, monkeypatch):
    async def broken(asking, arguments):
        await Statement('update "contact" set "name" = ?').run("written by a broken turn")
        raise RuntimeError("a bug")

    monkeypatch.setitem(answers.ANSWERS, "cases.find", broken)
    bad = office.submit("CEK LKT-2026-000123", address="visitor-1")
    good = office.submit("halo", address="visitor-2")
    parked, answered = await asyncio.gather(bad, good)

    assert (parked.message.text, parked.replies) == ("CEK LKT-2026-000123", ())
    assert answered.replies
    names = await Statement('select count(*) as "n" from "contact" where "name" is not null').rows()
    assert names[0]["n"] == 0
    assert [event.kind for event in office.events if event.kind == "parked"] == ["parked"]


async def test_a_parked_turn_is_answered_when_its_time_comes(office, clock, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setitem(answers.ANSWERS, "cases.find", _raise)
        await office.hear("CEK LKT-2026-000123")
    clock.advance(10)
    (parked,) = await conversations.due_parked(now_ms=clock.ms)
    message = await conversations.message(parked.message_id)
    await office.act(TryAgain(parked, message, office.talk))

    assert (await office.said())[-1][0] == "bot"
    assert await conversations.due_parked(now_ms=clock.ms + 10**9) == []


async def test_a_turn_that_keeps_failing_ends_with_a_person(office, clock, monkeypatch):
    monkeypatch.setitem(answers.ANSWERS, "cases.find", _raise)
    await office.hear("CEK LKT-2026-000123")
    tries = 0
    while True:
        clock.advance(3600)
        due = await conversations.due_parked(now_ms=clock.ms)
        if not due:
            break
        tries += 1
        message = await conversations.message(due[0].message_id)
        await office.act(TryAgain(due[0], message, office.talk))

    assert tries == 3
    conversation = await office.conversation()
    assert (conversation.speaker, conversation.needs_person) == (Speaker.WAITING, True)


async def test_a_row_that_breaks_the_batch_costs_only_its_own_turn(office):
    await office.hear("halo", address="visitor-1")
    await Statement(
        "create trigger no_poison before insert on message when new.text = 'racun' "
        "begin select raise(abort, 'poison'); end"
    ).run()
    futures = [
        office.submit(text, address=f"visitor-{n}")
        for n, text in enumerate(["halo", "racun", "menu", "halo"], start=1)
    ]
    results = await asyncio.gather(*futures, return_exceptions=True)

    assert [isinstance(result, RefusalError) for result in results] == [False, True, False, False]
    assert results[1].code == "try_later"


async def test_take_over_stops_the_bot_and_give_back_repeats_the_open_question(office):
    await office.hear("CEK")
    conversation = await office.conversation()
    await office.act(Take(conversation.id, SARI))
    silent = await office.hear("LKT-2026-000123")
    await office.act(Write(conversation.id, SARI, "staff-key-1", "Selamat pagi, saya Sari."))
    await office.act(Return(conversation.id, SARI, office.talk))
    answered = await office.hear("LKT-2026-000123")

    assert not silent.replies
    assert [author for author, _ in await office.said()] == [
        "visitor",
        "bot",
        "system",
        "visitor",
        "staff",
        "system",
        "bot",
        "visitor",
        "bot",
    ]
    assert "Berapa nomor berkas Anda?" in (await office.said())[6][1]
    assert "selesai, bisa diambil" in answered.replies[0].text


async def test_of_many_who_take_at_once_one_becomes_the_owner(office):
    await office.hear("halo")
    conversation = await office.conversation()
    takers = [SARI if n % 2 else BUDI for n in range(50)]
    results = await asyncio.gather(
        *(office.act(Take(conversation.id, taker)) for taker in takers), return_exceptions=True
    )

    refused = [result for result in results if isinstance(result, RefusalError)]
    assert len(refused) == 25
    assert {error.code for error in refused} == {"taken"}
    assert len([a for a, _ in await office.said() if a == "system"]) == 1


async def test_only_the_owner_writes_gives_back_and_closes(office):
    await office.hear("halo")
    conversation = await office.conversation()
    await office.act(Take(conversation.id, SARI))
    for work in (
        Write(conversation.id, BUDI, "staff-key-1", "halo"),
        Return(conversation.id, BUDI, office.talk),
        Close(conversation.id, BUDI),
    ):
        with pytest.raises(RefusalError) as refused:
            await office.act(work)
        assert refused.value.code == "taken"


async def test_a_reply_pressed_twice_is_sent_once(office):
    await office.hear("halo", channel="sms", address="+6281200000999")
    conversation = await office.conversation("sms", "+6281200000999")
    await office.act(Take(conversation.id, SARI))
    first, second = [
        await office.act(Write(conversation.id, SARI, "staff-key-1", "Baik.")) for _ in range(2)
    ]

    assert first.message.id == second.message.id
    outbox = await Statement("select count(*) as n from outbox where text = 'Baik.'").rows()
    assert outbox[0]["n"] == 1


async def test_who_waits_for_a_person_can_go_back_to_the_bot(office):
    await office.hear("PETUGAS")
    waiting = await office.conversation()
    silent = await office.hear("halo?")
    called = await office.hear("MENU")

    assert (waiting.speaker, list(silent.replies)) == (Speaker.WAITING, [])
    assert called.replies
    assert (await office.conversation()).speaker is Speaker.BOT


@pytest.mark.parametrize("sender", ["Telkomsel", "3636", "PROMO"])
async def test_sender_names_and_short_codes_are_shown_and_never_answered(office, sender):
    settled = await office.hear("Selamat! Anda menang", channel="sms", address=sender)

    assert settled.replies == []
    assert (await office.conversation("sms", sender)).needs_person


async def test_two_automata_do_not_talk_for_ever(office, clock):
    answers_given = 0
    for _ in range(40):
        settled = await office.hear("menu", channel="sms", address="+6281200000999")
        answers_given += bool(settled.replies)
        clock.advance(10)
    assert answers_given == 20
    clock.advance(3600)

    assert (await office.hear("halo", channel="sms", address="+6281200000999")).replies


async def _raise(asking, arguments):
    raise RuntimeError("a bug")


async def test_a_whole_identity_number_is_never_stored_in_clear(office):
    await office.hear("nik saya 1205014508900001 ya", key="one")
    again = await office.hear("nik saya 1205014508900001 ya", key="one")

    (said,) = [text for author, text in await office.said() if author == "visitor"]
    assert said == "nik saya ************0001 ya"
    assert again.message.text == said
