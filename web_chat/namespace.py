"""The visitor's socket: who is let in, what is said to whom, and who is cut off.

Guards against what python-socketio leaves open: events are handled in order and always
acknowledged, whatever they hold; refusals say why; slow readers are cut.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

import socketio
from socketio.exceptions import ConnectionRefusedError as SocketRefused
from socketio.packet import EVENT

from models.terms.clock import Clock
from web_chat.acks import Ack
from web_chat.callers import Callers, Paces, VisitorLimits
from web_chat.counter import Counter, Payload
from web_chat.events import Events
from web_chat.frames import FrameError, Hello, pick_language, read
from web_chat.visitors import UnknownTokenError

logger = logging.getLogger(__name__)
NAMESPACE = "/visitor"
BACKLOG_MOST = 200
"""Packets a browser may leave unread before it is cut off; it fetches them when it is back."""


class VisitorNamespace(socketio.AsyncNamespace):
    """Namespace `/visitor` of docs/wire."""

    def __init__(
        self,
        counter: Counter,
        *,
        limits: VisitorLimits,
        clock: Clock,
        default_language: str,
        origin_of: Callable[[Mapping[str, Any]], str | None],
        is_shared: bool = False,
    ) -> None:
        """`origin_of` tells the network address behind a request, None for this machine.

        `is_shared`: other processes hold windows too, and hear what is said to a room.
        """
        super().__init__(NAMESPACE)
        self._counter = counter
        self._places = limits.places
        self._paces = Paces(limits, clock)
        self._default_language = default_language
        self._origin_of = origin_of
        self._is_shared = is_shared
        self._callers = Callers()
        self._events = Events(counter)

    async def trigger_event(self, event: str, *args: Any) -> Ack | None:
        """Every event of every browser passes here; an acknowledgement always goes back."""
        if event == "connect":
            await self._connect(*args)
            return None
        if event == "disconnect":
            self._disconnect(args[0])
            return None
        return await self._answer(event, args[0], args[1:])

    async def answer_event(self, transport: str, event: object, args: list[object]) -> Ack | None:
        """The short way: an event straight from its frame; None before the namespace is joined."""
        sid = self._callers.sid_of(transport)
        return None if sid is None else await self._answer(event, sid, tuple(args))

    async def push(
        self, conversation_id: int, event: str, payloads: list[Payload], *, but: str | None
    ) -> None:
        """Send to every open window of a conversation except one."""
        for sid in self._callers.showing(conversation_id) if payloads else ():
            if sid == but:
                continue
            for payload in payloads:
                await self._emit(sid, event, payload)

    async def mention(
        self, conversation_id: int, event: str, payloads: list[Payload], *, but: str | None
    ) -> None:
        """Say what may be lost to every window of a conversation, whichever process holds it."""
        if not self._is_shared:
            await self.push(conversation_id, event, payloads, but=but)
            return
        for payload in payloads:
            self.server.start_background_task(
                self.emit, event, payload, room=_room(conversation_id), skip_sid=but
            )

    async def send_away(self, conversation_id: int) -> None:
        """Let the windows of a conversation that goes on in another come back and find that one."""
        for sid in self._callers.showing(conversation_id):
            if caller := self._callers.of(sid):
                await self.server.end(caller.transport)

    @property
    def watched(self) -> list[int]:
        """The conversations that any window shows."""
        return self._callers.shown

    def is_watched(self, conversation_id: int, *, but: str | None) -> bool:
        """Whether any window besides one shows the conversation."""
        return self._callers.is_shown(conversation_id, but=but)

    @property
    def open_windows(self) -> int:
        return len(self._callers)

    async def close(self) -> None:
        """Refuse new messages and return when all that were taken have been acknowledged."""
        await self._events.close()

    async def _connect(self, sid: str, environ: Mapping[str, Any], auth: object = None) -> None:
        origin = self._origin_of(environ)
        places = self._places
        if not places.enter(origin):
            raise SocketRefused("busy", {"code": "busy", "retry_after": 30})
        try:
            await self._let_in(sid, origin, auth)
        except (FrameError, UnknownTokenError) as error:
            places.leave(origin)
            code = error.code if isinstance(error, FrameError) else "unknown_token"
            raise SocketRefused(code, {"code": code, "message": str(error)}) from None
        except Exception:
            places.leave(origin)
            logger.exception("a visitor could not be let in")
            raise SocketRefused("try_later", {"code": "try_later", "retry_after": 5}) from None

    async def _let_in(self, sid: str, origin: str | None, auth: object) -> None:
        hello: Hello = read(Hello, auth)
        visitor, token = self._counter.open(hello.token)
        language = pick_language(hello.language, self._default_language)
        welcome = await self._counter.welcome(
            visitor,
            language=language,
            last_pos=hello.last_pos or 0,
            seen_in=hello.conversation,
        )
        transport = self.server.manager.eio_sid_from_sid(sid, NAMESPACE)
        shown: int = welcome["conversation"]
        caller = self._paces.caller(
            visitor, shown, language=language, origin=origin, transport=transport
        )
        self._callers.add(sid, caller)
        if self._is_shared:
            await self.enter_room(sid, _room(shown))
        # The handshake is answered when this returns, and the welcome must come after it.
        self.server.start_background_task(self._emit, sid, "welcome", {"token": token, **welcome})

    def _disconnect(self, sid: str) -> None:
        caller = self._callers.remove(sid)
        if caller is not None:
            self._places.leave(caller.origin)

    async def _answer(self, event: object, sid: str, args: tuple[object, ...]) -> Ack:
        return await self._events.answer(event, sid, self._callers.of(sid), args)

    async def _emit(self, sid: str, event: str, payload: Payload) -> None:
        """Queue one event for one browser; cut the browser off when it does not read."""
        caller = self._callers.of(sid)
        if caller is None:
            return
        socket = self.server.eio.sockets.get(caller.transport)
        if socket is None:
            return
        if socket.queue.qsize() > BACKLOG_MOST:
            logger.warning("a browser that does not read was cut off")
            await self.server.cut(caller.transport)
            return
        packet = self.server.packet_class(EVENT, data=[event, payload], namespace=NAMESPACE)
        await self.server.eio.send(caller.transport, packet.encode())


def _room(conversation_id: int) -> str:
    return f"conversation {conversation_id}"
