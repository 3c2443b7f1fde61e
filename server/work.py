"""What a group of turns works on: what is loaded before, what each work leaves behind."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from models.audit.services import Done
from models.conversations import outbox as outbox_rows
from models.conversations import services as conversations
from models.conversations.page import AWAY_AFTER_MS, Desk, Page
from models.conversations.rules import ReopenTo
from models.conversations.sending import stages_of
from models.conversations.services import StoredCopy, Written
from models.conversations.views import ConversationView, MessageView, OutboxView, PartView
from models.terms.clock import Clock
from models.terms.ids import IdMaker


class RefusalError(Exception):
    """Something asked for was not done; `code` is for programs, the text for people."""

    def __init__(self, code: str, message: str, **details: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details: Mapping[str, Any] = details


class Settled(NamedTuple):
    """What a sender is told once the commit is on disk."""

    message: MessageView | StoredCopy | None = None
    replies: Sequence[MessageView] = ()
    conversation: ConversationView | None = None
    leaving: tuple[OutboxView, PartView] | None = None
    """The message and its part that may now leave."""
    told: str | None = None
    """What an act has to tell by itself: the number of what it made, or what it looked up."""


class Needs(NamedTuple):
    """What must be read before a work can be done."""

    addresses: Sequence[tuple[str, str]] = ()
    conversations: Sequence[int] = ()
    keys: Sequence[str] = ()
    outbox: Sequence[int] = ()


class Work(Protocol):
    """One turn, reply, act or mark."""

    @property
    def line(self) -> Hashable: ...

    @property
    def needs(self) -> Needs: ...

    async def do(self, group: "Group") -> Settled:
        """Decide and leave pages in the group. Raises RefusalError."""


@dataclass(frozen=True, slots=True)
class Means:
    """What every work is given: time, numbers, and which channels must be driven."""

    clock: Clock
    new_id: IdMaker
    pushed_channels: frozenset[str]
    away_after_ms: int = AWAY_AFTER_MS
    reopen_to: ReopenTo = ReopenTo.BOT
    secret: bytes = b""
    """Of the office; seals the audit."""
    public_url: str | None = None
    """Where contacts reach the office's pages, for links in texts."""


