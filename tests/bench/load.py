"""The load: visitors in a process of their own, each holding the same talk over and over."""

import asyncio
import itertools
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp

from tests.bench.talks import MIXED, Talk
from tests.clients.socket import Socket

CONNECT_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Measured:
    """What a run of turns took, in seconds."""

    turns: int
    seconds: float
    latencies: Sequence[float]

    @property
    def per_second(self) -> float:
        return self.turns / self.seconds

    def latency_ms(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


class Visitor:
    """One conversation: sends, waits for the acknowledgement with its replies, sends on."""

    def __init__(self, socket: Socket, talk: Talk) -> None:
        self._socket = socket
        self._talk = talk
        self._name = uuid.uuid4().hex
        self._count = itertools.count()
        self._texts = itertools.cycle(talk.texts)
        self.reached = 0
        """How often the talk came to its point."""

    async def turn(self) -> float:
        """One turn; seconds until it was acknowledged."""
        key = f"{self._name}-{next(self._count):08}"
        began = time.perf_counter()
        ack = await self._socket.ask("send", {"client_key": key, "text": next(self._texts)})
        if not ack["ok"]:
            raise RuntimeError(ack)
        spent = time.perf_counter() - began
        self.reached += any(self._talk.reaches in each["text"] for each in ack["messages"])
        return spent

    async def close(self) -> None:
        await self._socket.close()


async def visitors(
    base: str, count: int, session: aiohttp.ClientSession, talk: Talk = MIXED
) -> list[Visitor]:
    """That many connected conversations."""
    gate = asyncio.Semaphore(CONNECT_AT_ONCE)

    async def one() -> Visitor:
        async with gate:
            socket = await Socket.connect(session, base, "/visitor")
            socket.on_event = lambda name, data: None
            return Visitor(socket, talk)

    return list(await asyncio.gather(*(one() for _ in range(count))))


async def saturate(people: Sequence[Visitor], seconds: float) -> Measured:
    """Everyone sends the next turn as soon as the last one is answered."""
    latencies: list[float] = []
    ends = time.perf_counter() + seconds

    async def talk(person: Visitor) -> None:
        while time.perf_counter() < ends:
            latencies.append(await person.turn())

    began = time.perf_counter()
    await asyncio.gather(*(talk(person) for person in people))
    return Measured(len(latencies), time.perf_counter() - began, latencies)


async def open_loop(people: Sequence[Visitor], per_second: float, seconds: float) -> Measured:
    """Turns at fixed times, whether or not earlier ones are answered; lateness counts."""
    latencies: list[float] = []
    loop = asyncio.get_running_loop()
    began = loop.time()
    busy: set[asyncio.Task[None]] = set()

    async def due(person: Visitor, at: float) -> None:
        await person.turn()
        latencies.append(loop.time() - at)

    for number in range(int(per_second * seconds)):
        at = began + number / per_second
        if (wait := at - loop.time()) > 0:
            await asyncio.sleep(wait)
        task = asyncio.create_task(due(people[number % len(people)], at))
        busy.add(task)
        task.add_done_callback(busy.discard)
    await asyncio.gather(*busy)
    return Measured(len(latencies), loop.time() - began, latencies)


async def bare_websocket(base: str, count: int, seconds: float) -> Measured:
    """The same load on a bare websocket echo."""
    latencies: list[float] = []
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:
        sockets = [await session.ws_connect(f"{base}/echo", compress=0) for _ in range(count)]
        ends = time.perf_counter() + seconds

        async def talk(ws: aiohttp.ClientWebSocketResponse) -> None:
            while time.perf_counter() < ends:
                began = time.perf_counter()
                await ws.send_str('["send",{"text":"halo"}]')
                await ws.receive_str()
                latencies.append(time.perf_counter() - began)

        began = time.perf_counter()
        await asyncio.gather(*(talk(ws) for ws in sockets))
        spent = time.perf_counter() - began
        await asyncio.gather(*(ws.close() for ws in sockets))
    return Measured(len(latencies), spent, latencies)
