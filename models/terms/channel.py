"""How the server and its channels speak of messages: in, out, and how far one got."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
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
    EXPIRED = "expired"
    """Not sent, or not delivered by the network, within the time it was of use."""
    WITHDRAWN = "withdrawn"
    """Not sent: the contact came back and has read it by another door."""
    UNKNOWN = "unknown"
    """It may or may not have left; never sent again by itself unless its class says so."""


class Priority(IntEnum):
    """The class of an outbound text; a lower number always goes first."""

    LIVE = 0
    """A person at the desk answers."""
    REPLY = 1
    """The bot answers."""
    NOTICE = 2
    """Told unasked: a reminder, a step of a case, a code."""
    PROMOTION = 3


@dataclass(frozen=True, slots=True)
class Part:
    """Where a part stands in a long message: 3GPP TS 23.040, 9.2.3.24.1."""

    reference: int
    total: int
    number: int
    """From 1."""
    width: int = 8
    """Bits of the reference, 8 or 16: the same number in both is of two messages."""


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
    part: Part | None = None
    """Set when `text` is only a part: the inbox keeps it until the others are there."""
    attachments: tuple[str, ...] = ()
    """Ids of files that were handed in before, by the same sender."""


class Oddity(StrEnum):
    """Why something that came in is no text for the bot."""

    UNREADABLE = "unreadable"
    """No PDU we can read."""
    FLASH = "flash"
    """Class 0: shown at once by a phone and not kept."""
    SILENT = "silent"
    MMS = "mms"
    """Tells of a picture message that waits elsewhere."""
    VOICEMAIL = "voicemail"
    DATA = "data"
    """Bytes for a program, not a text."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Something that came in and is kept for a person to look at; it is never answered."""

    channel: str
    line: str
    oddity: Oddity
    content: str
    """As it came: a PDU in hex, or what a provider sent."""
    detail: str
    """What is wrong with it, or what it is, for the operator."""
    received_at: datetime
    external_id: str
    """A second one with the same id is a copy."""
    address: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Outbound:
    """One message on its way out, already worded: a retry sends the same words."""

    id: int
    address: str
    text: str
    priority: Priority = Priority.REPLY
    valid_seconds: float | None = None
    """How long the network may go on trying; None leaves that to the network."""
    reference: int = 0
    """0 to 255: tells this message's parts from those of the last ones to the same address."""
    is_repeat: bool = False
    """It may have left before: the network is asked to reject a duplicate."""


REFERENCES = 256


def asked_reference(reference: int, part: int) -> int:
    """The reference (TP-MR) that the network is asked to use for a part; it need not."""
    return (reference + part) % REFERENCES


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one part that was sent."""

    stage: Stage
    """`SENT`, or `UNKNOWN` when the answer was lost after the last byte left."""
    reference: str | None = None
    """What the network calls the part; delivery reports name it."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the network later says of one part: matched by address, line and reference."""

    channel: str
    address: str
    reference: str
    stage: Stage
    """`DELIVERED`, `FAILED`, `EXPIRED`, or `SENT` while the network still tries."""
    at: datetime
    detail: str = ""
    line: str = ""
    """The line that was told; empty where all lines share their references."""


class ChannelError(Exception):
    """A part surely did not leave; `retryable` says whether later may be better.

    `by_line`: the line is in trouble, not the message, so another line may have it at once.
    """

    def __init__(self, reason: str, *, retryable: bool, by_line: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable
        self.by_line = by_line


class Inbox(Protocol):
    """What a channel knows of the server. Whatever it raises, nothing was stored: try again."""

    async def receive(self, message: Inbound) -> None:
        """Return once the message, or the part, is safely stored; only then may it be forgotten."""

    async def report(self, delivery: Delivery) -> None:
        """Return once it is stored how far an outbound message got."""

    async def quarantine(self, found: Quarantined) -> None:
        """Return once it is stored for a person to look at."""


class Seat(Protocol):
    """A line kept free for one message and all its parts."""

    @property
    def line(self) -> str: ...

    async def send(self, message: Outbound, part: int) -> Report:
        """Hand one part (from 1) on. Raises ChannelError when it surely did not leave."""

    def release(self) -> None:
        """Let the next message have the line; a second call does nothing."""


class Channel(Protocol):
    """What the server knows of a channel that sends by itself."""

    @property
    def name(self) -> str: ...

    @property
    def style(self) -> Style: ...

    async def start(self, inbox: Inbox, wake: Callable[[], None]) -> None:
        """Begin to receive; a line that is down is tried again in the background.

        `wake` is called whenever something that could not be sent may now be.
        """

    def parts(self, text: str) -> int:
        """In how many parts, each with its own answer, the channel sends a text."""

    def reserve(self, address: str, priority: Priority) -> Seat | None:
        """A free line that may carry such a message now; None when it must wait."""

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
    state: str = ""
    """One word for machines; which there are is the channel's to say."""
    model: str = ""
    imei: str = ""
    imsi: str = ""
    """This and the next: the last four characters only."""
    iccid: str = ""
    operator: str = ""
    used: int | None = None
    """Messages in the line's own storage, of `capacity`."""
    capacity: int | None = None
    sent: int = 0
    """This and the next two: parts since the start."""
    failed: int = 0
    unknown: int = 0
    answer_seconds: float | None = None
    """From handing on the last part to the network's answer."""
