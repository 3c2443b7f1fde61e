"""A member of staff who answers over the wire, for tests that look at the visitor's side alone."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.wire.test_desk import Desks

TOKEN = "JSON.parse(Object.entries(localStorage).find(([name]) => name.endsWith('.token'))[1])"


async def conversation_of(page) -> int:
    """The number by which the desk knows the thread of this visitor's page."""
    token = await page.evaluate(TOKEN)
    return int(token.split(".")[0], 16)


class Answering:
    """Sari, and the conversation of one visitor's page."""

    def __init__(self, desk, number: int) -> None:
        self._desk, self._number = desk, number

    async def take(self) -> None:
        assert (await self._desk.ask("take", {"conversation": self._number}))["ok"]

    async def reply(self, text: str) -> None:
        said = {"conversation": self._number, "client_key": str(uuid.uuid4()), "text": text}
        assert (await self._desk.ask("reply", said))["ok"]

    async def close(self) -> None:
        assert (await self._desk.ask("close", {"conversation": self._number}))["ok"]


@asynccontextmanager
async def answering(base: str, page) -> AsyncIterator[Answering]:
    """Staff for the visitor of a page, or of the page that shows the chat."""
    desks = Desks(base)
    try:
        yield Answering(await desks(), await conversation_of(page))
    finally:
        await desks.close()
