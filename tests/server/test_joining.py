"""Web and phone become one thread; what is said reaches the contact by one door at a time."""

import re

import pytest

from models.conversations.rules import Speaker
from models.db import Statement
from models.people import services as people
from models.people.services import Scope
from models.terms.channel import Priority, Stage
from server.desk.acts import Return, Take, Write
from server.joining import Arrive, SendUnseen, StillHere, due_unseen
from server.proofs import GiveCode, SendCode, ShowCode
from server.work import RefusalError
from tests.server.office import SARI

PHONE = "+6281234567890"
SMS = {"channel": "sms", "address": PHONE}
_TEXTS = Statement('select * from "outbox" order by "message_id"')


async def texts():
    return [row["text"] for row in await _TEXTS.rows()]


async def prove(office, *, address="visitor-1"):
    """The visitor proves the telephone by the code that is sent to it."""
    await office.hear("PROFIL", address=address)
    await office.hear("hubungkan HP", choice="phone", address=address)
    await office.hear("0812-3456-7890", address=address)
    code = re.search(r"\b\d{6}\b", (await texts())[-1])[0]
    return await office.hear(code, address=address)


async def close_page(office):
    """Long enough ago, as far as anybody knows."""
    office.clock.advance(120)


class TestOneThread:
    async def test_a_text_from_a_proved_telephone_stands_in_the_thread_of_the_page(self, office):
        await prove(office)
        known = await office.conversation()
        await office.hear("CEK LKT-2026-000123", **SMS)
        assert (await office.conversation(**SMS)).id == known.id
        assert "CEK LKT-2026-000123" in [text for _, text in await office.said()]

    @pytest.mark.parametrize(
        ("said", "scope"),
        [("BERHENTI", Scope.ALL), ("STOP PROMO", Scope.PROMO)],
    )
    async def test_what_was_refused_by_text_stays_refused(self, office, said, scope):
        await office.hear(said, **SMS)
        assert await people.has_opted_out(*SMS.values())
        await prove(office)
        known = await office.conversation()
        assert await people.refused([known.contact_id]) is scope
        assert await people.has_opted_out(*SMS.values())

    async def test_a_booking_begun_on_the_page_is_finished_by_text(self, office):
        await prove(office)
        await office.hear("ANTRI KTP BESOK")
        await close_page(office)
        before = await office.conversation()
        answer = await office.hear("1", **SMS)
        assert answer.conversation.id == before.id
        assert before.dialog is not None
        assert "Kembali" not in answer.replies[0].text
        assert (await texts())[-1] == answer.replies[0].text
        await office.hear("ya", **SMS)
        booked = await Statement('select count(*) as "n" from "queue_ticket"').rows()
        assert booked[0]["n"] >= 1

    async def test_what_was_open_behind_the_telephone_goes_on_here(self, office):
        await office.hear("ANTRI KTP BESOK", **SMS)
        old = await office.conversation(**SMS)
        await prove(office)
        now = await office.conversation()
        assert now.id != old.id
        assert now.dialog == old.dialog
        closed = await office.said(channel="web", address="visitor-1")
        assert any("jam berapa" in text.casefold() or "1 " in text for _, text in closed[-1:])

    async def test_the_person_who_was_answering_by_text_goes_on_answering(self, office):
        await office.hear("PETUGAS", **SMS)
        old = await office.conversation(**SMS)
        await office.act(Take(old.id, SARI))
        await prove(office)
        now = await office.conversation()
        assert (now.speaker, now.owner_id) == (Speaker.STAFF, SARI.id)
        left = next(page.now for page in office.pages[::-1] if page.now.id == old.id)
        assert left.speaker is Speaker.BOT

    async def test_a_text_read_twice_from_the_modem_around_the_joining_is_one(self, office):
        first = await office.hear("MENU", key="fingerprint-1", **SMS)
        await prove(office)
        again = await office.hear("MENU", key="fingerprint-1", **SMS)
        assert again.message.id == first.message.id
        assert [text for _, text in await office.said()].count("MENU") == 0

    async def test_a_second_browser_with_the_same_telephone_shares_the_thread(self, office):
        await prove(office)
        office.clock.advance(7200)
        await prove(office, address="visitor-2")
        one = await office.conversation(address="visitor-1")
        other = await office.conversation(address="visitor-2")
        assert one.id == other.id == (await office.conversation(**SMS)).id


