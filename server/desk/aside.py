"""What came in and is no text for the bot: set aside, told to every desk, put away by a person."""

from collections.abc import Hashable
from dataclasses import dataclass

from models.conversations import quarantine
from models.conversations.page import Desk
from models.people.staff import StaffView
from models.terms.channel import Quarantined
from server.work import Group, Needs, RefusalError, Settled

EVENT = "aside"


@dataclass(frozen=True, slots=True)
class SetAside:
    """One thing is stored for a person to look at; a copy of it changes nothing."""

    found: Quarantined

    @property
    def line(self) -> Hashable:
        return (EVENT, self.found.channel, self.found.line)

    @property
    def needs(self) -> Needs:
        return Needs()

    async def do(self, group: Group) -> Settled:
        number = group.means.new_id()
        if await quarantine.set_aside(self.found, number=number, at_ms=group.at_ms):
            await _tell(group)
        return Settled()


@dataclass(frozen=True, slots=True)
class PutAway:
    """Somebody at the desk has looked at it; pressed twice it is done once."""

    number: int
    staff: StaffView

    @property
    def line(self) -> Hashable:
        return (EVENT, self.number)

    @property
    def needs(self) -> Needs:
        return Needs()

    async def do(self, group: Group) -> Settled:
        if not self.staff.role.may_answer:
            raise RefusalError("not_allowed", "Your role may look but not write.")
        if await quarantine.put_away(self.number, staff_id=self.staff.id, at_ms=group.at_ms):
            await _tell(group)
        return Settled()


async def _tell(group: Group) -> None:
    """Every desk hears how many things wait to be looked at."""
    count = await quarantine.unseen_count()
    group.written.events.append(Desk(EVENT, None, 1, 0, {"count": count}))
