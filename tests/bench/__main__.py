"""`make bench`: one JSON line a figure, the floors in the same run, ratios beside them.

`python -m tests.bench [web|booking|ordering|sms|memory|start|page|codec|gateway|understanding ...]`
measures only those parts.
"""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import uvloop

from tests.bench import codec as codecs
from tests.bench import desk as desks
from tests.bench import fanout as fanouts
from tests.bench import gateway, load, understanding
from tests.bench import page as chat_page
from tests.bench.sms import reply_times
from tests.bench.talks import BOOKING, MIXED, ORDERING, Talk, furnished
from tests.clients.server import ROOT, LoketProcess, free_port

COUNTS = (1, 100, 500, 1000)
TALK_COUNTS = (1, 100, 1000)
SECONDS = 4.0
WARM_UP_SECONDS = 1.0
OPEN_LOOP_CHATS = 1000
OPEN_LOOP_PER_SECOND = 200
IDLE_CHATS = 1000
SMS_MESSAGES = 100


def tell(figure: str, value: float, unit: str, **more: object) -> None:
    """One figure as a JSON line."""
    line = {"figure": figure, "value": round(value, 2), "unit": unit, **more}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


@asynccontextmanager
async def floor(kind: str) -> AsyncIterator[str]:
    """A floor's server in a process of its own; its address."""
    async with _floor(kind) as (base, _):
        yield base


@asynccontextmanager
async def _floor(kind: str) -> AsyncIterator[tuple[str, int]]:
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.floors", kind, str(port), cwd=ROOT
    )
    try:
        await _until_open(port)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def loket(
    command: str = "serve", *, is_furnished: bool = False, **settings: object
) -> AsyncIterator[LoketProcess]:
    """Loket itself, with a database of its own: empty, or with the demo's data in it."""
    with tempfile.TemporaryDirectory(prefix="loket-bench-") as folder:
        process = LoketProcess(Path(folder), command=command, sockets_most=20_000, **settings)
        if is_furnished:
            await furnished(process.environment["LOKET_DATABASE_URL"])
        await process.start()
        try:
            yield process
        finally:
            await process.stop()


async def web() -> None:
    """Turns a second, saturated, at several numbers of conversations; then at a fixed rate."""
    rates: dict[tuple[str, int], float] = {}
    async with floor("websocket") as base:
        for count in COUNTS:
            measured = await load.bare_websocket(base, count, SECONDS)
            rates["websocket", count] = _tell_rate("bare_websocket", count, measured)
    async with floor("socketio") as base:
        for count in COUNTS:
            rates["echo", count] = await _saturated("bare_socketio", base, count)
    async with floor("tortoise") as base:
        for count in (1, 100):
            rates["naive", count] = await _saturated("naive_tortoise", base, count)
    async with loket() as server:
        for count in COUNTS:
            rates["loket", count] = await _saturated("loket_turns", server.base, count)
    for count in COUNTS:
        ratio = rates["loket", count] / rates["echo", count]
        tell("loket_over_echo", ratio, "ratio", conversations=count)
    naive = rates["loket", 100] / rates["naive", 100]
    tell("loket_over_naive_tortoise", naive, "ratio", conversations=100)
    async with loket() as server:
        half = rates["loket", 100] / 2
        await _open_loop("loket_at_half_of_saturation", server.base, 100, half)
        await _open_loop("loket_open_loop", server.base, OPEN_LOOP_CHATS, OPEN_LOOP_PER_SECOND)


async def booking() -> None:
    """From ANTRI to a ticket."""
    await _talked(BOOKING)


async def ordering() -> None:
    """From PESAN to a placed order."""
    await _talked(ORDERING)


async def memory() -> None:
    """At rest, and for each idle chat."""
    async with loket() as server, aiohttp.ClientSession(connector=_many()) as session:
        rest = _resident_kb(server)
        tell("memory_at_rest", rest / 1024, "MB")
        people = await load.visitors(server.base, IDLE_CHATS, session)
        per_chat = (_resident_kb(server) - rest) / IDLE_CHATS
        tell("memory_per_idle_chat", per_chat, "kB", conversations=IDLE_CHATS)
        await asyncio.gather(*(person.close() for person in people))


async def start() -> None:
    """From the start of the process to the first answered turn, with an existing database."""
    async with loket() as server, aiohttp.ClientSession() as session:
        for _ in range(3):
            await server.stop()
            began = time.perf_counter()
            await server.start()
            (person,) = await load.visitors(server.base, 1, session)
            await person.turn()
            tell("start_to_first_reply", time.perf_counter() - began, "s")
            await person.close()


async def sms() -> None:
    """Loket's own time between +CMTI and the reply's AT+CMGS, on a pseudo-terminal."""
    times = sorted(await reply_times(SMS_MESSAGES))
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        value = times[min(len(times) - 1, int(len(times) * share))] * 1000
        tell("sms_own_time_" + name, value, "ms", messages=len(times))


