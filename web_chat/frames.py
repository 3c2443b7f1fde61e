"""What a visitor's browser may send: checked once at the door, trusted inside."""

import re
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

TEXT_LONGEST = 4000
COMMENT_LONGEST = 1000
KEY_PATTERN = "^[A-Za-z0-9_-]{8,64}$"
LANGUAGES = ("id", "en")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

FILES_MOST = 5
FileId = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
Files = Annotated[tuple[FileId, ...], Meta(max_length=FILES_MOST)]
Key = Annotated[str, Meta(pattern=KEY_PATTERN)]
Position = Annotated[int, Meta(ge=0, le=2**31 - 1)]


class FrameError(ValueError):
    """A payload that is refused; `code` is for programs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Hello(Struct, forbid_unknown_fields=True):
    """How a browser introduces itself."""

    token: Annotated[str, Meta(max_length=200)] | None = None
    language: Annotated[str, Meta(max_length=35)] | None = None
    last_pos: Position | None = None
    conversation: Annotated[int, Meta(ge=1, le=2**63 - 1)] | None = None
    """The one in which the position stands; in another it says nothing."""
    page: Annotated[str, Meta(max_length=2000)] | None = None


class Send(Struct, forbid_unknown_fields=True):
    """A message typed, or a button pressed; files handed in before may go with a text."""

    client_key: Key
    text: str | None = None
    choice: Annotated[str, Meta(min_length=1, max_length=64)] | None = None
    attachments: Files = ()


class Since(Struct, forbid_unknown_fields=True):
    """What was missed after a position; also: seen up to a position."""

    pos: Position


class Rate(Struct, forbid_unknown_fields=True):
    """How a talk with staff was, from very poor to very good."""

    rating: Annotated[int, Meta(ge=1, le=5)]
    comment: Annotated[str, Meta(max_length=COMMENT_LONGEST)] | None = None


class Telephone(Struct, forbid_unknown_fields=True):
    """The number that a code shall be sent to, as people write it."""

    number: Annotated[str, Meta(min_length=1, max_length=40)]


class Code(Struct, forbid_unknown_fields=True):
    """The code that came."""

    code: Annotated[str, Meta(min_length=1, max_length=40)]


class Nothing(Struct, forbid_unknown_fields=True):
    """An event without content."""


def read(kind: type[Any], payload: object) -> Any:
    """The payload as a checked value. Raises FrameError."""
    try:
        return msgspec.convert({} if payload is None else payload, kind)
    except msgspec.ValidationError as error:
        raise FrameError("bad_request", str(error)) from None


def check_text(send: Send) -> str:
    """The text to store, exactly as typed. Raises FrameError."""
    has_text = send.text is not None or bool(send.attachments)
    if has_text == (send.choice is not None):
        raise FrameError("bad_request", "Send either a text or a choice.")
    text = send.text or ""
    if send.choice is None and not send.attachments and not text.strip():
        raise FrameError("empty", "There is no text in this message.")
    if len(text) > TEXT_LONGEST:
        raise FrameError("too_long", f"A message may have at most {TEXT_LONGEST} characters.")
    check_characters(text)
    return text


def check_characters(text: str) -> None:
    """Nothing that no keyboard writes. Raises FrameError."""
    if _CONTROL.search(text):
        raise FrameError("bad_text", "The text holds control characters.")


def pick_language(wanted: str | None, default: str) -> str:
    """One of our languages from a tag such as en-GB, else the office's own."""
    tag = (wanted or "").casefold().partition("-")[0]
    return tag if tag in LANGUAGES else default
