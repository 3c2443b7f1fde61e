"""Threads as a desk is shown them: the row itself, and what other tables tell of it."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from models.conversations import ratings, threads
from models.conversations.views import ConversationView
from server import wire
from server.desk import standing

Describe = Callable[[Sequence[ConversationView]], Awaitable[Mapping[int, Mapping[str, Any]]]]


async def _ratings(conversations: Sequence[ConversationView]) -> Mapping[int, Mapping[str, Any]]:
    found = await ratings.latest([each.id for each in conversations])
    return {number: {"rating": rated.rating} for number, rated in found.items()}


DESCRIBERS: Sequence[Describe] = (
    _ratings,
    standing.places,
    standing.departments,
    standing.due,
)
"""Each tells more fields of threads, by conversation: one question for all of them at once."""


async def shown(
    conversations: Iterable[ConversationView],
    staff_names: Mapping[int, str],
    *,
    staff_id: int | None,
) -> list[dict[str, Any]]:
    """The threads in the same order; `read_pos` is told only to one member of staff."""
    listed = list(conversations)
    about = await threads.about(listed, staff_id=staff_id)
    told = [wire.thread(each, staff_names, about[each.id]) for each in listed]
    if staff_id is not None:
        for each, payload in zip(listed, told, strict=True):
            payload["read_pos"] = about[each.id].read_pos
    for describe in DESCRIBERS:
        more = await describe(listed)
        for each, payload in zip(listed, told, strict=True):
            payload.update(more.get(each.id, {}))
    return told