class TestOneDoor:
    async def reply(self, office, text, **how):
        known = await office.conversation()
        key = f"reply-{text}"
        return await office.act(Write(known.id, SARI, client_key=key, text=text, **how))

    async def taken(self, office):
        await prove(office)
        await office.act(Take((await office.conversation()).id, SARI))
        return len(await texts())

    async def test_while_the_page_is_open_nothing_leaves_by_text(self, office):
        before = await self.taken(office)
        await self.reply(office, "Sudah kami periksa.")
        assert len(await texts()) == before

    async def test_once_the_page_is_closed_the_next_word_leaves_by_text(self, office):
        await self.taken(office)
        await close_page(office)
        await self.reply(office, "Silakan datang besok.")
        assert (await texts())[-1] == "Silakan datang besok."
        assert (await office.conversation()).channel == "sms"

    async def test_a_window_that_says_it_is_there_keeps_words_on_the_page(self, office):
        before = await self.taken(office)
        await close_page(office)
        await office.act(StillHere((await office.conversation()).id))
        await self.reply(office, "Masih di sini?")
        assert len(await texts()) == before

    async def test_the_question_given_back_is_asked_by_text(self, office):
        await prove(office)
        await office.hear("ANTRI KTP BESOK")
        known = await office.conversation()
        await office.act(Take(known.id, SARI))
        await close_page(office)
        await office.act(Return(known.id, SARI, office.talk))
        assert "1" in (await texts())[-1]

    async def test_what_waits_is_withdrawn_when_the_page_opens(self, office):
        await self.taken(office)
        await close_page(office)
        said = await self.reply(office, "Sudah siap.")
        known = await office.conversation()
        await office.act(Arrive(known.id, "web", "visitor-1"))
        row = (await _TEXTS.rows())[-1]
        assert (row["message_id"], row["stage"]) == (said.message.id, Stage.WITHDRAWN.value)
        assert (await office.conversation()).channel == "web"

    async def test_an_answer_to_a_text_is_not_withdrawn(self, office):
        await prove(office)
        await office.hear("JAM BUKA", **SMS)
        await office.act(Arrive((await office.conversation()).id, "web", "visitor-1"))
        assert (await _TEXTS.rows())[-1]["stage"] == Stage.QUEUED.value

    async def test_what_nobody_was_there_to_see_leaves_by_text_once(self, office):
        before = await self.taken(office)
        await self.reply(office, "Mohon bawa KK asli.")
        await close_page(office)
        known = await office.conversation()
        now_ms = int(office.clock.now().timestamp() * 1000)
        assert list(await due_unseen(now_ms=now_ms, away_after_ms=60_000)) == [known.id]
        for _ in range(2):
            await office.act(SendUnseen(known.id))
        sent = (await _TEXTS.rows())[before:]
        assert [(row["text"], row["priority"]) for row in sent] == [
            ("Mohon bawa KK asli.", Priority.LIVE)
        ]
        assert not await due_unseen(now_ms=now_ms, away_after_ms=60_000)

    async def test_a_reply_too_long_for_a_text_is_announced(self, office):
        await self.taken(office)
        await self.reply(office, "panjang " * 200)
        await close_page(office)
        await office.act(SendUnseen((await office.conversation()).id))
        assert "halaman" in (await texts())[-1]

    @pytest.mark.parametrize("door", ["web", "sms"])
    async def test_staff_may_choose_the_door(self, office, door):
        before = await self.taken(office)
        await self.reply(office, "Lewat pintu ini.", door=door)
        assert (len(await texts()) > before) is (door == "sms")


class TestTheCodeOnThePage:
    """The visitor texts a code that the page shows."""

    async def show(self, office):
        told = {}
        on_page = ("web", "visitor-1", "id", 77, office.talk)
        await office.act(ShowCode(*on_page, told=told))
        return told["code"]

    @pytest.mark.parametrize("wording", ["SAMBUNG {}", "sambung#{}", " Link {}."])
    async def test_texting_it_leads_the_telephone_into_the_thread(self, office, wording):
        code = await self.show(office)
        answer = await office.hear(wording.format(code), **SMS)
        known = await office.conversation()
        assert answer.conversation.id == known.id == (await office.conversation(**SMS)).id
        assert known.away_address == PHONE
        assert "satu percakapan" in answer.replies[0].text

    async def test_the_open_question_of_the_page_comes_back_on_the_telephone(self, office):
        await office.hear("ANTRI KTP BESOK")
        code = await self.show(office)
        answer = await office.hear(f"SAMBUNG {code}", **SMS)
        assert "Kembali" in answer.replies[0].text

    async def test_a_code_is_good_once_and_for_ten_minutes(self, office):
        code = await self.show(office)
        await office.hear(f"SAMBUNG {code}", **SMS)
        other = {"channel": "sms", "address": "+6281299999999"}
        answer = await office.hear(f"SAMBUNG {code}", **other)
        assert "tidak berlaku" in answer.replies[0].text
        late = await self.show(office)
        office.clock.advance(601)
        answer = await office.hear(f"SAMBUNG {late}", **other)
        assert "tidak berlaku" in answer.replies[0].text

    async def test_a_code_said_on_another_page_does_nothing(self, office):
        code = await self.show(office)
        answer = await office.hear(f"SAMBUNG {code}", address="visitor-2")
        assert "tidak berlaku" in answer.replies[0].text
        assert (await office.conversation(address="visitor-2")).away_address is None


class TestThePanelOfThePage:
    ON_PAGE = ("web", "visitor-1", "id", 77)

    async def send(self, office, phone="0812-3456-7890"):
        told = {}
        await office.act(SendCode(*self.ON_PAGE, office.talk, phone=phone, told=told))
        return re.search(r"\b\d{6}\b", (await texts())[-1])[0]

    async def give(self, office, code):
        fault = {}
        await office.act(GiveCode(*self.ON_PAGE, office.talk, code=code, told=fault))
        return fault

    async def test_a_visitor_who_said_nothing_yet_may_prove_a_telephone(self, office):
        code = await self.send(office)
        assert await self.give(office, code) == {"phone": "7890"}
        assert (await office.conversation(**SMS)).id == 77

    async def test_a_wrong_code_is_counted_though_it_is_refused(self, office):
        code = await self.send(office)
        wrong = f"{(int(code) + 1) % 10**6:06}"
        left = [(await self.give(office, wrong)).get("left") for _ in range(5)]
        assert left == [4, 3, 2, 1, None]
        assert (await self.give(office, code))["code"] == "locked"

    @pytest.mark.parametrize("phone", ["", "12345", "+15551234567", "0900123456", "x" * 40])
    async def test_no_code_goes_abroad_or_to_numbers_that_are_none(self, office, phone):
        with pytest.raises(RefusalError) as refused:
            await self.send(office, phone)
        assert refused.value.code == "not_allowed"

    async def test_three_codes_an_hour_and_no_more(self, office):
        for _ in range(3):
            await self.send(office)
        with pytest.raises(RefusalError) as refused:
            await self.send(office)
        assert refused.value.code == "slow_down"
