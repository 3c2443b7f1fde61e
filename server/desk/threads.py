"""What a desk is shown: threads, one thread's messages, and the events it missed."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.conversations import services as conversations
from models.conversations.views import DeskEventView
from server import wire
from server.work import RefusalError

THREAD_PAGE = 50


async def since(n: int, staff_names: Mapping[int, str]) -> dict[str, Any]:
    """`{events, threads, n}`: what happened above a number, and the threads that moved last.

    A desk that missed more than one page of events gets the threads and the newest number.
    """
    newest = await conversations.newest_event()
    events: Sequence[DeskEventView] = []
    if n <= newest <= n + conversations.PAGE_LENGTH:
        events = await conversations.events_since(n)
    threads = await conversations.threads()
    shown = [wire.thread(thread, staff_names) for thread in threads]
    told = [await _whole(happened, staff_names) for happened in events]
    return {"events": told, "threads": shown, "n": max([newest, *(e.n for e in events)])}


async def opened(
    conversation_id: int, before: int | None, staff_names: Mapping[int, str]
) -> dict[str, Any]:
    """`{thread, messages, person, more}`: a thread's newest messages, or those before one.

    Raises RefusalError when there is no such thread.
    """
    found = await conversations.by_ids([conversation_id])
    if conversation_id not in found:
        raise RefusalError("not_found", "There is no such conversation.")
    conversation = found[conversation_id]
    limit = conversation.last_pos + 1 if before is None else before
    messages = await conversations.messages_before(conversation_id, limit, limit=THREAD_PAGE)
    shown = wire.thread(conversation, staff_names)
    return {
        "thread": shown,
        "messages": [wire.for_desk(message, staff_names) for message in messages],
        "person": {
            "name": None,
            "address": shown["address"],
            "channel": conversation.channel,
            "language": conversation.language,
            "since": wire.moment(conversation.created_at_ms),
        },
        "more": bool(messages) and messages[0].pos > 1,
    }


async def _whole(happened: DeskEventView, staff_names: Mapping[int, str]) -> dict[str, Any]:
    """An event as it was pushed, its messages read again."""
    told = wire.event(happened)
    number = happened.conversation_id
    if number is None:
        return told
    found = await conversations.by_ids([number])
    if number in found:
        told["thread"] = wire.thread(found[number], staff_names)
    count = happened.last_pos - happened.first_pos + 1
    messages = (
        await conversations.messages_after(number, happened.first_pos - 1, limit=count)
        if count > 0
        else []
    )
    told["messages"] = [wire.for_desk(message, staff_names) for message in messages]
    return told
