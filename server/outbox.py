"""What becomes of a message on its way out, part by part, each step on disk before the next.

A part is `submitting` before its first byte leaves; what is not known afterwards is `unknown` and
stays so, unless the message's class is sent once more or a delivery report tells better.
"""

import logging
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from models.conversations import outbox
from models.conversations import services as conversations
from models.conversations.sending import (
    LEFT,
    REPEAT_AFTER_SECONDS,
    Manners,
    again_after,
    moves_forward,
    whole_of,
)
from models.conversations.views import OutboxView, PartView
from models.people import services as people
from models.terms.channel import ChannelError, Priority, Report, Stage
from server.lanes import Lanes
from server.work import Group, Needs, RefusalError, Settled, Work

logger = logging.getLogger(__name__)
LINE_REST_SECONDS = 2
"""After a line's own trouble: another line may have the message, or this one when it is back."""
DETAIL_LENGTH = 200
LINE_LENGTH = 120
REFERENCE_LENGTH = 80


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

    by_line: str
    total: int
    reference: int
    """For a message that has none yet."""

    async def do(self, group: Group) -> Settled:
        row = self.row(group)
        if row.stage is not Stage.QUEUED:
            raise RefusalError("not_now", "This message is not waiting any more.")
        if await _is_unwelcome(row):
            reason = "the contact asked for no promotions"
            group.mark(row._replace(stage=Stage.FAILED, detail=reason, updated_at_ms=group.at_ms))
            return Settled()
        begun = group.parts(row.message_id)
        claimed = row._replace(
            stage=Stage.SUBMITTING,
            attempts=row.attempts + 1,
            reference=row.reference if begun else self.reference,
            updated_at_ms=group.at_ms,
        )
        if row.priority is Priority.PROMOTION:
            await _put_into_thread(group, claimed)
        part = _begin(group, claimed, _first_to_leave(begun), self.total, self.by_line)
        group.mark(claimed)
        return Settled(leaving=(claimed, part))


@dataclass(frozen=True, slots=True)
class Mark(OnRow):
    """What the channel said of a part it was handed; the next part begins in the same commit."""

    number: int
    report: Report
    manners: Manners

    async def do(self, group: Group) -> Settled:
        row, part = self.row(group), part_in(group, self.message_id, self.number)
        if moves_forward(part.stage, self.report.stage):
            reference = self.report.reference
            part = part._replace(
                stage=self.report.stage,
                reference=None if reference is None else reference[:REFERENCE_LENGTH],
            )
            group.mark_part(part)
        if row.stage is not Stage.SUBMITTING:
            return Settled()
        if part.stage is Stage.UNKNOWN:
            group.mark(_after_doubt(row, part, self.report.detail, self.manners, group.at_ms))
            return Settled()
        if part.number < part.total:
            return Settled(
                leaving=(row, _begin(group, row, part.number + 1, part.total, part.line))
            )
        group.mark(as_its_parts(row, group, detail=self.report.detail))
        return Settled()


@dataclass(frozen=True, slots=True)
class Refused(OnRow):
    """A part surely did not leave: wait and try again, or give up and say so."""

    number: int
    error: ChannelError

    async def do(self, group: Group) -> Settled:
        row, part = self.row(group), part_in(group, self.message_id, self.number)
        if part.stage is not Stage.SUBMITTING:
            return Settled()
        refused = Stage.QUEUED if self.error.retryable else Stage.FAILED
        group.mark_part(part._replace(stage=refused))
        if row.stage is not Stage.SUBMITTING:
            return Settled()
        wait = LINE_REST_SECONDS if self.error.by_line else again_after(row.attempts)
        due_at_ms = group.at_ms + wait * 1000
        stage = Stage.QUEUED if self.error.retryable else Stage.FAILED
        if stage is Stage.QUEUED and 0 < row.valid_until_ms < due_at_ms:
            stage = Stage.EXPIRED
        group.mark(
            row._replace(
                stage=stage,
                due_at_ms=due_at_ms,
                attempts=row.attempts - self.error.by_line,
                detail=_where(part, self.error.reason),
                updated_at_ms=group.at_ms,
            )
        )
        return Settled()


