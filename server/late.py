"""What a gateway elsewhere says of parts, also of those that were given up as `unknown`."""

from dataclasses import dataclass

from models.conversations.sending import again_after, moves_forward, whole_of
from models.conversations.views import OutboxView, PartView
from models.terms.channel import ChannelError, Report, Stage
from server.outbox import LINE_REST_SECONDS, OnRow
from server.work import Group, RefusalError, Settled

DETAIL_LENGTH = 200
REFERENCE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Answered(OnRow):
    """What the gateway said of a part, stored before the gateway forgets it.

    The relay stores the same when it still waits (`is_awaited`); when it has given the part up as
    `unknown`, this is how it becomes known after all.
    """

    number: int
    report: Report
    is_awaited: bool

    async def do(self, group: Group) -> Settled:
        part = _part_in_doubt(group, self.message_id, self.number, is_awaited=self.is_awaited)
        if part is None or not moves_forward(part.stage, self.report.stage):
            return Settled()
        reference = self.report.reference
        group.mark_part(
            part._replace(
                stage=self.report.stage,
                reference=None if reference is None else reference[:REFERENCE_LENGTH],
            )
        )
        row = self.row(group)
        if row.stage is Stage.SUBMITTING:
            return Settled()  # the relay goes on from here
        stage = whole_of([known.stage for known in group.parts(self.message_id)], part.total)
        if stage is Stage.QUEUED or moves_forward(row.stage, stage):
            group.mark(_moved(row, stage, self.report.detail, group.at_ms))
        return Settled()


@dataclass(frozen=True, slots=True)
class NotLeft(OnRow):
    """A part given up as `unknown` surely did not leave: it may be tried again."""

    number: int
    error: ChannelError

    async def do(self, group: Group) -> Settled:
        part = _part_in_doubt(group, self.message_id, self.number, is_awaited=False)
        row = self.row(group)
        if part is None or row.stage is not Stage.UNKNOWN:
            return Settled()
        group.mark_part(part._replace(stage=Stage.QUEUED))
        stage = Stage.QUEUED if self.error.retryable else Stage.FAILED
        moved = _moved(row, stage, self.error.reason, group.at_ms)
        wait = LINE_REST_SECONDS if self.error.by_line else again_after(row.attempts)
        group.mark(moved._replace(due_at_ms=group.at_ms + wait * 1000))
        return Settled()


def _part_in_doubt(
    group: Group, message_id: int, number: int, *, is_awaited: bool
) -> PartView | None:
    """The part if its fate is open. Raises RefusalError while a later try is on its way."""
    if group.outbox(message_id) is None:
        return None
    for part in group.parts(message_id):
        if part.number == number and part.stage is Stage.SUBMITTING and not is_awaited:
            raise RefusalError("try_later", "This part is just being sent.")
        if part.number == number and part.stage in (Stage.SUBMITTING, Stage.UNKNOWN):
            return part
    return None


def _moved(row: OutboxView, stage: Stage, detail: str, at_ms: int) -> OutboxView:
    return row._replace(
        stage=stage, due_at_ms=at_ms, detail=detail[:DETAIL_LENGTH], updated_at_ms=at_ms
    )
