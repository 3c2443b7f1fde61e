"""What a desk may send: checked once at the door."""

from typing import Annotated

from msgspec import Meta, Struct

from web_chat.frames import Key

Id = Annotated[int, Meta(ge=1, le=2**53 - 1)]
Count = Annotated[int, Meta(ge=0, le=2**53 - 1)]


class SinceEvent(Struct, forbid_unknown_fields=True):
    n: Count


class Open(Struct, forbid_unknown_fields=True):
    conversation: Id
    before: Count | None = None


class Nothing(Struct, forbid_unknown_fields=True):
    pass


class OnAside(Struct, forbid_unknown_fields=True):
    ids: Annotated[list[Id], Meta(min_length=1, max_length=200)]


class OnConversation(Struct, forbid_unknown_fields=True):
    conversation: Id


class Compose(Struct, forbid_unknown_fields=True):
    conversation: Id
    client_key: Key
    text: str
    channel: str | None = None


class OnMessage(Struct, forbid_unknown_fields=True):
    conversation: Id
    id: Id
