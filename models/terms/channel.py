"""How the server and its channels speak of messages: in, out, and how far one got."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Style(StrEnum):
    """What a channel can show."""

    RICH = "rich"
    """Buttons and long texts: a screen."""
    TERSE = "terse"
    """Numbered lines in few segments: a text message."""


class Stage(StrEnum):
    """How far an outbound message got; it only moves forward."""

    QUEUED = "queued"
    SUBMITTING = "submitting"
    """Handed to the channel; from here on a lost answer means `UNKNOWN`."""
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """It may or may not have left; never sent again by itself."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message as it came in, before anyone has read it."""

    channel: str
    address: str
    """Who sent it: E.164 number or short code for SMS, visitor id for the web."""
    text: str
    received_at: datetime
    """Aware, UTC: when the channel says it was sent (service-centre time for SMS)."""
    external_id: str
    """The sender's or the channel's own key; a second message with the same one is a copy."""
    choice: str | None = None
    """The value of the button that was pressed, where the channel has buttons."""
    origin: str | None = None
    """The network address it came from, where one is known and is not this machine's own."""


@dataclass(frozen=True, slots=True)
class Outbound:
    """One message on its way out, already worded: a retry sends the same words."""

    id: int
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one `send`."""

    stage: Stage
    """`SENT`, or `UNKNOWN` when the answer was lost after the last byte left."""
    references: Sequence[int] = ()
    """What the network calls each part, in order; delivery reports name them."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the network later says of one part: matched by address and reference."""

    channel: str
    address: str
    reference: int
    stage: Stage
    """`DELIVERED`, `FAILED`, or `SENT` while the network still tries."""
    at: datetime
    detail: str = ""


class ChannelError(Exception):
    """A message surely did not leave; `retryable` says whether later may be better."""

    def __init__(self, reason: str, *, retryable: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable


class Inbox(Protocol):
    """What a channel knows of the server."""

    async def receive(self, message: Inbound) -> None:
        """Return once the message is safely stored; the channel may forget it only then."""

    async def report(self, delivery: Delivery) -> None:
        """Return once it is stored how far an outbound message got."""


class Channel(Protocol):
    """What the server knows of a channel that sends by itself."""

    @property
    def name(self) -> str: ...

    @property
    def style(self) -> Style: ...

    async def start(self, inbox: Inbox) -> None:
        """Begin to receive; a line that is down is retried in the background."""

    async def ready(self) -> None:
        """Return when one more message can be sent at once."""

    async def send(self, message: Outbound) -> Report:
        """Hand one message on. Raises ChannelError when it surely did not leave."""

    async def stop(self) -> None:
        """Finish what is being sent, then let go of the line."""

    def condition(self) -> Sequence["LineCondition"]:
        """How each line is, for /readyz, /metrics and the desk."""


@dataclass(frozen=True, slots=True)
class LineCondition:
    """How one line (a modem, a provider account) is now."""

    line: str
    is_up: bool
    detail: str
    """One plain sentence for the operator."""
    signal_percent: int | None = None
