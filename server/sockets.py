"""The Socket.IO server, with what the stock one lacks: no compression, bounded frames, calm logs.

Compression costs 90 kB for each idle connection (aiohttp offers it and every browser accepts).
A frame that is no Socket.IO ends its connection with one log line.
"""

import asyncio
import logging
import re
import struct
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, NamedTuple, Protocol

import msgspec
import socketio
from aiohttp import web
from engineio.async_drivers.aiohttp import WebSocket
from engineio.packet import MESSAGE
from engineio.packet import Packet as EngineIoPacket
from socketio.packet import BINARY_ACK, BINARY_EVENT, Packet

from web_chat.limits import Places

logger = logging.getLogger(__name__)
FRAME_MOST_BYTES = 256 * 1024
"""Larger frames end the connection; a text that is merely too long is refused in words."""
HANDSHAKE_SECONDS = 15.0
"""How long a connection may stay without naming a namespace."""
GOODBYE_SECONDS = 1.0
"""How long a connection that was told to go may take."""
GOODBYE_LOOKS = 50
PING_EVERY_SECONDS = 25
PING_ANSWER_SECONDS = 20


UNREADABLE = None
"""The name of an event that is no JSON, or holds half a character: it is refused like any other."""
_PACKET_TYPES = frozenset("0123456")
_JOINED = "40"
_EVENT_FRAME = re.compile(r"42(/[a-z]+),(\d{1,9})(?=\[)")
_DECODE = msgspec.json.Decoder(list[Any]).decode


class _Json:
    """msgspec under the two names that Engine.IO calls."""

    @staticmethod
    def dumps(value: object, **_: object) -> str:
        return msgspec.json.encode(value).decode()

    @staticmethod
    def loads(text: str, **_: object) -> object:
        return msgspec.json.decode(text)


class TextPacket(Packet):
    """A packet that is never searched for binary parts, and refuses them."""

    uses_binary_events = False

    def decode(self, encoded_packet: str) -> int:
        attachments: int = super().decode(encoded_packet)
        if self.packet_type in (BINARY_EVENT, BINARY_ACK):
            raise ValueError("binary packets are not used here")
        return attachments


class Prepared(NamedTuple):
    """A packet for many connections, encoded once."""

    packet: str
    """Of Socket.IO."""
    frame: bytes
    """The same in Engine.IO's envelope, as a websocket carries it."""


SHORT_MOST, MIDDLE_MOST = 125, 0xFFFF


def prepared(packet: str) -> Prepared:
    """As one text message in one frame, unmasked (RFC 6455, 5.2 and 5.6)."""
    payload = f"{MESSAGE}{packet}".encode()
    size = len(payload)
    if size <= SHORT_MOST:
        head = struct.pack("!BB", 0x81, size)
    elif size <= MIDDLE_MOST:
        head = struct.pack("!BBH", 0x81, 126, size)
    else:
        head = struct.pack("!BBQ", 0x81, 127, size)
    return Prepared(packet, head + payload)


class AnswersEvents(Protocol):
    """A namespace whose events may take the short way."""

    async def answer_event(
        self, transport: str, event: object, args: list[object]
    ) -> Mapping[str, Any] | None:
        """The acknowledgement, or None when this connection has not joined the namespace."""


