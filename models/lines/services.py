"""Keeping how the lines are, and telling it."""

from typing import NamedTuple

import msgspec

from models.db import Statement
from models.terms.channel import LineCondition

NAME_LENGTH = 120
_ALL = Statement('select * from "line" order by "name"')
_KEEP = Statement(
    'insert into "line" ("name", "channel", "told", "changed_at_ms", "seen_at_ms") '
    'values (?, ?, ?, ?, ?) on conflict ("name") do update set "told" = excluded."told", '
    '"changed_at_ms" = excluded."changed_at_ms", "seen_at_ms" = excluded."seen_at_ms"'
)
_SEEN = Statement('update "line" set "told" = ?, "seen_at_ms" = ? where "name" = ?')
_FORGET = Statement('delete from "line" where "name" = ?')


class LineView(NamedTuple):
    """A line as its gateway last saw it."""

    condition: LineCondition
    channel: str
    seen_at_ms: int


async def lines() -> list[LineView]:
    """All lines, by name."""
    return [
        LineView(
            msgspec.json.decode(row["told"], type=LineCondition), row["channel"], row["seen_at_ms"]
        )
        for row in await _ALL.rows()
    ]


async def keep(condition: LineCondition, channel: str, *, at_ms: int) -> None:
    """A line has become like this."""
    await _KEEP.run(condition.line[:NAME_LENGTH], channel, _json(condition), at_ms, at_ms)


async def seen(condition: LineCondition, *, at_ms: int) -> None:
    """A line is in essence as it was; its counts may have moved."""
    await _SEEN.run(_json(condition), at_ms, condition.line[:NAME_LENGTH])


async def forget(name: str) -> None:
    """There is no such line any more."""
    await _FORGET.run(name[:NAME_LENGTH])


def _json(condition: LineCondition) -> str:
    return msgspec.json.encode(condition).decode()
