"""One line of the gateway: a simulated modem and the supervisor that keeps it at work."""

import asyncio
from contextlib import asynccontextmanager

from gateway.address import Address
from gateway.concat import parts_of
from gateway.patience import Patience, Rhythm
from gateway.setup import Setup
from gateway.simulator import SimulatedModem
from gateway.supervisor import Supervisor
from models.terms.clock import SystemClock
from tests.gateway.recording import PATIENCE_SECONDS, RecordingInbox

BUDI = "+6281234567890"
PATIENCE = Patience(
    open=1.0,
    command=0.15,
    list=0.3,
    prompt=0.15,
    submit=0.25,
    quiet=0.02,
    sim=0.5,
    sim_pause=0.01,
    ussd=0.3,
    seek=0.3,
)
RHYTHM = Rhythm(
    sweep=30.0,
    deaf_sweep=0.05,
    retry=0.05,
    watch=30.0,
    watch_least=0.01,
    reconnect_first=0.02,
    reconnect_longest=0.1,
    steady=0.5,
)


class Line:
    """A supervisor at work."""

    def __init__(self, supervisor, inbox):
        self.supervisor = supervisor
        self.inbox = inbox

    @property
    def condition(self):
        return self.supervisor.condition()

    async def until(self, holds):
        """Wait for something that nobody announces."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not holds():
                await asyncio.sleep(0.002)

    async def until_state(self, state):
        await self.until(lambda: self.condition.state == state)

    async def send(self, text="halo", *, number=BUDI):
        """The references of all parts."""
        await self.until(lambda: self.supervisor.modem)
        parts = parts_of(text, Address.of(number), reference=1)
        return [await self.supervisor.modem.send(part) for part in parts]


@asynccontextmanager
async def line_at(address, *, setup=None, patience=PATIENCE, rhythm=RHYTHM):
    """No other modem is looked for than `setup` says."""
    inbox = RecordingInbox()
    supervisor = Supervisor(
        address,
        clock=SystemClock(),
        patience=patience,
        rhythm=rhythm,
        changed=lambda: None,
        setup=setup or Setup(candidates=tuple),
    )
    task = asyncio.create_task(supervisor.run(inbox))
    try:
        yield Line(supervisor, inbox)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def line_with(path, *, setup=None, patience=PATIENCE, rhythm=RHYTHM, **options):
    """A simulated modem and its line; gives both."""
    times = {"report_seconds": 0.01, "away_seconds": 0.05, "sim_busy_seconds": 0.05}
    async with (
        SimulatedModem(link=str(path / "modem"), **times | options) as modem,
        line_at(modem.where, setup=setup, patience=patience, rhythm=rhythm) as line,
    ):
        yield modem, line
