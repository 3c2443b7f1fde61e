"""What office and gateway say to one another, as JSON: docs/gateway-http.md tells the same.

Every poll tells the whole state (which parts the gateway has, which lines it keeps), so that
whatever was lost on the way is known at the next one.
"""

import json
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec

from models.terms.channel import (
    Delivery,
    Inbound,
    LineCondition,
    Outbound,
    Priority,
    Quarantined,
    Report,
)

INBOUND = "/gateway/inbound"
REPORT = "/gateway/report"
QUARANTINE = "/gateway/quarantine"
OUTBOX = "/gateway/outbox"
RESULT = "/gateway/result"

Form = TypeVar("Form")


class FormError(ValueError):
    """Bytes that are not the form that was expected."""


@dataclass(frozen=True, slots=True)
class Poll:
    """The gateway asks what to send; answered when there is something, else after a while."""

    name: str
    """Who asks, for the operator."""
    place: str
    """Two processes of one place cannot live at once: the later one follows the earlier."""
    held: tuple[str, ...]
    """Errands taken whose result the office has not accepted yet."""
    seats: tuple[str, ...]
    """Seats for which a line is kept."""
    lines: tuple[LineCondition, ...]
    full_from: Priority | None = None
    """Messages of this class and later ones are not taken now: no line may carry them."""
    wait_seconds: float = 20.0
    """How long the office may keep it when there is nothing to say."""
    is_last: bool = False
    """The gateway stops: what is not held was not taken."""


@dataclass(frozen=True, slots=True)
class Task:
    """One part of a message to be sent, on the line of its seat."""

    errand: str
    seat: str
    part: int
    total: int
    message: Outbound


@dataclass(frozen=True, slots=True)
class Given:
    """The answer to a poll."""

    tasks: tuple[Task, ...]
    seats: tuple[str, ...]
    """All seats that are taken; lines of others are let go."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The part surely did not leave."""

    reason: str
    retryable: bool
    by_line: bool = False
    """The line was at fault, or none was free."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a part; handed in until it is accepted."""

    errand: str
    message_id: int
    address: str
    part: int
    report: Report | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """What was handed in is on the office's disk; the gateway may forget it."""

    ok: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a request was not taken."""

    code: str
    detail: str = ""
    challenge: str = ""


STALE = "stale"
"""The challenge is not today's; the answer names the one that is."""
REFUSED = "refused"
"""The seal is not right: another key."""
REPLAYED = "replayed"
OWNED = "owned"
"""Another gateway has the office; `detail` says which."""
BAD_FORM = "bad_form"
TRY_LATER = "try_later"


def to_bytes(form: object) -> bytes:
    if isinstance(form, Inbound) and form.part is not None:
        # Half a letter, torn between two parts, is no UTF-8: such a text travels as JSON in JSON.
        form = replace(form, text=json.dumps(form.text))
    return msgspec.json.encode(form)


def from_bytes(octets: bytes, form: type[Form]) -> Form:
    """Raises FormError."""
    try:
        read = msgspec.json.decode(octets, type=form)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FormError(type(error).__name__) from None
    _check_moments(read)
    if isinstance(read, Inbound) and read.part is not None:
        return replace(read, text=_unpacked(read.text))
    return read


def _unpacked(text: str) -> str:
    """The text of a part. Raises FormError."""
    try:
        unpacked = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormError(type(error).__name__) from None
    if not isinstance(unpacked, str):
        raise FormError("the text of a part is no text")
    return unpacked


def _check_moments(form: object) -> None:
    """A moment without its zone is none."""
    moment = None
    if isinstance(form, (Inbound, Quarantined)):
        moment = form.received_at
    elif isinstance(form, Delivery):
        moment = form.at
    if moment is not None and moment.tzinfo is None:
        raise FormError("a moment without a zone")
