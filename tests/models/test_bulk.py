"""One text to many: each thread and outbox has it once, those who said stop have it never."""

import pytest

from models.conversations import outbox
from models.conversations import services as conversations
from models.conversations.bulk import CHUNK, queue_for_all
from models.conversations.page import Page
from models.conversations.rules import Author
from models.conversations.views import ConversationView
from models.conversations.writing import Written, write
from models.db import transaction
from models.people.services import set_opted_out
from models.terms.channel import Inbound, Priority, Stage


@pytest.fixture
def people(database, clock, new_id):
    async def made(count, *, channel="sms"):
        at_ms = int(clock.now().timestamp() * 1000)
        pages = []
        for number in range(count):
            address = f"+62812{number:07}"
            begun = ConversationView.begun(
                number=new_id(),
                contact_id=new_id(),
                channel=channel,
                address=address,
                language="id",
                at_ms=at_ms,
            )
            page = Page(begun, at_ms, new_id, frozenset({"sms"}), is_new=True)
            page.hear(Inbound(channel, address, "halo", clock.now(), f"key-{number}"), text="halo")
            pages.append(page)
        async with transaction():
            await write(Written(pages), at_ms=at_ms, new_id=new_id)
        return [page.now for page in pages]

    return made


async def _all(people, clock, new_id, text="Diskon kampas rem 10%"):
    ids = [person.id for person in people]
    how = {"channel": "sms", "priority": Priority.PROMOTION, "clock": clock, "new_id": new_id}
    return sum([count async for count in queue_for_all(ids, text, **how)])


async def test_each_has_it_in_the_thread_and_in_the_outbox(people, clock, new_id):
    everybody = await people(CHUNK + 10)
    assert await _all(everybody, clock, new_id) == CHUNK + 10

    last = everybody[-1]
    said = await conversations.messages_after(last.id, 0)
    assert [(m.pos, m.author, m.text) for m in said] == [
        (1, Author.VISITOR, "halo"),
        (2, Author.BOT, "Diskon kampas rem 10%"),
    ]
    row = (await outbox.rows([said[-1].id]))[said[-1].id]
    assert (row.address, row.priority, row.stage) == (
        last.address,
        Priority.PROMOTION,
        Stage.QUEUED,
    )
    assert (await outbox.queue("sms"))[Priority.PROMOTION][0] == CHUNK + 10


async def test_the_thread_goes_on_behind_it(people, clock, new_id):
    (person,) = await people(1)
    await _all([person], clock, new_id)

    known = (await conversations.by_ids([person.id]))[person.id]
    assert (known.last_pos, known.preview) == (2, "Diskon kampas rem 10%")


async def test_who_opted_out_or_moved_to_another_door_is_passed_over(people, clock, new_id):
    out, stays = await people(2)
    await set_opted_out(out.contact_id, at_ms=1)
    assert await _all([out, stays], clock, new_id) == 1
    assert await _all([], clock, new_id) == 0

    assert len(await conversations.messages_after(out.id, 0)) == 1
