"""What came in and is no text for the bot: kept whole until somebody at the desk puts it away."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from models.conversations.tables import Quarantine
from models.db import Rows, Statement
from models.terms.channel import Oddity, Quarantined

DETAIL_LENGTH = 200
PAGE_LENGTH = 50
"""How many are shown at once."""


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
_COUNT = Statement('select count(*) as "unseen" from "quarantine" where "seen_at_ms" is null')
_PUT_AWAY = Statement(
    'update "quarantine" set "seen_at_ms" = ?, "seen_by_id" = ? '
    'where "id" = ? and "seen_at_ms" is null'
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


async def put_away(number: int, *, staff_id: int, at_ms: int) -> bool:
    """Somebody has looked at it; False when it is not there or was put away before."""
    return bool(await _PUT_AWAY.run(at_ms, staff_id, number))


async def unseen(*, limit: int = PAGE_LENGTH) -> Sequence[QuarantineView]:
    """What nobody has put away yet, oldest first."""
    return [_view(row) for row in await _UNSEEN.rows(limit)]


async def unseen_count() -> int:
    """How many things wait to be looked at."""
    return int((await _COUNT.rows())[0]["unseen"])


async def forget_seen(before_ms: int) -> int:
    """Delete what was put away long ago; how many."""
    return await _FORGET.run(before_ms)


def _view(row: Mapping[str, Any]) -> QuarantineView:
    values = {name: row[name] for name in QuarantineView._fields}
    return QuarantineView(**{**values, "oddity": Oddity(row["oddity"])})
