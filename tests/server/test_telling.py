"""What happens in the office is told once to whom it concerns, by the door they used last."""

import pytest

from models.cases import moving
from models.cases.rules import CaseStage
from models.catalogue import stock, wishes
from models.conversations import outbox
from models.conversations.rules import Author
from models.db import transaction
from models.people.services import set_opted_out
from models.terms.channel import Priority
from server.desk.acts import Take
from server.telling import KINDS, Tell
from tests.server.office import SARI

PHONE = "+6281200000456"
"""On file with LKT-2026-000456."""
NUMBER = "LKT-2026-000456"
PART = "OLI-GARDAN"


@pytest.fixture
def tell(office):
    async def told(kind):
        before = len(office.pages)
        await office.act(Tell(kind, office.talk, "id"))
        return [m for page in office.pages[before:] for m in page.messages]

    return told


async def advance(clock, new_id):
    async with transaction():
        await moving.move(NUMBER, CaseStage.READY, staff_id=None, at_ms=clock.ms, new_id=new_id)


async def test_a_step_of_a_case_is_told_once_by_text(office, tell, clock, new_id):
    await office.hear("halo", channel="sms", address=PHONE)
    await advance(clock, new_id)
    (told,) = await tell("cases")

    assert told.text.startswith(f"{NUMBER} Kartu Keluarga: selesai")
    row = (await outbox.rows([told.id]))[told.id]
    assert (row.address, row.priority) == (PHONE, Priority.NOTICE)
    assert await tell("cases") == []


async def test_whoever_never_wrote_is_told_by_the_telephone_on_file(office, tell, clock, new_id):
    await advance(clock, new_id)
    (told,) = await tell("cases")

    assert (await outbox.rows([told.id]))[told.id].address == PHONE


async def test_the_open_question_stays_open(office, tell, clock, new_id):
    await office.hear("CEK", channel="sms", address=PHONE)
    before = (await office.conversation("sms", PHONE)).dialog
    await advance(clock, new_id)
    await tell("cases")

    assert (await office.conversation("sms", PHONE)).dialog == before


async def test_the_bot_does_not_speak_where_a_person_does(office, tell, clock, new_id):
    await office.hear("halo", channel="sms", address=PHONE)
    await office.act(Take((await office.conversation("sms", PHONE)).id, SARI))
    await advance(clock, new_id)
    (told,) = await tell("cases")

    assert told.author is Author.SYSTEM


async def test_who_said_stop_is_told_nothing(office, tell, clock, new_id):
    await office.hear("halo", channel="sms", address=PHONE)
    contact = (await office.conversation("sms", PHONE)).contact_id
    await set_opted_out(contact, at_ms=1)
    await advance(clock, new_id)

    assert await tell("cases") == []


async def test_a_part_that_is_back_is_told_to_who_asked(office, tell, clock, new_id):
    await office.hear("halo", channel="sms", address=PHONE)
    contact = (await office.conversation("sms", PHONE)).contact_id
    async with transaction():
        await stock.count(PART, 0, staff_id=None, at_ms=clock.ms, new_id=new_id)
        await wishes.tell_when_back(PART, contact_id=contact, at_ms=clock.ms, new_id=new_id)
    assert await tell("shop") == []
    async with transaction():
        await stock.receive(PART, 5, staff_id=None, at_ms=clock.ms, new_id=new_id)
    (told,) = await tell("shop")

    assert PART in told.text
    assert await tell("shop") == []


@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_to_tell_tells_nothing(tell, kind):
    assert await tell(kind) == []
