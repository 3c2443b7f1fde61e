"""Files in turns: the bot says they came and asks again; by text they leave as a link."""

import re

import pytest

from models.attachments import links
from models.attachments import services as attachments
from models.attachments.rules import STAFF
from models.attachments.views import FileView
from models.cases import uploading
from models.conversations.rules import Speaker
from models.db import Statement, transaction
from models.terms.channel import Inbound
from models.terms.segments import count_segments
from server.attaching import staff_uploader, web_uploader
from server.desk.acts import Take, Write
from server.hearing import Hear
from server.work import RefusalError
from tests.server.desks import Desks
from tests.server.office import SARI, SmallOffice

PHONE = "+6281200000456"
PAGE = "https://loket.example.go.id"
_OUTBOX = Statement('select "text" from "outbox" order by "message_id" desc limit 1')


async def kept(office, uploader, number="a"):
    file = FileView(
        number * 32, uploader, None, None, "ktp.jpg", "picture", "image/jpeg", 9, 6, 4, "d", 0
    )
    async with transaction():
        await attachments.keep(file._replace(stored_at_ms=office.clock.ms), STAFF)
    return file.id


async def send(office, *files, text="", key=None):
    said = office.inbound(text, key=key)
    inbound = Inbound(
        said.channel,
        said.address,
        text,
        said.received_at,
        said.external_id,
        attachments=files,
    )
    return await office.act(Hear(inbound, office.talk, "id"))


async def test_a_file_answers_no_question_and_the_question_comes_again(office):
    asked = (await office.hear("CEK")).replies[0].text
    number = await kept(office, web_uploader("visitor-1"))

    settled = await send(office, number)
    after = await office.hear("LKT-2026-000123")

    (said,) = settled.replies
    assert said.text == f"1 berkas Anda sudah kami terima; petugas dapat melihatnya.\n{asked}"
    assert "LKT-2026-000123" in after.replies[0].text
    assert [number] == [each.id for each in (await office.messages())[2].attachments]


async def test_a_file_that_nobody_asked_for_is_for_a_person(office):
    settled = await send(office, await kept(office, web_uploader("visitor-1")))

    assert len(settled.replies) == 1
    assert (await office.conversation()).needs_person
    assert (await office.conversation()).preview.startswith("1 berkas")


async def test_words_with_a_file_are_heard_as_words(office):
    number = await kept(office, web_uploader("visitor-1"))

    settled = await send(office, number, text="CEK LKT-2026-000123")

    assert "LKT-2026-000123" in settled.replies[0].text
    assert settled.message.attachments[0].name == "ktp.jpg"


async def test_while_a_person_answers_the_bot_is_silent(office):
    await office.hear("halo")
    await office.act(Take((await office.conversation()).id, SARI))

    settled = await send(office, await kept(office, web_uploader("visitor-1")))

    assert settled.replies == []
    assert (await office.conversation()).speaker is Speaker.STAFF


async def test_nothing_is_stored_with_a_file_of_another(office):
    number = await kept(office, web_uploader("visitor-2"))

    with pytest.raises(RefusalError) as refused:
        await send(office, number, text="halo")
    after = await send(office, text="halo")

    assert refused.value.code == "file_unknown"
    assert after.message.pos == 1


async def texting(office):
    await office.hear("halo", channel="sms", address=PHONE)
    known = await office.conversation("sms", PHONE)
    await office.act(Take(known.id, SARI))
    number = await kept(office, staff_uploader(SARI.id))
    return Write(known.id, SARI, "reply-00001", "Formulir Anda", attachments=(number,))


async def test_a_text_carries_no_file_where_no_page_is_known(office):
    work = await texting(office)

    with pytest.raises(RefusalError) as refused:
        await office.act(work)

    assert refused.value.code == "no_link"


@pytest.fixture
async def public_office(furnished, clock, new_id):
    office = SmallOffice(clock, new_id, public_url=PAGE)
    office.lanes.start()
    yield office
    await office.lanes.stop()


async def test_a_text_carries_a_link_that_opens_once(public_office, clock):
    office = public_office
    work = await texting(office)

    settled = await office.act(work)
    sent = (await _OUTBOX.rows())[0]["text"]
    token = re.fullmatch(rf"Formulir Anda\n.+: {PAGE}/f/([\w-]{{22}})", sent)[1]
    async with transaction():
        opened = [await links.use(token, at_ms=clock.ms) for _ in range(2)]

    assert opened == [settled.message.id, None]
    assert settled.message.text == "Formulir Anda"
    assert token not in str(await office.messages("sms", PHONE))


@pytest.mark.parametrize(("later_ms", "is_good"), [(0, True), (48 * 3_600_000, False)])
async def test_a_link_is_good_for_two_days(database, clock, later_ms, is_good):
    link = links.fresh()
    async with transaction():
        await links.keep(link, message_id=7, at_ms=clock.ms)

    assert await links.is_good(link.token, at_ms=clock.ms + later_ms) is is_good
    assert not await links.is_good("made-up", at_ms=clock.ms)


async def test_staff_send_a_link_to_hand_papers_in(public_office, clock):
    known = (await public_office.hear("halo", channel="sms", address=PHONE)).conversation
    sari = Desks(public_office).sit(SARI)
    (case, *_) = (await sari("panel", conversation=known.id))["cases"]
    act = {"conversation": known.id, "kind": "case", "id": case["id"]}
    papers = [{"id": "akta nikah", "en": "marriage certificate"}]
    await sari("do", **act, act="incomplete", missing=papers)

    answer = await sari("do", **act, act="papers_link")
    sent = (await _OUTBOX.rows())[0]["text"]
    wanted = await uploading.wanted(
        re.search(rf"{PAGE}/upload/([\w-]{{22}})", sent)[1], at_ms=clock.ms
    )

    assert answer["ok"], answer
    assert case["number"] in sent
    assert count_segments(sent).segments == 1
    assert wanted.conversation_id == known.id
    assert [paper.name_id for paper in wanted.open_papers][-1] == "akta nikah"
