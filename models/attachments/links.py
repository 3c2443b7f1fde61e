"""One-time links by which the files of a message are fetched from a telephone."""

import hashlib
import secrets
from typing import NamedTuple

from models.attachments.tables import FileLink
from models.db import Rows, Statement

TOKEN_BYTES = 16
"""128 random bits."""
VALID_HOURS = 48
_LINKS = Rows(FileLink, "digest", "message_id", "expires_at_ms", "used_at_ms")
ROWS = (_LINKS,)
_GOOD = Statement(
    'select "message_id" from "file_link" '
    'where "digest" = ? and "used_at_ms" is null and "expires_at_ms" > ?'
)
_USE = Statement(
    'update "file_link" set "used_at_ms" = ? '
    'where "digest" = ? and "used_at_ms" is null and "expires_at_ms" > ?'
)
_FORGET = Statement('delete from "file_link" where "expires_at_ms" < ?')


class Link(NamedTuple):
    """A link that is about to be sent; its token is kept by its digest alone."""

    token: str
    hours: int = VALID_HOURS


def fresh() -> Link:
    """A new token, good for nothing until it is kept."""
    return Link(secrets.token_urlsafe(TOKEN_BYTES))


async def keep(link: Link, *, message_id: int, at_ms: int) -> None:
    """Let a link lead to the files of a message."""
    expires = at_ms + link.hours * 3_600_000
    await _LINKS.insert([(_digest(link.token), message_id, expires, None)])


async def is_good(token: str, *, at_ms: int) -> bool:
    """Whether a link can still be used."""
    return bool(await _GOOD.rows(_digest(token), at_ms))


async def use(token: str, *, at_ms: int) -> int | None:
    """Use a link up: the message it leads to, or None when it was used, is old or is none."""
    rows = await _GOOD.rows(_digest(token), at_ms)
    if not rows or not await _USE.run(at_ms, _digest(token), at_ms):
        return None
    message_id: int = rows[0]["message_id"]
    return message_id


async def forget(*, before_ms: int) -> None:
    """Delete what has long expired."""
    await _FORGET.run(before_ms)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
