"""The whole office at a gallop: `python -m tests.faults.busy_office PORT DATABASE EPOCH [MODEM]`.

Sixty times as fast as life, so that what is held for half an hour comes back within half a minute.
"""

import asyncio
import signal
import sys
import time
from datetime import UTC, datetime, timedelta

import uvloop

from server.app import Office
from server.settings import Settings
from tests.faults.hasty_office import PACE, TIMES_AS_FAST

BEGAN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Monday at nine in the office's time: whoever wants a place has a week of working days."""
SECRET = "a secret for tests, long enough to use"


class GallopClock:
    """Begins at nine on Monday, the same for every process that is given the same epoch."""

    def __init__(self, epoch: float) -> None:
        self._epoch = epoch

    def now(self) -> datetime:
        return BEGAN + timedelta(seconds=(time.time() - self._epoch) * TIMES_AS_FAST)

    def monotonic(self) -> float:
        return time.monotonic()

    @property
    def ms(self) -> int:
        return int(self.now().timestamp() * 1000)


async def main(port: str, database: str, epoch: str, *modems: str) -> None:
    settings = Settings(
        database_url=database,
        port=int(port),
        modems=modems,
        secret_key=SECRET,
        log_level="warning",
        visitor_messages_per_second=0,
        sockets_of_one_address=5000,
    )
    office = Office(settings, clock=GallopClock(float(epoch)), pace=PACE)
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    await office.start()
    sys.stdout.write("up\n")
    sys.stdout.flush()
    await ended.wait()
    await office.stop()


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
