"""Two doors of one person lead into one thread: whoever came by the other goes on in this one."""

from models.conversations.page import Page
from models.db import Statement
from models.people import identity
from models.people.services import take_on_refusal
from models.terms.ids import IdMaker

_MOVE_DOORS = Statement('update "address" set "contact_id" = ? where "contact_id" = ?')
_ADD_DOOR = Statement(
    'insert into "address" ("id", "contact_id", "channel", "value", "created_at_ms") '
    "values (?, ?, ?, ?, ?) on conflict do nothing"
)
_UNSEEN = Statement(
    'select c."id" from "conversation" c where c."away_channel" is not null '
    'and c."channel" <> c."away_channel" and c."at_page_ms" < ? and c."updated_at_ms" > ? '
    'and c."seen_pos" < c."last_pos" and exists (select 1 from "message" m '
    'left join "outbox" o on o."message_id" = m."id" where m."conversation_id" = c."id" '
    'and m."pos" > c."seen_pos" and m."author" = \'staff\' and o."message_id" is null) limit ?'
)
_WITH_OTHER_DOOR = Statement(
    'select "id" from "conversation" where "id" in ?? and "away_channel" is not null'
)
_CONVERSATION_OF = Statement('select "id" from "conversation" where "contact_id" = ?')
_UNSENT = Statement(
    'select o."message_id" from "outbox" o join "message" m on m."id" = o."message_id" '
    'where o."conversation_id" = ? and o."stage" = \'queued\' and o."attempts" = 0 '
    'and m."reply_to" is null'
)
_UNSEEN_LINES = Statement(
    'select m."id", m."text", m."attachments" from "message" m '
    'left join "outbox" o on o."message_id" = m."id" where m."conversation_id" = ? '
    'and m."pos" > ? and m."author" = \'staff\' and o."message_id" is null order by m."pos"'
)


async def open_door(page: Page, channel: str, address: str, *, new_id: IdMaker) -> None:
    """From now on `address` leads into this conversation, and reaches the contact when away."""
    now = page.now
    await _ADD_DOOR.run(new_id(), now.contact_id, channel, address, page.at_ms)
    now.away_channel, now.away_address = channel, address
    if now.channel != channel:
        now.at_page_ms = page.at_ms


async def move_doors(page: Page, leaving: Page) -> None:
    """All that led into `leaving` leads into `page`; what its contact refused stays refused."""
    await _MOVE_DOORS.run(page.now.contact_id, leaving.now.contact_id)
    await identity.link(page.now.contact_id, leaving.now.contact_id)
    await take_on_refusal(page.now.contact_id, of=leaving.now.contact_id, at_ms=page.at_ms)


async def conversation_of(contact_id: int) -> int | None:
    """The conversation of a contact, if they ever had one."""
    rows = await _CONVERSATION_OF.rows(contact_id)
    return rows[0]["id"] if rows else None


async def with_other_door(conversation_ids: list[int]) -> list[int]:
    """Those of them whose contact can be reached by another door, too."""
    return [row["id"] for row in await _WITH_OTHER_DOOR.rows(conversation_ids)]


async def unseen_by_the_away(*, left_before_ms: int, since_ms: int, limit: int = 50) -> list[int]:
    """Conversations where a person at the desk said something that nobody was there to see."""
    rows = await _UNSEEN.rows(left_before_ms, since_ms, limit)
    return [row["id"] for row in rows]


async def unseen_lines(conversation_id: int, *, after: int) -> list[tuple[int, str, bool]]:
    """Ids and texts of what staff said after a position and no other door has carried.

    The third tells whether files came with it.
    """
    rows = await _UNSEEN_LINES.rows(conversation_id, after)
    return [(row["id"], row["text"], row["attachments"] is not None) for row in rows]


async def unsent(conversation_id: int) -> list[int]:
    """What waits to leave by another door though nobody asked for it just now."""
    return [row["message_id"] for row in await _UNSENT.rows(conversation_id)]
