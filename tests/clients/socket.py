"""A Socket.IO client over one raw websocket: no reconnecting, no magic, few microseconds.

Engine.IO 4 packets: 0 open, 1 close, 2 ping, 3 pong, 4 message; Socket.IO 5 packets inside: 0
connect, 1 disconnect, 2 event, 3 acknowledgement, 4 refusal.
"""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import aiohttp


class RefusedError(Exception):
    """The server refused the namespace; `data` is what it said."""

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(str(data))
        self.data = data


async def _text(ws: aiohttp.ClientWebSocketResponse) -> str:
    """The next text frame. Raises ConnectionError when there will be none."""
    message = await ws.receive()
    if message.type is not aiohttp.WSMsgType.TEXT:
        raise ConnectionError("closed before it was open")
    return str(message.data)


class Socket:
    """One connection to one namespace."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse, namespace: str) -> None:
        self.ws = ws
        self.namespace = namespace
        self.events: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
        self.on_event: Callable[[str, Any], None] = lambda name, data: self.events.put_nowait(
            (name, data)
        )
        self._acks: dict[int, asyncio.Future[Any]] = {}
        self._count = 0
        self._prefix = f"{namespace}," if namespace != "/" else ""
        self._reader: asyncio.Task[None] | None = None

    @classmethod
    async def connect(
        cls,
        session: aiohttp.ClientSession,
        base: str,
        namespace: str,
        auth: object = None,
        headers: dict[str, str] | None = None,
    ) -> "Socket":
        """Open, join the namespace, begin to read. Raises RefusedError."""
        ws = await session.ws_connect(
            f"{base}/socket.io/?EIO=4&transport=websocket", compress=0, headers=headers
        )
        socket = cls(ws, namespace)
        await _text(ws)
        said = "" if auth is None else json.dumps(auth)
        await ws.send_str(f"40{socket._prefix}{said}")
        answer = await _text(ws)
        while answer == "2":
            await ws.send_str("3")
            answer = await _text(ws)
        if answer.startswith("44"):
            await ws.close()
            raise RefusedError(json.loads(answer[2 + len(socket._prefix) :]))
        socket._reader = asyncio.create_task(socket._read())
        return socket

    async def event(self, wanted: str) -> Any:
        """The payload of the next event of a name; others before it are dropped."""
        while True:
            name, data = await asyncio.wait_for(self.events.get(), 10)
            if name == wanted:
                return data

    async def ask(self, event: str, payload: object) -> Any:
        """Send an event and return its acknowledgement. ConnectionError when it never comes."""
        self._count += 1
        future = asyncio.get_running_loop().create_future()
        self._acks[self._count] = future
        text = json.dumps([event, payload], separators=(",", ":"))
        await self.ws.send_str(f"42{self._prefix}{self._count}{text}")
        return await future

    async def raw(self, frame: str) -> None:
        """Send a frame as it is."""
        await self.ws.send_str(frame)

    async def close(self) -> None:
        await self.ws.close()
        if self._reader is not None:
            await self._reader

    async def closed(self) -> None:
        """Return when the server has closed the connection."""
        if self._reader is not None:
            await self._reader

    async def _read(self) -> None:
        try:
            async for message in self.ws:
                if message.type is not aiohttp.WSMsgType.TEXT:
                    break
                await self._take(message.data)
        finally:
            for future in self._acks.values():
                if not future.done():
                    future.set_exception(ConnectionError("closed before the acknowledgement"))
                    future.exception()

    async def _take(self, frame: str) -> None:
        if frame == "2":
            await self.ws.send_str("3")
            return
        if not frame.startswith(("42", "43")):
            return
        body = frame[2 + len(self._prefix) :]
        start = body.index("[")
        data = json.loads(body[start:])
        if frame[1] == "3":
            future = self._acks.pop(int(body[:start]), None)
            if future is not None and not future.done():
                future.set_result(data[0] if data else None)
        else:
            self.on_event(data[0], data[1] if len(data) > 1 else None)
