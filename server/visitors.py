"""The office as the visitor's socket sees it: `web_chat.counter.Counter` on top of the lanes."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models.conversations import ratings, threads
from models.conversations import services as conversations
from models.conversations.rules import Author, Speaker
from models.conversations.views import ConversationView, MessageView
from models.terms.channel import Inbound
from models.terms.clock import Clock
from models.terms.ids import IdMaker
from server.desk.acts import See
from server.hearing import Hear
from server.joining import Arrive
from server.lanes import Lanes, TooBusyError
from server.offering import label_of
from server.proofs import GiveCode, SendCode, ShowCode
from server.roster import Roster
from server.speaking import Speaking
from server.talk import Talk
from server.visiting import Begin, Rate
from server.wire import Payload, for_visitor, moment
from server.work import RefusalError, Settled, Work
from web_chat.visitors import Visitor, new_visitor, read_token, token_of

CHANNEL = "web"


@dataclass(frozen=True, slots=True)
class VisitorCounter:
    """Turns socket events into work and work into acknowledgements."""

    lanes: Lanes[Work, Settled]
    talk: Talk
    roster: Roster
    clock: Clock
    new_id: IdMaker
    secret: bytes
    speaking: Speaking
    tell_viewers: Callable[[int, str], Awaitable[None]]
    """Tells the desks that show a conversation of an event there; it may be lost."""
    sms_number: str | None = None
    """Where the visitor may text a code."""

    def open(self, token: str | None) -> tuple[Visitor, str]:
        if token is None:
            visitor = new_visitor(self.new_id())
            return visitor, token_of(visitor, secret=self.secret)
        return read_token(token, secret=self.secret), token

    async def welcome(
        self, visitor: Visitor, *, language: str, last_pos: int, seen_in: int | None = None
    ) -> Payload:
        known = await self._conversation(visitor)
        if known is not None and seen_in not in (None, known.id):
            last_pos = 0
        if known is not None and known.away_channel is not None:
            await self.lanes.submit(Arrive(known.id, CHANNEL, visitor.address))
        missed = await self._page_after(known, last_pos)
        return {
            "conversation": known.id if known else visitor.conversation_id,
            "language": known.language if known else language,
            "seen_pos": known.seen_pos if known else 0,
            **await self.speaking.told(known),
            **await _past(known),
            "phone": phone_end(known),
            **missed,
        }

    async def hear(
        self,
        visitor: Visitor,
        *,
        key: str,
        text: str,
        choice: str | None,
        attachments: tuple[str, ...] = (),
        language: str,
        origin: str | None,
        socket: str,
    ) -> Payload:
        inbound = Inbound(
            CHANNEL,
            visitor.address,
            text,
            self.clock.now(),
            key,
            choice,
            origin,
            attachments=attachments,
        )
        work = Hear(
            inbound,
            self.talk,
            language,
            conversation_id=visitor.conversation_id,
            label=label_of(self.talk.counter, choice, language) if choice else None,
            socket=socket,
        )
        try:
            settled = await self.lanes.submit(work)
        except (TooBusyError, RefusalError) as error:
            return _not_done(error)
        return self._accepted(settled)

    async def since(self, visitor: Visitor, *, pos: int) -> Payload:
        known = await self._conversation(visitor)
        return {"ok": True, **await self._page_after(known, pos)}

    async def begin(self, visitor: Visitor, *, socket: str) -> Payload:
        known = await self._conversation(visitor)
        if known is None:
            return {"ok": True, "messages": []}
        try:
            settled = await self.lanes.submit(Begin(known.id, socket))
        except (TooBusyError, RefusalError) as error:
            return _not_done(error)
        lines = [settled.message] if isinstance(settled.message, MessageView) else []
        return {"ok": True, "messages": [for_visitor(one, self.roster.shown) for one in lines]}

    async def rate(self, visitor: Visitor, *, rating: int, comment: str | None) -> Payload:
        known = await self._conversation(visitor)
        if known is None:
            return refused(RefusalError("not_now", "No talk with staff has just ended."))
        work = Rate(known.id, rating, comment)
        try:
            await self.lanes.submit(work)
        except (TooBusyError, RefusalError) as error:
            return _not_done(error)
        return {"ok": True, "rated": work.kept[0]._asdict()}

    async def see(self, visitor: Visitor, *, pos: int) -> None:
        known = await self._conversation(visitor)
        if known is not None:
            await self.lanes.submit(See(known.id, pos))

    async def types(self, conversation_id: int) -> None:
        await self.tell_viewers(conversation_id, "visitor_typing")

    async def send_code(self, visitor: Visitor, *, number: str, language: str) -> Payload:
        told: dict[str, Any] = {}
        on_page = self._on_page(visitor, language)
        return await self._done(SendCode(**on_page, phone=number, told=told), told)

    async def show_code(self, visitor: Visitor, *, language: str) -> Payload:
        told: dict[str, Any] = {"number": self.sms_number}
        return await self._done(ShowCode(**self._on_page(visitor, language), told=told), told)

    async def give_code(self, visitor: Visitor, *, code: str, language: str) -> Payload:
        told: dict[str, Any] = {}
        on_page = self._on_page(visitor, language)
        answer = await self._done(GiveCode(**on_page, code=code, told=told), told)
        return {"ok": False, "error": told} if "code" in told else answer

    def _on_page(self, visitor: Visitor, language: str) -> dict[str, Any]:
        return {
            "channel": CHANNEL,
            "address": visitor.address,
            "language": language,
            "conversation_id": visitor.conversation_id,
            "talk": self.talk,
        }

    async def _done(self, work: Work, told: Mapping[str, Any]) -> Payload:
        try:
            await self.lanes.submit(work)
        except TooBusyError:
            return refused(RefusalError("try_later", "Too many write now.", retry_after=2))
        except RefusalError as error:
            return refused(error)
        return {"ok": True, **told}

    def _accepted(self, settled: Settled) -> Payload:
        message = settled.message
        if message is None:
            raise TypeError("a heard message was settled without one")
        names = self.roster.shown
        replies = [for_visitor(reply, names) for reply in settled.replies]
        return {
            "ok": True,
            "id": message.id,
            "pos": message.pos,
            "at": moment(message.at_ms),
            "messages": replies,
        }

    async def _page_after(self, known: ConversationView | None, pos: int) -> dict[str, Any]:
        """`{messages, more}`: a page that shows something, if anything is left to be shown."""
        shown: list[Payload] = []
        is_full = known is not None
        while known is not None and is_full and not shown:
            found = await conversations.messages_after(known.id, pos)
            is_full = len(found) == conversations.PAGE_LENGTH
            names = self.roster.shown
            shown = [for_visitor(message, names) for message in found if is_for_visitor(message)]
            pos = found[-1].pos if found else pos
        return {"messages": shown, "more": is_full}

    async def shown_to(self, visitor: Visitor) -> int:
        """The conversation that a visitor's page shows, or will show."""
        known = await self._conversation(visitor)
        return known.id if known else visitor.conversation_id

    async def _conversation(self, visitor: Visitor) -> ConversationView | None:
        found = await conversations.by_addresses(CHANNEL, [visitor.address])
        return found.get(visitor.address)


async def _past(known: ConversationView | None) -> dict[str, Any]:
    """`{staff_pos?, rated?}`: how far the owner has read, what was said of a talk that ended."""
    told: dict[str, Any] = {}
    if known is not None and known.speaker is Speaker.STAFF and known.owner_id is not None:
        read = await threads.read_positions(known.owner_id, [known.id])
        told["staff_pos"] = read.get(known.id, 0)
    if known is not None and known.closed_at_ms is not None:
        rated = (await ratings.latest([known.id])).get(known.id)
        told["rated"] = rated._asdict() if rated else None
    return told


def phone_end(known: ConversationView | None) -> str | None:
    """How the telephone ends that leads into a conversation."""
    return known.away_address[-4:] if known is not None and known.away_address else None


def is_for_visitor(message: MessageView) -> bool:
    """Notes are for staff alone."""
    return message.author is not Author.NOTE


def _not_done(error: TooBusyError | RefusalError) -> Payload:
    if isinstance(error, TooBusyError):
        error = RefusalError("try_later", "Too many write now.", retry_after=2)
    return refused(error)


def refused(error: RefusalError) -> Payload:
    """The acknowledgement of something that was not done."""
    return {"ok": False, "error": {"code": error.code, "message": error.message, **error.details}}
