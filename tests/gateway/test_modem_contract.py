"""The modem channel keeps what every channel promises."""

import asyncio
from datetime import UTC, datetime

import pytest

from gateway.address import Address
from gateway.channel import SmsChannel
from gateway.pdu import StatusReport
from gateway.simulator import SimulatedModem
from tests.contracts.channel import ChannelContract
from tests.contracts.ledger import PATIENCE_SECONDS, Ledger
from tests.gateway.conftest import PATIENCE, RHYTHM

NEVER_SECONDS = 3600.0
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class ModemBench:
    """A simulated modem as the contract wants its networks."""

    def __init__(self, modem, channel, ledger):
        self.modem = modem
        self.channel = channel
        self.ledger = ledger
        self._report_fails = False

    async def reached(self):
        return [(sent.number, sent.text) for sent in self.modem.network.sent()]

    async def text(self, number, text):
        handed, fails = len(self.ledger.calls), self.ledger.failures_left
        self.modem.inject(number, text)
        await self._until(lambda: len(self.ledger.calls) > handed)
        return False if fails else await self.text_again()

    async def text_again(self):
        """The modem keeps it until it is stored."""
        await self._until(lambda: not self._is_storing)
        return True

    async def deliver(self, reference, number):
        if not self._report_fails:
            report = StatusReport(int(reference), Address.of(number), AT, AT, 0)
            self.modem._settings.announce_reports = 2
            fails = self.ledger.failures_left
            self.modem.network.inject_report(report.to_bytes())
            if fails:
                await self._until(lambda: not self.ledger.failures_left)
                self._report_fails = True
                return False
        await self._until(lambda: self.ledger.deliveries)
        return await self.text_again()

    def refuse_next(self, *, retryable):
        self.modem.order("cms_error:500" if retryable else "cms_error:21")

    def lose_next_answer(self):
        self.modem.order("answer_lost")

    async def unplug(self):
        await self.modem.unplug()
        await self._until(lambda: not self.channel.condition()[0].is_up)

    async def plug(self):
        await self.modem.plug_in()

    @property
    def _is_storing(self):
        return any(storage.entries for storage in self.modem.mailbox.storages.values())

    async def _until(self, holds):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not holds():
                await asyncio.sleep(0.002)


@pytest.fixture
async def bench(tmp_path):
    options = {"link": str(tmp_path / "modem"), "report_seconds": NEVER_SECONDS}
    async with SimulatedModem(**options) as modem:
        channel, ledger = SmsChannel([modem.where], patience=PATIENCE, rhythm=RHYTHM), Ledger()
        await channel.start(ledger, ledger.wake)
        try:
            yield ModemBench(modem, channel, ledger)
        finally:
            await channel.stop()


class TestModem(ChannelContract):
    pass
