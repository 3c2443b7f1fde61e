"""Timers of open questions: one that is due asks again, or lets the talk rest."""

from collections.abc import Hashable
from dataclasses import dataclass

from models.conversations import timers
from models.conversations.rules import Speaker
from models.conversations.views import TimerView
from server.talk import Talk
from server.work import Group, Needs, Settled


@dataclass(frozen=True, slots=True)
class Ring:
    """A timer that is due; it is gone afterwards, whether it did something or not."""

    timer: TimerView
    talk: Talk

    @property
    def line(self) -> Hashable:
        return ("timer", self.timer.conversation_id)

    @property
    def needs(self) -> Needs:
        return Needs(conversations=[self.timer.conversation_id])

    async def do(self, group: Group) -> Settled:
        if not await timers.take(self.timer):
            return Settled()
        page = group.page(group.conversation(self.timer.conversation_id))
        now = page.now
        if now.speaker is not Speaker.BOT or now.turn != self.timer.turn:
            return Settled()
        said = self.talk.ring(page, self.timer.kind)
        if said:
            page.announce("messages")
            group.accept(page)
        return Settled(None, said, page.now)
