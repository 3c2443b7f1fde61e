"""What the other floors see of a conversation: plain values, no table rows.

The values that every turn makes are named tuples: a frozen dataclass takes three times as long.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from models.attachments.views import Attached
from models.conversations.rules import Act, Author, Speaker, Standing, TimerKind
from models.terms.channel import Priority, Stage

_FIELDS = (
    "id",
    "contact_id",
    "channel",
    "address",
    "language",
    "speaker",
    "owner_id",
    "turn",
    "last_pos",
    "seen_pos",
    "dialog",
    "waiting_since_ms",
    "needs_person",
    "said_since_ms",
    "said_count",
    "noise_count",
    "preview",
    "away_channel",
    "away_address",
    "at_page_ms",
    "created_at_ms",
    "updated_at_ms",
    "urgency",
    "department_id",
    "last_owner_id",
    "closed_at_ms",
    "snoozed_until_ms",
)
CONVERSATION_COLUMNS = (*_FIELDS, "standing")
TURN_COLUMNS = (
    "id",
    "channel",
    "address",
    "language",
    "turn",
    "last_pos",
    "seen_pos",
    "dialog",
    "needs_person",
    "said_since_ms",
    "said_count",
    "noise_count",
    "preview",
    "at_page_ms",
    "updated_at_ms",
)
"""What a turn of the bot changes; the indexes of all other columns need not be touched."""
_FIELDS_OF = attrgetter(*_FIELDS)
_COLUMNS_OF = attrgetter(*CONVERSATION_COLUMNS)
_TURN_OF = attrgetter(*TURN_COLUMNS)
_REST_OF = attrgetter(*(name for name in _FIELDS if name not in TURN_COLUMNS))
_STANDING_OF = {speaker: Standing(speaker.value) for speaker in Speaker}


@dataclass(slots=True)
class ConversationView:
    """Where a conversation stands; the columns of its row. A page changes a copy of its own."""

    id: int
    contact_id: int
    channel: str
    address: str
    language: str
    speaker: Speaker
    owner_id: int | None
    turn: int
    last_pos: int
    seen_pos: int
    dialog: str | None
    waiting_since_ms: int | None
    needs_person: bool
    said_since_ms: int
    said_count: int
    noise_count: int
    preview: str
    away_channel: str | None
    away_address: str | None
    at_page_ms: int
    created_at_ms: int
    updated_at_ms: int
    urgency: int = 0
    department_id: int | None = None
    last_owner_id: int | None = None
    closed_at_ms: int | None = None
    snoozed_until_ms: int | None = None

    @property
    def standing(self) -> Standing:
        """In which of the desk's lists it is."""
        if self.closed_at_ms is not None:
            return Standing.CLOSED
        if self.snoozed_until_ms is not None:
            return Standing.ASLEEP
        return _STANDING_OF[self.speaker]

    @classmethod
    def begun(
        cls, *, number: int, contact_id: int, channel: str, address: str, language: str, at_ms: int
    ) -> "ConversationView":
        """A conversation in which nothing has been said yet."""
        return cls(
            id=number,
            contact_id=contact_id,
            channel=channel,
            address=address,
            language=language,
            speaker=Speaker.BOT,
            owner_id=None,
            turn=0,
            last_pos=0,
            seen_pos=0,
            dialog=None,
            waiting_since_ms=None,
            needs_person=False,
            said_since_ms=at_ms,
            said_count=0,
            noise_count=0,
            preview="",
            away_channel=None,
            away_address=None,
            at_page_ms=0,
            created_at_ms=at_ms,
            updated_at_ms=at_ms,
        )

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "ConversationView":
        """From a row, by column name."""
        return cls(
            row["id"],
            row["contact_id"],
            row["channel"],
            row["address"],
            row["language"],
            Speaker(row["speaker"]),
            row["owner_id"],
            row["turn"],
            row["last_pos"],
            row["seen_pos"],
            row["dialog"],
            row["waiting_since_ms"],
            bool(row["needs_person"]),
            row["said_since_ms"],
            row["said_count"],
            row["noise_count"],
            row["preview"],
            row["away_channel"],
            row["away_address"],
            row["at_page_ms"],
            row["created_at_ms"],
            row["updated_at_ms"],
            row["urgency"],
            row["department_id"],
            row["last_owner_id"],
            row["closed_at_ms"],
            row["snoozed_until_ms"],
        )

    def row(self) -> tuple[object, ...]:
        """The values of `CONVERSATION_COLUMNS`, in that order."""
        values: tuple[object, ...] = _COLUMNS_OF(self)
        return values

    def turn_row(self) -> tuple[object, ...]:
        """The values of `TURN_COLUMNS`, in that order."""
        values: tuple[object, ...] = _TURN_OF(self)
        return values

    def stands_as(self, other: "ConversationView") -> bool:
        """Whether nothing differs but what a turn of the bot changes."""
        return bool(_REST_OF(self) == _REST_OF(other))

    def copy(self) -> "ConversationView":
        """A copy that may be changed."""
        return ConversationView(*_FIELDS_OF(self))


class TimerView(NamedTuple):
    """One timer; the columns of its row."""

    message_id: int
    conversation_id: int
    turn: int
    kind: TimerKind
    due_at_ms: int


class MessageView(NamedTuple):
    """One message; the columns of its row, and its outbox stage where it has one."""

    id: int
    conversation_id: int
    pos: int
    author: Author
    act: Act | None
    staff_id: int | None
    channel: str
    text: str
    choices: tuple[tuple[str, str], ...]
    client_key: str | None
    reply_to: int | None
    at_ms: int
    stage: Stage | None = None
    attachments: tuple[Attached, ...] = ()


class OutboxView(NamedTuple):
    """A message to be sent by a channel; the columns of its row."""

    message_id: int
    conversation_id: int
    channel: str
    address: str
    text: str
    priority: Priority
    stage: Stage
    due_at_ms: int
    valid_until_ms: int
    attempts: int
    reference: int
    repeats: int
    detail: str
    updated_at_ms: int

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "OutboxView":
        return cls(
            row["message_id"],
            row["conversation_id"],
            row["channel"],
            row["address"],
            row["text"],
            Priority(row["priority"]),
            Stage(row["stage"]),
            row["due_at_ms"],
            row["valid_until_ms"],
            row["attempts"],
            row["reference"],
            row["repeats"],
            row["detail"],
            row["updated_at_ms"],
        )


class PartView(NamedTuple):
    """One part of a message that has begun to leave; the columns of its row."""

    id: int
    message_id: int
    number: int
    total: int
    channel: str
    address: str
    line: str
    stage: Stage
    reference: str | None
    at_ms: int

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "PartView":
        return cls(
            row["id"],
            row["message_id"],
            row["number"],
            row["total"],
            row["channel"],
            row["address"],
            row["line"],
            Stage(row["stage"]),
            row["reference"],
            row["at_ms"],
        )


class ParkedView(NamedTuple):
    """A stored message whose turn failed."""

    message_id: int
    conversation_id: int
    turn: int
    attempts: int
    due_at_ms: int
    error: str


class DeskEventView(NamedTuple):
    """One numbered happening for staff."""

    n: int
    kind: str
    conversation_id: int | None
    first_pos: int
    last_pos: int
    detail: Mapping[str, Any]
    at_ms: int
