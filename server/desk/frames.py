"""What a desk may send: checked once at the door."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from models.conversations.rules import URGENCY_MOST
from models.conversations.threads import PAGE_MOST, Tab
from models.staffing.rules import LIMIT_HIGHEST, Presence, ShownAs
from web_chat.frames import Files, Key, Position

Id = Annotated[int, Meta(ge=1, le=2**53 - 1)]
Count = Annotated[int, Meta(ge=0, le=2**53 - 1)]

Cursor = Annotated[str, Meta(max_length=80, pattern=r"^[^\x00]*$")]
Name = Annotated[str, Meta(max_length=80, pattern=r"^[^\x00]*$")]
"""PostgreSQL keeps no text with a zero byte."""


class SinceEvent(Struct, forbid_unknown_fields=True):
    n: Count


class Open(Struct, forbid_unknown_fields=True):
    conversation: Id
    before: Count | None = None


class Threads(Struct, forbid_unknown_fields=True):
    tab: Tab
    before: Cursor | None = None
    label: Name | None = None
    channel: Name | None = None
    department: Id | None = None
    owner: Id | None = None
    limit: Annotated[int, Meta(ge=0, le=PAGE_MOST)] = 50
    """0 asks for the counts alone."""


class Search(Struct, forbid_unknown_fields=True):
    q: Annotated[str, Meta(max_length=200)]
    before: Cursor | None = None


class Snooze(Struct, forbid_unknown_fields=True):
    conversation: Id
    until: Annotated[datetime, Meta(tz=True)] | None


class PutLabels(Struct, forbid_unknown_fields=True):
    conversation: Id
    add: Annotated[list[Name], Meta(max_length=20)] = []
    remove: Annotated[list[Name], Meta(max_length=20)] = []


class SetPriority(Struct, forbid_unknown_fields=True):
    conversation: Id
    priority: Annotated[int, Meta(ge=0, le=URGENCY_MOST)]


class ReadUpTo(Struct, forbid_unknown_fields=True):
    conversation: Id
    pos: Position


class Nothing(Struct, forbid_unknown_fields=True):
    pass


class OnAside(Struct, forbid_unknown_fields=True):
    ids: Annotated[list[Id], Meta(min_length=1, max_length=200)]


class OnConversation(Struct, forbid_unknown_fields=True):
    conversation: Id


class Viewing(Struct, forbid_unknown_fields=True):
    conversation: Id | None


class Assign(Struct, forbid_unknown_fields=True):
    conversation: Id
    staff: Id | None = None
    department: Id | None = None
    note: str | None = None


class SetPresence(Struct, forbid_unknown_fields=True):
    state: Presence
    shown_as: ShownAs | None = None


class SetLimit(Struct, forbid_unknown_fields=True):
    staff: Id
    most: Annotated[int, Meta(ge=0, le=LIMIT_HIGHEST)]


class Before(Struct, forbid_unknown_fields=True):
    before: Id | None = None


class Compose(Struct, forbid_unknown_fields=True):
    conversation: Id
    client_key: Key
    text: str = ""
    channel: str | None = None
    attachments: Files = ()


class OnMessage(Struct, forbid_unknown_fields=True):
    conversation: Id
    id: Id
