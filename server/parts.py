"""Long messages that come in parts: each part is kept, the whole is heard as one turn.

What stays incomplete is shown to staff after ten minutes and heard with gaps after a day; nothing
of it is dropped, and what comes later still finds its place.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from models.conversations import parts as kept_parts
from models.conversations import services as conversations
from models.conversations.parts import KeptPart, PartStage
from models.terms.channel import Inbound, Part
from server import words
from server.hearing import Hear
from server.talk import Talk
from server.work import Group, Needs, Settled

SHOWN_AFTER_SECONDS = 600
HEARD_AFTER_SECONDS = 24 * 3600
FORGOTTEN_AFTER_SECONDS = 7 * 24 * 3600
"""How long the parts of a message that was heard are kept, so that copies are known."""


@dataclass(frozen=True, slots=True)
class OfAddress:
    """Work on the parts that came from one address; `language` is the office's own."""

    channel: str
    address: str
    talk: Talk
    language: str

    @property
    def line(self) -> Hashable:
        return (self.channel, self.address)

    @property
    def needs(self) -> Needs:
        return Needs(addresses=[(self.channel, self.address)])

    async def hear(self, group: Group, parts: Sequence[KeptPart]) -> Settled:
        """One turn of what these parts make; a copy of what was heard long ago is none."""
        whole = self._whole(parts)
        if copy := await self._copy(group, whole.external_id):
            return copy
        return await Hear(whole, self.talk, self.language).do(group)

    async def store(self, group: Group, parts: Sequence[KeptPart], error: BaseException) -> Settled:
        """The same without its turn, which broke the transaction: it is tried again later."""
        whole = self._whole(parts)
        if copy := await self._copy(group, whole.external_id):
            return copy
        return await Hear(whole, self.talk, self.language).park(group, error)

    async def tell_staff(self, group: Group, parts: Sequence[KeptPart]) -> Settled:
        """A note in the thread of what came so far, once; the thread asks for a person."""
        came = kept_parts.arrived(parts)
        key = f"note-{kept_parts.key_of(parts)}"
        if copy := await self._copy(group, key):
            return copy
        page = group.page_at(self.channel, self.address, language=self.language)
        text = words.came_in_parts(
            kept_parts.text_of(parts),
            came=len(came),
            total=came[0].total,
            language=self.language,
        )
        page.note(text, staff_id=None, client_key=key)
        page.now.needs_person = True
        page.announce("note")
        group.accept(page)
        return Settled(conversation=page.now)

    def _whole(self, parts: Sequence[KeptPart]) -> Inbound:
        sent_at_ms = max(part.sent_at_ms for part in parts)
        sent_at = datetime.fromtimestamp(sent_at_ms / 1000, UTC)
        return Inbound(
            self.channel,
            self.address,
            kept_parts.text_of(parts),
            sent_at,
            kept_parts.key_of(parts),
        )

    async def _copy(self, group: Group, key: str) -> Settled | None:
        conversation = group.at(self.channel, self.address)
        if conversation is None:
            return None
        stored = await conversations.stored_copies([key])
        copy = stored.get((conversation.id, key))
        return None if copy is None else Settled(copy, conversation=conversation)


@dataclass(frozen=True, slots=True)
class Keep(OfAddress):
    """One part: stored at once, and with the last of them the whole is heard."""

    inbound: Inbound
    place: Part

    async def do(self, group: Group) -> Settled:
        parts = await self._keep(group)
        if not parts:
            return Settled()
        if kept_parts.is_heard(parts):
            return await self._tell_late(group, parts)
        if not kept_parts.is_whole(parts):
            return Settled()
        await kept_parts.move(parts[0].group_id, PartStage.HEARD)
        return await self.hear(group, parts)

    async def park(self, group: Group, error: BaseException) -> Settled:
        """Keep the part all the same, and the whole message without a turn."""
        parts = await self._keep(group)
        if not parts or kept_parts.is_heard(parts) or not kept_parts.is_whole(parts):
            return Settled()
        await kept_parts.move(parts[0].group_id, PartStage.HEARD)
        return await self.store(group, parts, error)

    async def _keep(self, group: Group) -> Sequence[KeptPart]:
        number = group.means.new_id()
        return await kept_parts.keep(self.inbound, self.place, number=number, at_ms=group.at_ms)

    async def _tell_late(self, group: Group, parts: Sequence[KeptPart]) -> Settled:
        """The message was heard with a gap: staff read what has come to fill it."""
        await kept_parts.move(parts[0].group_id, PartStage.HEARD)
        return await self.tell_staff(group, parts)


@dataclass(frozen=True, slots=True)
class Overdue(OfAddress):
    """Work on a message of which parts did not come in time."""

    group_id: int

    async def _still_due(
        self, group: Group, *, seconds: int, stages: Sequence[PartStage]
    ) -> Sequence[KeptPart]:
        """Its parts, with those that make it whole; none when more has come meanwhile."""
        since_ms = group.at_ms - seconds * 1000
        parts = await kept_parts.of_group(self.group_id)
        is_silent = all(part.stored_at_ms <= since_ms for part in parts)
        is_due = is_silent and any(part.stage in stages for part in parts)
        if not is_due or kept_parts.is_heard(parts):
            return ()
        silent_ms = group.at_ms - SHOWN_AFTER_SECONDS * 1000
        return await kept_parts.complete(self.group_id, silent_since_ms=silent_ms) or parts


@dataclass(frozen=True, slots=True)
class ShowIncomplete(Overdue):
    """Staff read what came, while the rest is waited for; what was sent slowly is heard."""

    async def do(self, group: Group) -> Settled:
        parts = await self._due_parts(group)
        if not parts:
            return Settled()
        if kept_parts.is_whole(parts):
            return await self.hear(group, parts)
        return await self.tell_staff(group, parts)

    async def park(self, group: Group, error: BaseException) -> Settled:
        parts = await self._due_parts(group)
        if not parts or not kept_parts.is_whole(parts):
            raise error
        return await self.store(group, parts, error)

    async def _due_parts(self, group: Group) -> Sequence[KeptPart]:
        parts = await self._still_due(group, seconds=SHOWN_AFTER_SECONDS, stages=WAITING)
        if parts:
            is_whole = kept_parts.is_whole(parts)
            await kept_parts.move(self.group_id, PartStage.HEARD if is_whole else PartStage.SHOWN)
        return parts


@dataclass(frozen=True, slots=True)
class HearIncomplete(Overdue):
    """Nothing more is waited for: the message is heard with its gaps, once."""

    async def do(self, group: Group) -> Settled:
        parts = await self._due_parts(group)
        return await self.hear(group, parts) if parts else Settled()

    async def park(self, group: Group, error: BaseException) -> Settled:
        parts = await self._due_parts(group)
        return await self.store(group, parts, error) if parts else Settled()

    async def _due_parts(self, group: Group) -> Sequence[KeptPart]:
        parts = await self._still_due(group, seconds=HEARD_AFTER_SECONDS, stages=UNHEARD)
        if parts:
            await kept_parts.move(self.group_id, PartStage.HEARD)
        return parts


WAITING = (PartStage.WAITING,)
UNHEARD = (PartStage.WAITING, PartStage.SHOWN)