@dataclass(slots=True)
class Group:
    """Several works in one transaction: what was read for them, and what they leave."""

    means: Means
    at_ms: int
    written: Written = field(default_factory=Written)
    done: list[Done] = field(default_factory=list)
    """Acts that the audit keeps."""
    _by_id: dict[int, ConversationView] = field(default_factory=dict)
    _id_at: dict[tuple[str, str], int] = field(default_factory=dict)
    _copies: dict[tuple[int, str], StoredCopy] = field(default_factory=dict)
    _outbox: dict[int, OutboxView] = field(default_factory=dict)
    _parts: dict[int, dict[int, PartView]] = field(default_factory=dict)

    @classmethod
    async def load(cls, works: Iterable[Work], means: Means) -> "Group":
        """Read all that the works need, a query a kind; call inside a transaction."""
        needs = [work.needs for work in works]
        group = cls(means, int(means.clock.now().timestamp() * 1000))
        await group._load_addresses({pair for need in needs for pair in need.addresses})
        await group.load_conversations({n for need in needs for n in need.conversations})
        if keys := sorted({key for need in needs for key in need.keys}):
            group._copies = await conversations.stored_copies(keys)
        if outbox := sorted({number for need in needs for number in need.outbox}):
            await group.load_outbox(outbox)
        return group

    async def load_conversations(self, numbers: Iterable[int]) -> None:
        """Read and lock conversations, unless they are here already."""
        if missing := sorted(set(numbers) - self._by_id.keys()):
            self._by_id.update(await conversations.by_ids(missing))

    async def load_outbox(self, message_ids: Sequence[int]) -> None:
        """Read outbox rows and their parts, unless they are here already."""
        missing = [number for number in message_ids if number not in self._outbox]
        if not missing:
            return
        self._outbox.update(await outbox_rows.rows(missing))
        for number, parts in (await outbox_rows.parts(missing)).items():
            self._parts[number] = {part.number: part for part in parts}

    def at(self, channel: str, address: str) -> ConversationView | None:
        """The conversation behind an address, as the group's works have left it."""
        number = self._id_at.get((channel, address))
        return None if number is None else self._by_id[number]

    async def find(self, channel: str, address: str) -> ConversationView | None:
        """The conversation behind an address that may not be here yet."""
        if (channel, address) not in self._id_at:
            await self._load_addresses([(channel, address)])
        return self.at(channel, address)

    def lead(self, left: int, into: int) -> None:
        """Let every address of one conversation lead into another from here on."""
        for pair, number in self._id_at.items():
            if number == left:
                self._id_at[pair] = into

    def conversation(self, number: int) -> ConversationView:
        """A conversation by id. Raises RefusalError when there is none."""
        try:
            return self._by_id[number]
        except KeyError:
            raise RefusalError("not_found", "There is no such conversation.") from None

    def copy_of(self, conversation_id: int | None, key: str) -> StoredCopy | None:
        """What is stored already under this sender's key, in one thread or (None) in any."""
        if conversation_id is not None:
            return self._copies.get((conversation_id, key))
        return next((copy for (_, known), copy in self._copies.items() if known == key), None)

    def outbox(self, message_id: int) -> OutboxView | None:
        return self._outbox.get(message_id)

    def page(self, conversation: ConversationView, *, is_new: bool = False) -> Page:
        """An empty page of a conversation; nothing of it counts until `accept`."""
        means = self.means
        page = Page(
            conversation, self.at_ms, means.new_id, means.pushed_channels, means.away_after_ms
        )
        page.reopen_to = means.reopen_to
        page.is_new = is_new
        return page

    def page_at(
        self, channel: str, address: str, *, language: str, number: int | None = None
    ) -> Page:
        """An empty page of whatever conversation an address has; a new one when it has none."""
        known = self.at(channel, address)
        if known is not None:
            return self.page(known)
        new_id = self.means.new_id
        begun = ConversationView.begun(
            number=number or new_id(),
            contact_id=new_id(),
            channel=channel,
            address=address,
            language=language,
            at_ms=self.at_ms,
        )
        return self.page(begun, is_new=True)

    def accept(self, page: Page) -> None:
        """Keep a page: later works of this group see the conversation as it leaves it."""
        self._by_id[page.now.id] = page.now
        self._id_at[(page.now.channel, page.now.address)] = page.now.id
        self.written.pages.append(page)

    def parts(self, message_id: int) -> Sequence[PartView]:
        """The parts of a message that have begun to leave, in order."""
        known = self._parts.get(message_id, {})
        return [known[number] for number in sorted(known)]

    def begin_part(self, part: PartView) -> None:
        """Keep that a part begins to leave for the first time."""
        self._parts.setdefault(part.message_id, {})[part.number] = part
        self.written.begun.append(part)

    def mark_part(self, part: PartView) -> None:
        """Keep how far a part got."""
        self._parts[part.message_id][part.number] = part
        self.written.parts.append(part)

    def mark(self, row: OutboxView) -> None:
        """Keep how far an outbound message got, and tell the desk."""
        self._outbox[row.message_id] = row
        self.written.progress.append(row)
        detail: dict[str, Any] = {"id": row.message_id, "status": row.stage.value}
        if stages := stages_of(self.parts(row.message_id)):
            detail["parts"] = stages
        self.written.events.append(Desk("status", row.conversation_id, 1, 0, detail))

    async def _load_addresses(self, pairs: Iterable[tuple[str, str]]) -> None:
        by_channel: dict[str, list[str]] = {}
        for channel, value in pairs:
            by_channel.setdefault(channel, []).append(value)
        for channel, values in by_channel.items():
            found = await conversations.by_addresses(channel, sorted(values))
            for value, conversation in found.items():
                self._by_id.setdefault(conversation.id, conversation)
                self._id_at[(channel, value)] = conversation.id
