"""Who works here, kept at hand so that a name costs no query."""

from models.people import staff
from models.people.staff import StaffView


class Roster:
    """The staff by id; refreshed when an unknown one appears and now and then."""

    def __init__(self) -> None:
        self.names: dict[int, str] = {}

    async def refresh(self) -> None:
        """Read the names anew."""
        self.names = {member.id: member.display_name for member in await staff.everyone()}

    def note(self, member: StaffView) -> None:
        """Remember somebody who has just logged in."""
        self.names[member.id] = member.display_name
