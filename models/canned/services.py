"""Keeping canned replies: everybody's, and each member of staff's own."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from models.canned.rules import (
    CannedRefusedError,
    read_canned_text,
    read_category,
    read_shortcut,
)
from models.db import Statement, lock_until_commit
from models.terms.ids import IdMaker

EVERYBODYS = 0
REPLIES_MOST = 500
"""Of everybody's; of one's own the same again."""

_OF = Statement(
    'select * from "canned_reply" where "owner_id" in ?? '
    'order by "category", "shortcut", "owner_id" desc'
)
_ONE = Statement('select * from "canned_reply" where "id" = ? and "owner_id" in ??')
_SAME = Statement('select "id" from "canned_reply" where "owner_id" = ? and "shortcut" = ?')
_COUNT = Statement('select count(*) as "many" from "canned_reply" where "owner_id" = ?')
_ADD = Statement(
    'insert into "canned_reply" ("id", "owner_id", "shortcut", "category", "text_id", "text_en", '
    '"updated_at_ms", "updated_by") values (?, ?, ?, ?, ?, ?, ?, ?)'
)
_CHANGE = Statement(
    'update "canned_reply" set "shortcut" = ?, "category" = ?, "text_id" = ?, "text_en" = ?, '
    '"updated_at_ms" = ?, "updated_by" = ? where "id" = ?'
)
_DELETE = Statement('delete from "canned_reply" where "id" = ?')


class CannedView(NamedTuple):
    """One reply as it was written, its places unfilled."""

    id: int
    owner_id: int
    shortcut: str
    category: str
    text_id: str
    text_en: str

    def text(self, language: str) -> str:
        """In one language; where it was written in the other alone, in that."""
        first, second = self.text_id, self.text_en
        return (first or second) if language == "id" else (second or first)


class Wording(NamedTuple):
    """A reply as somebody writes it."""

    shortcut: str
    category: str
    text_id: str
    text_en: str

    def checked(self) -> "Wording":
        """The same as it is kept. Raises CannedRefusedError."""
        texts = [
            read_canned_text(self.text_id, "text_id"),
            read_canned_text(self.text_en, "text_en"),
        ]
        if not any(texts):
            raise CannedRefusedError("text_id", "empty", "There is no text in this reply.")
        return Wording(read_shortcut(self.shortcut), read_category(self.category), *texts)


class NoSuchReplyError(Exception):
    """There is no such reply, or it is somebody else's own."""


async def known_to(staff_id: int) -> list[CannedView]:
    """Everybody's replies and one's own, by category and shortcut."""
    return [_view(row) for row in await _OF.rows([EVERYBODYS, staff_id])]


async def find(number: int, *, staff_id: int) -> CannedView:
    """One that this member of staff may use. Raises NoSuchReplyError."""
    rows = await _ONE.rows(number, [EVERYBODYS, staff_id])
    if not rows:
        raise NoSuchReplyError
    return _view(rows[0])


async def add(
    wording: Wording, *, owner_id: int, staff_id: int, at_ms: int, new_id: IdMaker
) -> int:
    """Keep a new one, `EVERYBODYS` or one's own; its id. Raises CannedRefusedError."""
    told = wording.checked()
    await lock_until_commit()
    await _must_be_free(told.shortcut, owner_id, None)
    if (await _COUNT.rows(owner_id))[0]["many"] >= REPLIES_MOST:
        raise CannedRefusedError("shortcut", "full", f"There are {REPLIES_MOST} replies already.")
    number = new_id()
    await _ADD.run(number, owner_id, *told, at_ms, staff_id)
    return number


async def change(known: CannedView, wording: Wording, *, staff_id: int, at_ms: int) -> None:
    """Write one anew. Raises CannedRefusedError."""
    told = wording.checked()
    await lock_until_commit()
    await _must_be_free(told.shortcut, known.owner_id, known.id)
    await _CHANGE.run(*told, at_ms, staff_id, known.id)


async def delete(known: CannedView) -> None:
    """Keep it no longer."""
    await _DELETE.run(known.id)


async def _must_be_free(shortcut: str, owner_id: int, number: int | None) -> None:
    rows = await _SAME.rows(owner_id, shortcut)
    if rows and rows[0]["id"] != number:
        raise CannedRefusedError("shortcut", "used", f"There is a reply /{shortcut} already.")


def _view(row: Mapping[str, Any]) -> CannedView:
    return CannedView(
        row["id"],
        row["owner_id"],
        row["shortcut"],
        row["category"],
        row["text_id"],
        row["text_en"],
    )
