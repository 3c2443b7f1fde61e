"""Versions of dialogs, kept as long as somebody may stand in one."""

from collections.abc import Mapping

from models.conversations.tables import Script
from models.db import Rows, Statement, lock_until_commit

_ALL = Statement('select "version", "body" from "script"')
_KNOWN = Statement('select "version" from "script" where "version" in ??')
_KEPT = Rows(Script, "version", "dialog", "body", "kept_at_ms")


async def keep(bodies: Mapping[str, tuple[str, str]], *, at_ms: int) -> None:
    """Store what is not stored yet: version -> name of the dialog and body."""
    await lock_until_commit()  # processes that start together store a version once
    known = {row["version"] for row in await _KNOWN.rows(sorted(bodies))}
    await _KEPT.insert(
        [
            (version, name, body, at_ms)
            for version, (name, body) in bodies.items()
            if version not in known
        ]
    )


async def bodies() -> dict[str, str]:
    """Every version that was ever held here."""
    return {row["version"]: row["body"] for row in await _ALL.rows()}
