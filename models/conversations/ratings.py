"""What contacts say of a talk with staff once it has ended: one word each, which may be changed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.db import Statement

COMMENT_LONGEST = 1000
_END = Statement(
    'select "pos", "staff_id" from "message" where "conversation_id" = ? and "act" = \'close\' '
    'order by "pos" desc limit 1'
)
_KEEP = Statement(
    'insert into "rating" '
    '("id", "conversation_id", "pos", "staff_id", "rating", "comment", "at_ms") '
    'values (?, ?, ?, ?, ?, ?, ?) on conflict ("conversation_id", "pos") do update '
    'set "rating" = excluded."rating", "at_ms" = excluded."at_ms", '
    '"comment" = coalesce(excluded."comment", "rating"."comment")'
)
_LATEST = Statement(
    'select "conversation_id", "pos", "rating" from "rating" where "conversation_id" in ?? '
    'order by "pos"'
)


class RatingView(NamedTuple):
    """How a talk was, 1 (very poor) to 5 (very good), and where in the conversation it ended."""

    pos: int
    rating: int


async def rate(
    conversation_id: int, *, rating: int, comment: str | None, number: int, at_ms: int
) -> RatingView | None:
    """Keep what is said of the talk that ended last; None when none has. The last word counts."""
    ends = await _END.rows(conversation_id)
    if not ends:
        return None
    pos, staff_id = ends[0]["pos"], ends[0]["staff_id"]
    await _KEEP.run(number, conversation_id, pos, staff_id, rating, comment, at_ms)
    return RatingView(pos, rating)


async def latest(conversation_ids: Sequence[int]) -> Mapping[int, RatingView]:
    """The last rating of each of these conversations that has one."""
    rows = await _LATEST.rows(conversation_ids) if conversation_ids else []
    return {row["conversation_id"]: RatingView(row["pos"], row["rating"]) for row in rows}
