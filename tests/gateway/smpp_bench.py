"""A service centre, the channel that it is reached by, and what is stored: wired."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from gateway.smpp import status
from gateway.smpp.account import SmppAccount
from gateway.smpp.channel import SmppChannel
from gateway.smpp.patience import SmppPatience
from gateway.smpp.pdu import Message
from tests.contracts.channel import ready
from tests.contracts.ledger import Ledger
from tests.gateway import smsc as peers
from tests.gateway.smsc import Smsc, texts_of

PATIENCE = SmppPatience(
    connect=2.0,
    bind=2.0,
    submit=0.15,
    enquire=0.3,
    enquire_every=30.0,
    unbind=0.5,
    reconnect_first=0.01,
    reconnect_longest=0.05,
    refused=30.0,
    throttle_first=0.02,
    throttle_longest=0.05,
)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class SmppBench:
    """Service centre, channel and ledger, wired."""

    def __init__(self, centre: Smsc, channel: SmppChannel, ledger: Ledger) -> None:
        self.centre = centre
        self.channel = channel
        self.ledger = ledger
        self._last: list[Message] = []

    async def reached(self):
        return self.centre.reached()

    async def text(self, number, text):
        self._last = texts_of(number, text)
        return await self.text_again()

    async def text_again(self):
        results = [await self.centre.deliver(message) for message in self._last]
        return set(results) == {status.OK}

    async def deliver(self, reference, number):
        return await self.centre.deliver(peers.receipt_of(reference, number)) == status.OK

    def refuse_next(self, *, retryable):
        self.centre.faults.append(status.SYSTEM_ERROR if retryable else 0x0B)

    def lose_next_answer(self):
        self.centre.faults.append(peers.MUTE)

    async def unplug(self):
        await self.centre.stop()
        await self.until(lambda: not self.line.is_up)

    async def plug(self):
        await self.centre.start()

    async def until(self, holds):
        """Wait for something that nobody announces."""
        async with asyncio.timeout(10):
            while not holds():
                await asyncio.sleep(0.002)

    @property
    def line(self):
        (line,) = self.channel.condition()
        return line


@asynccontextmanager
async def bench_of(centre=None, *, query="", patience=PATIENCE, started=True, tls=None):
    centre = centre or Smsc()
    await centre.start()
    account = SmppAccount.from_url(f"{centre.url}?source=LOKET&{query}")
    channel = SmppChannel([account], patience=patience, tls=tls)
    bench = SmppBench(centre, channel, Ledger())
    try:
        if started:
            await channel.start(bench.ledger, bench.ledger.wake)
            await ready(bench)
        yield bench
    finally:
        await channel.stop()
        await centre.stop()
