"""A simulated modem on a pseudo-terminal, and the real channel that drives it."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from gateway.channel import SmsChannel
from gateway.patience import Patience, Rhythm
from gateway.simulator import SimulatedModem
from tests.gateway.recording import PATIENCE_SECONDS, RecordingInbox
from tests.gateway.sending import Sender

PATIENCE = Patience(open=1.0, command=0.15, list=0.3, prompt=0.15, submit=0.25, quiet=0.02)
RHYTHM = Rhythm(
    sweep=30.0, deaf_sweep=0.05, retry=0.05, watch=30.0, reconnect_first=0.02, reconnect_longest=0.1
)


class Bench:
    """Modem, channel and inbox, wired."""

    def __init__(self, modem: SimulatedModem, channel: SmsChannel, inbox: RecordingInbox) -> None:
        self.modem = modem
        self.channel = channel
        self.inbox = inbox
        self.sender = Sender(channel)

    async def start(self):
        await self.sender.start(self.inbox)

    async def ready(self):
        await self.sender.ready()

    async def send(self, message):
        return await self.sender.send(message)

    async def until(self, holds):
        """Wait for something that nobody announces."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not holds():
                await asyncio.sleep(0.002)

    @property
    def stored(self) -> int:
        """Messages that lie in the modem."""
        return sum(len(box.entries) for box in self.modem.mailbox.storages.values())


@asynccontextmanager
async def bench_at(path, *, started=True, patience=PATIENCE, rhythm=RHYTHM, **options):
    options = {"report_seconds": 0.01, "away_seconds": 0.05} | options
    if "tcp" not in options:
        options["link"] = str(path / "modem")
    modem = SimulatedModem(**options)
    inbox = RecordingInbox()
    await modem.start()
    channel = SmsChannel([modem.where], patience=patience, rhythm=rhythm)
    made = Bench(modem, channel, inbox)
    try:
        if started:
            await made.start()
            await made.ready()
        yield made
    finally:
        await channel.stop()
        await modem.close()


@pytest.fixture
def bench_of(tmp_path):
    """Make a bench of one's own options."""
    return lambda **options: bench_at(tmp_path, **options)


@pytest.fixture
async def bench(tmp_path):
    async with bench_at(tmp_path) as made:
        yield made
