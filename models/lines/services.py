"""Keeping how the lines are, and telling it."""

from collections.abc import Sequence
from typing import NamedTuple

from models.db import Statement
from models.terms.channel import LineCondition

DETAIL_LENGTH = 400
NAME_LENGTH = 120
_ALL = Statement('select * from "line" order by "name"')
_KEEP = Statement(
    'insert into "line" ("name", "channel", "is_up", "state", "detail", "signal_percent", '
    '"changed_at_ms", "seen_at_ms") values (?, ?, ?, ?, ?, ?, ?, ?) '
    'on conflict ("name") do update set "is_up" = excluded."is_up", "state" = excluded."state", '
    '"detail" = excluded."detail", "signal_percent" = excluded."signal_percent", '
    '"changed_at_ms" = excluded."changed_at_ms", "seen_at_ms" = excluded."seen_at_ms"'
)
_SEEN = Statement('update "line" set "seen_at_ms" = ? where "name" in ??')
_FORGET = Statement('delete from "line" where "channel" = ? and not ("name" in ??)')


class LineView(NamedTuple):
    """The columns of a row."""

    name: str
    channel: str
    is_up: bool
    state: str
    detail: str
    signal_percent: int | None
    changed_at_ms: int
    seen_at_ms: int


async def lines() -> list[LineView]:
    """All lines, by name."""
    return [
        LineView(
            row["name"],
            row["channel"],
            bool(row["is_up"]),
            row["state"],
            row["detail"],
            row["signal_percent"],
            row["changed_at_ms"],
            row["seen_at_ms"],
        )
        for row in await _ALL.rows()
    ]


async def keep(condition: LineCondition, channel: str, *, at_ms: int) -> None:
    """A line is now like this."""
    await _KEEP.run(
        condition.line[:NAME_LENGTH],
        channel,
        condition.is_up,
        condition.state,
        condition.detail[:DETAIL_LENGTH],
        condition.signal_percent,
        at_ms,
        at_ms,
    )


async def seen(names: Sequence[str], *, at_ms: int) -> None:
    """These are still as they were."""
    await _SEEN.run(at_ms, [name[:NAME_LENGTH] for name in names])


async def forget_others(channel: str, names: Sequence[str]) -> None:
    """A channel has these lines and no more."""
    await _FORGET.run(channel, [name[:NAME_LENGTH] for name in names])
