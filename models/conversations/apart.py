"""How many threads other departments have, for those who are not shown them."""

from collections.abc import Collection

from models.conversations.rules import Standing
from models.db import Statement

_APART = Statement(
    'select "standing", count(*) as "many" from "conversation" '
    'where "department_id" is not null and "department_id" not in ?? '
    'and ("owner_id" is null or "owner_id" <> ?) group by "standing"'
)
_NONE = 0
"""No department has this number, and a list of none cannot be asked for."""


async def counts(departments: Collection[int], *, staff_id: int) -> dict[Standing, int]:
    """How many threads stand in each place that these departments do not have, nor this person."""
    rows = await _APART.rows([_NONE, *sorted(departments)], staff_id)
    return {Standing(row["standing"]): row["many"] for row in rows}
