"""What the network later says of a part: matched, and carried to its message."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from models.conversations import outbox
from models.conversations.sending import moves_forward
from models.conversations.views import PartView
from models.terms.channel import Delivery, Stage, asked_reference
from server.outbox import as_its_parts, part_in
from server.work import Group, Needs, RefusalError, Settled


@dataclass(frozen=True, slots=True)
class Delivered:
    """What the network says of one part, matched by address, line and reference."""

    delivery: Delivery

    @property
    def line(self) -> Hashable:
        return ("outbox", self.delivery.address)

    @property
    def needs(self) -> Needs:
        return Needs()

    async def do(self, group: Group) -> Settled:
        meant = await self._parts()
        if not meant:
            return Settled()
        message_id = meant[0].message_id
        await group.load_outbox([message_id])
        for part in (part_in(group, message_id, known.number) for known in meant):
            if moves_forward(part.stage, self.delivery.stage):
                group.mark_part(part._replace(stage=self.delivery.stage))
        self._tell(group, message_id)
        return Settled()

    async def _parts(self) -> Sequence[PartView]:
        """The parts that are meant, all of one message; none when nothing fits.

        Several, where a provider has one name for what we sent it as one. A part whose answer was
        lost bears no reference: a report is its when it names the reference that was asked for,
        or when no other part to the address can be meant. One that is just leaving will have its
        reference in a moment. Raises RefusalError: hand it in again.
        """
        delivery, reference = self.delivery, self.delivery.reference
        found = await outbox.reported(delivery.channel, delivery.address, reference)
        ours = [part for part in found if not delivery.line or part.line == delivery.line]
        if ours:
            return [part for part in ours if part.message_id == ours[0].message_id]
        others = await outbox.unanswered(delivery.channel, delivery.address)
        if any(part.stage is Stage.SUBMITTING for part, _ in others):
            raise RefusalError("try_later", "A message to this address is just being sent.")
        asked = [p for p, given in others if str(asked_reference(given, p.number)) == reference]
        if asked:
            return asked[:1]
        return [part for part, _ in others] if len(others) == 1 else []

    def _tell(self, group: Group, message_id: int) -> None:
        """What the report makes of the whole message."""
        row = group.outbox(message_id)
        if row is None or row.stage is Stage.SUBMITTING:
            return
        after = as_its_parts(row, group, detail=self.delivery.detail)
        if after.stage is Stage.QUEUED:  # a part thought lost has arrived: the rest may follow
            group.mark(after._replace(due_at_ms=group.at_ms))
        elif moves_forward(row.stage, after.stage):
            group.mark(after)
