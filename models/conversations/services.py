"""Reading conversations: what a group of turns needs first, what the doors and the desk show."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.attachments.views import Attached
from models.conversations.rules import Act, Author
from models.conversations.views import (
    ConversationView,
    DeskEventView,
    MessageView,
    ParkedView,
)
from models.conversations.writing import Written, write
from models.db import Statement
from models.terms.channel import Stage

__all__ = [
    "StoredCopy",
    "Written",
    "by_addresses",
    "by_ids",
    "due_parked",
    "events_since",
    "highest_id",
    "message",
    "messages_after",
    "messages_before",
    "newest_event",
    "replies_to",
    "stored_copies",
    "threads",
    "waiting_count",
    "write",
]

MEANWHILE_MOST = 10
PAGE_LENGTH = 200
"""How many messages or events one answer carries at most."""
THREADS_MOVED = 100

_ADDRESS_ROWS = Statement(
    'select c.*, a."value" as "found_by" from "address" a '
    'join "conversation" c on c."contact_id" = a."contact_id" '
    'where a."value" in ?? and a."channel" = ?',
    locks=True,
)
_BY_IDS = Statement('select * from "conversation" where "id" in ??', locks=True)
_COPIES = Statement(
    'select "id", "conversation_id", "pos", "text", "at_ms", "client_key" from "message" '
    'where "client_key" in ??'
)
_MESSAGE_COLUMNS = 'm.*, o."stage" as "stage"'
_WITH_STAGE = '"message" m left join "outbox" o on o."message_id" = m."id"'
_MEANWHILE = Statement(
    'select v."text" from "message" v where v."conversation_id" = ? and v."author" = \'visitor\' '
    'and v."pos" > coalesce((select b."pos" from "message" b where b."conversation_id" = ? '
    'and b."author" = \'bot\' order by b."pos" desc limit 1), 0) order by v."pos" desc limit ?'
)
_REPLIES = Statement(
    f'select {_MESSAGE_COLUMNS} from {_WITH_STAGE} where m."reply_to" in ?? order by m."pos"'  # noqa: S608 -- constants
)
_AFTER = Statement(
    f"select {_MESSAGE_COLUMNS} from {_WITH_STAGE} "  # noqa: S608 -- constants
    'where m."conversation_id" = ? and m."pos" > ? order by m."pos" limit ?'
)
_BEFORE = Statement(
    f"select {_MESSAGE_COLUMNS} from {_WITH_STAGE} "  # noqa: S608 -- constants
    'where m."conversation_id" = ? and m."pos" < ? order by m."pos" desc limit ?'
)
_MESSAGE = Statement(
    f'select {_MESSAGE_COLUMNS} from {_WITH_STAGE} where m."id" = ?'  # noqa: S608 -- constants
)
_PARKED = Statement('select * from "parked" where "due_at_ms" <= ? order by "due_at_ms" limit ?')
_EVENTS = Statement('select * from "desk_event" where "n" > ? order by "n" limit ?')
_NEWEST = Statement('select coalesce(max("n"), 0) as "n" from "desk_event"')
_THREADS = Statement('select * from "conversation" order by "updated_at_ms" desc limit ?')
_WAITING = Statement(
    'select count(*) as "waiting" from "conversation" where "waiting_since_ms" is not null'
)
_HIGHEST = Statement(
    'select max(x."id") as "id" from (select max("id") as "id" from "message" '
    'union all select max("id") from "conversation" '
    'union all select max("id") from "contact" union all select max("id") from "address" '
    'union all select max("id") from "outbox_part" union all select max("id") from "inbound_part" '
    'union all select max("id") from "quarantine") x'
)


@dataclass(frozen=True, slots=True)
class StoredCopy:
    """A message that was stored before under the same key."""

    id: int
    conversation_id: int
    pos: int
    text: str
    at_ms: int


async def by_addresses(channel: str, values: Sequence[str]) -> dict[str, ConversationView]:
    """The conversations of these addresses of one channel, locked until the commit."""
    rows = await _ADDRESS_ROWS.rows(values, channel)
    return {row["found_by"]: ConversationView.from_row(row) for row in rows}


async def by_ids(ids: Sequence[int]) -> dict[int, ConversationView]:
    """These conversations, locked until the commit."""
    return {row["id"]: ConversationView.from_row(row) for row in await _BY_IDS.rows(ids)}


async def stored_copies(keys: Sequence[str]) -> dict[tuple[int, str], StoredCopy]:
    """What is stored under these client keys, by conversation and key."""
    return {
        (row["conversation_id"], row["client_key"]): StoredCopy(
            row["id"], row["conversation_id"], row["pos"], row["text"], row["at_ms"]
        )
        for row in await _COPIES.rows(keys)
    }


async def said_meanwhile(conversation_id: int) -> list[str]:
    """What the contact said last that the bot did not answer, in its order."""
    rows = await _MEANWHILE.rows(conversation_id, conversation_id, MEANWHILE_MOST)
    return [row["text"] for row in reversed(rows)]


async def replies_to(message_ids: Sequence[int]) -> list[MessageView]:
    """What was answered to these messages, in order."""
    return [_message(row) for row in await _REPLIES.rows(message_ids)]


async def messages_after(
    conversation_id: int, pos: int, *, limit: int = PAGE_LENGTH
) -> list[MessageView]:
    """Messages above a position, oldest first, at most `limit`."""
    return [_message(row) for row in await _AFTER.rows(conversation_id, pos, limit)]


async def messages_before(
    conversation_id: int, pos: int, *, limit: int = PAGE_LENGTH
) -> list[MessageView]:
    """The messages just below a position, oldest first, at most `limit`."""
    return [_message(row) for row in await _BEFORE.rows(conversation_id, pos, limit)][::-1]


async def message(message_id: int) -> MessageView | None:
    """One message by its id."""
    rows = await _MESSAGE.rows(message_id)
    return _message(rows[0]) if rows else None


async def due_parked(*, now_ms: int, limit: int = 100) -> list[ParkedView]:
    """Failed turns whose time to be tried again has come."""
    return [
        ParkedView(
            row["message_id"],
            row["conversation_id"],
            row["turn"],
            row["attempts"],
            row["due_at_ms"],
            row["error"],
        )
        for row in await _PARKED.rows(now_ms, limit)
    ]


async def events_since(n: int, *, limit: int = PAGE_LENGTH) -> list[DeskEventView]:
    """Desk events above a number, in order, at most `limit`."""
    return [
        DeskEventView(
            row["n"],
            row["kind"],
            row["conversation_id"],
            row["first_pos"],
            row["last_pos"],
            json.loads(row["detail"]) if row["detail"] else {},
            row["at_ms"],
        )
        for row in await _EVENTS.rows(n, limit)
    ]


async def newest_event() -> int:
    """The number of the last desk event; 0 when there is none."""
    return int((await _NEWEST.rows())[0]["n"])


async def threads(*, limit: int = THREADS_MOVED) -> list[ConversationView]:
    """The conversations that moved last, newest first."""
    return [ConversationView.from_row(row) for row in await _THREADS.rows(limit)]


async def waiting_count() -> int:
    """How many contacts wait for a person."""
    return int((await _WAITING.rows())[0]["waiting"])


async def highest_id() -> int:
    """The highest number any row bears, for `IdMaker`; 0 in an empty database."""
    return (await _HIGHEST.rows())[0]["id"] or 0


def _message(row: Mapping[str, Any]) -> MessageView:
    choices = json.loads(row["choices"]) if row["choices"] else ()
    return MessageView(
        row["id"],
        row["conversation_id"],
        row["pos"],
        Author(row["author"]),
        Act(row["act"]) if row["act"] else None,
        row["staff_id"],
        row["channel"],
        row["text"],
        tuple((value, label) for value, label in choices),
        row["client_key"],
        row["reply_to"],
        row["at_ms"],
        Stage(row["stage"]) if row["stage"] else None,
        tuple(Attached(*file) for file in json.loads(row["attachments"] or "[]")),
    )
