"""Timers of open questions: which are due, and the right to ring one, which only one has."""

from models.conversations.rules import TimerKind
from models.conversations.views import TimerView
from models.db import Statement

_DUE = Statement('select * from "timer" where "due_at_ms" <= ? order by "due_at_ms" limit ?')
_TAKE = Statement('delete from "timer" where "message_id" = ?')


async def due(*, now_ms: int, limit: int = 100) -> list[TimerView]:
    """Timers whose time has come, the oldest first."""
    return [
        TimerView(
            row["message_id"],
            row["conversation_id"],
            row["turn"],
            TimerKind(row["kind"]),
            row["due_at_ms"],
        )
        for row in await _DUE.rows(now_ms, limit)
    ]


async def take(timer: TimerView) -> bool:
    """Remove it in order to ring it; False when somebody else did."""
    return await _TAKE.run(timer.message_id) == 1
