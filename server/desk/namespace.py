"""The desk's socket: staff see every thread live, and act on it. Namespace `/desk` of docs/wire."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

import socketio
from socketio.exceptions import ConnectionRefusedError as SocketRefused
from socketio.packet import EVENT

from models.people.staff import StaffView
from server.desk import presence, sight, watching
from server.desk.masking import masked
from server.desk.neighbours import Arrived, Call, Look, StaffMoved
from server.desk.registry import EVENTS
from server.desk.seats import Ack, Desk, Handler, Seat, TellVisitors, Terms
from server.lanes import Lanes, TooBusyError
from server.roster import Roster
from server.sockets import Prepared, prepared
from server.talk import Talk
from server.work import RefusalError, Settled, Work
from web_chat.acks import refusal, slow_down
from web_chat.frames import FrameError
from web_chat.limits import Bucket

logger = logging.getLogger(__name__)
NAMESPACE = "/desk"
BACKLOG_MOST = 2000
"""Packets a desk may leave unread before it is cut off; it catches up by number."""
PACE_PER_SECOND = 20.0
PACE_BURST = 60
"""How many events a desk may send: what keys held down send, and more than anybody reads."""
BY_ITSELF = frozenset(
    {"since", "threads", "read", "panel", "load", "aside", "canned", "mentions", "viewing"}
)
"""What a page asks also while nobody sits before it: such events keep no login alive."""


class Login(Protocol):
    """Tells whose session a socket's opening request bears, if it is still good."""

    async def __call__(
        self, environ: Mapping[str, Any], *, is_used: bool = True
    ) -> StaffView | None: ...


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
        tell_visitors: TellVisitors,
        terms: Terms,
        line_moved: Callable[[], None],
    ) -> None:
        super().__init__(NAMESPACE)
        self._login = login
        self._desk = Desk(lanes, talk, roster, pushed_channels, self._send, tell_visitors, terms)
        self._desk.line_moved = line_moved
        self._seats = self._desk.seats
        self._sids: dict[str, str] = {}

    @property
    def is_watched(self) -> bool:
        return bool(self._seats)

    @property
    def is_staffed(self) -> bool:
        """Whether anybody sits at a desk, here or in another process."""
        return self.is_watched or self._desk.is_staffed_elsewhere

    @property
    def open_desks(self) -> int:
        return len(self._seats)

    async def answer_event(self, transport: str, event: object, args: list[object]) -> Ack | None:
        """The short way: an event straight from its frame; None before the namespace is joined."""
        sid = self._sids.get(transport)
        return None if sid is None else await self._answer(event, sid, tuple(args))

    async def push(self, told: Mapping[str, Any]) -> None:
        """Send one numbered event to every desk."""
        await self._send(self._seats.values(), "event", told)

    async def tell_viewers(self, conversation_id: int, event: str) -> None:
        """Say what may be lost to the desks that show a thread, in every process."""
        told = {"conversation": conversation_id}
        await self._desk.call_out(event, told, viewing=conversation_id)

    async def _send(self, seats: Iterable[Seat], event: str, told: Mapping[str, Any]) -> None:
        """Send an event to some desks, encoded once; once more for those who see it masked."""
        listed = await self._seeing(list(seats), event, told)
        whole = self._encoded(event, told)
        partly = self._encoded(event, masked(told)) if any(map(_sees_masked, listed)) else whole
        for seat in listed:
            await self._tell(seat, partly if _sees_masked(seat) else whole)

    async def _seeing(self, seats: list[Seat], event: str, told: Mapping[str, Any]) -> list[Seat]:
        """Those of whom the thread is not kept; the others hear only that there was an event."""
        if all(seat.sight is None for seat in seats):
            return seats
        whose = await sight.whose(told)
        if whose is None:
            return seats
        blind = [seat for seat in seats if seat.sight is not None and not seat.sight.sees(whose)]
        if blind and event == "event":
            bare = self._encoded(event, sight.hidden(told))
            for seat in blind:
                await self._tell(seat, bare)
        return [seat for seat in seats if seat not in blind]

    async def _tell(self, seat: Seat, packet: Prepared) -> None:
        socket = self.server.eio.sockets.get(seat.transport)
        if socket is None:
            return
        if socket.queue.qsize() > BACKLOG_MOST:
            logger.warning("a desk that does not read was cut off")
            await self.server.cut(seat.transport)
            return
        await self.server.tell(seat.transport, packet)

    def _encoded(self, event: str, told: Mapping[str, Any]) -> Prepared:
        packet = self.server.packet_class(EVENT, data=[event, told], namespace=NAMESPACE)
        return prepared(packet.encode())

    def speak_by(self, speak: Callable[[bytes], None]) -> None:
        """Let other processes hear what is said of these desks; it may be lost."""
        self._desk.neighbours.speak_by(speak)

    async def arrive(self) -> None:
        """Other processes can be heard from now on, and hear of these desks."""
        self._desk.neighbours.say(Arrived())
        await self._say_anew()

    async def hear(self, process: str, word: bytes) -> None:
        """What another process of this office says of its desks."""
        match self._desk.neighbours.hear(process, word):
            case Look():
                await watching.sweep(self._desk)
            case Call() as call:
                await self._desk.call_here(call)
            case StaffMoved():
                await self.look()
            case Arrived():
                await self._say_anew()
            case None:
                logger.warning("a word from another process is none that is known here")

    async def _say_anew(self) -> None:
        self._desk.neighbours.say_anew()
        await watching.sweep(self._desk)

    async def end_sessions(self, staff_id: int) -> None:
        """Close every desk of somebody whose login has ended."""
        self._desk.neighbours.say(StaffMoved())
        for seat in [seat for seat in self._seats.values() if seat.staff.id == staff_id]:
            await self.server.end(seat.transport)

    async def look(self) -> None:
        """Close desks whose session is over, tell the others who is there; now and then."""
        await self.check_sessions()
        await presence.look(self._desk)

    async def check_sessions(self) -> None:
        """Close desks whose session is over, and those whose owner has become somebody else."""
        for seat in list(self._seats.values()):
            is_used, seat.is_used = seat.is_used, False
            if await self._login(seat.environ, is_used=is_used) != seat.staff:
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
                self._desk.line_moved()
                await watching.sweep(self._desk)
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
        self._desk.roster.note(staff)
        transport = self.server.manager.eio_sid_from_sid(sid, NAMESPACE)
        pace = Bucket(self._desk.talk.clock, PACE_PER_SECOND, PACE_BURST)
        seat = Seat(staff, environ, transport, pace)
        seat.sight = await sight.sight_of(staff, are_apart=self._desk.terms.are_departments_apart)
        self._seats[sid] = seat
        self._sids[transport] = sid

    async def _answer(self, event: object, sid: str, args: tuple[object, ...]) -> Ack:
        seat = self._seats.get(sid)
        if seat is None:
            return refusal("bad_request", "There is no such event.")
        wait = 0 if seat.pace is None else seat.pace.take()
        return slow_down(wait) if wait else await self._served(seat, event, args)

    async def _served(self, seat: Seat, event: object, args: tuple[object, ...]) -> Ack:
        handler = EVENTS.get(str(event))
        if handler is None or len(args) > 1:
            return refusal("bad_request", "There is no such event.")
        seat.is_used = seat.is_used or event not in BY_ITSELF
        try:
            answer = await self._asked(handler, seat, args[0] if args else None)
            return masked(answer) if _sees_masked(seat) else answer
        except FrameError as error:
            return refusal(error.code, error.message)
        except RefusalError as error:
            return self._refused(error)
        except TooBusyError:
            return refusal("try_later", "Too much waits.", retry_after=2)
        except Exception:
            logger.exception("a desk's event failed")
            return refusal("try_later", "This did not work, please try again.", retry_after=2)

    async def _asked(self, handler: Handler, seat: Seat, payload: object) -> Ack:
        if seat.sight is None:
            return await handler(self._desk, seat, payload)
        await sight.check(seat.sight, payload)
        return await sight.seen(seat.sight, await handler(self._desk, seat, payload))

    def _refused(self, error: RefusalError) -> Ack:
        details = dict(error.details)
        owner_id = details.pop("owner_id", None)
        if owner_id is not None:
            details["owner"] = {"id": owner_id, "name": self._desk.roster.names.get(owner_id, "")}
        return refusal(error.code, error.message, **details)


def _sees_masked(seat: Seat) -> bool:
    return seat.staff.role.sees_masked
