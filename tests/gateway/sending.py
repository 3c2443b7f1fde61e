"""What the server's relay does with a channel, for tests that need no outbox."""

import asyncio
from dataclasses import dataclass, field

from models.terms.channel import Priority, Stage
from tests.gateway.recording import PATIENCE_SECONDS


class Sender:
    """Hands messages to a channel as soon as it has a line for them."""

    def __init__(self, channel):
        self._channel = channel
        self._changed = asyncio.Event()

    async def start(self, inbox):
        await self._channel.start(inbox, self._changed.set)

    async def ready(self):
        """Until a message could be sent at once."""
        (await self._seat("+6281200000000")).release()

    async def send(self, message):
        """All parts, until one is not sent. Raises ChannelError when the first surely is not."""
        seat = await self._seat(message.address, message.priority)
        outcome = Outcome()
        try:
            for part in range(1, self._channel.parts(message.text) + 1):
                report = await seat.send(message, part)
                outcome.stage, outcome.detail = report.stage, report.detail
                if report.reference is not None:
                    outcome.references.append(report.reference)
                if report.stage is not Stage.SENT:
                    break
        finally:
            seat.release()
        return outcome

    async def _seat(self, address, priority=Priority.REPLY):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                self._changed.clear()
                seat = self._channel.reserve(address, priority)
                if seat is not None:
                    return seat
                try:
                    async with asyncio.timeout(0.02):
                        await self._changed.wait()
                except TimeoutError:
                    continue


@dataclass
class Outcome:
    stage: Stage = Stage.QUEUED
    references: list[str] = field(default_factory=list)
    detail: str = ""
