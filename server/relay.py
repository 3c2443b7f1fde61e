"""Empties the outbox of one channel: the most urgent first, as many at once as lines are free."""

import asyncio
import itertools
import logging
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from models.conversations import outbox
from models.conversations.sending import Manners
from models.conversations.views import OutboxView, PartView
from models.db import DatabaseUnavailableError
from models.terms.channel import REFERENCES, Channel, ChannelError, Outbound, Report, Seat, Stage
from models.terms.clock import Clock
from server.lanes import Lanes, TooBusyError
from server.outbox import Claim, Expire, Mark, Refused
from server.work import RefusalError, Settled, Work

logger = logging.getLogger(__name__)
LOOK_EVERY_SECONDS = 5.0
"""How late a message may be noticed that nobody woke us for: one whose wait is over."""
REST_SECONDS = 1.0
SIGHT = 8
"""How many messages of a class are looked at for the lines that are free."""
FAR_SIGHT = 250
"""The same, when a line is idle though many wait: they may all be for another line."""


class Relay:
    """One channel's messages, each on a line of its own until all its parts have left."""

    def __init__(
        self,
        channel: Channel,
        lanes: Lanes[Work, Settled],
        clock: Clock,
        *,
        manners: Manners | None = None,
        zone: ZoneInfo | None = None,
        look_every_seconds: float = LOOK_EVERY_SECONDS,
        may_send: Callable[[], bool] = lambda: True,
    ) -> None:
        """`zone`: the office's own time, in which its quiet hours are meant.

        `may_send`: whether this process is still the one that empties the outbox.
        """
        self._channel = channel
        self._lanes = lanes
        self._clock = clock
        self._manners = manners or Manners()
        self._zone = zone or ZoneInfo("UTC")
        self._look_every = look_every_seconds
        self._may_send = may_send
        self._wake = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None
        self._sending: dict[str, asyncio.Task[None]] = {}
        """By address: to one number goes one message at a time."""
        self._references = itertools.count(int(clock.now().timestamp()))

    @property
    def channel(self) -> str:
        return self._channel.name

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Something new waits, or something that waited may leave."""
        self._wake.set()

    async def stop(self, *, within_seconds: float) -> None:
        """Let messages on their way finish; one that cannot becomes `unknown` at next start."""
        self._stopping = True
        self._wake.set()
        if self._task is None:
            return
        await self._task
        if self._sending:
            _, late = await asyncio.wait(self._sending.values(), timeout=within_seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            try:
                await self._send_due()
            except DatabaseUnavailableError:
                logger.warning("the outbox waits for the database")
                await asyncio.sleep(REST_SECONDS)
            except Exception:
                logger.exception("the relay stumbled and goes on")
                await asyncio.sleep(REST_SECONDS)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._look_every):
                    await self._wake.wait()

    async def _send_due(self) -> None:
        """Begin with all that may leave now, for as long as there are lines."""
        if not self._may_send():
            return
        now = self._clock.now()
        for priority in self._manners.allowed(now.astimezone(self._zone)):
            for sight in (SIGHT, FAR_SIGHT):
                limit = sight + len(self._sending)
                rows = await outbox.due(
                    self._channel.name, priority, now_ms=_milliseconds(now), limit=limit
                )
                self._begin(rows, now)
                if len(rows) < limit or not self._has_idle_line():
                    break

    def _begin(self, rows: Iterable[OutboxView], now: datetime) -> None:
        for row in rows:
            if self._stopping or row.address in self._sending:
                continue
            if 0 < row.valid_until_ms <= _milliseconds(now):
                self._run_for(row.address, self._expire(row))
            elif seat := self._channel.reserve(row.address, row.priority):
                self._run_for(row.address, self._deliver(row, seat))

    def _has_idle_line(self) -> bool:
        """Whether a line has nothing to do: what it may carry can stand further back."""
        return sum(line.is_up for line in self._channel.condition()) > len(self._sending)

    def _run_for(self, address: str, act: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(act)
        self._sending[address] = task
        task.add_done_callback(partial(self._done, address))

    def _done(self, address: str, task: "asyncio.Task[None]") -> None:
        del self._sending[address]
        if not task.cancelled() and (error := task.exception()):
            logger.error("a message stumbled on its way out", exc_info=error)
        self._wake.set()

    async def _expire(self, row: OutboxView) -> None:
        await self._lanes.submit(Expire(row.message_id, row.address))

    async def _deliver(self, row: OutboxView, seat: Seat) -> None:
        """All parts of a message, on one line."""
        try:
            total = self._channel.parts(row.text)
            reference = next(self._references) % REFERENCES
            claim = Claim(row.message_id, row.address, seat.line, total, reference)
            leaving = (await self._lanes.submit(claim)).leaving
            while leaving is not None:
                work = await self._offer(seat, *leaving)
                if not _goes_on(work, leaving[1]):
                    seat.release()  # the next message is claimed in the commit that marks this one
                leaving = (await self._keep(work)).leaving
        except (RefusalError, TooBusyError) as error:
            logger.info("a message waits: %s", type(error).__name__)
            await asyncio.sleep(REST_SECONDS)
        finally:
            seat.release()

    async def _offer(self, seat: Seat, row: OutboxView, part: PartView) -> Work:
        """Hand one part to the line; what became of it is to be kept."""
        number = part.number
        message = Outbound(
            id=row.message_id,
            address=row.address,
            text=row.text,
            priority=row.priority,
            valid_seconds=self._left_seconds(row),
            reference=row.reference,
            is_repeat=row.repeats > 0,
        )
        try:
            report = await seat.send(message, number)
        except ChannelError as error:
            return Refused(row.message_id, row.address, number, error)
        except Exception:
            logger.exception("a channel broke while it was sending")
            report = Report(Stage.UNKNOWN, detail="a fault here")
        return Mark(row.message_id, row.address, number, report, self._manners)

    def _left_seconds(self, row: OutboxView) -> float | None:
        if not row.valid_until_ms:
            return None
        return (row.valid_until_ms - _milliseconds(self._clock.now())) / 1000

    async def _keep(self, work: Work) -> Settled:
        """Store what became of a part; what cannot be stored now is tried again."""
        while True:
            try:
                return await self._lanes.submit(work)
            except (RefusalError, TooBusyError):
                if self._stopping:
                    raise
                await asyncio.sleep(REST_SECONDS)


def _goes_on(work: Work, part: PartView) -> bool:
    """Whether another part of the same message follows on the same line."""
    has_left = isinstance(work, Mark) and work.report.stage is Stage.SENT
    return has_left and part.number < part.total


def _milliseconds(now: datetime) -> int:
    return int(now.timestamp() * 1000)
