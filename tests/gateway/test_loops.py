"""The same under uvloop, the loop in production, with modem and gateway in one loop."""

import asyncio

import pytest
import uvloop

from models.terms.channel import Outbound, Stage
from tests.gateway.conftest import bench_at

BUDI = "+6281234567890"
LONG = "Berkas Anda sudah selesai dan dapat diambil di loket 3. " * 6


@pytest.mark.parametrize("where", [{}, {"tcp": 0}])
def test_both_ways_lost_answers_and_replugging_under_uvloop(tmp_path, where):
    async def talk():
        async with bench_at(tmp_path, **where) as bench:
            bench.modem.inject(BUDI, LONG)
            await bench.inbox.until(lambda: bench.inbox.stored)
            assert bench.inbox.texts == [LONG]
            report = await bench.send(Outbound(1, BUDI, LONG))
            assert report.stage is Stage.SENT
            await bench.inbox.until(lambda: len(bench.inbox.deliveries) == 3)

            bench.modem.order("answer_lost")
            report = await bench.send(Outbound(2, BUDI, "halo"))
            assert report.stage is Stage.UNKNOWN

            await bench.modem.unplug()
            bench.modem.inject(BUDI, "kembali")
            await bench.modem.plug_in()
            await bench.inbox.until(lambda: len(bench.inbox.stored) == 2)
            await bench.until(lambda: bench.stored == 0)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(talk())
