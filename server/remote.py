"""The SMS channel when the modems are on another machine: a gateway there asks what to send.

A part that was given to the gateway is known to be untaken only when the gateway's next poll does
not name it; until then nobody knows, and a gateway that stays silent makes it `unknown`.
"""

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from gateway.remote.forms import Given, Poll, Result, Task
from models.terms.channel import (
    ChannelError,
    Inbox,
    LineCondition,
    Outbound,
    Priority,
    Report,
    Style,
)
from models.terms.clock import Clock
from models.terms.segments import split_text
from server.errands import Errand, Errands, not_now
from server.lanes import Lanes
from server.late import Answered, NotLeft
from server.work import RefusalError, Settled, Work

logger = logging.getLogger(__name__)
CHANNEL = "sms"
SEAT_LINE = "remote gateway"
POLL_LONGEST_SECONDS = 25.0


class OwnedByOtherError(Exception):
    """A gateway asks while another one serves this office."""

    def __init__(self, owner: str) -> None:
        super().__init__(f"another gateway serves this office: {owner}")


class LatePollError(Exception):
    """A poll that was overtaken on its way: its sender does not wait for the answer."""


@dataclass(frozen=True, slots=True)
class Waits:
    """How long silence is borne. All in seconds."""

    look: float = 1.0
    """Between two looks at a part that is waited for."""
    away: float = 5.0
    """Without a poll: the gateway is not there, nothing is given to it."""
    gone: float = 60.0
    """Without a poll: another gateway may take its place."""
    lost: float = 90.0
    """Without a poll, of a part that may have been taken: it is `unknown`."""
    longest: float = 900.0
    """Of a part that the gateway has and says nothing of."""


@dataclass(slots=True)
class _Gateway:
    """The gateway that serves this office."""

    instance: str
    place: str
    name: str
    count: int
    heard_at: float
    lines: Sequence[LineCondition] = ()
    full_from: Priority | None = None
    is_cut: Callable[[], bool] | None = None
    """Of the poll that is open: whether its connection is gone."""


@dataclass(slots=True)
class RemoteSeat:
    """A line of the gateway, kept for one message and all its parts."""

    _channel: "RemoteChannel"
    name: str = field(default_factory=lambda: secrets.token_hex(8))

    @property
    def line(self) -> str:
        """Which line it really is, the references tell."""
        return SEAT_LINE

    async def send(self, message: Outbound, part: int) -> Report:
        """Hand one part to the gateway. Raises ChannelError when it surely did not leave."""
        return await self._channel.hand_over(self, message, part)

    def release(self) -> None:
        self._channel.let_go(self)


