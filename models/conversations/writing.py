"""The one place where everything a group of turns leaves is written, a statement a table."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from models.conversations import tallies
from models.conversations.page import Desk, Page
from models.conversations.tables import (
    Conversation,
    DeskEvent,
    Message,
    Outbox,
    OutboxPart,
    Parked,
    Timer,
)
from models.conversations.views import (
    CONVERSATION_COLUMNS,
    TURN_COLUMNS,
    DeskEventView,
    MessageView,
    OutboxView,
    PartView,
)
from models.db import Rows, Statement, lock_until_commit
from models.people.tables import Address, Contact
from models.terms.ids import IdMaker

_CONVERSATIONS = Rows(Conversation, *CONVERSATION_COLUMNS)
_TURNED = Rows(Conversation, *TURN_COLUMNS)
MESSAGES = Rows(
    Message,
    "id",
    "conversation_id",
    "pos",
    "author",
    "act",
    "staff_id",
    "channel",
    "text",
    "choices",
    "client_key",
    "reply_to",
    "at_ms",
    "attachments",
)
OUTBOX = Rows(
    Outbox,
    "message_id",
    "conversation_id",
    "channel",
    "address",
    "text",
    "priority",
    "stage",
    "due_at_ms",
    "valid_until_ms",
    "attempts",
    "reference",
    "repeats",
    "detail",
    "updated_at_ms",
)
_OUTBOX_PROGRESS = Rows(
    Outbox,
    "message_id",
    "stage",
    "due_at_ms",
    "valid_until_ms",
    "attempts",
    "reference",
    "repeats",
    "detail",
    "updated_at_ms",
)
_PARTS = Rows(
    OutboxPart,
    "id",
    "message_id",
    "number",
    "total",
    "channel",
    "address",
    "line",
    "stage",
    "reference",
    "at_ms",
)
_PART_PROGRESS = Rows(OutboxPart, "id", "line", "stage", "reference", "at_ms")
_PARKED = Rows(Parked, "message_id", "conversation_id", "turn", "attempts", "due_at_ms", "error")
_TIMERS = Rows(Timer, "message_id", "conversation_id", "turn", "kind", "due_at_ms")
_EVENTS = Rows(
    DeskEvent, "n", "kind", "conversation_id", "first_pos", "last_pos", "detail", "at_ms"
)
_CONTACTS = Rows(Contact, "id", "name", "language", "opted_out_at_ms", "created_at_ms")
_ADDRESSES = Rows(Address, "id", "contact_id", "channel", "value", "created_at_ms")
ROWS = (_CONVERSATIONS, MESSAGES, OUTBOX, _PARTS, _PARKED, _TIMERS, _EVENTS, _CONTACTS, _ADDRESSES)
"""Every hand-written column list; a test compares them with the tables."""

_LAST_EVENT = Statement('select coalesce(max("n"), 0) as "n" from "desk_event"')
_UNPARK = Statement('delete from "parked" where "message_id" in ??')


@dataclass(slots=True)
class Written:
    """Everything one transaction stores."""

    pages: list[Page] = field(default_factory=list)
    progress: list[OutboxView] = field(default_factory=list)
    """Outbox rows as they shall stand."""
    begun: list[PartView] = field(default_factory=list)
    """Parts that begin to leave for the first time."""
    parts: list[PartView] = field(default_factory=list)
    """Parts as they shall stand."""
    events: list[Desk] = field(default_factory=list)
    """Desk events that belong to no page."""


async def write(written: Written, *, at_ms: int, new_id: IdMaker) -> list[DeskEventView]:
    """Store it; call inside a transaction, last before its end, for the events are numbered."""
    pages = written.pages
    await _write_conversations(pages, new_id)
    await MESSAGES.insert([message_row(m) for page in pages for m in page.messages])
    await OUTBOX.insert([o for page in pages for o in page.outbox])
    await _OUTBOX_PROGRESS.update([_progress_row(o) for o in written.progress])
    await _PARTS.insert(written.begun)
    await _PART_PROGRESS.update(
        [(p.id, p.line, p.stage, p.reference, p.at_ms) for p in written.parts]
    )
    await _write_parked(pages)
    await _TIMERS.insert([timer for page in pages for timer in page.timers])
    events = [event for page in pages for event in page.events]
    numbered = await _write_events([*events, *written.events], at_ms)
    await tallies.follow(pages)
    return numbered


async def _write_conversations(pages: Sequence[Page], new_id: IdMaker) -> None:
    latest: dict[int, Page] = {}
    fresh: dict[int, Page] = {}
    for page in pages:
        latest[page.now.id] = page
        if page.is_new:
            fresh[page.now.id] = page
    new = [latest[key].now for key in fresh]
    await _CONTACTS.insert([(c.contact_id, None, c.language, None, c.created_at_ms) for c in new])
    await _ADDRESSES.insert(
        [(new_id(), c.contact_id, c.channel, c.address, c.created_at_ms) for c in new]
    )
    await _CONVERSATIONS.insert([c.row() for c in new])
    known = [page.now for key, page in latest.items() if key not in fresh]
    moved = {page.now.id for page in pages if not page.now.stands_as(page.before)}
    await _CONVERSATIONS.update([c.row() for c in known if c.id in moved])
    await _TURNED.update([c.turn_row() for c in known if c.id not in moved])


async def _write_parked(pages: Sequence[Page]) -> None:
    done = [page.unparked_id for page in pages if page.unparked_id is not None]
    if done:
        await _UNPARK.run(done)
    await _PARKED.insert([page.parked for page in pages if page.parked])


async def _write_events(events: Sequence[Desk], at_ms: int) -> list[DeskEventView]:
    if not events:
        return []
    await lock_until_commit()  # two at a time, and a desk could miss the later numbers
    last = (await _LAST_EVENT.rows())[0]["n"]
    numbered = [
        DeskEventView(n, e.kind, e.conversation_id, e.first_pos, e.last_pos, e.detail, at_ms)
        for n, e in enumerate(events, start=last + 1)
    ]
    await _EVENTS.insert([_event_row(event) for event in numbered])
    return numbered


def message_row(m: MessageView) -> tuple[object, ...]:
    return (
        m.id,
        m.conversation_id,
        m.pos,
        m.author.value,
        m.act.value if m.act else None,
        m.staff_id,
        m.channel,
        m.text,
        msgspec.json.encode(m.choices).decode() if m.choices else None,
        m.client_key,
        m.reply_to,
        m.at_ms,
        msgspec.json.encode(m.attachments).decode() if m.attachments else None,
    )


def _progress_row(o: OutboxView) -> tuple[object, ...]:
    return (
        o.message_id,
        o.stage.value,
        o.due_at_ms,
        o.valid_until_ms,
        o.attempts,
        o.reference,
        o.repeats,
        o.detail,
        o.updated_at_ms,
    )


def _event_row(e: DeskEventView) -> tuple[object, ...]:
    detail = msgspec.json.encode(e.detail).decode() if e.detail else None
    return (e.n, e.kind, e.conversation_id, e.first_pos, e.last_pos, detail, e.at_ms)