async def codec() -> None:
    """Reading and writing PDUs."""
    for figure in codecs.figures():
        tell(figure.name, figure.microseconds, "us", **figure.more)


async def understood() -> None:
    """What a message means, with a large catalogue."""
    for figure in understanding.figures():
        tell(figure.name, figure.value, figure.unit, **figure.more)


async def modems() -> None:
    """The gateway's own time, beside that of others where they are installed."""
    async for figure in gateway.figures():
        tell(figure.name, figure.value, figure.unit, **figure.more)


async def desk() -> None:
    """What a desk waits for with ten thousand threads and a million messages."""
    async for figure in desks.figures():
        tell(figure.name, figure.value, figure.unit, **figure.more)


async def fanout() -> None:
    """From a visitor's message to fifty desks."""

    @asynccontextmanager
    async def staffed() -> AsyncIterator[tuple[str, int, dict[str, str]]]:
        async with loket(is_furnished=True) as server:
            yield server.base, _pid(server), await fanouts.logged_in(server.base)

    @asynccontextmanager
    async def room() -> AsyncIterator[tuple[str, int, dict[str, str]]]:
        async with _floor("room") as (base, pid):
            yield base, pid, {}

    async for figure in fanouts.figures(staffed(), room()):
        tell(figure.name, figure.value, figure.unit, **figure.more)


async def page() -> None:
    """How soon the chat page can be written in on a slow network."""
    async with loket("demo") as server:
        async for figure in chat_page.figures(server):
            tell(figure.name, figure.value, figure.unit, **figure.more)


PARTS = {
    "web": web,
    "booking": booking,
    "ordering": ordering,
    "memory": memory,
    "start": start,
    "page": page,
    "sms": sms,
    "codec": codec,
    "gateway": modems,
    "understanding": understood,
    "desk": desk,
    "fanout": fanout,
}


async def _talked(talk: Talk) -> None:
    """Turns a second of one talk in a furnished office, beside the same floors."""
    rates: dict[tuple[str, int], float] = {}
    async with floor("socketio") as base:
        for count in TALK_COUNTS:
            rates["echo", count] = await _saturated("bare_socketio", base, count)
    async with floor("tortoise") as base:
        rates["naive", 100] = await _saturated("naive_tortoise", base, 100)
    async with loket(is_furnished=True) as server:
        for count in TALK_COUNTS:
            rates["loket", count] = await _saturated(f"loket_{talk.name}", server.base, count, talk)
    for count in TALK_COUNTS:
        ratio = rates["loket", count] / rates["echo", count]
        tell(f"{talk.name}_over_echo", ratio, "ratio", conversations=count)
    naive = rates["loket", 100] / rates["naive", 100]
    tell(f"{talk.name}_over_naive_tortoise", naive, "ratio", conversations=100)


async def _saturated(name: str, base: str, count: int, talk: Talk = MIXED) -> float:
    async with aiohttp.ClientSession(connector=_many()) as session:
        people = await load.visitors(base, count, session, talk)
        await load.saturate(people, WARM_UP_SECONDS)
        measured = await load.saturate(people, SECONDS)
        await asyncio.gather(*(person.close() for person in people))
    reached = sum(person.reached for person in people)
    return _tell_rate(name, count, measured, reached=reached)


async def _open_loop(name: str, base: str, count: int, per_second: float) -> None:
    async with aiohttp.ClientSession(connector=_many()) as session:
        people = await load.visitors(base, count, session)
        await load.open_loop(people, per_second, WARM_UP_SECONDS)
        measured = await load.open_loop(people, per_second, SECONDS * 2)
        await asyncio.gather(*(person.close() for person in people))
    for quantile, share in (("p50", 0.5), ("p99", 0.99)):
        tell(
            f"{name}_{quantile}",
            measured.latency_ms(share),
            "ms",
            conversations=count,
            per_second=round(per_second),
        )


def _tell_rate(name: str, count: int, measured: load.Measured, **more: object) -> float:
    tell(
        name,
        measured.per_second,
        "turns/s",
        conversations=count,
        p50_ms=round(measured.latency_ms(0.5), 2),
        p99_ms=round(measured.latency_ms(0.99), 2),
        **more,
    )
    return measured.per_second


def _many() -> aiohttp.TCPConnector:
    return aiohttp.TCPConnector(limit=0)


def _pid(server: LoketProcess) -> int:
    if server.process is None:
        raise RuntimeError("not started")
    return server.process.pid


def _resident_kb(server: LoketProcess) -> int:
    status = Path(f"/proc/{_pid(server)}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0])


async def _until_open(port: int) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return


async def main(parts: list[str]) -> None:
    for name in parts or list(PARTS):
        await PARTS[name]()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1:]))
