"""Who works here, kept at hand so that a name costs no query."""

from models.people import staff
from models.people.staff import StaffView
from models.staffing import services as staffing


class Roster:
    """The staff by id; refreshed when an unknown one appears and now and then."""

    def __init__(self) -> None:
        self.names: dict[int, str] = {}
        """As colleagues call them."""
        self.shown: dict[int, str] = {}
        """As contacts are told: some by their department."""

    async def refresh(self) -> None:
        """Read the names anew."""
        self.names = {member.id: member.display_name for member in await staff.everyone()}
        self.shown = await staffing.shown_names(sorted(self.names))

    def note(self, member: StaffView) -> None:
        """Remember somebody who has just logged in."""
        self.names[member.id] = member.display_name
        self.shown.setdefault(member.id, member.display_name)
