"""What a desk is shown: the threads that moved last, one thread's messages, missed events."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.conversations import finding, outbox
from models.conversations import services as conversations
from models.conversations.sending import stages_of
from models.conversations.views import DeskEventView, MessageView
from server import wire
from server.desk.showing import shown
from server.work import RefusalError

THREAD_PAGE = 50


async def since(n: int, staff_names: Mapping[int, str], *, staff_id: int) -> dict[str, Any]:
    """`{events, threads, n}`: what happened above a number, and the threads that moved last.

    A desk that missed more than one page of events gets the threads and the newest number.
    """
    newest = await conversations.newest_event()
    events: Sequence[DeskEventView] = []
    if n <= newest <= n + conversations.PAGE_LENGTH:
        events = await conversations.events_since(n)
    moved = await shown(await conversations.threads(), staff_names, staff_id=staff_id)
    told = await _whole(events, staff_names, staff_id=staff_id)
    return {"events": told, "threads": moved, "n": max([newest, *(e.n for e in events)])}


async def opened(
    conversation_id: int, before: int | None, staff_names: Mapping[int, str], *, staff_id: int
) -> dict[str, Any]:
    """`{thread, messages, person, more}`: a thread's newest messages, or those before one.

    Raises RefusalError when there is no such thread.
    """
    conversation = (await finding.threads([conversation_id])).get(conversation_id)
    if conversation is None:
        raise RefusalError("not_found", "There is no such conversation.")
    limit = conversation.last_pos + 1 if before is None else before
    messages = await conversations.messages_before(conversation_id, limit, limit=THREAD_PAGE)
    (thread,) = await shown([conversation], staff_names, staff_id=staff_id)
    return {
        "thread": thread,
        "messages": await _with_parts(messages, staff_names),
        "person": {
            "name": thread["name"],
            "address": thread["address"],
            "channel": conversation.channel,
            "language": conversation.language,
            "since": wire.moment(conversation.created_at_ms),
        },
        "more": bool(messages) and messages[0].pos > 1,
    }


async def _with_parts(
    messages: Sequence[MessageView], staff_names: Mapping[int, str]
) -> list[dict[str, Any]]:
    """Messages, and of a long text how far each of its parts got."""
    told = [dict(wire.for_desk(message, staff_names)) for message in messages]
    texts = [message.id for message in messages if message.stage is not None]
    parts = await outbox.parts(texts) if texts else {}
    for each in told:
        if stages := stages_of(parts.get(each["id"], [])):
            each["parts"] = stages
    return told


async def _whole(
    events: Sequence[DeskEventView], staff_names: Mapping[int, str], *, staff_id: int
) -> list[dict[str, Any]]:
    """Events as they were pushed, their threads as they stand and their messages read again."""
    numbers = {e.conversation_id for e in events if e.conversation_id is not None}
    known = await finding.threads(sorted(numbers))
    threads = {
        thread["conversation"]: thread
        for thread in await shown(known.values(), staff_names, staff_id=staff_id)
    }
    told = []
    for happened in events:
        whole = wire.event(happened)
        number = happened.conversation_id
        if number is not None:
            if number in threads:
                whole["thread"] = threads[number]
            messages = await _lines(number, happened)
            whole["messages"] = [wire.for_desk(message, staff_names) for message in messages]
        told.append(whole)
    return told


async def _lines(number: int, happened: DeskEventView) -> Sequence[MessageView]:
    count = happened.last_pos - happened.first_pos + 1
    if count < 1:
        return ()
    return await conversations.messages_after(number, happened.first_pos - 1, limit=count)
