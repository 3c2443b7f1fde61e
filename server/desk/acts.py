"""What staff do to a thread. Each act is work of the lanes: one order with the bot's turns."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from models.attachments import links
from models.attachments.services import attach
from models.conversations import mentions
from models.conversations import services as conversations
from models.conversations.page import Page
from models.conversations.rules import Act, Author, Speaker
from models.conversations.sending import VALID_SECONDS
from models.conversations.views import ConversationView, MessageView
from models.people.addresses import latest
from models.people.staff import StaffView, everyone
from models.staffing import services as staffing
from models.terms.channel import Stage
from models.terms.segments import count_segments, sms_text
from server import words
from server.attaching import claimed, staff_uploader, text_with_link
from server.talk import Talk
from server.work import Group, Needs, RefusalError, Settled


@dataclass(frozen=True, slots=True)
class OnThread:
    """An act of one member of staff on one thread."""

    conversation_id: int
    staff: StaffView

    @property
    def line(self) -> Hashable:
        return ("desk", self.conversation_id)

    @property
    def needs(self) -> Needs:
        return Needs(conversations=[self.conversation_id])


@dataclass(frozen=True, slots=True)
class Take(OnThread):
    """Become the one who speaks. Of many who press at once one succeeds; the bot is silent."""

    async def do(self, group: Group) -> Settled:
        page = group.page(group.conversation(self.conversation_id))
        if page.now.speaker is Speaker.STAFF:
            must_own(page.now, self.staff)
            return Settled(conversation=page.now)
        await take_over(page, self.staff, group.at_ms)
        return _accepted(group, page)


@dataclass(frozen=True, slots=True)
class Return(OnThread):
    """Give the thread back to the bot, which repeats the question that was open."""

    talk: Talk

    async def do(self, group: Group) -> Settled:
        page = group.page(group.conversation(self.conversation_id))
        if page.now.speaker is Speaker.BOT:
            return Settled(conversation=page.now)
        must_own(page.now, self.staff)
        page.give_to(Speaker.BOT)
        page.act(Act.RELEASE, words.given_back(language=page.now.language), staff_id=self.staff.id)
        meanwhile = await conversations.said_meanwhile(page.now.id)
        self.talk.repeat_question(page, meanwhile=meanwhile)
        return _accepted(group, page)


@dataclass(frozen=True, slots=True)
class Close(OnThread):
    """Finish the conversation: no question stays open, the bot hears the next message."""

    async def do(self, group: Group) -> Settled:
        page = group.page(group.conversation(self.conversation_id))
        must_own(page.now, self.staff)
        page.close()
        page.act(Act.CLOSE, words.closed(language=page.now.language), staff_id=self.staff.id)
        return _accepted(group, page)


@dataclass(frozen=True, slots=True)
class Write(OnThread):
    """A reply to the contact, by the door they used last, or a note to colleagues."""

    client_key: str
    text: str
    is_note: bool = False
    door: str | None = None
    """The channel it must leave by; None: the one the contact used last."""
    segments_most: int = 10
    """How many parts it may be cut into where it leaves in parts."""
    attachments: tuple[str, ...] = ()
    """Ids of files that this member of staff has handed in."""

    @property
    def needs(self) -> Needs:
        return Needs(conversations=[self.conversation_id], keys=[self.client_key])

    async def do(self, group: Group) -> Settled:
        page = group.page(group.conversation(self.conversation_id))
        copy = group.copy_of(self.conversation_id, self.client_key)
        if copy is not None:
            if copy.text != self.text:
                raise RefusalError(
                    "key_reused",
                    "This key was used for another text, which is kept.",
                    id=copy.id,
                    pos=copy.pos,
                )
            return Settled(copy, conversation=page.now)
        if self.is_note:
            message = page.note(self.text, staff_id=self.staff.id, client_key=self.client_key)
        else:
            must_own(page.now, self.staff)
            await _go_to(self.door, page)
            message = await self._reply(page, group)
        named = await called(message, self.staff, group) if self.is_note else {}
        page.announce("note" if self.is_note else "messages", named)
        group.accept(page)
        leaving = page.outbox[-1].text if page.outbox else None
        return Settled(message, conversation=page.now, told=leaving)

    async def _reply(self, page: Page, group: Group) -> MessageView:
        files = await claimed(self.attachments, uploader=staff_uploader(self.staff.id))
        told, link = self.text, None
        if files and page.now.channel in page.pushed_channels:
            if group.means.public_url is None:
                raise RefusalError("no_link", "A text carries no files, and no page is set.")
            link = links.fresh()
            told = text_with_link(told, link, group.means.public_url, page.now.language)
        _must_fit(page, told, self.segments_most)
        message = page.say(
            Author.STAFF,
            self.text,
            staff_id=self.staff.id,
            client_key=self.client_key,
            attachments=files,
        )
        await attach(files, message_id=message.id, conversation_id=page.now.id)
        if link is not None:
            await links.keep(link, message_id=message.id, at_ms=group.at_ms)
            page.outbox[-1] = page.outbox[-1]._replace(text=sms_text(told))
        return message


@dataclass(frozen=True, slots=True)
class SendAgain(OnThread):
    """Staff decide that a message whose fate is unknown, or that failed, shall leave again.

    Only the parts that the network does not surely have leave, marked as possible duplicates.
    """

    message_id: int

    @property
    def line(self) -> Hashable:
        return ("outbox", self.message_id)

    @property
    def needs(self) -> Needs:
        return Needs(conversations=[self.conversation_id], outbox=[self.message_id])

    async def do(self, group: Group) -> Settled:
        row = group.outbox(self.message_id)
        if row is None or row.conversation_id != self.conversation_id:
            raise RefusalError("not_found", "There is no such message.")
        if row.stage not in (Stage.UNKNOWN, Stage.FAILED, Stage.EXPIRED):
            raise RefusalError("not_now", "This message is on its way or has arrived.")
        stages = {row.stage, *(part.stage for part in group.parts(self.message_id))}
        is_doubtful = Stage.UNKNOWN in stages
        group.mark(
            row._replace(
                stage=Stage.QUEUED,
                due_at_ms=group.at_ms,
                valid_until_ms=group.at_ms + VALID_SECONDS[row.priority] * 1000,
                attempts=0,
                repeats=row.repeats + 1,
                updated_at_ms=group.at_ms,
            )
        )
        page = group.page(group.conversation(self.conversation_id))
        told = words.sent_again(language=page.now.language, is_doubtful=is_doubtful)
        key = f"again-{row.message_id}-{row.repeats}"
        page.note(told, staff_id=self.staff.id, client_key=key)
        page.announce("note")
        group.accept(page)
        return Settled(conversation=page.now)


@dataclass(frozen=True, slots=True)
class See:
    """The contact has seen everything up to a position."""

    conversation_id: int
    pos: int

    @property
    def line(self) -> Hashable:
        return ("seen", self.conversation_id)

    @property
    def needs(self) -> Needs:
        return Needs(conversations=[self.conversation_id])

    async def do(self, group: Group) -> Settled:
        page = group.page(group.conversation(self.conversation_id))
        seen = min(self.pos, page.now.last_pos)
        if seen > page.now.seen_pos:
            page.now.seen_pos = seen
            group.accept(page)
        return Settled(conversation=page.now)


async def called(note: MessageView, staff: StaffView, group: Group) -> dict[str, Any]:
    """Keep whom a note calls; they stand in its event."""
    if "@" not in note.text:
        return {}
    known = {member.name.casefold(): member.id for member in await everyone()}
    named = mentions.named_in(note.text, known)
    await mentions.keep(
        named,
        conversation_id=note.conversation_id,
        pos=note.pos,
        by_staff_id=staff.id,
        at_ms=group.at_ms,
        new_id=group.means.new_id,
    )
    return {"mentions": named}


async def take_over(page: Page, staff: StaffView, at_ms: int) -> None:
    """Let somebody speak from now on, and say so."""
    act = Act.STEP_IN if page.now.speaker is Speaker.BOT else Act.TAKE
    page.give_to(Speaker.STAFF, staff.id)
    page.now.needs_person = False
    name = await staffing.shown_name(staff.id) or staff.display_name
    line = words.taken_over(name, language=page.now.language)
    page.act(act, line, staff_id=staff.id)
    await staffing.note_given(staff.id, at_ms=at_ms)


def must_own(conversation: ConversationView, staff: StaffView) -> None:
    if conversation.speaker is Speaker.STAFF and conversation.owner_id == staff.id:
        return
    if conversation.speaker is Speaker.STAFF:
        raise RefusalError(
            "taken", "Somebody else is answering here.", owner_id=conversation.owner_id
        )
    raise RefusalError("not_yours", "Take this conversation over first.")


async def _go_to(door: str | None, page: Page) -> None:
    """Let a reply leave by the door that staff chose, or by the one that reaches the contact."""
    now = page.now
    if door is None:
        page.follow_contact()
    elif door == now.away_channel and now.away_address is not None:
        now.channel, now.address = door, now.away_address
    elif door != now.channel and (address := await latest(now.contact_id, channel=door)):
        now.channel, now.address = door, address
    elif door != now.channel:
        raise RefusalError("no_such_door", "This contact cannot be reached by that door.")


def _must_fit(page: Page, text: str, most: int) -> None:
    if page.now.channel not in page.pushed_channels:
        return
    segments = count_segments(sms_text(text)).segments
    if segments > most:
        message = f"A reply may take at most {most} texts."
        raise RefusalError("too_long", message, segments=segments, most=most)


def _accepted(group: Group, page: Page) -> Settled:
    page.announce("messages")
    group.accept(page)
    return Settled(conversation=page.now)
