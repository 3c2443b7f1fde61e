"""What must be sent: claimed on disk before it leaves, marked after, never sent twice by itself."""

import asyncio
import logging
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass

from models.conversations import services as conversations
from models.conversations.rules import moves_forward, send_again_after
from models.conversations.views import OutboxView
from models.db import DatabaseUnavailableError
from models.terms.channel import (
    Channel,
    ChannelError,
    Delivery,
    Outbound,
    Report,
    Stage,
)
from models.terms.clock import Clock
from models.terms.ids import made_at_ms
from server.lanes import Lanes, TooBusyError
from server.work import Group, Needs, RefusalError, Settled, Work

logger = logging.getLogger(__name__)
DETAIL_LENGTH = 200
LOOK_EVERY_SECONDS = 5.0
"""How late a row written by another process may be noticed."""
REST_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class OnRow:
    """Work on one outbox row, in order with other work for the same address."""

    message_id: int
    address: str

    @property
    def line(self) -> Hashable:
        return ("outbox", self.address)

    @property
    def needs(self) -> Needs:
        return Needs(outbox=[self.message_id])

    def row(self, group: Group) -> OutboxView:
        """The row as it stands. Raises RefusalError."""
        row = group.outbox(self.message_id)
        if row is None:
            raise RefusalError("not_found", "There is no such message.")
        return row


@dataclass(frozen=True, slots=True)
class Claim(OnRow):
    """Put on disk that a message is about to leave: from here on a lost answer is `unknown`."""

    async def do(self, group: Group) -> Settled:
        row = self.row(group)
        if row.stage is not Stage.QUEUED:
            raise RefusalError("not_now", "This message is not waiting any more.")
        claimed = row._replace(
            stage=Stage.SUBMITTING, attempts=row.attempts + 1, updated_at_ms=group.at_ms
        )
        group.mark(claimed)
        return Settled()


@dataclass(frozen=True, slots=True)
class Mark(OnRow):
    """What the channel said of a message it was handed."""

    report: Report

    async def do(self, group: Group) -> Settled:
        row = self.row(group)
        if moves_forward(row.stage, self.report.stage):
            marked = row._replace(
                stage=self.report.stage,
                awaiting=",".join(map(str, self.report.references)),
                detail=self.report.detail[:DETAIL_LENGTH],
                updated_at_ms=group.at_ms,
            )
            group.mark(marked)
        return Settled()


@dataclass(frozen=True, slots=True)
class Refused(OnRow):
    """The message surely did not leave: wait and try again, or give up and say so."""

    error: ChannelError

    async def do(self, group: Group) -> Settled:
        row = self.row(group)
        if row.stage is not Stage.SUBMITTING:
            return Settled()
        wait = send_again_after(row.attempts, (group.at_ms - made_at_ms(row.message_id)) / 1000)
        is_final = wait is None or not self.error.retryable
        refused = row._replace(
            stage=Stage.FAILED if is_final else Stage.QUEUED,
            due_at_ms=group.at_ms + (wait or 0) * 1000,
            detail=self.error.reason[:DETAIL_LENGTH],
            updated_at_ms=group.at_ms,
        )
        group.mark(refused)
        return Settled()


@dataclass(frozen=True, slots=True)
class Delivered:
    """What the network says of one part, matched by address and reference."""

    delivery: Delivery

    @property
    def line(self) -> Hashable:
        return ("outbox", self.delivery.address)

    @property
    def needs(self) -> Needs:
        return Needs()

    async def do(self, group: Group) -> Settled:
        delivery = self.delivery
        rows = await conversations.outbox_awaiting(delivery.channel, delivery.address)
        matched = match_delivery(delivery, rows)
        if matched is not None and matched not in rows:
            group.mark(matched._replace(updated_at_ms=group.at_ms))
        return Settled()


