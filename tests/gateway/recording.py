"""An inbox that keeps everything in memory, and can be told to fail."""

import asyncio
from collections.abc import Callable

from models.terms.channel import Delivery, Inbound, Quarantined
from models.terms.segments import join_texts

PATIENCE_SECONDS = 10.0


class RecordingInbox:
    """Stores each message or part once by its external id, as the server's inbox does."""

    def __init__(self) -> None:
        self.calls: list[Inbound] = []
        self.kept: dict[str, Inbound] = {}
        """Whole messages and parts, as they were handed in."""
        self.stored: dict[str, Inbound] = {}
        """Whole messages and, in place of its last part, each long one; by the key of that."""
        self.deliveries: list[Delivery] = []
        self.aside: dict[str, Quarantined] = {}
        self.failures_left = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self._changed = asyncio.Condition()

    @property
    def texts(self) -> list[str]:
        """What was said, long messages whole."""
        return [self._whole(message) for message in self.stored.values()]

    async def receive(self, message: Inbound) -> None:
        self.calls.append(message)
        await self._tell()
        await self.gate.wait()
        self._fail()
        if message.external_id not in self.kept:
            self.kept[message.external_id] = message
            if message.part is None or len(self._parts(message)) == message.part.total:
                self.stored[message.external_id] = message
        await self._tell()

    async def report(self, delivery: Delivery) -> None:
        self._fail()
        self.deliveries.append(delivery)
        await self._tell()

    async def quarantine(self, found: Quarantined) -> None:
        await self.gate.wait()
        self._fail()
        self.aside.setdefault(found.external_id, found)
        await self._tell()

    async def until(self, holds: Callable[[], bool]) -> None:
        async with self._changed, asyncio.timeout(PATIENCE_SECONDS):
            await self._changed.wait_for(holds)

    def _fail(self) -> None:
        if self.failures_left:
            self.failures_left -= 1
            raise OSError("disk full")

    def _whole(self, message: Inbound) -> str:
        parts = self._parts(message)
        return join_texts(parts[number] for number in sorted(parts)) if parts else message.text

    def _parts(self, last: Inbound) -> dict[int, str]:
        """The parts of a message by number; tests give each message a reference of its own."""
        return {
            other.part.number: other.text
            for other in self.kept.values()
            if other.part
            and last.part
            and (other.address, other.part.reference) == (last.address, last.part.reference)
            and (other.part.total, other.part.width) == (last.part.total, last.part.width)
        }

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()
