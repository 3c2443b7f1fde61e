"""Loket in a hurry, to be killed: `python -m tests.faults.hasty_office MODEM DATABASE EPOCH`.

The real office with short waits, on a clock that runs sixty times as fast, so that half a minute
of patience after a refusal is half a second.
"""

import asyncio
import signal
import sys
import time
from datetime import UTC, datetime, timedelta

import uvloop

from gateway.patience import Patience, Rhythm
from server.app import Office, Parts
from server.channels import Pace
from server.settings import Settings

TIMES_AS_FAST = 60
PACE = Pace(
    Patience(
        open=1.0,
        command=0.15,
        list=0.4,
        prompt=0.2,
        submit=0.3,
        quiet=0.02,
        sim=1.0,
        sim_pause=0.05,
        seek=0.5,
    ),
    Rhythm(
        sweep=0.5,
        deaf_sweep=0.1,
        retry=0.1,
        watch=0.5,
        watch_least=0.02,
        reconnect_first=0.02,
        reconnect_longest=0.1,
        steady=0.1,
    ),
    look_every_seconds=0.05,
)


class HastyClock:
    """The same time for every process that is given the same epoch."""

    def __init__(self, epoch: float) -> None:
        self._epoch = epoch

    def now(self) -> datetime:
        passed = (time.time() - self._epoch) * TIMES_AS_FAST
        return datetime.fromtimestamp(self._epoch, UTC) + timedelta(seconds=passed)

    def monotonic(self) -> float:
        return time.monotonic()


async def main(modem: str, database: str, epoch: str) -> None:
    settings = Settings(database_url=database, modems=(modem,), log_level="error")
    parts = Parts(web=False)
    office = Office(settings, parts=parts, clock=HastyClock(float(epoch)), pace=PACE)
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    await office.start()
    sys.stdout.write("up\n")
    sys.stdout.flush()
    await ended.wait()
    await office.stop()


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
