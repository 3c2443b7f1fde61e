"""When the jobs make what was said findable: turns that wait go first."""

from models.conversations.page import Desk
from models.conversations.searching import EVENTS_AT_ONCE
from models.conversations.services import Written, write
from models.db import Statement, transaction
from server.jobs import INDEXED_WHILE_BUSY, enter_words
from tests.server.office import SmallOffice

MARK = Statement('select "n" from "search_mark"')


async def happen(many, new_id):
    events = [Desk("messages", None, 1, 0, {})] * many
    async with transaction():
        await write(Written(events=events), at_ms=0, new_id=new_id)


async def entered_up_to():
    return (await MARK.rows())[0]["n"]


async def test_all_is_entered_while_nobody_waits(office, new_id):
    await happen(EVENTS_AT_ONCE * INDEXED_WHILE_BUSY + 30, new_id)
    await enter_words(office.lanes)

    assert await entered_up_to() == EVENTS_AT_ONCE * INDEXED_WHILE_BUSY + 30


async def test_while_turns_wait_only_so_much_is_entered_and_the_rest_afterwards(
    office, clock, new_id
):
    busy = SmallOffice(clock, new_id)
    waits = busy.submit("halo")
    await happen(EVENTS_AT_ONCE * INDEXED_WHILE_BUSY + 30, new_id)
    await enter_words(busy.lanes)
    before = await entered_up_to()
    busy.lanes.start()
    await waits
    await enter_words(busy.lanes)
    await busy.lanes.stop()

    assert before == EVENTS_AT_ONCE * INDEXED_WHILE_BUSY
    assert await entered_up_to() == EVENTS_AT_ONCE * INDEXED_WHILE_BUSY + 31
