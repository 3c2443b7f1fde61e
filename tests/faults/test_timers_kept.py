"""Timers of open questions outlive a kill, ring once, and only where the bot still waits."""

import asyncio

import aiohttp
import pytest

from models.conversations import services as conversations
from tests.clients.server import free_port
from tests.faults.market import Window
from tests.faults.test_market import market  # noqa: F401

REMINDER = "menunggu jawaban"
RESTS = "Kami berhenti dulu"
RING_SECONDS = 60


@pytest.mark.xdist_group("market")
@pytest.mark.parametrize("market", ["sqlite"], indirect=True)
async def test_a_killed_office_asks_again_once_and_nobody_who_has_answered(market):  # noqa: F811
    async with aiohttp.ClientSession() as session:
        waiting, answered = [await Window.open(session, market.base, None) for _ in range(2)]
        for door in (waiting, answered):
            door.dice = _Never()
            await door.say("ANTRI KTP BESOK")
        await answered.say("BATAL")
        await market.kill()
        market.port = free_port()
        await market.start()
        async with asyncio.timeout(RING_SECONDS):
            while not await _said(waiting, RESTS):
                await asyncio.sleep(0.2)

    assert await _said(waiting, REMINDER) == 1
    assert await _said(waiting, RESTS) == 1
    assert await _said(answered, REMINDER) == await _said(answered, RESTS) == 0


class _Never:
    """Dice that send nothing twice."""

    def random(self):
        return 1.0


async def _said(door, words):
    messages = await conversations.messages_after(door.conversation, 0)
    return sum(words in message.text for message in messages)
