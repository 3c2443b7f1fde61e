"""Several modems behind one channel: shared work, own routes, and standing in for each other."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from gateway.allowance import Limits
from gateway.channel import SmsChannel
from gateway.simulator import SimulatedModem
from models.terms.channel import ChannelError, Outbound, Priority, Stage
from tests.gateway.conftest import PATIENCE, RHYTHM
from tests.gateway.recording import PATIENCE_SECONDS, RecordingInbox
from tests.gateway.sending import Sender

BUDI = "+6281234567890"
SITI = "+6285734567890"


class Bank:
    """A few simulated modems and the channel over them."""

    def __init__(self, modems, channel):
        self.modems = modems
        self.channel = channel
        self.sender = Sender(channel)

    async def until_up(self, count):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while sum(line.is_up for line in self.channel.condition()) != count:
                await asyncio.sleep(0.002)

    def sent_by(self):
        return [len(modem.network.sent()) for modem in self.modems]


@pytest.fixture
def bank(tmp_path):
    @asynccontextmanager
    async def opened(count, *, routes=None, **how):
        async with AsyncExitStack() as stack:
            modems = [
                await stack.enter_async_context(
                    SimulatedModem(link=str(tmp_path / f"modem{n}"), report_seconds=0.01)
                )
                for n in range(count)
            ]
            names = [modem.where for modem in modems]
            routes = {prefix: [names[n]] for prefix, n in (routes or {}).items()}
            channel = SmsChannel(names, patience=PATIENCE, rhythm=RHYTHM, routes=routes, **how)
            made = Bank(modems, channel)
            await made.sender.start(RecordingInbox())
            stack.push_async_callback(channel.stop)
            await made.until_up(count)
            yield made

    return opened


async def test_the_one_that_has_sent_least_sends_next(bank):
    async with bank(3) as lines:
        for number in range(9):
            await lines.sender.send(Outbound(number, BUDI, f"pesan {number}"))

        assert lines.sent_by() == [3, 3, 3]


async def test_all_send_at_the_same_time(bank):
    async with bank(4) as lines:
        seats = [lines.channel.reserve(f"+62812000{n:04}", Priority.REPLY) for n in range(4)]
        assert len({seat.line for seat in seats}) == 4
        assert lines.channel.reserve(BUDI, Priority.LIVE) is None
        seats[0].release()
        assert lines.channel.reserve(BUDI, Priority.LIVE).line == seats[0].line


async def test_a_number_goes_by_its_own_modem_and_by_another_when_that_is_gone(bank):
    async with bank(2, routes={"+62857": 1}) as lines:
        for number in range(4):
            await lines.sender.send(Outbound(number, SITI, f"pesan {number}"))
        assert lines.sent_by() == [0, 4]

        await lines.modems[1].unplug()
        await lines.until_up(1)
        await lines.sender.send(Outbound(9, SITI, "lewat yang lain"))
        assert lines.sent_by()[0] == 1


async def test_a_modem_that_goes_away_leaves_its_message_to_another(bank):
    async with bank(2) as lines:
        first = lines.channel.reserve(BUDI, Priority.REPLY)
        gone = next(modem for modem in lines.modems if modem.where == first.line)
        await gone.unplug()
        await lines.until_up(1)
        with pytest.raises(ChannelError) as caught:
            await first.send(Outbound(1, BUDI, "halo"), 1)
        first.release()

        assert (caught.value.retryable, caught.value.by_line) == (True, True)
        assert (await lines.sender.send(Outbound(1, BUDI, "halo"))).stage is Stage.SENT


async def test_a_sim_stops_at_its_hourly_limit_and_another_goes_on(bank, clock):
    async with bank(2, limits=Limits(per_hour=2), clock=clock) as lines:
        for number in range(4):
            await lines.sender.send(Outbound(number, BUDI, f"pesan {number}"))
        assert lines.sent_by() == [2, 2]
        assert lines.channel.reserve(BUDI, Priority.LIVE) is None
        clock.advance(3600)
        assert lines.channel.reserve(BUDI, Priority.LIVE) is not None


async def test_sending_once_more_is_taken_by_the_network_only_once(bank):
    async with bank(1) as lines:
        (modem,) = lines.modems
        modem.order("answer_lost")
        message = Outbound(1, BUDI, "halo", reference=5)
        assert (await lines.sender.send(message)).stage is Stage.UNKNOWN
        again = Outbound(1, BUDI, "halo", reference=5, is_repeat=True)

        assert (await lines.sender.send(again)).stage is Stage.SENT
        assert [text.text for text in modem.network.sent()] == ["halo"]
