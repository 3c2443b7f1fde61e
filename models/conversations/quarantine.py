"""What came in and is no text for the bot: kept whole until somebody at the desk puts it away."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from models.conversations.tables import Quarantine
from models.db import Rows, Statement
from models.terms.channel import Oddity, Quarantined

DETAIL_LENGTH = 200
PAGE_LENGTH = 50
"""How many are shown at once."""
MOST_COUNTED = 1000


class QuarantineView(NamedTuple):
    """One thing that was set aside; the columns of its row."""

    id: int
    channel: str
    line: str
    oddity: Oddity
    address: str
    external_id: str
    content: str
    text: str
    detail: str
    received_at_ms: int
    stored_at_ms: int
    seen_at_ms: int | None = None
    seen_by_id: int | None = None


_QUARANTINE = Rows(Quarantine, *QuarantineView._fields)
ROWS = (_QUARANTINE,)
_COPY = Statement('select "id" from "quarantine" where "external_id" = ?')
_UNSEEN = Statement(
    'select * from "quarantine" where "seen_at_ms" is null order by "stored_at_ms", "id" limit ?'
)
_COUNT = Statement(
    'select count(*) as "unseen" from (select 1 from "quarantine" '
    'where "seen_at_ms" is null limit ?) x'
)
_PUT_AWAY = Statement(
    'update "quarantine" set "seen_at_ms" = ?, "seen_by_id" = ? '
    'where "id" in ?? and "seen_at_ms" is null'
)
_FORGET = Statement('delete from "quarantine" where "seen_at_ms" < ?')


async def set_aside(found: Quarantined, *, number: int, at_ms: int) -> bool:
    """Store it under a row number; False for a copy. Call inside a transaction."""
    if await _COPY.rows(found.external_id):
        return False
    row = QuarantineView(
        number,
        found.channel,
        found.line,
        found.oddity,
        found.address,
        found.external_id,
        found.content,
        found.text,
        found.detail[:DETAIL_LENGTH],
        int(found.received_at.timestamp() * 1000),
        at_ms,
    )
    await _QUARANTINE.insert([row])
    return True


async def put_away(numbers: Sequence[int], *, staff_id: int, at_ms: int) -> int:
    """Somebody has looked at these; how many had not been put away before."""
    return await _PUT_AWAY.run(at_ms, staff_id, numbers)


async def unseen(*, limit: int = PAGE_LENGTH) -> Sequence[QuarantineView]:
    """What nobody has put away yet, oldest first."""
    return [_view(row) for row in await _UNSEEN.rows(limit)]


async def unseen_count() -> int:
    """How many things wait to be looked at; beyond a thousand they are not counted."""
    return int((await _COUNT.rows(MOST_COUNTED))[0]["unseen"])


async def forget_seen(before_ms: int) -> int:
    """Delete what was put away long ago; how many."""
    return await _FORGET.run(before_ms)


def _view(row: Mapping[str, Any]) -> QuarantineView:
    values = {name: row[name] for name in QuarantineView._fields}
    return QuarantineView(**{**values, "oddity": Oddity(row["oddity"])})
