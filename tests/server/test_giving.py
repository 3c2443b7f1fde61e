"""Threads given out at once: when somebody begins to wait, and when somebody is free again."""

import asyncio

import pytest

from models.people import staff
from models.staffing import services as staffing
from models.staffing.rules import Assign, Policy
from server.giving import Giving
from tests.server.desks import Desks


@pytest.fixture
async def giving(office):
    given = Giving(office.lanes, Policy(assign=Assign.ROUND_ROBIN))
    given.start()
    yield given
    await given.stop()


@pytest.fixture
async def sari(office):
    """The only one who is at a desk, for one thread at a time."""
    people = {each.name: each for each in await staff.everyone()}
    ask = Desks(office).sit(people["sari"])
    await ask("since", n=0)
    await staffing.set_limit(people["sari"].id, 1)
    return ask


async def told(office, giving):
    """Let it hear of all that was committed until now."""
    pages, office.pages = office.pages, []

    async def publish(*_):
        pass

    await giving.before(publish)(pages, [])


async def owner_of(office, address):
    async with asyncio.timeout(5):
        while (owner := (await office.conversation(address=address)).owner_id) is None:
            await asyncio.sleep(0)
    return owner


async def waits(office, address):
    await office.hear("petugas", address=address)
    return (await office.hear("ya", address=address)).conversation.id


async def test_who_begins_to_wait_is_given_away_and_the_next_when_one_is_done(office, giving, sari):
    first, second = await waits(office, "visitor-1"), await waits(office, "visitor-2")
    await told(office, giving)
    owner = await owner_of(office, "visitor-1")
    assert (await office.conversation(address="visitor-2")).owner_id is None
    await sari("close", conversation=first)
    await told(office, giving)

    assert await owner_of(office, "visitor-2") == owner
    assert second != first