def match_delivery(delivery: Delivery, rows: list[OutboxView]) -> OutboxView | None:
    """The row a report belongs to, as it stands after it; None when nothing fits.

    `rows` are newest first. A message whose answer was lost bears no reference: a report that
    fits nothing else is the oldest such one's.
    """
    reference = str(delivery.reference)
    for row in rows:
        awaiting = row.awaiting.split(",")
        if reference in awaiting:
            return _after_report(row, delivery, [other for other in awaiting if other != reference])
    lost = [row for row in rows if row.stage is Stage.UNKNOWN and not row.awaiting]
    return _after_report(lost[-1], delivery, []) if lost else None


def _after_report(row: OutboxView, delivery: Delivery, awaiting: list[str]) -> OutboxView:
    if delivery.stage is Stage.DELIVERED and awaiting:
        return row._replace(awaiting=",".join(awaiting))
    if not moves_forward(row.stage, delivery.stage):
        return row
    return row._replace(
        stage=delivery.stage,
        awaiting=",".join(awaiting),
        detail=delivery.detail[:DETAIL_LENGTH],
    )


class Relay:
    """Empties the outbox of one channel, one message at a time for each line that is free."""

    def __init__(self, channel: Channel, lanes: Lanes[Work, Settled], clock: Clock) -> None:
        self._channel = channel
        self._lanes = lanes
        self._clock = clock
        self._wake = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    @property
    def channel(self) -> str:
        return self._channel.name

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Something new waits."""
        self._wake.set()

    async def stop(self, *, within_seconds: float) -> None:
        """Let the message on its way finish; one that cannot becomes `unknown` at next start."""
        self._stopping = True
        self._wake.set()
        if self._task is None:
            return
        await asyncio.wait([self._task], timeout=within_seconds)
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        while not self._stopping:
            try:
                await self._send_due()
            except (DatabaseUnavailableError, RefusalError, TooBusyError):
                logger.warning("the outbox waits for the database")
                await asyncio.sleep(REST_SECONDS)
            except Exception:
                logger.exception("the relay stumbled and goes on")
                await asyncio.sleep(REST_SECONDS)

    async def _send_due(self) -> None:
        await self._until_ready()
        self._wake.clear()
        if self._stopping:
            return
        now_ms = int(self._clock.now().timestamp() * 1000)
        due = await conversations.due_outbox(self._channel.name, now_ms=now_ms, limit=1)
        if due:
            await self._send(due[0])
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), LOOK_EVERY_SECONDS)

    async def _until_ready(self) -> None:
        """Wait for a free line, but not past the order to stop."""
        ready = asyncio.ensure_future(self._channel.ready())
        stopping = asyncio.ensure_future(self._until_stopping())
        await asyncio.wait({ready, stopping}, return_when=asyncio.FIRST_COMPLETED)
        for waiting in (ready, stopping):
            waiting.cancel()
            with suppress(asyncio.CancelledError):
                await waiting

    async def _until_stopping(self) -> None:
        while not self._stopping:
            self._wake.clear()
            await self._wake.wait()

    async def _send(self, row: OutboxView) -> None:
        try:
            await self._lanes.submit(Claim(row.message_id, row.address))
        except RefusalError:
            return
        work: Work
        try:
            report = await self._channel.send(Outbound(row.message_id, row.address, row.text))
            work = Mark(row.message_id, row.address, report)
        except ChannelError as error:
            work = Refused(row.message_id, row.address, error)
        except Exception:
            logger.exception("a channel broke while it was sending")
            work = Mark(row.message_id, row.address, Report(Stage.UNKNOWN, detail="a fault here"))
        await self._keep(work)

    async def _keep(self, work: Work) -> None:
        """Store what became of a message; what cannot be stored now is tried again."""
        while True:
            try:
                await self._lanes.submit(work)
            except (RefusalError, TooBusyError):
                if self._stopping:
                    raise
                await asyncio.sleep(REST_SECONDS)
            else:
                return


async def mark_lost(lanes: Lanes[Work, Settled]) -> int:
    """After a start: what was being handed over when the process died is `unknown`."""
    lost = await conversations.left_submitting()
    report = Report(Stage.UNKNOWN, detail="the process ended while this was being sent")
    for row in lost:
        await lanes.submit(Mark(row.message_id, row.address, report))
    return len(lost)
