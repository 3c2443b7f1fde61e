"""The visitor's socket: events in, acknowledgements and messages out, nothing else.

Guards against what python-socketio leaves open: events are handled in order and always
acknowledged, whatever they hold; refusals say why; slow readers are cut.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import socketio
from socketio.exceptions import ConnectionRefusedError as SocketRefused
from socketio.packet import EVENT

from models.terms.clock import Clock
from web_chat.counter import Counter, Payload
from web_chat.frames import (
    Code,
    FrameError,
    Hello,
    Nothing,
    Rate,
    Send,
    Since,
    Telephone,
    check_characters,
    check_text,
    pick_language,
    read,
)
from web_chat.limits import Bucket, Buckets, Places
from web_chat.visitors import UnknownTokenError, Visitor

logger = logging.getLogger(__name__)
NAMESPACE = "/visitor"
BACKLOG_MOST = 200
"""Packets a browser may leave unread before it is cut off; it fetches them when it is back."""
OF_ONE_PLACE = 20
"""Many share one address behind a network's own translation: so many times one visitor's pace."""
ASKED = 4
"""What is only asked or told in passing may come so many times as fast."""
WRITTEN = frozenset({"send", "new_conversation", "rate"})
Ack = Mapping[str, Any]


@dataclass(slots=True)
class Caller:
    """A connected browser."""

    visitor: Visitor
    conversation_id: int
    """The one it shows: not the one promised by its token when that goes on in another."""
    language: str
    origin: str | None
    buckets: tuple[Bucket, ...]
    """What is written takes from each: the visitor's, and that of the place."""
    asking: Bucket | None
    """What is asked takes from this one."""
    transport: str
    """Engine.IO's own id of the connection."""


