"""A bad network between two programs: connections that are cut, reset, delayed or swallowed."""

import asyncio
import contextlib
import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one connection; None is nothing."""

    cut_there_after: int | None = None
    """Bytes from client to server, then a reset on both sides."""
    cut_back_after: int | None = None
    """Bytes from server to client, then a reset on both sides."""
    delay: float = 0.0
    """Before each piece is handed on."""
    swallows: bool = False
    """The client hears nothing, and the server hears nothing of it, until the end."""


WELL = Fate()


def drawn(dice: random.Random, *, longest: int = 2500) -> Fate:
    """A fate as the dice want it; half of all connections are well."""
    kind = dice.randrange(8)
    if kind == 0:
        return Fate(cut_there_after=dice.randrange(longest))
    if kind in (1, 2):
        return Fate(cut_back_after=dice.randrange(longest))
    if kind == 3:
        return Fate(delay=dice.random() * 0.05, cut_back_after=dice.randrange(longest))
    if kind == 4:
        return Fate(swallows=True)
    return WELL


class FaultProxy:
    """Listens on a port of its own and hands on to another, as far as the fate allows."""

    def __init__(self, port: int, fate: Callable[[], Fate] = lambda: WELL) -> None:
        self.to_port = port
        self.fate = fate
        self.taken = 0
        """Connections so far."""
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0)

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut_all(self) -> None:
        """Reset every open connection."""
        for writer in list(self._open):
            writer.transport.abort()

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        self.cut_all()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._open.add(writer)
        self.taken += 1
        try:
            await self._serve(reader, writer, self.fate())
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            writer.transport.abort()
            self._open.discard(writer)
            self._tasks.discard(task)

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, fate: Fate
    ) -> None:
        if fate.swallows:
            while await reader.read(4096):
                pass
            return
        back_reader, back_writer = await asyncio.open_connection("127.0.0.1", self.to_port)
        self._open.add(back_writer)
        ways = [
            asyncio.create_task(_hand_on(reader, back_writer, fate.cut_there_after, fate.delay)),
            asyncio.create_task(_hand_on(back_reader, writer, fate.cut_back_after, fate.delay)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            back_writer.transport.abort()
            self._open.discard(back_writer)


async def _hand_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, most: int | None, delay: float
) -> None:
    """Until the end of the one side, or until `most` bytes have passed."""
    with contextlib.suppress(OSError):
        while piece := await reader.read(4096):
            await asyncio.sleep(delay)
            if most is not None and len(piece) >= most:
                writer.write(piece[:most])
                await writer.drain()
                return
            if most is not None:
                most -= len(piece)
            writer.write(piece)
            await writer.drain()
