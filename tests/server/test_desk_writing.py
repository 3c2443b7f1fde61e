"""Writing at the desk without a socket: canned replies, mentions, the meter and the door."""

from dataclasses import dataclass

import pytest

from models.conversations import outbox
from models.conversations import services as conversations
from models.db import transaction
from models.people import identity, staff
from models.people.rules import Role
from models.people.staff import StaffView
from server.desk.seats import Terms
from server.joining import Arrive, join
from server.talk import Talk
from server.work import Needs, Settled
from tests.server.desks import Desks, refused
from tests.server.office import SARI

PHONE = "+6281200000456"
"""On file with LKT-2026-000456."""
LOOKER = StaffView(13, "rina", "Rina", Role.AUDITOR)
CHIEF = StaffView(14, "dewi", "Dewi", Role.SUPERVISOR)
HELLO = {
    "category": "Salam",
    "shortcut": "/uji",
    "text_id": "Halo {name|Bapak/Ibu}, berkas {case}: {order}. {staff}, {office}.",
    "text_en": "Hello {name|there}, case {case}: {order}. {staff}, {office}.",
}


@pytest.fixture
def desks(office):
    opened = Desks(office)
    opened.desk.terms = Terms("Loket", "Counter", segments_most=2, cost_rupiah=350)
    return opened


@pytest.fixture
def sari(desks):
    return desks.sit(SARI)


@pytest.fixture
def chief(desks):
    return desks.sit(CHIEF)


@pytest.fixture
async def number(office):
    return (await office.hear("halo", channel="sms", address=PHONE)).conversation.id


def compose(number, text, key="desk-0000001", **more):
    return {"conversation": number, "client_key": key, "text": text, **more}


async def kept(ask, number, **more):
    return next(
        each
        for each in (await ask("canned", conversation=number))["canned"]
        if each["shortcut"] == "uji"
    )


async def test_a_reply_is_filled_for_the_thread(chief, sari, number):
    await chief("canned_save", **HELLO)
    reply = await kept(sari, number)

    assert reply["text"] == "Halo Bapak/Ibu, berkas LKT-2026-000456: {order}. Sari, Loket."
    assert reply["missing"] == ["order"]
    assert reply["text_id"] == HELLO["text_id"]
    assert (reply["own"], reply["may_edit"]) == (False, False)


async def test_without_a_thread_nothing_is_filled(chief):
    await chief("canned_save", **HELLO)
    replies = (await chief("canned"))["canned"]

    assert all("text" not in reply for reply in replies)
    assert await refused(chief("canned", conversation=99)) == "not_found"


async def test_who_may_write_what(desks, office, sari, chief, number):
    look = desks.sit(LOOKER)
    assert await refused(sari("canned_save", **HELLO)) == "not_allowed"
    assert await refused(look("canned_save", **HELLO, own=True)) == "not_allowed"
    shared = (await chief("canned_save", **HELLO))["id"]
    own = (await sari("canned_save", **HELLO, own=True))["id"]
    assert office.events[-1].kind == "canned"
    assert await refused(sari("canned_save", **HELLO, id=shared)) == "not_allowed"
    assert await refused(sari("canned_delete", id=shared)) == "not_allowed"
    assert await refused(chief("canned_save", **HELLO, id=own)) == "not_found"
    assert await refused(chief("canned_delete", id=own)) == "not_found"
    assert await refused(chief("canned_delete", id=4242)) == "not_found"
    await sari("canned_save", **(HELLO | {"text_id": "Anda di {office}"}), id=own)
    assert (await kept(sari, number))["text"] == "Anda di Loket"
    await sari("canned_delete", id=own)
    await chief("canned_delete", id=shared)

    assert [r for r in (await sari("canned"))["canned"] if r["shortcut"] == "uji"] == []
    assert (await look("canned", conversation=number))["ok"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text_id": "{nama}"}, "bad_reply"),
        ({"text_id": "", "text_en": " "}, "bad_reply"),
        ({"shortcut": "a b"}, "bad_reply"),
        ({"text_en": "a\x00b"}, "bad_reply"),
        ({"category": "x" * 41}, "bad_reply"),
        ({"text_id": "x" * 8001}, "bad_request"),
        ({"shortcut": None}, "bad_request"),
        ({"id": "1"}, "bad_request"),
        ({"id": 4242}, "not_found"),
        ({"script": "x"}, "bad_request"),
    ],
)
async def test_what_is_no_reply_is_refused(chief, change, code):
    assert await refused(chief("canned_save", **(HELLO | change))) == code


