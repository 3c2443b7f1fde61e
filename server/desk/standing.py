"""Where a thread stands: its place in the line, its department, when an answer is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from models.conversations import line
from models.conversations.rules import Speaker
from models.conversations.views import ConversationView
from models.hours import services as hours
from models.hours.rules import OpeningHours
from models.staffing import services as staffing
from server.wire import moment


@dataclass(slots=True)
class Target:
    """The office's own time and promise, settled where everything is composed."""

    zone: tzinfo = UTC
    minutes: int = 0


TARGET = Target()


async def places(conversations: Sequence[ConversationView]) -> Mapping[int, Mapping[str, Any]]:
    """The place in line of those that wait."""
    if not any(each.speaker is Speaker.WAITING for each in conversations):
        return {}
    known = await line.places()
    return {each.id: {"place": known.get(each.id)} for each in conversations}


async def departments(conversations: Sequence[ConversationView]) -> Mapping[int, Mapping[str, Any]]:
    """The names of the departments that threads were given to."""
    if not any(each.department_id for each in conversations):
        return {}
    names = {each.id: each.name for each in await staffing.departments()}
    return {
        each.id: {"department": {"id": each.department_id, "name": names[each.department_id]}}
        for each in conversations
        if each.department_id in names
    }


async def due(conversations: Sequence[ConversationView]) -> Mapping[int, Mapping[str, Any]]:
    """When an answer is due to those who wait for a person, or for what their owner says."""
    told = await since(conversations) if TARGET.minutes else {}
    if not told:
        return {}
    kept = await hours.opening_hours()
    return {
        number: {"answer_due": moment(after(kept, began, TARGET.minutes, TARGET.zone))}
        for number, began in told.items()
    }


async def since(conversations: Sequence[ConversationView]) -> dict[int, int]:
    """Since when somebody owes these an answer; those that are owed none are left out."""
    told = {each.id: each.waiting_since_ms for each in conversations}
    owned = [each.id for each in conversations if each.speaker is Speaker.STAFF]
    if owned:
        told |= await staffing.unanswered_since(owned)
    return {number: began for number, began in told.items() if began is not None}


def after(kept: OpeningHours, at_ms: int, minutes: int, zone: tzinfo) -> int:
    """So many minutes of opening hours after a moment, in milliseconds."""
    began = datetime.fromtimestamp(at_ms / 1000, zone)
    return int(kept.after(began, minutes).timestamp() * 1000)
