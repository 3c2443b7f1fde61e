"""Fifty who press at the same moment, on both databases: one owner, all others told who it is."""

import asyncio
from collections import Counter

import pytest

from models.people.rules import Role
from models.people.staff import add
from models.staffing import services as staffing
from models.staffing.rules import Assign
from server.desk.acts import Take
from server.desk.assigning import GiveOut
from server.work import RefusalError
from tests.models.either import furnished  # noqa: F401
from tests.server.office import SmallOffice

PRESSING = 50


@pytest.fixture
async def office(furnished, clock, new_id):  # noqa: F811
    small = SmallOffice(clock, new_id)
    small.lanes.start()
    yield small
    await small.lanes.stop()


@pytest.fixture
async def members(office):
    return [
        await add(
            f"uji-{n}", display_name=f"Uji {n}", role=Role.AGENT, at_ms=1, new_id=office.new_id
        )
        for n in range(PRESSING)
    ]


async def test_of_fifty_one_is_the_owner(office, members):
    number = (await office.hear("halo")).conversation.id
    takes = [office.act(Take(number, member)) for member in members]
    answers = await asyncio.gather(office.hear("siapa?"), *takes, return_exceptions=True)
    refusals = [each for each in answers if isinstance(each, RefusalError)]
    owner = (await office.conversation()).owner_id

    assert [(each.code, each.details["owner_id"]) for each in refusals] == [("taken", owner)] * 49
    messages = await office.messages()
    (taken,) = [message for message in messages if message.act == "step_in"]
    assert not [m for m in messages if m.author == "bot" and m.pos > taken.pos]


async def test_given_out_twice_at_once_nobody_has_more_than_their_limit(office, members):
    ids = [member.id for member in members[:5]]
    await staffing.see(ids, at_ms=office.clock.ms)
    for number in ids:
        await staffing.set_limit(number, 2)
    for n in range(15):
        await office.hear("petugas", address=f"visitor-{n}")
        await office.hear("ya", address=f"visitor-{n}")
    await asyncio.gather(*(office.act(GiveOut(Assign.LEAST_BUSY)) for _ in range(5)))
    owners = [(await office.conversation(address=f"visitor-{n}")).owner_id for n in range(15)]

    assert Counter(owners) == {**dict.fromkeys(ids, 2), None: 5}
