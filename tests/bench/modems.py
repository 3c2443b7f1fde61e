"""A bank of simulated modems in a process of its own: `python -m tests.bench.modems COUNT LATENCY`.

Says in its first line where they are, then one line for each message that the network takes:
`[seconds of the monotonic clock, which modem, text]`, JSON. A line on standard input,
`[which modem, number, text]`, is a text from a handset; it is answered by the moment it was
announced to the gateway.
"""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import uvloop

from gateway.simulator import Event, Happening, SimulatedModem

ROOT = Path(__file__).parents[2]


class Bank:
    """The modems as the bench sees them: where they are, and what their networks take."""

    def __init__(self, process: asyncio.subprocess.Process, places: list[str]) -> None:
        self.places = places
        self._process = process

    async def next(self, *, within_seconds: float = 60) -> tuple[float, int, str]:
        """When, by which modem and what the network took next."""
        assert self._process.stdout is not None
        async with asyncio.timeout(within_seconds):
            at, modem, text = json.loads(await self._process.stdout.readline())
        return at, modem, text

    def inject(self, modem: int, number: str, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([modem, number, text]).encode() + b"\n")


@asynccontextmanager
async def bank(count: int, latency_seconds: float) -> AsyncIterator[Bank]:
    """So many modems, running elsewhere until the end of the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bench.modems",
        str(count),
        str(latency_seconds),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        yield Bank(process, json.loads(await process.stdout.readline()))
    finally:
        process.terminate()
        await process.wait()


async def serve(count: int, latency_seconds: float) -> None:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="loket-bench-")))
        modems = [
            SimulatedModem(link=str(folder / f"modem{n}"), latency_seconds=latency_seconds)
            for n in range(count)
        ]
        for number, modem in enumerate(modems):
            await stack.enter_async_context(modem)
            modem.network.subscribe(partial(_tell, number))
        _say([modem.where for modem in modems])
        await _take_orders(modems)


async def _take_orders(modems: list[SimulatedModem]) -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        modem, number, text = json.loads(line)
        _say([time.monotonic(), modem, "announced"])
        modems[modem].inject(number, text)


def _tell(number: int, event: Event) -> None:
    if event.kind is Happening.RECEIVED:
        _say([time.monotonic(), number, event.message.text])


def _say(what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), float(sys.argv[2])))
