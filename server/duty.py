"""Whoever asked for a person while nobody was on duty enters the line once somebody is."""

from collections.abc import Hashable
from dataclasses import dataclass

from dialogs.engine.reply import Reply
from models.conversations import calls
from models.conversations.calls import CallView
from models.conversations.rules import Author, Speaker
from models.people import services as people
from server.answering.staff import is_on_duty
from server.talk import Talk
from server.work import Group, Needs, Settled


@dataclass(frozen=True, slots=True)
class LetIn:
    """Put whoever asked while nobody was on duty into the line, and tell them once.

    Not if staff have seen to it since, or somebody has it already.
    """

    call: CallView
    talk: Talk

    @property
    def line(self) -> Hashable:
        return ("desk", self.call.conversation_id)

    @property
    def needs(self) -> Needs:
        return Needs(conversations=[self.call.conversation_id])

    async def do(self, group: Group) -> Settled:
        if not await calls.take(self.call):
            return Settled()
        page = group.page(group.conversation(self.call.conversation_id))
        now = page.now
        if now.speaker is not Speaker.BOT or not now.needs_person:
            return Settled(conversation=now)
        page.give_to(Speaker.WAITING)
        now.needs_person, now.waiting_since_ms = False, self.call.asked_at_ms
        if not await people.has_opted_out(now.channel, now.address):
            self.talk.tell(page, Reply("engine.notice_on_duty"), author=Author.BOT)
        page.announce("messages")
        group.accept(page)
        return Settled(conversation=page.now)


async def due(talk: Talk, *, limit: int = 100) -> list[LetIn]:
    """Whom to let into the line now."""
    still = await calls.still_open(limit=limit)
    now = talk.clock.now().astimezone(talk.timezone)
    if not still or not await is_on_duty(now, talk.staff_hours):
        return []
    return [LetIn(call, talk) for call in still]