class PlainWebSocket(WebSocket):
    """The driver's websocket without permessage-deflate, and with a short way for events.

    An event of a namespace that offers the short way is answered as soon as its frame is read;
    every other frame goes the long way, which costs a task and a timer for each frame and for
    each answer.
    """

    shortcuts: ClassVar[Mapping[str, AnswersEvents]] = {}
    lines: ClassVar[dict[str, asyncio.Transport]] = {}
    """The TCP connection of each Engine.IO connection, for those that must be cut."""
    opened: ClassVar[dict[str, "PlainWebSocket"]] = {}

    _has_joined = False
    """Whether a namespace was joined: nothing is told before."""
    _last_queued: str | None = None
    """The last packet that went the long way and is not written yet: none may overtake it."""

    async def __call__(self, environ: dict[str, Any]) -> web.WebSocketResponse:
        self._sock = web.WebSocketResponse(max_msg_size=FRAME_MOST_BYTES, compress=False)
        await self._sock.prepare(environ["aiohttp.request"])
        self.environ = environ
        number = self.handler.__self__.sid
        self.lines[number] = environ["aiohttp.request"].transport
        self.opened[number] = self
        try:
            await self.handler(self)
        finally:
            self.lines.pop(number, None)
            self.opened.pop(number, None)
        return self._sock

    async def send(self, message: str) -> None:
        """What waited in the connection's queue."""
        await super().send(message)
        if message.startswith(_JOINED):
            self._has_joined = True
        if self._last_queued is not None and message[1:] == self._last_queued:
            self._last_queued = None

    def takes(self, told: Prepared) -> bool:
        """Write a packet straight to its reader; False where it must wait for its turn.

        The long way costs a task and a timer for each packet, and never waits for a slow reader
        here either: what is not read yet makes the next packet wait in the queue, which is bounded.
        """
        engine = self.handler.__self__
        line = self.lines.get(engine.sid)
        if (
            line is None
            or line.is_closing()
            or self._sock.closed
            or not self._has_joined
            or self._last_queued is not None
            or not engine.queue.empty()
            or line.get_write_buffer_size()
        ):
            self._last_queued = told.packet
            return False
        line.write(told.frame)
        return True

    async def wait(self) -> object:
        """The next frame that goes the long way. Raises OSError when the connection is over."""
        while True:
            message = await self._sock.receive()
            frame = message.data
            if not isinstance(frame, (str, bytes)):
                raise OSError
            if not isinstance(frame, str) or frame[:1] not in _PACKET_TYPES:
                logger.warning("a frame that is no packet ended its connection")
                raise OSError
            if not await self._answered(frame):
                return frame

    async def _answered(self, frame: str) -> bool:
        """Whether the frame was an event with an acknowledgement, and has got it."""
        found = _EVENT_FRAME.match(frame)
        namespace = self.shortcuts.get(found[1]) if found else None
        if found is None or namespace is None:
            return False
        transport = self.handler.__self__
        try:
            event = _DECODE(frame[found.end() :])
        except (msgspec.DecodeError, RecursionError):
            event = [UNREADABLE]
        ack = await namespace.answer_event(transport.sid, event[0] if event else None, event[1:])
        if ack is None:
            return False
        answer = f"3{found[1]},{found[2]}[{_Json.dumps(ack)}]"
        if transport.queue.empty():
            await self._sock.send_str("4" + answer)
        else:
            await transport.send(EngineIoPacket(MESSAGE, data=answer))
        return True


REDIS_SECONDS = 1.0


