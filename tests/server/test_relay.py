"""The relay: what is due leaves once, and whatever the channel does is put on disk."""

import asyncio

import pytest

from models.conversations import services as conversations
from models.terms.channel import ChannelError, Report, Stage, Style
from server.outbox import Relay

PHONE = "+6281200000999"


class OneLine:
    """A channel that does with each message what it was told to."""

    name = "sms"
    style = Style.TERSE

    def __init__(self, answer):
        self._answer = answer
        self.sent = asyncio.Queue()

    async def ready(self):
        return None

    async def send(self, message):
        self.sent.put_nowait(message)
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


@pytest.mark.parametrize(
    ("answer", "stage"),
    [
        (Report(Stage.SENT, (7,)), Stage.SENT),
        (Report(Stage.UNKNOWN), Stage.UNKNOWN),
        (ChannelError("no such number", retryable=False), Stage.FAILED),
        (ChannelError("no network", retryable=True), Stage.QUEUED),
        (RuntimeError("a bug in the channel"), Stage.UNKNOWN),
    ],
)
async def test_what_the_channel_did_is_put_on_disk(office, clock, answer, stage):
    settled = await office.hear("halo", channel="sms", address=PHONE)
    channel = OneLine(answer)
    relay = Relay(channel, office.lanes, clock)
    relay.start()
    async with asyncio.timeout(5):
        message = await channel.sent.get()
    await relay.stop(within_seconds=5)
    row = (await conversations.outbox_rows([message.id]))[message.id]

    assert (message.id, message.text) == (settled.replies[0].id, settled.replies[0].text)
    assert (row.stage, row.attempts) == (stage, 1)
    assert channel.sent.empty()
