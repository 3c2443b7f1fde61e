"""The line of contacts who wait for a person, in the order in which they will be taken."""

from models.db import Statement

_LINE = Statement(
    'select "id" from "conversation" where "waiting_since_ms" is not null '
    'order by "urgency" desc, "waiting_since_ms", "id"'
)


async def places() -> dict[int, int]:
    """Each waiting conversation's place, from 1."""
    return {row["id"]: place for place, row in enumerate(await _LINE.rows(), 1)}
