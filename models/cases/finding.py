"""Whose a case is, for staff who know its number."""

import re

from models.cases.rules import number_of
from models.db import Statement

_WHOSE = Statement(
    'select c."phone", t."who_id" from "case_file" c '
    'left join "case_terms" t on t."case_id" = c."id" where c."number" = ?'
)
_WRITTEN = re.compile(r"LKT[\s\-./]*([0-9]{4})[\s\-./]*([0-9]{1,6})")


def read_number(text: str) -> str | None:
    """A case's number as receipts bear it, from how people write it (lkt 2026 123), or None."""
    parts = _WRITTEN.fullmatch(text.strip().upper())
    return number_of(int(parts[1]), int(parts[2])) if parts else None


async def whose(number: str) -> tuple[str | None, int | None] | None:
    """The telephone on file and the person who applied; None when there is no such case."""
    rows = await _WHOSE.rows(number)
    return (rows[0]["phone"], rows[0]["who_id"]) if rows else None
