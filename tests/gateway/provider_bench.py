"""A played provider, the channel that asks it, the webhooks that it calls: wired."""

from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

from gateway.provider.channel import HttpProvider, Pauses
from gateway.provider.shape import Provider
from tests.contracts.ledger import Ledger


class ProviderBench:
    """Provider, channel, webhook server and ledger, wired."""

    def __init__(self, provider, channel, ledger, where, session) -> None:
        self.provider = provider
        self.channel = channel
        self.ledger = ledger
        self._where = where
        self._session = session
        self._last = None
        self._texts = 0

    async def reached(self):
        return list(self.provider.taken)

    async def text(self, number, text):
        self._texts += 1
        self._last = self.provider.inbound(number, text, f"key-{self._texts}")
        return await self.call(*self._last) == 200

    async def text_again(self):
        return await self.call(*self._last) == 200

    async def deliver(self, reference, number):
        return await self.call(*self.provider.report(reference, number)) == 200

    async def call(self, path, body, headers):
        """The status of the answer to a webhook."""
        async with self._session.post(self._where + path, data=body, headers=headers) as answer:
            self.answer = answer, await answer.text()
            return answer.status

    def refuse_next(self, *, retryable):
        self.provider.faults.append("later" if retryable else "refuse")

    def lose_next_answer(self):
        self.provider.faults.append("lose")

    async def unplug(self):
        await self.provider.stop()

    async def plug(self):
        await self.provider.start()

    @property
    def line(self):
        (line,) = self.channel.condition()
        return line


@asynccontextmanager
async def bench_of(played, *, started=True, **send):
    await played.start()
    told = played.told
    provider = Provider.of(told | {"send": told["send"] | send}, {})
    channel = HttpProvider(provider, pauses=Pauses(first=0.02, longest=0.05))
    app = web.Application()
    app.add_routes(channel.routes())
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    ledger = Ledger()
    if started:
        await channel.start(ledger, ledger.wake)
    where = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with aiohttp.ClientSession() as session:
        yield ProviderBench(played, channel, ledger, where, session)
    await channel.stop()
    await runner.cleanup()
    await played.stop()
