"""The desk's socket: staff see every thread live, and act on it. Namespace `/desk` of docs/wire."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import socketio
from socketio.exceptions import ConnectionRefusedError as SocketRefused
from socketio.packet import EVENT

from models.people.staff import StaffView
from models.terms.segments import count_segments, sms_text
from server.desk import aside, frames, threads
from server.desk.acts import Close, Return, SendAgain, Take, Write
from server.lanes import Lanes, TooBusyError
from server.lines import alarms
from server.roster import Roster
from server.talk import Talk
from server.wire import thread
from server.work import RefusalError, Settled, Work
from web_chat.frames import FrameError, Send, check_text, read
from web_chat.namespace import refusal

logger = logging.getLogger(__name__)
NAMESPACE = "/desk"
BACKLOG_MOST = 2000
"""Packets a desk may leave unread before it is cut off; it catches up by number."""
Ack = Mapping[str, Any]
Login = Callable[[Mapping[str, Any]], Awaitable[StaffView | None]]


@dataclass(slots=True)
class Seat:
    """A desk that is open."""

    staff: StaffView
    environ: Mapping[str, Any]
    transport: str
    viewing: int | None = None


class DeskNamespace(socketio.AsyncNamespace):
    """One office's desk; `login` tells whose session a request bears."""

    def __init__(
        self,
        *,
        lanes: Lanes[Work, Settled],
        talk: Talk,
        login: Login,
        roster: Roster,
        pushed_channels: frozenset[str],
    ) -> None:
        super().__init__(NAMESPACE)
        self._lanes = lanes
        self._talk = talk
        self._login = login
        self._roster = roster
        self._pushed = pushed_channels
        self._seats: dict[str, Seat] = {}
        self._sids: dict[str, str] = {}
        self._events: dict[str, Callable[[Seat, object], Awaitable[Ack]]] = {
            "since": self._since,
            "open": self._open,
            "take": self._take,
            "return": self._return,
            "close": self._close,
            "reply": self._reply,
            "note": self._note,
            "resend": self._resend,
            "aside": self._aside,
            "put_away": self._put_away,
            "viewing": self._viewing,
            "typing": self._viewing,
        }

    @property
    def is_watched(self) -> bool:
        return bool(self._seats)

    @property
    def open_desks(self) -> int:
        return len(self._seats)

    async def answer_event(self, transport: str, event: object, args: list[object]) -> Ack | None:
        """The short way: an event straight from its frame; None before the namespace is joined."""
        sid = self._sids.get(transport)
        return None if sid is None else await self._answer(event, sid, tuple(args))

    async def push(self, told: Mapping[str, Any]) -> None:
        """Send one event to every desk, encoded once."""
        packet = self.server.packet_class(EVENT, data=["event", told], namespace=NAMESPACE)
        encoded = packet.encode()
        for seat in list(self._seats.values()):
            socket = self.server.eio.sockets.get(seat.transport)
            if socket is None:
                continue
            if socket.queue.qsize() > BACKLOG_MOST:
                logger.warning("a desk that does not read was cut off")
                await self.server.cut(seat.transport)
                continue
            await self.server.eio.send(seat.transport, encoded)

    async def end_sessions(self, staff_id: int) -> None:
        """Close every desk of somebody whose login has ended."""
        for seat in [seat for seat in self._seats.values() if seat.staff.id == staff_id]:
            await self.server.end(seat.transport)

    async def check_sessions(self) -> None:
        """Close desks whose session is over; called now and then."""
        for seat in list(self._seats.values()):
            if await self._login(seat.environ) is None:
                await self.server.end(seat.transport)

    async def trigger_event(self, event: str, *args: Any) -> Ack | None:
        """Every event passes here; an acknowledgement always goes back."""
        if event == "connect":
            await self._connect(*args)
            return None
        if event == "disconnect":
            seat = self._seats.pop(args[0], None)
            if seat is not None:
                self._sids.pop(seat.transport, None)
            return None
        return await self._answer(event, args[0], args[1:])

    async def _connect(self, sid: str, environ: Mapping[str, Any], auth: object = None) -> None:  # noqa: ARG002
        try:
            staff = await self._login(environ)
        except Exception:
            logger.exception("a desk could not be let in")
            raise SocketRefused("try_later", {"code": "try_later", "retry_after": 5}) from None
        if staff is None:
            raise SocketRefused("login", {"code": "login", "message": "Please log in."})
        self._roster.note(staff)
        transport = self.server.manager.eio_sid_from_sid(sid, NAMESPACE)
        self._seats[sid] = Seat(staff, environ, transport)
        self._sids[transport] = sid

    async def _answer(self, event: object, sid: str, args: tuple[object, ...]) -> Ack:
        seat = self._seats.get(sid)
        handler = self._events.get(str(event))
        if seat is None or handler is None or len(args) > 1:
            return refusal("bad_request", "There is no such event.")
        try:
            return await handler(seat, args[0] if args else None)
        except FrameError as error:
            return refusal(error.code, error.message)
        except RefusalError as error:
            return self._refused(error)
        except TooBusyError:
            return refusal("try_later", "Too much waits.", retry_after=2)
        except Exception:
            logger.exception("a desk's event failed")
            return refusal("try_later", "This did not work, please try again.", retry_after=2)

    def _refused(self, error: RefusalError) -> Ack:
        details = dict(error.details)
        owner_id = details.pop("owner_id", None)
        if owner_id is not None:
            details["owner"] = {"id": owner_id, "name": self._roster.names.get(owner_id, "")}
        return refusal(error.code, error.message, **details)

    async def _since(self, seat: Seat, payload: object) -> Ack:
        wanted: frames.SinceEvent = read(frames.SinceEvent, payload)
        staff = seat.staff
        me = {"id": staff.id, "name": staff.display_name, "role": staff.role.value}
        told = await threads.since(wanted.n, self._roster.names)
        told["aside"] = await aside.count()
        return {"ok": True, **told, "me": me, "lines": await alarms(self._talk.clock)}

    async def _open(self, seat: Seat, payload: object) -> Ack:
        wanted: frames.Open = read(frames.Open, payload)
        seat.viewing = wanted.conversation
        shown = await threads.opened(wanted.conversation, wanted.before, self._roster.names)
        return {"ok": True, **shown}

    async def _take(self, seat: Seat, payload: object) -> Ack:
        wanted: frames.OnConversation = read(frames.OnConversation, payload)
        return await self._act(seat, Take(wanted.conversation, seat.staff))

    async def _return(self, seat: Seat, payload: object) -> Ack:
        wanted: frames.OnConversation = read(frames.OnConversation, payload)
        return await self._act(seat, Return(wanted.conversation, seat.staff, self._talk))

    async def _close(self, seat: Seat, payload: object) -> Ack:
        wanted: frames.OnConversation = read(frames.OnConversation, payload)
        return await self._act(seat, Close(wanted.conversation, seat.staff))

    async def _resend(self, seat: Seat, payload: object) -> Ack:
        wanted: frames.OnMessage = read(frames.OnMessage, payload)
        return await self._act(seat, SendAgain(wanted.conversation, seat.staff, wanted.id))

    async def _aside(self, seat: Seat, payload: object) -> Ack:  # noqa: ARG002
        read(frames.Nothing, payload)
        return {"ok": True, **await aside.listed()}

    async def _put_away(self, seat: Seat, payload: object) -> Ack:
        wanted: frames.OnAside = read(frames.OnAside, payload)
        return await self._act(seat, aside.PutAway(wanted.ids, seat.staff))

    async def _reply(self, seat: Seat, payload: object) -> Ack:
        return await self._write(seat, payload, is_note=False)

    async def _note(self, seat: Seat, payload: object) -> Ack:
        return await self._write(seat, payload, is_note=True)

    async def _viewing(self, seat: Seat, payload: object) -> Ack:
        wanted: frames.OnConversation = read(frames.OnConversation, payload)
        seat.viewing = wanted.conversation
        return {"ok": True}

    async def _write(self, seat: Seat, payload: object, *, is_note: bool) -> Ack:
        wanted: frames.Compose = read(frames.Compose, payload)
        text = check_text(Send(wanted.client_key, wanted.text))
        work = Write(
            wanted.conversation, seat.staff, wanted.client_key, text, is_note, wanted.channel
        )
        settled = await self._submit(seat, work)
        message, conversation = settled.message, settled.conversation
        if message is None or conversation is None:
            raise TypeError("a written message was settled without one")
        ack = {"ok": True, "id": message.id, "pos": message.pos}
        if conversation.channel in self._pushed and not is_note:
            ack["segments"] = count_segments(sms_text(text)).segments
        return ack

    async def _act(self, seat: Seat, work: Work) -> Ack:
        settled = await self._submit(seat, work)
        conversation = settled.conversation
        if conversation is None:
            return {"ok": True}
        shown = thread(conversation, self._roster.names)
        return {"ok": True, "owner": shown["owner"], "thread": shown}

    async def _submit(self, seat: Seat, work: Work) -> Settled:
        if not seat.staff.role.may_answer:
            raise RefusalError("not_allowed", "Your role may look but not write.")
        return await self._lanes.submit(work)
