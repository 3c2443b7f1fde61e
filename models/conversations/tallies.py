"""How many threads stand in each place, counted as they move: told without counting them all.

Written with the threads themselves, in the same transaction, by the one who holds the lock of
those who count; an audit compares the two.
"""

from collections import Counter
from collections.abc import Sequence

from models.conversations.page import Page
from models.conversations.rules import Standing
from models.db import Statement, lock_until_commit

_ADD = Statement('update "thread_count" set "many" = "many" + ? where "standing" = ?')
_ALL = Statement('select "standing", "many" from "thread_count"')
_COUNTED = Statement(
    'select "standing", count(*) as "many" from "conversation" group by "standing"'
)


async def follow(pages: Sequence[Page]) -> None:
    """Count what these pages moved; inside their transaction, last before its end."""
    moved: Counter[Standing] = Counter()
    for page in pages:
        now, before = page.now.standing, page.before.standing
        if page.is_new:
            moved[now] += 1
        elif now is not before:
            moved[now] += 1
            moved[before] -= 1
    if not any(moved.values()):
        return
    await lock_until_commit()
    for standing, many in moved.items():
        if many:
            await _ADD.run(many, standing.value)


async def told() -> dict[Standing, int]:
    """How many threads stand where."""
    return {Standing(row["standing"]): row["many"] for row in await _ALL.rows()}


async def counted() -> dict[Standing, int]:
    """The same by looking at every thread: for audits."""
    return {Standing(row["standing"]): row["many"] for row in await _COUNTED.rows()}
