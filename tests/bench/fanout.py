"""How soon a visitor's message stands on every desk, and what one more desk costs the server.

Beside it, in the same run, a bare Socket.IO server that emits as much to a room of as many.
"""

import asyncio
import re
import time
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from yarl import URL

from tests.clients.socket import Socket

DESKS = (5, 50)
PER_SECOND = 200
SECONDS = 6.0
VISITORS = 100
TICKS = 100
"""Of the kernel's clock a second, in which CPU time is counted."""
_MARK = re.compile(r"mark(\d{6})x")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value."""

    name: str
    value: float
    unit: str
    more: dict[str, object] = field(default_factory=dict)


class Watch:
    """A desk that looks for marks in what it is told, and decodes nothing."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse, sent: Sequence[float]) -> None:
        self._ws = ws
        self._sent = sent
        self.seen: dict[int, float] = {}
        self._task = asyncio.create_task(self._read())

    async def close(self) -> None:
        await self._ws.close()
        await self._task

    async def _read(self) -> None:
        async for message in self._ws:
            if message.data == "2":
                await self._ws.send_str("3")
            elif found := _MARK.search(message.data):
                number = int(found[1])
                self.seen.setdefault(number, time.perf_counter() - self._sent[number])


@dataclass(frozen=True, slots=True)
class Run:
    """What one number of desks measured."""

    desks: int
    latencies: Sequence[float]
    missing: int
    cpu_seconds: float
    messages: int

    def latency_ms(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000

    @property
    def cpu_us(self) -> float:
        """Of the server, for each message."""
        return self.cpu_seconds / self.messages * 1e6


async def figures(
    loket: "AbstractAsyncContextManager[tuple[str, int, dict[str, str]]]",
    room: "AbstractAsyncContextManager[tuple[str, int, dict[str, str]]]",
) -> AsyncIterator[Figure]:
    """Each server is its address, its process and the headers of a desk."""
    costs: dict[str, float] = {}
    for name, opened in (("bare_room", room), ("loket_desks", loket)):
        async with opened as (base, pid, headers):
            runs = [await _run(base, pid, headers, desks) for desks in DESKS]
        for run in runs:
            more = {"desks": run.desks, "per_second": PER_SECOND, "missing": run.missing}
            yield Figure(f"{name}_shown_p50", run.latency_ms(0.5), "ms", more)
            yield Figure(f"{name}_shown_p99", run.latency_ms(0.99), "ms", more)
            yield Figure(f"{name}_cpu_a_message", run.cpu_us, "us", more)
        few, many = runs
        costs[name] = (many.cpu_us - few.cpu_us) / (many.desks - few.desks)
        yield Figure(f"{name}_cpu_an_extra_desk", costs[name], "us", {"of": "a message"})
    yield Figure("extra_desk_over_bare_room", costs["loket_desks"] / costs["bare_room"], "ratio")


async def logged_in(base: str) -> dict[str, str]:
    """The headers of a member of staff of the demo."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        async with session.get(f"{base}/login") as page:
            token = re.search(r'name="csrf_token" value="([0-9a-f]+)"', await page.text())
        if token is None:
            raise RuntimeError("the login page has no form")
        form = {"name": "sari", "password": "demo", "csrf_token": token[1]}
        async with session.post(f"{base}/login", data=form):
            pass
        cookies = jar.filter_cookies(URL(base))
    return {"Cookie": "; ".join(f"{name}={one.value}" for name, one in cookies.items())}


async def _run(base: str, pid: int, headers: dict[str, str], desks: int) -> Run:
    count = int(PER_SECOND * SECONDS)
    sent = [0.0] * count
    async with AsyncExitStack() as undo:
        connector = aiohttp.TCPConnector(limit=0)
        session = await undo.enter_async_context(aiohttp.ClientSession(connector=connector))
        watches = [Watch(await _desk(session, base, headers), sent) for _ in range(desks)]
        people = [await Socket.connect(session, base, "/visitor") for _ in range(VISITORS)]
        for person in people:
            person.on_event = lambda name, data: None
        before = _cpu_seconds(pid)
        await _say(people, sent)
        spent = _cpu_seconds(pid) - before
        await asyncio.gather(*(one.close() for one in (*watches, *people)))
    latencies = [seconds for watch in watches for seconds in watch.seen.values()]
    return Run(desks, latencies, count * desks - len(latencies), spent, count)


async def _say(people: Sequence[Socket], sent: list[float]) -> None:
    """Messages at fixed times, whether or not earlier ones are answered."""
    began = time.perf_counter()
    asked: list[asyncio.Task[object]] = []
    for number in range(len(sent)):
        at = began + number / PER_SECOND
        if (wait := at - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        sent[number] = time.perf_counter()
        told = {"client_key": str(uuid.uuid4()), "text": f"mark{number:06}x"}
        asked.append(asyncio.create_task(people[number % len(people)].ask("send", told)))
    await asyncio.gather(*asked)
    await asyncio.sleep(0.5)


async def _desk(
    session: aiohttp.ClientSession, base: str, headers: dict[str, str]
) -> aiohttp.ClientWebSocketResponse:
    url = f"{base}/socket.io/?EIO=4&transport=websocket"
    ws = await session.ws_connect(url, compress=0, headers=headers)
    await ws.receive()
    await ws.send_str("40/desk,")
    await ws.receive()
    return ws


def _cpu_seconds(pid: int) -> float:
    """User and system time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
