"""Whoever asks for a person while nobody is on duty: told so, answered on, let in when we open."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from models.conversations import line
from models.conversations.rules import Speaker
from models.db import Statement, transaction
from models.hours.rules import StaffHours
from models.people import staff
from models.people.services import set_opted_out
from models.staffing import services as staffing
from models.staffing.rules import Presence
from server import duty
from server.answering.staff import is_on_duty
from server.desk.acts import Close, Take
from tests.server.office import SARI
from tests.server.test_joining import prove

JAKARTA = ZoneInfo("Asia/Jakarta")
EVENING = datetime(2026, 11, 23, 14, 37, tzinfo=UTC)
"""Monday, 21.37 in Jakarta."""
BREAK = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
FRIDAY_EVENING = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
SMS, WEB = ("sms", "+6281200000456"), ("web", "visitor-1")
DOORS = (SMS, WEB)
AWAY = {
    "id": "Saat ini tidak ada petugas. Buka lagi Selasa 24 Nov, 08.00 WIB. Pesan Anda tersimpan.",
    "en": "No staff are on duty now. We open again Tue 24 Nov, 08.00 WIB. Your messages are kept.",
}
BACK = {
    "id": "Petugas sudah ada. Anda sudah masuk antrean dan akan dijawab di sini.",
    "en": "Our staff are on duty again. You are in line and will be answered here.",
}


@pytest.fixture
def at(clock):
    def moved(moment):
        clock.advance((moment - clock.at).total_seconds())

    return moved


@pytest.fixture
def let_in(office):
    """Do what is due; what is said then."""

    async def done():
        before = len(office.pages)
        for work in await duty.due(office.talk):
            await office.act(work)
        return [m.text for page in office.pages[before:] for m in page.messages]

    return done


async def ask(office, *, channel="web", address="visitor-1", text="PETUGAS"):
    settled = await office.hear(text, channel=channel, address=address)
    return [reply.text for reply in settled.replies]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("door", DOORS)
async def test_at_night_one_is_told_answered_on_and_let_in_once(office, at, let_in, door, language):
    channel, address = door
    where = {"channel": channel, "address": address}
    at(EVENING)
    await office.hear({"id": "BAHASA ID", "en": "LANGUAGE EN"}[language], **where)
    word = {"id": "PETUGAS ktp saya hilang", "en": "AGENT my card is lost"}[language]
    assert await ask(office, **where, text=word) == [AWAY[language]]
    known = await office.conversation(channel, address)
    assert (known.speaker, known.needs_person, known.dialog) == (Speaker.BOT, True, None)
    asked_at_ms = office.clock.ms

    office.clock.advance(60)
    assert "LKT-2026-000123" in (await ask(office, **where, text="CEK LKT-2026-000123"))[0]
    assert await let_in() == []
    at(MORNING)
    assert await let_in() == [BACK[language]]
    assert await let_in() == []
    now = await office.conversation(channel, address)
    assert (now.speaker, now.needs_person) == (Speaker.WAITING, False)
    assert now.waiting_since_ms == asked_at_ms


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (BREAK, "Buka lagi Senin 23 Nov, 13.00 WIB."),
        (FRIDAY_EVENING, "Buka lagi Senin 30 Nov, 08.00 WIB."),
    ],
)
async def test_it_is_told_when_we_open_again(office, at, moment, opens):
    at(moment)

    assert opens in (await ask(office))[0]


async def test_in_the_hours_one_stands_in_line_at_once(office, let_in):
    assert "urutan ke-1" in (await ask(office))[0]
    assert (await office.conversation()).speaker is Speaker.WAITING
    assert await let_in() == []


async def test_asking_again_is_asking_once(office, at, let_in):
    at(EVENING)
    assert await ask(office) == await ask(office)
    at(MORNING)

    assert len(await let_in()) == 1


async def test_the_first_who_asked_is_the_first_in_line(office, at, let_in):
    at(EVENING)
    for name in "cab":
        await ask(office, address=name)
        office.clock.advance(5)
    at(MORNING)
    await ask(office, address="early bird")
    await let_in()
    known = {(await office.conversation(address=each)).id: each for each in [*"cab", "early bird"]}

    assert [known[number] for number in await line.places()] == ["c", "a", "b", "early bird"]


async def test_what_staff_have_seen_to_at_night_does_not_come_back(office, at, let_in):
    at(EVENING)
    await ask(office)
    number = (await office.conversation()).id
    await office.act(Take(number, SARI))
    await office.act(Close(number, SARI))
    at(MORNING)

    assert await let_in() == []
    assert (await office.conversation()).speaker is Speaker.BOT


async def test_whoever_said_stop_is_let_in_without_a_word(office, at, let_in):
    at(EVENING)
    await ask(office, channel="sms", address=SMS[1])
    contact = (await office.conversation(*SMS)).contact_id
    async with transaction():
        await set_opted_out(contact, at_ms=1)
    at(MORNING)

    assert await let_in() == []
    assert (await office.conversation(*SMS)).speaker is Speaker.WAITING


async def test_the_question_of_another_talk_stays_open_at_night(office, at):
    at(EVENING)
    await office.hear("ANTRI KTP")
    (said,) = await ask(office)

    assert said.startswith("Saat ini tidak ada petugas.")
    assert "Kembali" in said
    assert (await office.conversation()).dialog is not None


async def test_a_call_by_text_goes_on_in_the_thread_of_the_page(office, at, let_in):
    at(EVENING)
    await ask(office, channel="sms", address="+6281234567890")
    await prove(office)
    at(MORNING)

    assert len(await let_in()) == 1
    assert (await office.conversation()).speaker is Speaker.WAITING


class TestOnDuty:
    @pytest.fixture
    def night(self, at):
        at(EVENING)
        return EVENING.astimezone(JAKARTA)

    async def test_an_open_desk_is_on_duty_at_any_hour(self, office, night, let_in, new_id):
        await ask(office)
        (sari,) = [each for each in await staff.everyone() if each.name == "sari"]
        async with transaction():
            await staffing.see([sari.id], at_ms=office.clock.ms)

        assert await is_on_duty(night, StaffHours.OFFICE)
        assert len(await let_in()) == 1
        async with transaction():
            await staffing.set_presence(sari.id, Presence.AWAY, at_ms=office.clock.ms)
        assert not await is_on_duty(night, StaffHours.OFFICE)

    async def test_an_office_may_be_staffed_at_any_hour(self, office, night):
        office.talk = replace(office.talk, staff_hours=StaffHours.ALWAYS)
        await ask(office)

        assert (await office.conversation()).speaker is Speaker.WAITING

    async def test_an_office_without_hours_is_never_closed(self, office, night):
        async with transaction():
            await Statement('delete from "opening_period"').run()

        assert await is_on_duty(night, StaffHours.OFFICE)

    async def test_an_office_that_opens_no_more_does_not_say_when(self, office, night):
        async with transaction():
            await Statement('delete from "opening_period" where "weekday" <> 0').run()
            await Statement('update "opening_period" set "weekday" = 9').run()
        (said,) = await ask(office)

        assert said.startswith("Saat ini tidak ada petugas. Pesan Anda tersimpan")
