"""Reading the outbox: what may leave now, what is on its way, what a delivery report speaks of."""

from collections.abc import Sequence
from datetime import datetime

from models.conversations.views import OutboxView, PartView
from models.db import Statement
from models.terms.channel import Priority, Stage

_ROWS = Statement('select * from "outbox" where "message_id" in ??', locks=True)
_PARTS = Statement('select * from "outbox_part" where "message_id" in ?? order by "number"')
_DUE = Statement(
    'select o.* from "outbox" o where o."channel" = ? and o."stage" = \'queued\' '
    'and o."priority" = ? and o."due_at_ms" <= ? and not exists (select 1 from "outbox" e '
    'where e."address" = o."address" and e."stage" in (\'queued\', \'submitting\') '
    'and (e."stage" = \'submitting\' or (e."message_id" < o."message_id" '
    'and (e."priority" <= 1 or e."priority" = o."priority")))) '
    'order by o."due_at_ms", o."message_id" limit ?'
)
"""One that waits holds back later ones of its class to the same address, and nobody else's.

What is said in a conversation (live and reply) keeps its order whatever its class, and never
waits for a notice or a promotion.
"""
_IN_STAGE = Statement(
    'select * from "outbox" where "channel" = ? and "stage" = ? order by "message_id" limit ?'
)
_REPORTED = Statement(
    'select * from "outbox_part" where "address" = ? and "reference" = ? and "channel" = ? '
    'order by "at_ms" desc, "id" desc limit 20'
)
_UNANSWERED = Statement(
    'select p.*, o."reference" as "given" from "outbox_part" p '
    'join "outbox" o on o."message_id" = p."message_id" where p."address" = ? '
    'and p."channel" = ? and p."reference" is null and p."stage" in ?? '
    'order by p."at_ms", p."id" limit 200'
)
_SENT_SINCE = Statement(
    'select "line", "at_ms" from "outbox_part" where "channel" = ? and "at_ms" > ? '
    'and "stage" <> \'queued\' order by "at_ms" limit ?'
)
_QUEUE = Statement(
    'select "priority", count(*) as "waiting", min("message_id") as "oldest" from "outbox" '
    'where "channel" = ? and "stage" = \'queued\' group by "priority"'
)
_LATEST = Statement('select * from "outbox" order by "message_id" desc limit ?')
_LATEST_TO = Statement(
    'select * from "outbox" where "address" = ? order by "message_id" desc limit ?'
)

MOST_REMEMBERED = 100_000


async def rows(message_ids: Sequence[int]) -> dict[int, OutboxView]:
    """These outbox rows, locked until the commit."""
    found = await _ROWS.rows(message_ids)
    return {row["message_id"]: OutboxView.from_row(row) for row in found}


async def parts(message_ids: Sequence[int]) -> dict[int, list[PartView]]:
    """The parts of these messages that have begun to leave, in order."""
    by_message: dict[int, list[PartView]] = {}
    for row in await _PARTS.rows(message_ids):
        by_message.setdefault(row["message_id"], []).append(PartView.from_row(row))
    return by_message


async def due(channel: str, priority: Priority, *, now_ms: int, limit: int) -> list[OutboxView]:
    """What of a class may leave now, longest due first."""
    return [OutboxView.from_row(row) for row in await _DUE.rows(channel, priority, now_ms, limit)]


async def left_submitting(channel: str, *, limit: int = 1000) -> list[OutboxView]:
    """Rows that a process which died had handed to a channel."""
    found = await _IN_STAGE.rows(channel, Stage.SUBMITTING.value, limit)
    return [OutboxView.from_row(row) for row in found]


async def reported(channel: str, address: str, reference: str) -> list[PartView]:
    """Parts that went to an address under a reference, newest first: references come round."""
    found = await _REPORTED.rows(address, reference, channel)
    return [PartView.from_row(row) for row in found]


async def unanswered(channel: str, address: str) -> list[tuple[PartView, int]]:
    """Parts to an address whose reference is not known (yet), oldest first.

    With each the number that its message bears, from which the reference asked for is made.
    """
    stages = [Stage.SUBMITTING.value, Stage.UNKNOWN.value, Stage.SENT.value]
    found = await _UNANSWERED.rows(address, channel, stages)
    return [(PartView.from_row(row), row["given"]) for row in found]


async def sent_since(channel: str, since: datetime) -> list[tuple[str, int]]:
    """Line and time (ms) of every part handed over since then, in order."""
    since_ms = int(since.timestamp() * 1000)
    found = await _SENT_SINCE.rows(channel, since_ms, MOST_REMEMBERED)
    return [(row["line"], row["at_ms"]) for row in found]


async def queue(channel: str) -> dict[Priority, tuple[int, int]]:
    """How many of each class wait, and the id of the oldest of them."""
    return {
        Priority(row["priority"]): (row["waiting"], row["oldest"])
        for row in await _QUEUE.rows(channel)
    }


async def latest(limit: int, *, address: str | None = None) -> list[OutboxView]:
    """The messages queued last, newest first; all of them, or those to one address."""
    found = await _LATEST.rows(limit) if address is None else await _LATEST_TO.rows(address, limit)
    return [OutboxView.from_row(row) for row in found]
