"""Finding messages by their words, the newest first, page after page to the very first.

Messages become findable a moment after they are stored (docs/adr/0022): `index_next` follows the
numbered desk events, so that no message is left out and none is entered twice.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from models.conversations.wording import (
    Asked,
    for_postgres,
    for_sqlite,
    stands_in,
    words_of,
)
from models.db import Statement, is_sqlite, transaction

EVENTS_AT_ONCE = 100
"""How many desk events are followed in one transaction: a few milliseconds."""
LOOKED_AT_ONCE = 200
LOOKED_MOST = 2000
"""How many messages one page looks into where signs must be compared; the next page goes on."""
BEYOND = 2**63 - 1

_MARK = Statement('select "n" from "search_mark" where "id" = 1', locks=True)
_SET_MARK = Statement('update "search_mark" set "n" = ? where "id" = 1')
_UNTIL = Statement(
    'select max("n") as "n" from '
    '(select "n" from "desk_event" where "n" > ? order by "n" limit ?) e'
)
_FRESH = Statement(
    'select distinct m."id", m."text" from "desk_event" e '
    'join "message" m on m."conversation_id" = e."conversation_id" '
    'and m."pos" between e."first_pos" and e."last_pos" '
    'where e."n" > ? and e."n" <= ? and m."act" is null order by m."id"'
)
_ENTERED = Statement(
    'select rowid as "id" from "message_words" where rowid in ??',
    postgres='select "message_id" as "id" from "message_words" where "message_id" in ??',
)
_ENTER = Statement(
    'insert into "message_words" (rowid, "words") '
    "select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(?)",
    postgres=(
        'insert into "message_words" ("message_id", "words") '
        "select (e ->> 0)::bigint, array_to_tsvector(string_to_array(e ->> 1, ' ')) "
        "from json_array_elements((?::text)::json) e"
    ),
)
_MESSAGE = 'm."id", m."conversation_id", m."pos", m."text", m."at_ms"'
_WORDED = Statement(
    f'select f."rowid" as "at", {_MESSAGE} from '  # noqa: S608 -- constants
    '(select rowid from "message_words" where "message_words" match ? and rowid < ? '
    'order by rowid desc limit ?) f left join "message" m on m."id" = f."rowid" '
    'order by f."rowid" desc',
    postgres=(
        f'select f."message_id" as "at", {_MESSAGE} from '  # noqa: S608 -- constants
        '(select "message_id" from "message_words" where "words" @@ (?::text)::tsquery '
        'and "message_id" < ? order by "message_id" desc limit ?) f '
        'left join "message" m on m."id" = f."message_id" order by f."message_id" desc'
    ),
)
_ALL = Statement(
    f'select m."id" as "at", {_MESSAGE} from "message" m '  # noqa: S608 -- constants
    'where m."id" < ? and m."act" is null order by m."id" desc limit ?'
)


class FoundMessage(NamedTuple):
    """A message that has what was asked for."""

    id: int
    conversation_id: int
    pos: int
    text: str
    at_ms: int


async def index_next() -> bool:
    """Enter the words of the messages that desk events told of next; False when there are none."""
    async with transaction():
        mark = (await _MARK.rows())[0]["n"]
        until = (await _UNTIL.rows(mark, EVENTS_AT_ONCE))[0]["n"]
        if until is None:
            return False
        rows = await _FRESH.rows(mark, until)
        await enter([(row["id"], row["text"]) for row in rows])
        await _SET_MARK.run(until)
    return True


async def enter(messages: Sequence[tuple[int, str]]) -> None:
    """Make messages findable by their words; inside a transaction. Those that are stay as is."""
    known = {row["id"] for row in await _ENTERED.rows([number for number, _ in messages])}
    fresh = [(number, " ".join(words_of(text))) for number, text in messages if number not in known]
    if fresh:
        await _ENTER.run(json.dumps(fresh))


async def by_text(
    asked: Asked, *, before: int | None, limit: int
) -> tuple[list[FoundMessage], int | None]:
    """Messages below an id with all that is asked, and below which id to go on; None: no more.

    A page may be short, even empty, where signs had to be compared; only None ends the search.
    """
    found: list[FoundMessage] = []
    at, looked = BEYOND if before is None else before, 0
    size = limit if asked.exactly is None else LOOKED_AT_ONCE
    while looked < LOOKED_MOST:
        rows = await _candidates(asked, at, size)
        for row in rows:
            at = row["at"]
            if row["text"] is not None and stands_in(asked, row["text"]):
                found.append(_message(row))
                if len(found) == limit:
                    return found, at
        looked += len(rows)
        if len(rows) < size:
            return found, None
    return found, at


async def _candidates(asked: Asked, before: int, limit: int) -> Sequence[Mapping[str, Any]]:
    """Messages with the words; where only signs are asked for, any may have them."""
    if asked.words:
        ask = for_sqlite if is_sqlite() else for_postgres
        return await _WORDED.slow_rows(ask(asked.words), before, limit)
    return await _ALL.slow_rows(before, limit)


def _message(row: Mapping[str, Any]) -> FoundMessage:
    return FoundMessage(row["id"], row["conversation_id"], row["pos"], row["text"], row["at_ms"])
