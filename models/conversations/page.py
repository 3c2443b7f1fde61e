"""What one turn, reply or act leaves to be written: gathered in memory, stored with many others."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from models.attachments.views import Attached
from models.conversations.rules import Act, Author, ReopenTo, Speaker
from models.conversations.sending import VALID_SECONDS
from models.conversations.views import (
    ConversationView,
    MessageView,
    OutboxView,
    ParkedView,
    TimerView,
)
from models.terms.channel import Inbound, Priority, Stage
from models.terms.ids import IdMaker
from models.terms.segments import sms_text

PREVIEW_LENGTH = 120
AWAY_AFTER_MS = 60_000
"""A window that was not seen for so long is closed, unless an office sets another time."""


class Desk(NamedTuple):
    """A desk event still without its number."""

    kind: str
    conversation_id: int | None
    first_pos: int
    last_pos: int
    detail: dict[str, Any]


@dataclass(slots=True)
class Page:
    """One conversation's next lines. `now` is the conversation as it will stand."""

    before: ConversationView
    at_ms: int
    new_id: IdMaker
    pushed_channels: frozenset[str]
    """Channels whose messages must be sent; on the others contacts fetch them by position."""
    away_after_ms: int = AWAY_AFTER_MS
    reopen_to: ReopenTo = ReopenTo.BOT
    is_new: bool = False
    told_socket: str | None = None
    """The socket that hears of this page by acknowledgement and needs no push."""
    now: ConversationView = field(init=False)
    messages: list[MessageView] = field(default_factory=list)
    outbox: list[OutboxView] = field(default_factory=list)
    parked: ParkedView | None = None
    unparked_id: int | None = None
    proved: tuple[str, str] | None = None
    """The channel and address that the contact has proved in this turn to hold, too."""
    joined_id: int | None = None
    """The conversation that goes on in this one from here."""
    timers: list[TimerView] = field(default_factory=list)
    events: list[Desk] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.now = self.before.copy()

    def hear(
        self, inbound: Inbound, *, text: str, attachments: tuple[Attached, ...] = ()
    ) -> MessageView:
        """Add what the contact said; `text` is as staff shall read it."""
        now = self.now
        now.channel, now.address = inbound.channel, inbound.address
        now.snoozed_until_ms = None
        if now.closed_at_ms is not None:
            self.reopen()
        if now.away_channel is not None and now.channel != now.away_channel:
            now.at_page_ms = self.at_ms
        return self._add(
            Author.VISITOR, text, client_key=inbound.external_id, attachments=attachments
        )

    @property
    def is_away(self) -> bool:
        """Whether the page is closed and the contact can be reached by another door."""
        now = self.now
        return (
            now.away_channel is not None
            and now.channel != now.away_channel
            and self.at_ms - now.at_page_ms > self.away_after_ms
        )

    def follow_contact(self) -> None:
        """Let what nobody asked for just now leave by the door that reaches the contact."""
        now = self.now
        if self.is_away and now.away_channel and now.away_address:
            now.channel, now.address = now.away_channel, now.away_address

    def say(
        self,
        author: Author,
        text: str,
        *,
        choices: tuple[tuple[str, str], ...] = (),
        reply_to: int | None = None,
        staff_id: int | None = None,
        client_key: str | None = None,
        priority: Priority | None = None,
        attachments: tuple[Attached, ...] = (),
    ) -> MessageView:
        """Add a message to the contact, and its outbox row where the channel must be driven.

        `priority` is that of a person or of the bot unless it is given.
        """
        pushed = self.now.channel in self.pushed_channels
        message = self._add(
            author,
            text,
            choices=choices,
            reply_to=reply_to,
            staff_id=staff_id,
            client_key=client_key,
            stage=Stage.QUEUED if pushed else None,
            attachments=attachments,
        )
        if pushed:
            if priority is None:
                priority = Priority.LIVE if author is Author.STAFF else Priority.REPLY
            self.outbox.append(queued(message, address=self.now.address, priority=priority))
        return message

    def carry(self, message_id: int, text: str, *, priority: Priority) -> None:
        """Send by the present door what was said in the thread before."""
        now = self.now
        row = _row_of(
            message_id=message_id,
            conversation_id=now.id,
            channel=now.channel,
            address=now.address,
            text=text,
            priority=priority,
            at_ms=self.at_ms,
        )
        self.outbox.append(row)

    def say_queued(self, row: OutboxView) -> MessageView:
        """Add a message that was queued for many and leaves now; its outbox row is there."""
        return self._add(Author.BOT, row.text, stage=row.stage, number=row.message_id)

    def note(self, text: str, *, staff_id: int | None, client_key: str) -> MessageView:
        """Add a line that only staff see."""
        return self._add(Author.NOTE, text, staff_id=staff_id, client_key=client_key)

    def act(
        self,
        act: Act,
        text: str,
        *,
        staff_id: int | None,
        attachments: tuple[Attached, ...] = (),
    ) -> MessageView:
        """Add a line of what happened; the web shows it, nothing is sent for it."""
        return self._add(Author.SYSTEM, text, act=act, staff_id=staff_id, attachments=attachments)

    def give_to(self, speaker: Speaker, owner_id: int | None = None) -> None:
        """Change who speaks."""
        now = self.now
        if speaker is not Speaker.WAITING:
            now.waiting_since_ms = None
        elif now.speaker is not Speaker.WAITING:
            now.waiting_since_ms = self.at_ms
        now.snoozed_until_ms = None
        if speaker is not Speaker.BOT:
            now.closed_at_ms = None
        if owner_id is not None:
            now.last_owner_id = owner_id
        now.speaker, now.owner_id = speaker, owner_id

    def close(self) -> None:
        """Finish: no question stays open, and the thread leaves the desk's lists."""
        self.give_to(Speaker.BOT)
        now = self.now
        now.dialog, now.needs_person = None, False
        now.closed_at_ms, now.snoozed_until_ms = self.at_ms, None

    def reopen(self) -> None:
        """Open a closed thread again; who speaks is the office's rule."""
        now = self.now
        now.closed_at_ms = None
        if self.reopen_to is ReopenTo.LINE:
            self.give_to(Speaker.WAITING)
        elif self.reopen_to is ReopenTo.OWNER and now.last_owner_id is not None:
            self.give_to(Speaker.STAFF, now.last_owner_id)

    def announce(self, kind: str, detail: dict[str, Any] | None = None) -> None:
        """Tell the desk of all messages of this page."""
        self.events.append(
            Desk(kind, self.now.id, self.before.last_pos + 1, self.now.last_pos, detail or {})
        )

    def _is_passed_on(self, author: Author) -> bool:
        """Whether the bot only says that a person will answer: what was asked stays in sight."""
        return author is Author.BOT and self.now.speaker is not Speaker.BOT

    def _add(
        self,
        author: Author,
        text: str,
        *,
        act: Act | None = None,
        choices: tuple[tuple[str, str], ...] = (),
        reply_to: int | None = None,
        staff_id: int | None = None,
        client_key: str | None = None,
        stage: Stage | None = None,
        number: int | None = None,
        attachments: tuple[Attached, ...] = (),
    ) -> MessageView:
        now = self.now
        now.last_pos += 1
        now.updated_at_ms = self.at_ms
        if act is None and author is not Author.NOTE and not self._is_passed_on(author):
            now.preview = (text or ", ".join(each.name for each in attachments))[:PREVIEW_LENGTH]
        message = MessageView(
            number or self.new_id(self.at_ms),
            now.id,
            now.last_pos,
            author,
            act,
            staff_id,
            now.channel,
            text,
            choices,
            client_key,
            reply_to,
            self.at_ms,
            stage,
            attachments,
        )
        self.messages.append(message)
        return message


def queued(message: MessageView, *, address: str, priority: Priority) -> OutboxView:
    """The row to be sent: the same words, without typography that would double their price."""
    return _row_of(
        message_id=message.id,
        conversation_id=message.conversation_id,
        channel=message.channel,
        address=address,
        text=message.text,
        priority=priority,
        at_ms=message.at_ms,
    )


def _row_of(
    *,
    message_id: int,
    conversation_id: int,
    channel: str,
    address: str,
    text: str,
    priority: Priority,
    at_ms: int,
) -> OutboxView:
    return OutboxView(
        message_id=message_id,
        conversation_id=conversation_id,
        channel=channel,
        address=address,
        text=sms_text(text),
        priority=priority,
        stage=Stage.QUEUED,
        due_at_ms=at_ms,
        valid_until_ms=at_ms + VALID_SECONDS[priority] * 1000,
        attempts=0,
        reference=0,
        repeats=0,
        detail="",
        updated_at_ms=at_ms,
    )
