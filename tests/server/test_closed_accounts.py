"""What becomes of the threads of somebody who can answer no more."""

import pytest

from models.people import accounts, staff
from models.people.rules import Role
from models.staffing.rules import Policy
from server.desk.acts import Take
from server.desk.assigning import neglected


@pytest.fixture
async def sari(office):
    """Who has just taken the only thread."""
    member = {each.name: each for each in await staff.everyone()}["sari"]
    number = (await office.hear("halo")).conversation.id
    await office.act(Take(number, member))
    return member


async def left(office):
    """What goes back to the line."""
    return await neglected(Policy(), now_ms=office.clock.ms, zone=office.talk.timezone)


async def test_the_threads_of_a_closed_account_go_back_to_the_line(office, sari):
    before = await left(office)
    await accounts.disable(sari.id, at_ms=office.clock.ms)
    (back,) = await left(office)
    await office.act(back)

    assert before == []
    assert (await office.conversation()).speaker.value == "waiting"
    assert await left(office) == []


async def test_so_do_those_of_somebody_who_may_only_look_from_now_on(office, sari):
    await accounts.set_role(sari.id, Role.AUDITOR)
    (back,) = await left(office)
    await office.act(back)

    assert (await office.conversation()).speaker.value == "waiting"
