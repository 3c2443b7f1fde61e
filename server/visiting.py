"""What visitors do besides writing: begin anew, and say how a talk with staff was."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from models.conversations import ratings
from models.conversations import services as conversations
from models.conversations.ratings import RatingView
from models.conversations.rules import Act, Speaker
from server import words
from server.work import Group, Needs, RefusalError, Settled


@dataclass(frozen=True, slots=True)
class OnOwn:
    """An act of a visitor on their own conversation."""

    conversation_id: int

    @property
    def line(self) -> Hashable:
        return ("visiting", self.conversation_id)

    @property
    def needs(self) -> Needs:
        return Needs(conversations=[self.conversation_id])


@dataclass(frozen=True, slots=True)
class Begin(OnOwn):
    """End whatever is open and let the bot hear the next message; twice is once."""

    socket: str

    async def do(self, group: Group) -> Settled:
        page = group.page(group.conversation(self.conversation_id))
        page.told_socket = self.socket
        now = page.now
        before = await conversations.messages_before(now.id, now.last_pos + 1, limit=1)
        if not before or before[0].act is Act.BEGIN:
            return Settled(conversation=now)
        page.give_to(Speaker.BOT)
        now.dialog, now.needs_person = None, False
        now.turn += 1
        line = page.act(Act.BEGIN, words.begun(language=now.language), staff_id=None)
        page.announce("messages")
        group.accept(page)
        return Settled(line, conversation=now)


@dataclass(frozen=True, slots=True)
class Rate(OnOwn):
    """Keep how the talk that staff ended was; the last word counts."""

    rating: int
    comment: str | None
    kept: list[RatingView] = field(default_factory=list, compare=False)

    async def do(self, group: Group) -> Settled:
        now = group.conversation(self.conversation_id)
        if now.closed_at_ms is None:
            raise RefusalError("not_now", "No talk with staff has just ended.")
        kept = await ratings.rate(
            now.id,
            rating=self.rating,
            comment=self.comment,
            number=group.means.new_id(),
            at_ms=group.at_ms,
        )
        if kept is None:
            raise RefusalError("not_now", "No talk with staff has just ended.")
        self.kept[:] = [kept]
        return Settled(conversation=now)
