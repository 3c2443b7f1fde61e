"""How long Loket itself takes to answer a text: all of it in one loop, over a pseudo-terminal.

Measured from the moment the simulated modem has written +CMTI to the moment the network has the
reply; the modem itself takes no time, so what is left is Loket's and the pseudo-terminal's.
"""

import asyncio
import tempfile
import time
from pathlib import Path

from gateway.simulator import Event, Happening
from server.app import Office
from server.demo.office import prepare_demo
from server.settings import Settings


async def reply_times(count: int) -> list[float]:
    """Seconds from each text's +CMTI to the network's receipt of the answer."""
    with tempfile.TemporaryDirectory(prefix="loket-bench-") as folder:
        settings = Settings(
            database_url=f"sqlite://{Path(folder) / 'bench.sqlite3'}",
            modems=("simulated",),
            port=0,
        )
        office = Office(settings, prepare=prepare_demo)
        await office.start()
        try:
            return await _measured(office, count)
        finally:
            await office.stop()


async def _measured(office: Office, count: int) -> list[float]:
    modem = office.simulated_modem
    if modem is None:
        raise RuntimeError("the office has no simulated modem")
    async with asyncio.timeout(10):
        while not office.channels[0].condition()[0].is_up:
            await asyncio.sleep(0.01)
    arrived: asyncio.Queue[float] = asyncio.Queue()

    def note(event: Event) -> None:
        if event.kind is Happening.RECEIVED:
            arrived.put_nowait(time.perf_counter())

    modem.network.subscribe(note)
    times = []
    for number in range(count):
        began = time.perf_counter()
        modem.inject(f"+62813{number:07}", "CEK LKT-2026-000123")
        async with asyncio.timeout(10):
            times.append(await arrived.get() - began)
    return times
