"""Files and the messages they belong to: kept first, attached when the message is stored."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.attachments.rules import (
    QUOTA_WITHIN_MS,
    UNUSED_KEPT_MS,
    FileRefusedError,
    Quota,
    Why,
    fit_one_message,
)
from models.attachments.tables import Attachment
from models.attachments.views import Attached, FileView
from models.db import Rows, Statement, lock_until_commit

_FILES = Rows(
    Attachment,
    "id",
    "uploader",
    "conversation_id",
    "message_id",
    "name",
    "kind",
    "type",
    "size",
    "width",
    "height",
    "digest",
    "stored_at_ms",
)
ROWS = (_FILES,)
_USED = Statement(
    'select count(*) as "files", coalesce(sum("size"), 0) as "size" from "attachment" '
    'where "uploader" = ? and "stored_at_ms" > ?'
)
_ONE = Statement('select * from "attachment" where "id" = ?')
_WAITING = Statement(
    'select * from "attachment" where "id" in ?? and "uploader" = ? and "message_id" is null',
    locks=True,
)
_ATTACH = Statement(
    'update "attachment" set "message_id" = ?, "conversation_id" = ? where "id" in ??'
)
_OF_MESSAGE = Statement(
    'select * from "attachment" where "message_id" = ? order by "stored_at_ms", "id"'
)
_UNUSED = Statement(
    'select "id" from "attachment" where "message_id" is null and "stored_at_ms" < ? limit ?'
)
_FORGET = Statement('delete from "attachment" where "id" in ?? and "message_id" is null')
_KNOWN = Statement('select "id" from "attachment" where "id" in ??')
FORGOTTEN_AT_ONCE = 500


async def left_of(uploader: str, quota: Quota, *, at_ms: int) -> Quota:
    """What this sender may still hand in today."""
    rows = await _USED.rows(uploader, at_ms - QUOTA_WITHIN_MS)
    return quota.left(files=int(rows[0]["files"]), size=int(rows[0]["size"]))


async def keep(file: FileView, quota: Quota) -> None:
    """Store the row of a file whose content is on disk; call inside a transaction.

    Raises FileRefusedError when the sender has handed in too much.
    """
    await lock_until_commit()
    left = await left_of(file.uploader, quota, at_ms=file.stored_at_ms)
    if left.files < 1 or left.size < file.size:
        raise FileRefusedError(Why.QUOTA)
    await _FILES.insert([file])


async def waiting(ids: Sequence[str], *, uploader: str) -> list[Attached]:
    """The sender's own files that still wait for a message, in the order asked for.

    Raises FileRefusedError when one is not there, somebody else's, or was sent already: all the
    same answer.
    """
    if not ids:
        return []
    fit_one_message(ids)
    found = {row["id"]: _view(row) for row in await _WAITING.rows(ids, uploader)}
    if len(found) != len(ids):
        raise FileRefusedError(Why.NOT_YOURS)
    return [found[number].told for number in ids]


async def attach(files: Sequence[Attached], *, message_id: int, conversation_id: int) -> None:
    """Let files that `waiting` gave belong to a message of the same transaction."""
    if files:
        await _ATTACH.run(message_id, conversation_id, [file.id for file in files])


async def find(number: str) -> FileView | None:
    """One file by its id."""
    rows = await _ONE.rows(number)
    return _view(rows[0]) if rows else None


async def of_message(message_id: int) -> list[FileView]:
    """The files of one message."""
    return [_view(row) for row in await _OF_MESSAGE.rows(message_id)]


async def forget_unused(*, at_ms: int) -> list[str]:
    """Delete the rows of files that no message came for; their ids. Inside a transaction."""
    rows = await _UNUSED.rows(at_ms - UNUSED_KEPT_MS, FORGOTTEN_AT_ONCE)
    ids = [row["id"] for row in rows]
    if ids:
        await _FORGET.run(ids)
    return ids


async def unknown_of(ids: Sequence[str]) -> set[str]:
    """Those of the ids that no row bears."""
    known = {row["id"] for row in await _KNOWN.rows(ids)} if ids else set()
    return set(ids) - known


def _view(row: Mapping[str, Any]) -> FileView:
    return FileView(*(row[column] for column in _FILES.columns))
