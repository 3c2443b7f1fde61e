"""Keeping audit entries with what they tell of, listing them, and checking the whole chain."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from models.audit.rules import FIRST, AuditView, digest_of, faults, seal_of
from models.audit.tables import AuditEntry
from models.db import Rows, Statement, lock_until_commit

PAGE_LENGTH = 100
CHECKED_AT_ONCE = 2000
FAULTS_MOST = 100
_ENTRIES = Rows(AuditEntry, *AuditView._fields)
ROWS = (_ENTRIES,)
_HEAD = Statement('select "n", "digest", "seal" from "audit_head" where "id" = 1')
_SET_HEAD = Statement(
    'insert into "audit_head" ("id", "n", "digest", "seal") values (1, ?, ?, ?) '
    'on conflict ("id") do update set "n" = excluded."n", "digest" = excluded."digest", '
    '"seal" = excluded."seal"'
)
_BEFORE = Statement('select * from "audit_entry" where "n" < ? order by "n" desc limit ?')
_AFTER = Statement('select * from "audit_entry" where "n" > ? order by "n" limit ?')


class Done(NamedTuple):
    """An act to be kept."""

    staff_id: int | None
    act: str
    conversation_id: int | None
    detail: Mapping[str, Any]


async def keep(acts: Sequence[Done], *, secret: bytes, at_ms: int) -> None:
    """Add to the chain; in the transaction of the acts themselves."""
    if not acts:
        return
    await lock_until_commit()
    rows = await _HEAD.rows()
    n, digest = (rows[0]["n"], rows[0]["digest"]) if rows else (0, FIRST)
    entries = []
    for done in acts:
        n += 1
        detail = json.dumps(done.detail, ensure_ascii=False, sort_keys=True, default=str)
        entry = AuditView(n, at_ms, done.staff_id, done.act, done.conversation_id, detail, "")
        digest = digest_of(entry, digest, secret=secret)
        entries.append(entry._replace(digest=digest))
    await _ENTRIES.insert(entries)
    await _SET_HEAD.run(n, digest, seal_of(n, digest, secret=secret))


async def listed(before: int | None) -> tuple[list[AuditView], int | None]:
    """The newest entries below a number, and where the next page begins."""
    limit = 2**63 - 1 if before is None else before
    found = [_view(row) for row in await _BEFORE.rows(limit, PAGE_LENGTH + 1)]
    shown = found[:PAGE_LENGTH]
    return shown, shown[-1].n if len(found) > PAGE_LENGTH else None


async def verify(*, secret: bytes) -> tuple[int, str, list[str]]:
    """How many entries there are, the digest of the last, and what is wrong: nothing, if well."""
    last: AuditView | None = None
    found: list[str] = []
    while len(found) < FAULTS_MOST:
        rows = await _AFTER.rows(last.n if last else 0, CHECKED_AT_ONCE)
        if not rows:
            break
        entries = [_view(row) for row in rows]
        found += faults(entries, secret=secret, begins=last)
        last = entries[-1]
    n, digest = (last.n, last.digest) if last else (0, FIRST)
    if len(found) < FAULTS_MOST:
        found += await _end_faults(n, digest, secret=secret)
    return n, digest, found


async def _end_faults(n: int, digest: str, *, secret: bytes) -> list[str]:
    rows = await _HEAD.rows()
    if not rows:
        return ["the end of the chain is missing"] if n else []
    head = rows[0]
    if head["seal"] != seal_of(head["n"], head["digest"], secret=secret):
        return ["the end of the chain was changed"]
    if head["n"] > n:
        return [f"entry {n + 1} to {head['n']} is missing at the end"]
    if (head["n"], head["digest"]) != (n, digest):
        return [f"entry {n} is not the one that was last"]
    return []


def _view(row: Mapping[str, Any]) -> AuditView:
    return AuditView(*(row[name] for name in AuditView._fields))