async def test_a_colleague_who_is_named_hears_of_it(desks, office, sari, number):
    how = {"role": Role.AGENT, "at_ms": office.clock.ms, "new_id": office.new_id}
    budi = await staff.add("bu.di", display_name="Bu", **how)
    named = desks.sit(budi)
    desks.sit(CHIEF)
    note = compose(number, "@Bu.Di. tolong lihat; a@bu.di dan @nobody tidak")
    first = await sari("note", **note)
    again = await sari("note", **note)

    assert first["pos"] == again["pos"]
    heard = [(told, at) for at, event, told in desks.sent if event == "mention"]
    assert {at for _, at in heard} == {"transport-1"}
    assert heard[0][0]["conversation"] == number
    assert office.events[-1].detail["mentions"] == [budi.id]
    assert (await named("since", n=0))["mentions"] == 1
    (mention,) = (await named("mentions"))["mentions"]
    assert (mention["pos"], mention["by"]["name"]) == (first["pos"], "Sari")
    await named("read", conversation=number, pos=first["pos"])
    assert (await named("since", n=0))["mentions"] == 0
    assert (await named("mentions"))["mentions"] == []


async def test_a_reply_to_the_contact_calls_nobody(desks, sari, number):
    await sari("take", conversation=number)
    await sari("reply", **compose(number, "tanya @admin"))

    assert [event for _, event, _ in desks.sent if event == "mention"] == []


async def test_the_meter_is_kept_by_the_server(sari, number):
    told = (await sari("since", n=0))["settings"]
    assert (told["segments_most"], told["sms_cost_rupiah"]) == (2, 350)
    await sari("take", conversation=number)
    answer = await sari("reply", **compose(number, "a" * 306))
    assert (answer["segments"], answer["channel"]) == (2, "sms")
    longer = compose(number, "a" * 307, "desk-0000002")
    assert await refused(sari("reply", **longer)) == "too_long"
    emoji = compose(number, "😀" * 67, "desk-0000003")
    assert await refused(sari("reply", **emoji)) == "too_long"
    noted = await sari("note", **compose(number, "a" * 3000, "desk-0000004"))
    assert "segments" not in noted


async def test_a_person_with_two_doors_is_answered_by_either(office, sari, clock):
    web = (await office.hear("halo")).conversation
    async with transaction():
        await identity.hold_phone(web.contact_id, PHONE, at_ms=clock.ms)
    await sari("take", conversation=web.id)
    only = compose(web.id, "lewat sms", "desk-0000001", channel="sms")
    assert await refused(sari("reply", **only)) == "no_such_door"
    await _join(office, web.id)
    by_sms = await sari("reply", **only)
    by_web = await sari("reply", **compose(web.id, "lewat web", "desk-0000002", channel="web"))
    other = compose(web.id, "lewat apa", "desk-0000003", channel="fax")

    assert (by_sms["channel"], by_sms["segments"]) == ("sms", 1)
    assert by_web["channel"] == "web"
    assert "segments" not in by_web
    assert await refused(sari("reply", **other)) == "no_such_door"
    rows = await outbox.rows([by_sms["id"], by_web["id"]])
    assert [row.address for row in rows.values()] == [PHONE]


async def test_the_thread_that_a_joining_left_stands_among_the_earlier_ones(
    office, sari, number, clock
):
    web = (await office.hear("halo")).conversation
    async with transaction():
        await identity.hold_phone(web.contact_id, PHONE, at_ms=clock.ms)
    await _join(office, web.id)
    told = await sari("panel", conversation=web.id)

    assert [each["conversation"] for each in told["earlier"]] == [number]
    assert [case["number"] for case in told["cases"]] == ["LKT-2026-000456"]
    assert {each["channel"] for each in told["person"]["addresses"]} == {"web", "sms"}


async def _join(office, number):
    """Let the telephone lead into the thread, with an open page."""
    await office.act(Joining(number, office.talk))
    assert (await conversations.by_ids([number]))[number].away_address == PHONE
    await office.act(Arrive(number, "web", "visitor-1"))


@dataclass(frozen=True)
class Joining:
    number: int
    talk: Talk
    line = "joining"

    @property
    def needs(self):
        return Needs(conversations=[self.number])

    async def do(self, group):
        page = group.page(group.conversation(self.number))
        await join(group, page, "sms", PHONE, self.talk)
        group.accept(page)
        return Settled(conversation=page.now)
