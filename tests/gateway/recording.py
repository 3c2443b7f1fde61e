"""An inbox that keeps everything in memory, and can be told to fail."""

import asyncio
from collections.abc import Callable

from models.terms.channel import Delivery, Inbound

PATIENCE_SECONDS = 10.0


class RecordingInbox:
    """Stores each message once by its external id, as the server's inbox does."""

    def __init__(self) -> None:
        self.calls: list[Inbound] = []
        self.stored: dict[str, Inbound] = {}
        self.deliveries: list[Delivery] = []
        self.failures_left = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self._changed = asyncio.Condition()

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.stored.values()]

    async def receive(self, message: Inbound) -> None:
        self.calls.append(message)
        await self._tell()
        await self.gate.wait()
        if self.failures_left:
            self.failures_left -= 1
            raise OSError("disk full")
        self.stored.setdefault(message.external_id, message)
        await self._tell()

    async def report(self, delivery: Delivery) -> None:
        if self.failures_left:
            self.failures_left -= 1
            raise OSError("disk full")
        self.deliveries.append(delivery)
        await self._tell()

    async def until(self, holds: Callable[[], bool]) -> None:
        async with self._changed, asyncio.timeout(PATIENCE_SECONDS):
            await self._changed.wait_for(holds)

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()
