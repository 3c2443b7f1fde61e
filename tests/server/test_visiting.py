"""What visitors do besides writing, when it is done twice, at once, or out of turn."""

import asyncio

import pytest

from models.conversations import ratings
from models.conversations.rules import Speaker
from server.desk.acts import Close, Take
from server.visiting import Begin, Rate
from server.work import RefusalError
from tests.server.office import SARI


async def ended(office):
    """A conversation that staff have just closed."""
    await office.hear("PETUGAS")
    known = await office.conversation()
    await office.act(Take(known.id, SARI))
    await office.act(Close(known.id, SARI))
    return known.id


async def acts(office):
    return [str(message.act) for message in await office.messages() if message.act]


async def test_two_windows_begin_anew_at_once_and_it_begins_once(office):
    await office.hear("CEK")
    number = (await office.conversation()).id
    await asyncio.gather(*(office.act(Begin(number, socket)) for socket in ("one", "two")))

    assert await acts(office) == ["begin"]
    now = await office.conversation()
    assert (now.dialog, now.last_pos) == (None, 3)


async def test_whoever_waits_or_talks_to_staff_begins_anew_with_the_bot(office):
    await office.hear("PETUGAS")
    number = (await office.conversation()).id
    await office.act(Begin(number, "one"))
    waited = await office.conversation()
    await office.hear("PETUGAS")
    await office.act(Take(number, SARI))
    await office.act(Begin(number, "one"))
    talked = await office.conversation()

    for now in (waited, talked):
        assert (now.speaker, now.owner_id, now.waiting_since_ms) == (Speaker.BOT, None, None)
    assert office.pages[-1].told_socket == "one"
    assert [event.kind for event in office.events][-1] == "messages"


async def test_a_rating_given_twice_at_once_is_one_and_each_talk_has_its_own(office):
    number = await ended(office)
    await asyncio.gather(*(office.act(Rate(number, rating, None)) for rating in (2, 2)))
    first = (await ratings.latest([number]))[number]
    await office.act(Take(number, SARI))
    await office.act(Close(number, SARI))
    await office.act(Rate(number, 5, "baik"))
    second = (await ratings.latest([number]))[number]

    assert (first.rating, second.rating) == (2, 5)
    assert second.pos > first.pos


@pytest.mark.parametrize("before", ["halo", "PETUGAS"])
async def test_nothing_that_has_not_ended_can_be_rated(office, before):
    await office.hear(before)
    number = (await office.conversation()).id
    with pytest.raises(RefusalError) as refused:
        await office.act(Rate(number, 5, None))

    assert refused.value.code == "not_now"
    assert await ratings.latest([number]) == {}
