"""One text to very many: queued in chunks, so that a live reply never waits for all of them.

A queued text stands in the outbox alone; it takes its place in the thread when it leaves.
"""

from collections.abc import AsyncIterator, Sequence

from models.conversations.sending import VALID_SECONDS
from models.conversations.views import OutboxView
from models.conversations.writing import OUTBOX
from models.db import Statement, transaction
from models.terms.channel import Priority, Stage
from models.terms.clock import Clock
from models.terms.ids import IdMaker
from models.terms.segments import sms_text

CHUNK = 200
"""How many are written in one transaction: a few milliseconds, so that turns come between."""

_WILLING = Statement(
    'select c."id", c."address" from "conversation" c '
    'join "contact" p on p."id" = c."contact_id" where c."id" in ?? and c."channel" = ? '
    'and p."opted_out_at_ms" is null'
)


async def queue_for_all(
    conversation_ids: Sequence[int],
    text: str,
    *,
    channel: str,
    priority: Priority,
    clock: Clock,
    new_id: IdMaker,
) -> AsyncIterator[int]:
    """Queue one text for each; how many were queued, chunk by chunk.

    Those who opted out, and conversations that use another channel now, are passed over.
    """
    worded = sms_text(text)
    for start in range(0, len(conversation_ids), CHUNK):
        at_ms = int(clock.now().timestamp() * 1000)
        rest = _alike(worded, priority, at_ms)
        async with transaction():
            found = await _WILLING.rows(conversation_ids[start : start + CHUNK], channel)
            await OUTBOX.insert(
                [(new_id(), row["id"], channel, row["address"], *rest) for row in found]
            )
        yield len(found)


def _alike(text: str, priority: Priority, at_ms: int) -> tuple[object, ...]:
    """The columns behind the address, which are the same for all."""
    return OutboxView(
        message_id=0,
        conversation_id=0,
        channel="",
        address="",
        text=text,
        priority=priority,
        stage=Stage.QUEUED,
        due_at_ms=at_ms,
        valid_until_ms=at_ms + VALID_SECONDS[priority] * 1000,
        attempts=0,
        reference=0,
        repeats=0,
        detail="",
        updated_at_ms=at_ms,
    )[4:]
