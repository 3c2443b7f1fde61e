"""A small office for tests: real lanes, turns, dialogs and database, no doors."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from dialogs.engine.counter import Counter
from dialogs.registry import counter
from models.conversations import services as conversations
from models.conversations.page import Page
from models.conversations.rules import ReopenTo
from models.conversations.views import ConversationView, DeskEventView, MessageView
from models.people.rules import Role
from models.people.staff import StaffView
from models.terms.channel import Inbound, Style
from models.terms.ids import IdMaker
from server.figures import Figures
from server.hearing import Hear
from server.lanes import Lanes
from server.talk import Talk
from server.turns import Turns
from server.work import Means, Settled, Work

SECRET = b"a secret for tests, long enough to use"
SARI = StaffView(11, "sari", "Sari", Role.AGENT)
BUDI = StaffView(12, "budi", "Budi", Role.AGENT)


@dataclass
class SmallOffice:
    """Hears and acts through the lanes, and remembers what was published."""

    clock: object
    new_id: IdMaker
    counter: Counter = counter
    reopen_to: ReopenTo = ReopenTo.BOT
    public_url: str | None = None
    talk: Talk = field(init=False)
    lanes: Lanes[Work, Settled] = field(init=False)
    pages: list[Page] = field(default_factory=list)
    events: list[DeskEventView] = field(default_factory=list)
    _keys: int = 0

    def __post_init__(self) -> None:
        styles = {"web": Style.RICH, "sms": Style.TERSE}
        self.talk = Talk(self.counter, self.clock, ZoneInfo("Asia/Jakarta"), styles, SECRET)
        means = Means(
            self.clock,
            self.new_id,
            frozenset({"sms"}),
            reopen_to=self.reopen_to,
            public_url=self.public_url,
        )
        turns = Turns(means, Figures())
        turns.tell(self._publish)
        self.lanes = Lanes(turns.settle)

    async def _publish(self, pages: Sequence[Page], events: Sequence[DeskEventView]) -> None:
        self.pages.extend(pages)
        self.events.extend(events)

    def inbound(self, text, *, channel="web", address="visitor-1", key=None, choice=None):
        self._keys += 1
        key = key or f"key-{self._keys:08}"
        return Inbound(channel, address, text, self.clock.now(), key, choice)

    def submit(self, text, **how):
        return self.lanes.submit(Hear(self.inbound(text, **how), self.talk, "id"))

    async def hear(self, text, **how) -> Settled:
        return await self.submit(text, **how)

    async def act(self, work: Work) -> Settled:
        return await self.lanes.submit(work)

    async def conversation(self, channel="web", address="visitor-1") -> ConversationView:
        return (await conversations.by_addresses(channel, [address]))[address]

    async def messages(self, channel="web", address="visitor-1") -> list[MessageView]:
        known = await self.conversation(channel, address)
        return await conversations.messages_after(known.id, 0)

    async def said(self, **where) -> list[tuple[str, str]]:
        return [(str(m.author), m.text) for m in await self.messages(**where)]