class SocketServer(socketio.AsyncServer):
    """Ends a connection whose frames cannot be read, and those that never say what they want."""

    def __init__(
        self,
        *,
        redis_url: str | None = None,
        places: Places | None = None,
        origin_of: Callable[[Mapping[str, Any]], str | None] = lambda _: None,
    ) -> None:
        """`redis_url`: where several processes share their rooms.

        `places`: for connections of every kind, also those that have not said yet what they want.
        """
        quiet = logging.getLogger("socketio.quiet")
        super().__init__(
            client_manager=shared_rooms(redis_url, quiet) if redis_url else None,
            async_mode="aiohttp",
            async_handlers=False,
            serializer=TextPacket,
            json=_Json,
            max_http_buffer_size=FRAME_MOST_BYTES,
            ping_interval=PING_EVERY_SECONDS,
            ping_timeout=PING_ANSWER_SECONDS,
            http_compression=False,
            cors_credentials=False,
            logger=quiet,
            engineio_logger=quiet,
        )
        self._shortcuts: dict[str, AnswersEvents] = {}
        self._lines: dict[str, asyncio.Transport] = {}
        self._opened: dict[str, PlainWebSocket] = {}
        websocket = type(
            "Websocket",
            (PlainWebSocket,),
            {"shortcuts": self._shortcuts, "lines": self._lines, "opened": self._opened},
        )
        self.eio._async = {**self.eio._async, "websocket": websocket}  # noqa: SLF001
        self._handshakes: set[asyncio.Task[None]] = set()
        self._places = places
        self._origin_of = origin_of
        self._inside: dict[str, str | None] = {}

    def shorten(self, name: str, namespace: AnswersEvents) -> None:
        """Let a namespace's events take the short way."""
        self._shortcuts[name] = namespace

    async def tell(self, transport: str, told: Prepared) -> None:
        """Send one connection a packet that many are sent, in the order of these calls."""
        websocket = self._opened.get(transport)
        if websocket is None or not websocket.takes(told):
            await self.eio.send(transport, told.packet)

    async def end(self, transport: str) -> None:
        """Tell one connection that it is over, and cut it if it has not gone soon."""
        await self._leave(transport, is_told=True)
        asyncio.get_running_loop().call_later(GOODBYE_SECONDS, self._cut_line, transport)

    async def cut(self, transport: str) -> None:
        """End one connection at once, without waiting for a reader who does not read."""
        await self._leave(transport, is_told=False)
        self._cut_line(transport)

    async def _leave(self, transport: str, *, is_told: bool) -> None:
        socket = self.eio.sockets.get(transport)
        if socket is not None:
            await socket.close(
                wait=False, abort=not is_told, reason=self.eio.reason.SERVER_DISCONNECT
            )

    def _cut_line(self, transport: str) -> None:
        line = self._lines.pop(transport, None)
        if line is not None:
            line.abort()

    async def end_all(self) -> None:
        """Close every connection, so that the web server can stop at once."""
        for task in self._handshakes:
            task.cancel()
        for transport in list(self.eio.sockets):
            await self._leave(transport, is_told=True)
        for _ in range(GOODBYE_LOOKS):
            if self._lines:
                await asyncio.sleep(GOODBYE_SECONDS / GOODBYE_LOOKS)
        for transport in list(self._lines):
            self._cut_line(transport)
        await self.shutdown()

    async def _handle_eio_connect(self, eio_sid: str, environ: dict[str, Any]) -> bool | None:
        """False shuts the door."""
        origin = self._origin_of(environ)
        if self._places is not None:
            if not self._places.enter(origin):
                return False
            self._inside[eio_sid] = origin
        await super()._handle_eio_connect(eio_sid, environ)
        task = asyncio.create_task(self._expect_handshake(eio_sid))
        self._handshakes.add(task)
        task.add_done_callback(self._handshakes.discard)
        return None

    async def _handle_eio_disconnect(self, eio_sid: str, reason: str) -> None:
        if self._places is not None and eio_sid in self._inside:
            self._places.leave(self._inside.pop(eio_sid))
        await super()._handle_eio_disconnect(eio_sid, reason)

    async def _handle_eio_message(self, eio_sid: str, data: object) -> None:
        try:
            await super()._handle_eio_message(eio_sid, data)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 -- whatever the frame did, only its sender pays
            logger.warning("an unreadable frame ended its connection: %s", type(error).__name__)
            await self.end(eio_sid)

    async def _expect_handshake(self, eio_sid: str) -> None:
        await asyncio.sleep(HANDSHAKE_SECONDS)
        is_named = any(
            self.manager.sid_from_eio_sid(eio_sid, namespace) for namespace in self._names()
        )
        if not is_named and eio_sid in self.environ:
            await self.end(eio_sid)

    def _names(self) -> list[str]:
        return list(self.namespace_handlers)


def shared_rooms(url: str, quiet: logging.Logger) -> socketio.AsyncManager:
    """What is said to a room reaches it in every process; Redis keeps nothing of it."""
    options = {"socket_connect_timeout": REDIS_SECONDS, "socket_timeout": None}
    return socketio.AsyncRedisManager(
        url, channel="loket:rooms", redis_options=options, logger=quiet, json=_Json
    )


def origin_reader(
    proxies: tuple[str, ...],
) -> Callable[[Mapping[str, Any]], str | None]:
    """A function that tells the true network address behind a socket, None for this machine."""

    def origin_of(environ: Mapping[str, Any]) -> str | None:
        return request_origin(environ["aiohttp.request"], proxies)

    return origin_of


def request_origin(request: web.BaseRequest, proxies: tuple[str, ...]) -> str | None:
    """The address a request came from; a proxy's word counts only if the proxy is listed."""
    address = request.remote
    if address in proxies:
        forwarded = request.headers.get("X-Forwarded-For", "")
        address = forwarded.rpartition(",")[2].strip() or address
    return None if address in (None, "127.0.0.1", "::1") else address
