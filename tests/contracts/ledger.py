"""An inbox that keeps everything in memory, and can be told to fail."""

import asyncio

from models.terms.channel import Delivery, Inbound, Quarantined

PATIENCE_SECONDS = 10.0


class Ledger:
    """Stores each message once by its external id, as the server's inbox does."""

    def __init__(self) -> None:
        self.calls: list[Inbound] = []
        self.stored: dict[str, Inbound] = {}
        self.deliveries: list[Delivery] = []
        self.quarantined: list[Quarantined] = []
        self.failures_left = 0
        self.wakes = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self._changed = asyncio.Event()

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.stored.values()]

    def wake(self) -> None:
        self.wakes += 1
        self._changed.set()

    async def receive(self, message: Inbound) -> None:
        self.calls.append(message)
        self._changed.set()
        await self.gate.wait()
        self._fail_if_told()
        self.stored.setdefault(message.external_id, message)
        self._changed.set()

    async def report(self, delivery: Delivery) -> None:
        self._fail_if_told()
        self.deliveries.append(delivery)
        self._changed.set()

    async def quarantine(self, found: Quarantined) -> None:
        self._fail_if_told()
        self.quarantined.append(found)
        self._changed.set()

    async def until(self, holds) -> None:
        """Return once `holds()` is true; it is asked whenever something happened here."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not holds():
                self._changed.clear()
                await self._changed.wait()

    def _fail_if_told(self) -> None:
        if self.failures_left:
            self.failures_left -= 1
            raise OSError("disk full")
