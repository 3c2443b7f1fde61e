"""Colleagues who are named in notes: `@name` calls one; read up to there, it is seen."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.db import Statement
from models.terms.ids import IdMaker

NAMED_MOST = 20
"""In one note; who is named behind them is not called."""
LOOKED_AT_MOST = 200
"""How far back one's mentions are looked through."""

_NAME = re.compile(r"(?<![\w@.+\-])@([\w.\-]{1,64})")
_KEEP = Statement(
    'insert into "mention" ("id", "conversation_id", "pos", "staff_id", "by_staff_id", "at_ms") '
    "values (?, ?, ?, ?, ?, ?) on conflict do nothing"
)
_NAMED_IN = Statement(
    'select "staff_id" from "mention" where "conversation_id" = ? and "pos" = ? and '
    '"staff_id" in ??'
)
_UNREAD = (
    'from (select * from "mention" where "staff_id" = ? order by "id" desc limit ?) n '
    'left join "thread_read" r on r."staff_id" = n."staff_id" '
    'and r."conversation_id" = n."conversation_id" where n."pos" > coalesce(r."pos", 0)'
)
_COUNT = Statement(f'select count(*) as "many" {_UNREAD}')
_LISTED = Statement(
    'select n."conversation_id", n."pos", n."by_staff_id", n."at_ms", '  # noqa: S608
    '(select m."text" from "message" m where m."conversation_id" = n."conversation_id" '
    f'and m."pos" = n."pos") as "text" {_UNREAD} order by n."id" desc'
)


class MentionView(NamedTuple):
    """A note that names somebody who has not read it."""

    conversation_id: int
    pos: int
    by_staff_id: int
    at_ms: int
    text: str


def named_in(text: str, known: Mapping[str, int]) -> list[int]:
    """The ids of those a text calls by `@name`, in its order; `known` has names casefolded.

    A full stop behind a name is not part of it, nor is the `@` of a mail address a call.
    """
    found = []
    for name in _NAME.findall(text):
        folded = name.casefold()
        staff_id = known.get(folded, known.get(folded.rstrip(".-")))
        if staff_id is not None and staff_id not in found:
            found.append(staff_id)
    return found[:NAMED_MOST]


async def keep(
    staff_ids: Sequence[int],
    *,
    conversation_id: int,
    pos: int,
    by_staff_id: int,
    at_ms: int,
    new_id: IdMaker,
) -> None:
    """Note that a note names them."""
    for staff_id in staff_ids:
        await _KEEP.run(new_id(), conversation_id, pos, staff_id, by_staff_id, at_ms)


async def called_by(conversation_id: int, pos: int, *, among: Sequence[int]) -> list[int]:
    """Who of these is named in a note."""
    return [row["staff_id"] for row in await _NAMED_IN.rows(conversation_id, pos, among)]


async def unread_count(staff_id: int) -> int:
    """In how many notes somebody is named and has not read up to there."""
    return int((await _COUNT.rows(staff_id, LOOKED_AT_MOST))[0]["many"])


async def unread(staff_id: int) -> list[MentionView]:
    """These notes, the newest first."""
    return [
        MentionView(
            row["conversation_id"], row["pos"], row["by_staff_id"], row["at_ms"], row["text"] or ""
        )
        for row in await _LISTED.rows(staff_id, LOOKED_AT_MOST)
    ]