@dataclass(frozen=True, slots=True)
class Expire(OnRow):
    """A message that could not leave in its time is of no use any more."""

    async def do(self, group: Group) -> Settled:
        row = self.row(group)
        if row.stage is Stage.QUEUED and row.valid_until_ms <= group.at_ms:
            detail = row.detail or "it could not be sent in time"
            group.mark(row._replace(stage=Stage.EXPIRED, detail=detail, updated_at_ms=group.at_ms))
        return Settled()


@dataclass(frozen=True, slots=True)
class Lost(OnRow):
    """The process died while this was leaving: what had begun is `unknown`, the rest goes on."""

    manners: Manners

    async def do(self, group: Group) -> Settled:
        row = self.row(group)
        if row.stage is not Stage.SUBMITTING:
            return Settled()
        begun = group.parts(row.message_id)
        leaving = next((part for part in begun if part.stage is Stage.SUBMITTING), None)
        if leaving is None:
            group.mark(row._replace(stage=Stage.QUEUED, updated_at_ms=group.at_ms))
            return Settled()
        group.mark_part(leaving._replace(stage=Stage.UNKNOWN))
        reason = "the process ended while this was being sent"
        group.mark(_after_doubt(row, leaving, reason, self.manners, group.at_ms))
        return Settled()


async def mark_lost(lanes: Lanes[Work, Settled], channel: str, manners: Manners) -> int:
    """After a start: what was being handed over when the process died is `unknown`."""
    lost = await outbox.left_submitting(channel)
    for row in lost:
        await lanes.submit(Lost(row.message_id, row.address, manners))
    return len(lost)


async def _is_unwelcome(row: OutboxView) -> bool:
    """STOP is honoured up to the moment of sending."""
    is_promotion = row.priority is Priority.PROMOTION
    return is_promotion and await people.has_opted_out(row.channel, row.address)


async def _put_into_thread(group: Group, row: OutboxView) -> None:
    """What was queued for many takes its place among what is said when it leaves."""
    if await conversations.message(row.message_id) is not None:
        return
    await group.load_conversations([row.conversation_id])
    page = group.page(group.conversation(row.conversation_id))
    page.say_queued(row)
    page.announce("messages")
    group.accept(page)


def _first_to_leave(begun: Sequence[PartView]) -> int:
    return next((part.number for part in begun if part.stage not in LEFT), len(begun) + 1)


def _begin(group: Group, row: OutboxView, number: int, total: int, line: str) -> PartView:
    """A part is about to leave, for the first time or once more."""
    known = next((p for p in group.parts(row.message_id) if p.number == number), None)
    if known is not None:
        part = known._replace(line=line[:LINE_LENGTH], stage=Stage.SUBMITTING, at_ms=group.at_ms)
        group.mark_part(part)
        return part
    part = PartView(
        id=group.means.new_id(),
        message_id=row.message_id,
        number=number,
        total=total,
        channel=row.channel,
        address=row.address,
        line=line[:LINE_LENGTH],
        stage=Stage.SUBMITTING,
        reference=None,
        at_ms=group.at_ms,
    )
    group.begin_part(part)
    return part


def part_in(group: Group, message_id: int, number: int) -> PartView:
    for part in group.parts(message_id):
        if part.number == number:
            return part
    raise RefusalError("not_found", "This part has not begun to leave.")


def as_its_parts(row: OutboxView, group: Group, *, detail: str) -> OutboxView:
    """The row as its parts make it."""
    parts = group.parts(row.message_id)
    stage = whole_of([part.stage for part in parts], parts[0].total)
    return row._replace(stage=stage, detail=detail[:DETAIL_LENGTH], updated_at_ms=group.at_ms)


def _after_doubt(
    row: OutboxView, part: PartView, reason: str, manners: Manners, at_ms: int
) -> OutboxView:
    """Nobody knows whether the part left: `unknown`, or once more where the class allows it."""
    detail = _where(part, reason)
    if row.priority in manners.once_more and not row.repeats:
        return row._replace(
            stage=Stage.QUEUED,
            repeats=row.repeats + 1,
            due_at_ms=at_ms + REPEAT_AFTER_SECONDS * 1000,
            detail=detail,
            updated_at_ms=at_ms,
        )
    return row._replace(stage=Stage.UNKNOWN, detail=detail, updated_at_ms=at_ms)


def _where(part: PartView, reason: str) -> str:
    where = f"part {part.number} of {part.total}: " if part.total > 1 else ""
    return f"{where}{reason}"[:DETAIL_LENGTH]
