"""Who asked for a person while nobody was on duty: they enter the line once somebody is."""

from typing import NamedTuple

from models.db import Statement

_NOTE = Statement(
    'insert into "staff_call" ("conversation_id", "asked_at_ms") values (?, ?) '
    'on conflict ("conversation_id") do nothing'
)
_OPEN = Statement(
    'select "conversation_id", "asked_at_ms" from "staff_call" '
    'order by "asked_at_ms", "conversation_id" limit ?'
)
_LEAD = Statement(
    'update "staff_call" set "conversation_id" = ? where "conversation_id" = ? and not exists '
    '(select 1 from "staff_call" s where s."conversation_id" = ?)'
)
_TAKE = Statement('delete from "staff_call" where "conversation_id" = ?')


class CallView(NamedTuple):
    """A conversation whose contact asked for a person, and when they first did."""

    conversation_id: int
    asked_at_ms: int


async def note(conversation_id: int, *, at_ms: int) -> None:
    """Remember that somebody asked; asking again is asking once."""
    await _NOTE.run(conversation_id, at_ms)


async def lead(old_id: int, new_id: int) -> None:
    """What was asked in one conversation goes on in another."""
    await _LEAD.run(new_id, old_id, new_id)


async def still_open(*, limit: int = 100) -> list[CallView]:
    """Who has not been let into the line yet, the first who asked first."""
    return [CallView(row["conversation_id"], row["asked_at_ms"]) for row in await _OPEN.rows(limit)]


async def take(call: CallView) -> bool:
    """Whether this transaction is the one that answers it; False when another did."""
    return bool(await _TAKE.run(call.conversation_id))