class RemoteChannel:
    """`models.terms.channel.Channel` for a gateway that asks by HTTP."""

    def __init__(
        self, lanes: Lanes[Work, Settled], clock: Clock, *, waits: Waits | None = None
    ) -> None:
        self._lanes = lanes
        self._clock = clock
        self._waits = waits or Waits()
        self._wake: Callable[[], None] = lambda: None
        self._gateway: _Gateway | None = None
        self._followed: deque[str] = deque(maxlen=100)
        """Instances that are surely dead; what of theirs still comes is late."""
        self._errands = Errands()
        self._seats: dict[str, RemoteSeat] = {}
        self._changed = asyncio.Event()
        self._polls = 0
        self._is_closing = False

    @property
    def name(self) -> str:
        return CHANNEL

    @property
    def style(self) -> Style:
        return Style.TERSE

    async def start(self, inbox: Inbox, wake: Callable[[], None]) -> None:  # noqa: ARG002 -- texts come by the web
        self._wake = wake

    async def stop(self) -> None:
        self.close()

    def close(self) -> None:
        """Let polls end; what was not given can wait, what was given is told when we are back."""
        self._is_closing = True
        self._errands.give_up("the office stopped meanwhile")
        self._errands.refuse_waiting("the office is stopping")
        self._tell()

    def parts(self, text: str) -> int:
        return len(split_text(text))

    def reserve(self, address: str, priority: Priority) -> RemoteSeat | None:  # noqa: ARG002 -- the gateway routes
        gateway = self._gateway
        if gateway is None or self._is_closing or not self.is_connected:
            return None
        if gateway.full_from is not None and priority >= gateway.full_from:
            return None
        if len(self._seats) >= sum(line.is_up for line in gateway.lines):
            return None
        seat = RemoteSeat(self)
        self._seats[seat.name] = seat
        return seat

    def condition(self) -> Sequence[LineCondition]:
        gateway = self._gateway
        if gateway is None:
            return (LineCondition(SEAT_LINE, is_up=False, detail="no gateway has asked yet"),)
        if self.is_connected:
            return tuple(gateway.lines)
        detail = f"down: the gateway ({gateway.name}) is not heard any more"
        lines = gateway.lines or (LineCondition(SEAT_LINE, is_up=False, detail=detail),)
        return tuple(replace(line, is_up=False, detail=detail) for line in lines)

    @property
    def is_connected(self) -> bool:
        """Whether a gateway waits for something to send, or did a moment ago."""
        return self._gateway is not None and self._silence(self._gateway) < self._waits.away

    # The relay's side.

    async def hand_over(self, seat: RemoteSeat, message: Outbound, part: int) -> Report:
        """What became of a part. Raises ChannelError when it surely did not leave."""
        task = Task(secrets.token_hex(8), seat.name, part, self.parts(message.text), message)
        errand = self._errands.add(task, now=self._clock.monotonic())
        self._tell()
        try:
            while not errand.answer.done():
                await asyncio.wait({errand.answer}, timeout=self._waits.look)
                if not errand.answer.done():
                    self._judge(errand)
        finally:
            self._errands.end(errand)
        return errand.answer.result()

    def let_go(self, seat: RemoteSeat) -> None:
        """A second call does nothing."""
        if self._seats.pop(seat.name, None) is not None:
            self._tell()
            self._wake()

    def _judge(self, errand: Errand) -> None:
        """Nobody answers: how long is that borne?"""
        waited = silence = self._clock.monotonic() - errand.since
        if self._gateway is not None:
            silence = min(silence, self._silence(self._gateway))
        if errand.is_given and (silence >= self._waits.lost or waited >= self._waits.longest):
            self._errands.doubt(errand, "the gateway fell silent")
        elif not errand.is_given and silence >= self._waits.away:
            self._errands.refuse(errand, not_now("the gateway is not heard any more"))

    # The gateway's side.

    async def poll(
        self, poll: Poll, *, instance: str, count: int, is_cut: Callable[[], bool]
    ) -> Given:
        """What the gateway shall send; waits until there is something, or a while.

        Raises OwnedByOtherError, LatePollError, RefusalError.
        """
        if self._is_closing:
            raise RefusalError("try_later", "The office is stopping.")
        gateway = self._admit(poll, instance, count)
        self._polls += 1
        mine = self._polls
        self._errands.take_back({*poll.held}, now=self._clock.monotonic())
        await self._make_certain({*poll.held})
        if poll.is_last:
            self._gateway = None
            self._errands.give_up("the gateway stopped before it was sure")
            return Given((), tuple(self._seats))
        if mine == self._polls:
            gateway.is_cut = is_cut
            self._wake()
        await self._until_something(mine, poll)
        if mine != self._polls:
            return Given((), tuple(self._seats))
        gateway.heard_at, gateway.is_cut = self._clock.monotonic(), None
        return Given(() if is_cut() else self._errands.give(), tuple(self._seats))

    async def settle(self, result: Result) -> None:
        """Store what became of a part, and tell whoever waits for it.

        Raises RefusalError, TooBusyError: hand it in again.
        """
        errand = self._errands.find(result.errand)
        if self._gateway is not None and errand is not None:
            self._gateway.heard_at = self._clock.monotonic()
        report, error = result.report, _error_of(result)
        where = (result.message_id, result.address, result.part)
        if report is not None:
            await self._lanes.submit(Answered(*where, report, is_awaited=errand is not None))
        elif error is not None and errand is None and self._errands.is_last_try(result):
            await self._lanes.submit(NotLeft(*where, error))
        self._errands.doubted.pop(result.errand, None)
        if errand is not None and report is not None:
            self._errands.answer(errand, report)
        elif errand is not None and error is not None:
            self._errands.refuse(errand, error)

    def _admit(self, poll: Poll, instance: str, count: int) -> _Gateway:
        """The one gateway of this office. Raises OwnedByOtherError, LatePollError."""
        known, now = self._gateway, self._clock.monotonic()
        if instance in self._followed:
            raise LatePollError
        if known is not None and known.instance == instance:
            if count <= known.count:
                raise LatePollError
            known.count, known.heard_at = count, now
        else:
            if known is not None:
                self._follow(known, poll)
            known = _Gateway(instance, poll.place, poll.name, count, now)
            self._gateway = known
            logger.info("a gateway serves this office")
        known.lines, known.full_from = poll.lines, poll.full_from
        return known

    def _follow(self, former: _Gateway, poll: Poll) -> None:
        """Another process takes its place. Raises OwnedByOtherError while it may live."""
        if former.place == poll.place:
            self._followed.append(former.instance)
        elif self._silence(former) < self._waits.gone:
            raise OwnedByOtherError(former.name)
        self._errands.doubted.clear()
        self._errands.give_up("the gateway died meanwhile")

    async def _make_certain(self, held: set[str]) -> None:
        """What was given up and is not with the gateway never left."""
        for errand, task in list(self._errands.doubted.items()):
            if errand in held:
                continue
            error, message = not_now("the gateway never had it"), task.message
            try:
                await self._lanes.submit(NotLeft(message.id, message.address, task.part, error))
            except RefusalError:
                continue  # that it is unknown is being stored just now; the next poll tells again
            self._errands.doubted.pop(errand, None)

    async def _until_something(self, mine: int, poll: Poll) -> None:
        """Until there is something to say, the poll is overtaken, or it waited long enough."""
        wait = min(max(poll.wait_seconds, 0.0), POLL_LONGEST_SECONDS)
        try:
            async with asyncio.timeout(wait):
                while not self._has_something(mine, poll):
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            pass

    def _has_something(self, mine: int, poll: Poll) -> bool:
        return (
            mine != self._polls
            or self._is_closing
            or self._errands.has_waiting
            or any(name not in self._seats for name in poll.seats)
        )

    def _silence(self, gateway: _Gateway) -> float:
        """Seconds since the gateway was surely there: an open poll is a sign of life."""
        if gateway.is_cut is not None and not gateway.is_cut():
            return 0.0
        return self._clock.monotonic() - gateway.heard_at

    def _tell(self) -> None:
        self._changed.set()


def _error_of(result: Result) -> ChannelError | None:
    told = result.refusal
    if told is None:
        return None
    return ChannelError(told.reason, retryable=told.retryable, by_line=told.by_line)
