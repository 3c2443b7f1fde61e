"""Work that begins with a contact: a message, the same message again, one that failed before."""

import logging
from collections.abc import Hashable
from dataclasses import dataclass

from models.attachments.services import attach
from models.attachments.views import Attached
from models.conversations import services as conversations
from models.conversations.page import Page
from models.conversations.rules import Speaker, turn_again_after
from models.conversations.services import StoredCopy
from models.conversations.views import ConversationView, MessageView, ParkedView
from models.db import DeadlockError
from models.people.nik import mask_niks
from models.terms.channel import Inbound
from server.attaching import claimed, web_uploader
from server.joining import come_by_code, join
from server.talk import Talk
from server.work import Group, Needs, RefusalError, Settled

logger = logging.getLogger(__name__)
ERROR_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Hear:
    """One inbound message: stored once, answered once."""

    inbound: Inbound
    talk: Talk
    language: str
    conversation_id: int | None = None
    """The id a new conversation shall bear; the web promises one before anything is said."""
    label: str | None = None
    """How staff read a pressed button."""
    socket: str | None = None
    """Which socket waits for the answer."""

    @property
    def line(self) -> Hashable:
        return (self.inbound.channel, self.inbound.address)

    @property
    def needs(self) -> Needs:
        inbound = self.inbound
        return Needs(addresses=[(inbound.channel, inbound.address)], keys=[inbound.external_id])

    async def do(self, group: Group) -> Settled:
        page = self._open(group)
        copy = self._copy(group, page)
        if copy is not None:
            return await self._answer_copy(copy, page.now)
        page = await come_by_code(group, self.inbound, self.talk) or page
        files = await self._files()
        heard = page.hear(self.inbound, text=self._text, attachments=files)
        replies: list[MessageView] = []
        if page.now.speaker is Speaker.WAITING and self.talk.calls_bot_back(self.inbound):
            page.give_to(Speaker.BOT)
        if page.now.speaker is Speaker.BOT:
            try:
                replies = await self._replies(page, heard)
            except DeadlockError:
                raise
            except Exception as error:
                logger.exception("a turn failed", extra={"conversation": page.now.id})
                return await self.park(group, error)
        if page.proved is not None:
            await join(group, page, *page.proved, self.talk)
        await attach(files, message_id=heard.id, conversation_id=page.now.id)
        page.announce("messages")
        group.accept(page)
        return Settled(heard, replies, page.now)

    async def park(self, group: Group, error: BaseException) -> Settled:
        """Store the message without a turn: it is tried again later."""
        page = self._open(group)
        files = await self._files()
        heard = page.hear(self.inbound, text=self._text, attachments=files)
        await attach(files, message_id=heard.id, conversation_id=page.now.id)
        page.parked = _parked(heard, page, attempts=1, error=error)
        page.announce("messages")
        page.announce("parked", {"attempts": 1})
        group.accept(page)
        return Settled(heard, (), page.now)

    async def _files(self) -> tuple[Attached, ...]:
        uploader = web_uploader(self.inbound.address)
        return await claimed(self.inbound.attachments, uploader=uploader)

    async def _replies(self, page: Page, heard: MessageView) -> list[MessageView]:
        """Files without a word answer no question."""
        if heard.attachments and not heard.text.strip():
            return self.talk.receive_files(page, heard)
        return await self.talk.answer(page, heard, self.inbound)

    @property
    def _text(self) -> str:
        """As it is stored and staff read it: a whole identity number is never kept in clear."""
        return mask_niks(self.inbound.text or self.label or self.inbound.choice or "")

    def _open(self, group: Group) -> Page:
        page = group.page_at(
            self.inbound.channel,
            self.inbound.address,
            language=self.language,
            number=self.conversation_id,
        )
        page.told_socket = self.socket
        return page

    def _copy(self, group: Group, page: Page) -> StoredCopy | None:
        """A text's key names its sender: it is known even if their thread is another one now."""
        is_text = self.inbound.channel in group.means.pushed_channels
        return group.copy_of(None if is_text else page.now.id, self.inbound.external_id)

    async def _answer_copy(self, copy: StoredCopy, conversation: ConversationView) -> Settled:
        if copy.text != self._text:
            raise RefusalError(
                "key_reused",
                "This key was used for another text, which is kept.",
                id=copy.id,
                pos=copy.pos,
            )
        return Settled(copy, await conversations.replies_to([copy.id]), conversation)


@dataclass(frozen=True, slots=True)
class TryAgain:
    """A parked message's next try; after the last one it stands on the desk for a person."""

    parked: ParkedView
    message: MessageView
    talk: Talk

    @property
    def line(self) -> Hashable:
        return ("parked", self.parked.conversation_id)

    @property
    def needs(self) -> Needs:
        return Needs(conversations=[self.parked.conversation_id])

    async def do(self, group: Group) -> Settled:
        page = group.page(group.conversation(self.parked.conversation_id))
        page.unparked_id = self.parked.message_id
        now = page.now
        if now.speaker is not Speaker.BOT or now.turn != self.parked.turn:
            return self._hand_over(group, page)
        inbound = Inbound(
            now.channel,
            now.address,
            self.message.text,
            group.means.clock.now(),
            self.message.client_key or "",
        )
        try:
            replies = await self.talk.answer(page, self.message, inbound)
        except DeadlockError:
            raise
        except Exception as error:
            logger.exception("a parked turn failed again", extra={"conversation": now.id})
            return self._park_again(group, error)
        if page.proved is not None:
            await join(group, page, *page.proved, self.talk)
        page.announce("messages")
        group.accept(page)
        return Settled(self.message, replies, page.now)

    def _park_again(self, group: Group, error: BaseException) -> Settled:
        page = group.page(group.conversation(self.parked.conversation_id))
        page.unparked_id = self.parked.message_id
        attempts = self.parked.attempts + 1
        if turn_again_after(attempts) is None:
            return self._hand_over(group, page)
        page.parked = _parked(self.message, page, attempts=attempts, error=error)
        page.announce("parked", {"attempts": attempts})
        group.accept(page)
        return Settled(self.message, (), page.now)

    def _hand_over(self, group: Group, page: Page) -> Settled:
        """Nothing more is tried: a person must look."""
        if page.now.speaker is Speaker.BOT:
            page.give_to(Speaker.WAITING)
        page.now.needs_person = True
        page.announce("speaker")
        group.accept(page)
        return Settled(self.message, (), page.now)


def _parked(heard: MessageView, page: Page, *, attempts: int, error: BaseException) -> ParkedView:
    wait = turn_again_after(attempts) or 0
    return ParkedView(
        heard.id,
        page.now.id,
        page.now.turn,
        attempts,
        page.at_ms + wait * 1000,
        type(error).__name__[:ERROR_LENGTH],
    )
