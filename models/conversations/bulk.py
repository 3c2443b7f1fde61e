"""One text to very many, written in chunks, so that a live reply never waits for all of them."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from models.conversations.page import PREVIEW_LENGTH, queued
from models.conversations.rules import Author
from models.conversations.views import MessageView
from models.conversations.writing import MESSAGES, OUTBOX, message_row
from models.db import Statement, transaction
from models.terms.channel import Priority
from models.terms.clock import Clock
from models.terms.ids import IdMaker

CHUNK = 400
"""How many are written in one transaction: some ten milliseconds, so that turns come between."""

_WILLING = Statement(
    'select c."id", c."last_pos", c."address" from "conversation" c '
    'join "contact" p on p."id" = c."contact_id" where c."id" in ?? and c."channel" = ? '
    'and p."opted_out_at_ms" is null',
    locks=True,
)
_MOVE_ON = Statement(
    'update "conversation" set "last_pos" = "last_pos" + 1, "preview" = ?, "updated_at_ms" = ? '
    'where "id" in ??'
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
    """Put one text into the thread and the outbox of each; how many were queued, chunk by chunk.

    Those who opted out, and conversations that use another channel now, are passed over.
    """
    for start in range(0, len(conversation_ids), CHUNK):
        at_ms = int(clock.now().timestamp() * 1000)
        async with transaction():
            rows = await _WILLING.rows(conversation_ids[start : start + CHUNK], channel)
            messages, leaving = _worded(
                rows,
                text=text,
                channel=channel,
                priority=priority,
                at_ms=at_ms,
                ids=[new_id() for _ in rows],
            )
            await MESSAGES.insert(messages)
            await OUTBOX.insert(leaving)
            await _MOVE_ON.run(text[:PREVIEW_LENGTH], at_ms, [row["id"] for row in rows])
        yield len(rows)


def _worded(
    rows: Sequence[Mapping[str, Any]],
    *,
    text: str,
    channel: str,
    priority: Priority,
    at_ms: int,
    ids: Sequence[int],
) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Message and outbox rows: alike but for what differs from contact to contact."""
    pattern = MessageView(
        id=0,
        conversation_id=0,
        pos=0,
        author=Author.BOT,
        act=None,
        staff_id=None,
        channel=channel,
        text=text,
        choices=(),
        client_key=None,
        reply_to=None,
        at_ms=at_ms,
    )
    said = message_row(pattern)[3:]
    left = queued(pattern, address="", priority=priority)[4:]
    return (
        [(n, row["id"], row["last_pos"] + 1, *said) for n, row in zip(ids, rows, strict=True)],
        [(n, row["id"], channel, row["address"], *left) for n, row in zip(ids, rows, strict=True)],
    )