@dataclass(frozen=True, slots=True)
class VisitorLimits:
    """What one visitor and one place may use."""

    messages_per_second: float
    burst: int
    places: Places


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
        self._limits = limits
        self._clock = clock
        self._default_language = default_language
        self._origin_of = origin_of
        self._is_shared = is_shared
        rate, burst = limits.messages_per_second, limits.burst
        self._visitors = Buckets(clock, per_second=rate, burst=burst)
        self._origins = Buckets(clock, per_second=rate * OF_ONE_PLACE, burst=burst * OF_ONE_PLACE)
        self._asking = Buckets(clock, per_second=rate * ASKED, burst=burst * ASKED)
        self._callers: dict[str, Caller] = {}
        self._sockets: dict[int, set[str]] = {}
        self._sids: dict[str, str] = {}
        self._closing = False
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._events: dict[str, Callable[[str, Caller, object], Awaitable[Ack]]] = {
            "send": self._send,
            "since": self._since,
            "read": self._read,
            "typing": self._typing,
            "phone": self._phone,
            "phone_code": self._phone_code,
            "prove": self._prove,
            "new_conversation": self._begin,
            "rate": self._rate,
        }

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
        sid = self._sids.get(transport)
        return None if sid is None else await self._answer(event, sid, tuple(args))

    async def push(
        self, conversation_id: int, event: str, payloads: list[Payload], *, but: str | None
    ) -> None:
        """Send to every open window of a conversation except one."""
        for sid in self._sockets.get(conversation_id, ()) if payloads else ():
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
        for sid in list(self._sockets.get(conversation_id, ())):
            await self.server.end(self._callers[sid].transport)

    @property
    def watched(self) -> list[int]:
        """The conversations that any window shows."""
        return list(self._sockets)

    def is_watched(self, conversation_id: int, *, but: str | None) -> bool:
        """Whether any window besides one shows the conversation."""
        sockets = self._sockets.get(conversation_id)
        return sockets is not None and (len(sockets) > 1 or but not in sockets)

    @property
    def open_windows(self) -> int:
        return len(self._callers)

    async def close(self) -> None:
        """Refuse new messages and return when all that were taken have been acknowledged."""
        self._closing = True
        await self._idle.wait()

    async def _connect(self, sid: str, environ: Mapping[str, Any], auth: object = None) -> None:
        origin = self._origin_of(environ)
        places = self._limits.places
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
        self._callers[sid] = self._caller(visitor, shown, language, origin, transport)
        self._sids[transport] = sid
        self._sockets.setdefault(shown, set()).add(sid)
        if self._is_shared:
            await self.enter_room(sid, _room(shown))
        # The handshake is answered when this returns, and the welcome must come after it.
        self.server.start_background_task(self._emit, sid, "welcome", {"token": token, **welcome})

    def _caller(
        self, visitor: Visitor, shown: int, language: str, origin: str | None, transport: str
    ) -> Caller:
        """Windows of one visitor share their limits, also one after the other."""
        if not self._limits.messages_per_second:
            return Caller(visitor, shown, language, origin, (), None, transport)
        buckets = [self._visitors.of(visitor.address)]
        if origin is not None:
            buckets.append(self._origins.of(origin))
        asking = self._asking.of(visitor.address)
        return Caller(visitor, shown, language, origin, tuple(buckets), asking, transport)

    def _disconnect(self, sid: str) -> None:
        caller = self._callers.pop(sid, None)
        if caller is None:
            return
        self._limits.places.leave(caller.origin)
        self._sids.pop(caller.transport, None)
        sockets = self._sockets.get(caller.conversation_id)
        if sockets is not None:
            sockets.discard(sid)
            if not sockets:
                del self._sockets[caller.conversation_id]

    async def _answer(self, event: object, sid: str, args: tuple[object, ...]) -> Ack:
        caller = self._callers.get(sid)
        handler = self._events.get(str(event))
        if caller is None or handler is None or len(args) > 1:
            logger.warning("a visitor's event was refused", extra={"code": "bad_request"})
            return refusal("bad_request", "There is no such event.")
        if event not in WRITTEN and caller.asking is not None and (wait := caller.asking.take()):
            return _slow_down(wait)
        try:
            return await handler(sid, caller, args[0] if args else None)
        except FrameError as error:
            logger.warning("a visitor's event was refused", extra={"code": error.code})
            return refusal(error.code, error.message)
        except Exception:
            logger.exception("a visitor's event failed")
            return refusal("try_later", "This did not work, please try again.", retry_after=2)

    async def _send(self, sid: str, caller: Caller, payload: object) -> Ack:
        send: Send = read(Send, payload)
        text = check_text(send)
        if refused := _too_fast(caller):
            return refused
        if self._closing:
            return refusal("try_later", "The counter is restarting.", retry_after=2)
        self._busy += 1
        self._idle.clear()
        try:
            return await self._counter.hear(
                caller.visitor,
                key=send.client_key,
                text=text,
                choice=send.choice,
                attachments=send.attachments,
                language=caller.language,
                origin=caller.origin,
                socket=sid,
            )
        finally:
            self._busy -= 1
            if not self._busy:
                self._idle.set()

    async def _since(self, sid: str, caller: Caller, payload: object) -> Ack:  # noqa: ARG002
        since: Since = read(Since, payload)
        return await self._counter.since(caller.visitor, pos=since.pos)

    async def _read(self, sid: str, caller: Caller, payload: object) -> Ack:  # noqa: ARG002
        since: Since = read(Since, payload)
        await self._counter.see(caller.visitor, pos=since.pos)
        return {"ok": True}

    async def _begin(self, sid: str, caller: Caller, payload: object) -> Ack:
        read(Nothing, payload)
        return _too_fast(caller) or await self._counter.begin(caller.visitor, socket=sid)

    async def _rate(self, sid: str, caller: Caller, payload: object) -> Ack:  # noqa: ARG002
        given: Rate = read(Rate, payload)
        check_characters(given.comment or "")
        return _too_fast(caller) or await self._counter.rate(
            caller.visitor, rating=given.rating, comment=given.comment
        )

    async def _typing(self, sid: str, caller: Caller, payload: object) -> Ack:
        read(Nothing, payload)
        await self.mention(caller.conversation_id, "typing", [{"author": "visitor"}], but=sid)
        return {"ok": True}

    async def _phone(self, sid: str, caller: Caller, payload: object) -> Ack:  # noqa: ARG002
        number = read(Telephone, payload).number
        return await self._counter.send_code(
            caller.visitor, number=number, language=caller.language
        )

    async def _phone_code(self, sid: str, caller: Caller, payload: object) -> Ack:  # noqa: ARG002
        read(Nothing, payload)
        return await self._counter.show_code(caller.visitor, language=caller.language)

    async def _prove(self, sid: str, caller: Caller, payload: object) -> Ack:  # noqa: ARG002
        code = read(Code, payload).code
        return await self._counter.give_code(caller.visitor, code=code, language=caller.language)

    async def _emit(self, sid: str, event: str, payload: Payload) -> None:
        """Queue one event for one browser; cut the browser off when it does not read."""
        caller = self._callers.get(sid)
        packet = self.server.packet_class(EVENT, data=[event, payload], namespace=NAMESPACE)
        if caller is None:
            return
        socket = self.server.eio.sockets.get(caller.transport)
        if socket is None:
            return
        if socket.queue.qsize() > BACKLOG_MOST:
            logger.warning("a browser that does not read was cut off")
            await self.server.cut(caller.transport)
            return
        await self.server.eio.send(caller.transport, packet.encode())


def _too_fast(caller: Caller) -> Ack | None:
    """A refusal for somebody who sends more than one window may."""
    waits = (bucket.take() for bucket in caller.buckets)
    wait = next((wait for wait in waits if wait), 0)
    return _slow_down(wait) if wait else None


def _slow_down(wait: float) -> Ack:
    retry_after = max(0.1, round(wait, 1))
    return refusal("slow_down", "Please write more slowly.", retry_after=retry_after)


def _room(conversation_id: int) -> str:
    return f"conversation {conversation_id}"


def refusal(code: str, message: str, **details: object) -> Ack:
    """The acknowledgement of something that was not done."""
    return {"ok": False, "error": {"code": code, "message": message, **details}}
