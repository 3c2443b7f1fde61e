"""Every act of staff leaves an audit entry, in the same transaction: nothing is done without one.

The entry tells of whom and of what; no word of a contact and no identity number stands in it.
"""

import re
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from msgspec import Struct, structs

from models.audit.services import Done
from models.people.staff import StaffView
from server.work import Group, Needs, Settled, Work

_TOLD = (
    "reason",
    "colleague",
    "department",
    "presence",
    "shown_as",
    "most",
    "urgency",
    "add",
    "remove",
    "until",
    "message_id",
    "is_note",
    "door",
    "service",
    "number",
    "numbers",
)
_OF_PANEL = ("kind", "id", "act")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Audited:
    """A work of somebody at the desk, and the entry that tells of it.

    A work that leaves its own, which knows more, is left at that.
    """

    work: Work
    staff: StaffView

    @property
    def line(self) -> Hashable:
        return self.work.line

    @property
    def needs(self) -> Needs:
        return self.work.needs

    async def do(self, group: Group) -> Settled:
        kept = len(group.done)
        settled = await self.work.do(group)
        if len(group.done) > kept:
            return settled
        number = getattr(self.work, "conversation_id", None)
        act = _CAPITAL.sub("_", type(self.work).__name__).lower()
        group.done.append(Done(self.staff.id, act, number, _detail(self.work)))
        return settled


def _detail(work: Work) -> dict[str, Any]:
    told = {name: getattr(work, name, None) for name in _TOLD}
    wanted = getattr(work, "wanted", None)
    if isinstance(wanted, Struct):
        asked = structs.asdict(wanted)
        told |= {name: asked.get(name) for name in _OF_PANEL}
    return {name: value for name, value in told.items() if value not in (None, (), [])}
