"""Desks that are open, and what an event of one may use: the hands of every handler."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from models.people.staff import StaffView
from models.staffing.rules import Presence
from server.desk.audited import Audited
from server.desk.neighbours import Call, Neighbours
from server.desk.showing import shown
from server.desk.sight import Sight
from server.lanes import Lanes
from server.roster import Roster
from server.talk import Talk
from server.work import RefusalError, Settled, Work
from web_chat.limits import Bucket

Ack = Mapping[str, Any]


@dataclass(slots=True, eq=False)
class Seat:
    """A desk that is open."""

    staff: StaffView
    environ: Mapping[str, Any]
    transport: str
    pace: Bucket | None = None
    """How fast events may come from here; None: however fast they do."""
    sight: Sight | None = None
    """What is seen from here; None: everything."""
    is_used: bool = False
    """Whether somebody has done anything here since the session was last looked at."""
    viewing: int | None = None
    presence: Presence = Presence.ONLINE
    typing_until: float = 0.0
    """Monotonic seconds, like the next two: until when colleagues see one typing."""
    typing_noted_until: float = 0.0
    seen_noted_until: float = 0.0


Send = Callable[[Iterable[Seat], str, Mapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the office has settled for those who write at its desks."""

    office_id: str = ""
    office_en: str = ""
    """What the office is called, in each language."""
    segments_most: int = 10
    """Parts that one reply may be cut into where it leaves in parts."""
    cost_rupiah: int = 0
    """What one part costs; 0: not known."""
    are_departments_apart: bool = False
    """Whether agents see only what their departments have."""

    def office(self, language: str) -> str:
        return self.office_id if language == "id" else self.office_en


class TellVisitors(Protocol):
    """Says something to every open window of a conversation, except one; it may be lost."""

    async def __call__(
        self,
        conversation_id: int,
        event: str,
        payloads: list[Mapping[str, Any]],
        *,
        but: str | None,
    ) -> None: ...


async def _no_windows(
    conversation_id: int,
    event: str,
    payloads: list[Mapping[str, Any]],
    *,
    but: str | None,
) -> None:
    """Where there is no web chat."""


def _nobody() -> None:
    """Where threads are not given out by themselves."""


@dataclass(slots=True)
class Desk:
    """What all desks of one process share."""

    lanes: Lanes[Work, Settled]
    talk: Talk
    roster: Roster
    pushed_channels: frozenset[str]
    send: Send
    """Send an event by its name to some seats, encoded once; no number, so not caught up."""
    tell_visitors: TellVisitors = _no_windows
    terms: Terms = field(default_factory=Terms)
    line_moved: Callable[[], None] = _nobody
    """Called when somebody has become free for whoever waits."""
    seats: MutableMapping[str, Seat] = field(default_factory=dict)
    watched: MutableMapping[int, list[dict[str, Any]]] = field(default_factory=dict)
    """Who was told last to look at each thread."""
    told_staff: list[dict[str, Any]] = field(default_factory=list)
    neighbours: Neighbours = field(init=False)
    """The desks of other processes."""
    noted: dict[int, int] = field(default_factory=dict)
    """When each member of staff was last noted to sit at a desk of this process."""
    is_staffed_elsewhere: bool = False

    def __post_init__(self) -> None:
        self.neighbours = Neighbours(self.talk.clock)

    async def call_out(
        self,
        event: str,
        told: Mapping[str, Any],
        *,
        staff: Collection[int] | None = None,
        viewing: int | None = None,
    ) -> None:
        """Send an event to desks of some staff, or those that show a thread, in every process.

        It has no number, and may be lost.
        """
        named = None if staff is None else sorted(staff)
        await self.call_here(Call(event, dict(told), named, viewing))
        if viewing is None or self.neighbours.is_shown(viewing):
            self.neighbours.say(Call(event, dict(told), named, viewing))

    async def call_here(self, call: Call) -> None:
        """The same, to the desks of this process."""
        theirs = [
            seat
            for seat in self.seats.values()
            if (call.staff is None or seat.staff.id in call.staff)
            and (call.viewing is None or seat.viewing == call.viewing)
        ]
        if theirs:
            await self.send(theirs, call.event, call.told)

    async def submit(self, seat: Seat, work: Work) -> Settled:
        """Let a work be settled. Raises RefusalError, also for those who may only look."""
        if not seat.staff.role.may_answer:
            raise RefusalError("not_allowed", "Your role may look but not write.")
        return await self.lanes.submit(Audited(work, seat.staff))

    async def act(self, seat: Seat, work: Work) -> Ack:
        """Let an act on a thread be settled; the answer shows the thread as it stands."""
        return await self.told(seat, await self.submit(seat, work))

    async def told(self, seat: Seat, settled: Settled) -> Ack:
        """The answer to an act that was settled."""
        conversation = settled.conversation
        if conversation is None:
            return {"ok": True}
        (thread,) = await shown([conversation], self.roster.names, staff_id=seat.staff.id)
        return {"ok": True, "owner": thread["owner"], "thread": thread}


Handler = Callable[[Desk, Seat, object], Awaitable[Ack]]
"""Answers one event with its payload. Raises FrameError and RefusalError, told as such."""
