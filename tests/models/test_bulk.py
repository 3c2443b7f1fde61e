"""One text to many: each is queued for once, those who said stop are not."""

import pytest

from models.conversations import outbox
from models.conversations.bulk import CHUNK, queue_for_all
from models.conversations.page import Page
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


async def test_each_has_it_in_the_outbox(people, clock, new_id):
    everybody = await people(CHUNK + 10)
    assert await _all(everybody, clock, new_id, "Diskon \u201ckampas\u201d") == CHUNK + 10

    rows = await outbox.latest(CHUNK + 11)
    assert {row.address for row in rows} == {person.address for person in everybody}
    assert {(row.text, row.priority, row.stage) for row in rows} == {
        ('Diskon "kampas"', Priority.PROMOTION, Stage.QUEUED)
    }
    assert (await outbox.queue("sms"))[Priority.PROMOTION][0] == CHUNK + 10


async def test_who_opted_out_or_moved_to_another_door_is_passed_over(people, clock, new_id):
    out, stays = await people(2)
    await set_opted_out(out.contact_id, at_ms=1)
    assert await _all([out, stays], clock, new_id) == 1
    assert await _all([], clock, new_id) == 0

    assert [row.conversation_id for row in await outbox.latest(9)] == [stays.id]
