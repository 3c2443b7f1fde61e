"""In whose turn a request is made, and what an answer is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from models.cases.services import Asker
from models.conversations.page import Page
from models.hours.rules import StaffHours
from models.people import identity
from models.terms.channel import Inbound
from models.terms.ids import IdMaker
from models.terms.request import Outcome
from server.answering.arguments import Arguments


@dataclass(frozen=True, slots=True)
class Asking:
    """The page being written, what was heard, and what the office lends its services."""

    page: Page
    inbound: Inbound
    new_id: IdMaker
    secret: bytes
    timezone: ZoneInfo
    staff_hours: StaffHours = StaffHours.OFFICE

    @property
    def asker(self) -> Asker:
        return Asker(address=self.inbound.address, phone=self.phone, origin=self.inbound.origin)

    @property
    def phone(self) -> str | None:
        """The telephone that it was said from."""
        address = self.inbound.address
        return address if address.startswith("+") else None

    @property
    def contact_id(self) -> int:
        return self.page.now.contact_id

    async def person_id(self) -> int:
        """Of whoever stands behind this contact."""
        return await identity.person_of(self.contact_id, phone=self.phone)

    async def ids(self) -> list[int]:
        """All ids that this person is known by, their own first."""
        return await identity.ids_of(self.contact_id, phone=self.phone)

    @property
    def now(self) -> datetime:
        """The turn's moment in the office's own time."""
        return self.local(self.page.at_ms)

    def local(self, at_ms: int) -> datetime:
        """A moment in the office's own time."""
        return datetime.fromtimestamp(at_ms / 1000, self.timezone)


Answer = Callable[[Asking, Arguments], Awaitable[Outcome]]
