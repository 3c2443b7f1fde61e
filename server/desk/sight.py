"""What an agent sees where the office lets departments work apart, and what is kept from them.

A thread that another department has is to them as one that there is not: no list, search, answer
or push tells of it, and nothing can be done in it. Their own threads, and those that no department
has, are everybody's.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from models.conversations import finding
from models.conversations.views import ConversationView
from models.people.staff import StaffView
from models.staffing import services as staffing
from server.work import RefusalError

HIDDEN = "hidden"
"""The kind of an event that tells only that it is not theirs, so that its number is not missed."""


class Whose(NamedTuple):
    """Which department has a thread, and who answers in it."""

    department_id: int | None
    owner_id: int | None


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose eyes these are, and in which departments they work."""

    staff_id: int
    departments: frozenset[int]

    def sees(self, thread: ConversationView | Whose) -> bool:
        """Whether a thread is theirs to see."""
        is_common = thread.department_id is None or thread.department_id in self.departments
        return is_common or thread.owner_id == self.staff_id


async def sight_of(staff: StaffView, *, are_apart: bool) -> Sight | None:
    """What somebody sees; None: everything."""
    if not are_apart or staff.role.sees_all_departments:
        return None
    found = await staffing.departments()
    return Sight(staff.id, frozenset(each.id for each in found if staff.id in each.members))


async def check(sight: Sight, payload: object) -> None:
    """Raises RefusalError as for a thread that there is not, if a payload names one unseen."""
    if isinstance(payload, Mapping):
        named = payload.get("conversation")
        if isinstance(named, int) and await _unseen(sight, [named]):
            raise RefusalError("not_found", "There is no such conversation.")


async def seen(sight: Sight, answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """An answer without what stands in its lists of threads that are not theirs to see."""
    unseen = await _unseen(sight, set(_named(answer)))
    pruned: Mapping[str, Any] = _without(answer, unseen) if unseen else answer
    return pruned


async def whose(told: Mapping[str, Any]) -> Whose | None:
    """Where the thread of a push stands; None: it is about none."""
    thread, number = told.get("thread"), told.get("conversation")
    if isinstance(thread, Mapping):
        department, owner = thread.get("department"), thread.get("owner")
        return Whose(department and department["id"], owner and owner["id"])
    if not isinstance(number, int):
        return None
    found = (await finding.threads([number])).get(number)
    return None if found is None else Whose(found.department_id, found.owner_id)


def hidden(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """All that is told of an event in a thread that is not seen."""
    return {"n": event["n"], "kind": HIDDEN, "conversation": event["conversation"]}


async def _unseen(sight: Sight, numbers: Collection[int]) -> set[int]:
    known = await finding.threads([n for n in sorted(numbers) if 0 < n < 2**63])
    return {number for number, thread in known.items() if not sight.sees(thread)}


def _named(told: Any) -> Iterator[int]:
    """The threads that are told of."""
    if isinstance(told, Mapping):
        number = told.get("conversation")
        if isinstance(number, int):
            yield number
        told = list(told.values())
    if isinstance(told, (list, tuple)):
        for each in told:
            yield from _named(each)


def _without(told: Any, unseen: Collection[int]) -> Any:
    if isinstance(told, Mapping):
        return {key: _without(value, unseen) for key, value in told.items()}
    if isinstance(told, (list, tuple)):
        kept = (_in_list(each, unseen) for each in told)
        return [each for each in kept if each is not None]
    return told


def _in_list(told: Any, unseen: Collection[int]) -> Any:
    """What becomes of one thing in a list; None: it is left out."""
    if not isinstance(told, Mapping):
        return _without(told, unseen)
    thread = told.get("thread")
    about = thread.get("conversation") if isinstance(thread, Mapping) else told.get("conversation")
    if about not in unseen:
        return _without(told, unseen)
    return hidden(told) if "n" in told and "kind" in told else None
