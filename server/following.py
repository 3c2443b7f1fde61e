"""Processes that share a database hear of one another's commits by the numbered desk events.

Desks get every event once and in order, whichever process wrote it; windows get what other
processes wrote; relays wake when another process queued a text.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from models.conversations import services as conversations
from models.conversations.page import Page
from models.conversations.views import ConversationView, DeskEventView, MessageView
from models.terms.ids import COUNTER_BITS, WORKERS
from server import wire
from server.desk.namespace import DeskNamespace
from server.desk.showing import shown
from server.publish import Publisher
from server.relay import Relay
from server.roster import Roster
from server.speaking import WaitingLine, speaker_of
from server.visitors import is_for_visitor
from web_chat.namespace import VisitorNamespace

if TYPE_CHECKING:
    from server.herald import Herald

logger = logging.getLogger(__name__)
LOOK_EVERY_SECONDS = 0.2
LOOK_ALONE_SECONDS = 1.0
"""While no window, desk or relay would hear of it."""
LOOK_BESIDES_SECONDS = 2.0
"""While a herald says when to look: for cries that were lost."""


class Following:
    """Stands between the turns and the publisher of a process that is not alone."""

    def __init__(
        self,
        publisher: Publisher,
        *,
        visitors: VisitorNamespace,
        desk: DeskNamespace,
        relays: Sequence[Relay],
        roster: Roster,
        line: WaitingLine,
        worker: int,
        herald: "Herald | None" = None,
    ) -> None:
        """`worker`: under which this process makes its numbers; others make theirs differently."""
        self._publisher = publisher
        self._visitors = visitors
        self._desk = desk
        self._relays = relays
        self._roster = roster
        self._line = line
        self._worker = worker
        self._herald = herald
        if herald is not None:
            desk.speak_by(herald.say)
        self._nudge = asyncio.Event()
        self._told = 0
        """Every event up to here has been told to the desks."""
        self._telling = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin with what is committed from now on."""
        self._told = await conversations.newest_event()
        self._task = asyncio.create_task(self._run())
        if self._herald is not None:
            self._herald.start(self._nudge.set, self._desk.hear, self._desk.arrive)

    async def stop(self) -> None:
        if self._herald is not None:
            await self._herald.stop()
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def publish(self, pages: Sequence[Page], events: Sequence[DeskEventView]) -> None:
        """What this process committed: after all that others committed before it."""
        async with self._telling:
            if events and events[0].n > self._told + 1:
                try:
                    await self._tell_others_until(events[0].n)
                except Exception:
                    logger.exception("what others wrote could not be read; desks catch up")
            fresh = [happened for happened in events if happened.n > self._told]
            if fresh:
                self._told = fresh[-1].n
                if self._herald is not None:
                    self._herald.cry()
            await self._publisher.publish(pages, fresh)

    async def look(self) -> None:
        """Tell what others have committed since the last look."""
        async with self._telling:
            if self._has_listeners:
                await self._tell_others_until(None)
            else:
                self._told = max(self._told, await conversations.newest_event())

    @property
    def _has_listeners(self) -> bool:
        return bool(self._relays) or self._desk.is_watched or self._visitors.open_windows > 0

    @property
    def _pause(self) -> float:
        if self._herald is not None and self._herald.is_up:
            return LOOK_BESIDES_SECONDS
        return LOOK_EVERY_SECONDS if self._has_listeners else LOOK_ALONE_SECONDS

    async def _run(self) -> None:
        is_well = True
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pause):
                    await self._nudge.wait()
            self._nudge.clear()
            try:
                await self.look()
                is_well = True
            except Exception:
                if is_well:
                    logger.exception("other processes cannot be followed; it is tried again")
                is_well = False

    async def _tell_others_until(self, end: int | None) -> None:
        """Tell the events from the last told one up to, not including, `end`."""
        while end is None or self._told + 1 < end:
            found = await conversations.events_since(self._told)
            if end is not None:
                found = [happened for happened in found if happened.n < end]
            if not found:
                return
            await self._tell(found)
            self._told = found[-1].n

    async def _tell(self, events: Sequence[DeskEventView]) -> None:
        if any(_may_queue(happened) for happened in events):
            for relay in self._relays:
                relay.wake()
        if not (self._desk.is_watched or self._visitors.open_windows):
            return
        numbers = {e.conversation_id for e in events if e.conversation_id is not None}
        known = await conversations.by_ids(sorted(numbers)) if numbers else {}
        for happened in events:
            conversation = known.get(happened.conversation_id or 0)
            lines = await _lines(happened)
            if conversation is not None:
                await self._to_windows(conversation, happened, lines)
                if "goes_on_in" in happened.detail:
                    await self._visitors.send_away(conversation.id)
            await self._to_desks(conversation, happened, lines)

    async def _to_windows(
        self,
        conversation: ConversationView,
        happened: DeskEventView,
        lines: Sequence[MessageView],
    ) -> None:
        names, number = self._roster.shown, conversation.id
        if conversation.waiting_since_ms is not None or any(line.act for line in lines):
            self._line.move()
        others = [line for line in lines if _worker_of(line.id) != self._worker]
        if not others or not self._visitors.is_watched(number, but=None):
            return
        shown = [wire.for_visitor(line, names) for line in others if is_for_visitor(line)]
        await self._visitors.push(number, "message", shown, but=None)
        if happened.kind == "speaker" or any(line.act for line in others):
            told = speaker_of(conversation, names)
            await self._visitors.push(number, "speaker", [told], but=None)

    async def _to_desks(
        self,
        conversation: ConversationView | None,
        happened: DeskEventView,
        lines: Sequence[MessageView],
    ) -> None:
        if not self._desk.is_watched:
            return
        told: dict[str, Any] = wire.event(happened)
        if conversation is not None and _has_thread(happened.detail):
            names = self._roster.names
            (told["thread"],) = await shown([conversation], names, staff_id=None)
            told["messages"] = [wire.for_desk(line, names) for line in lines]
        await self._desk.push(told)


async def _lines(happened: DeskEventView) -> Sequence[MessageView]:
    count = happened.last_pos - happened.first_pos + 1
    if happened.conversation_id is None or count < 1:
        return ()
    return await conversations.messages_after(
        happened.conversation_id, happened.first_pos - 1, limit=count
    )


def _may_queue(happened: DeskEventView) -> bool:
    """Whether a text may wait since then: not when it tells how far one got."""
    return bool(happened.detail.get("status", "queued") == "queued")


def _has_thread(detail: Mapping[str, Any]) -> bool:
    """A mark of one message changes nothing else of its thread."""
    return "status" not in detail


def _worker_of(number: int) -> int:
    return (number >> COUNTER_BITS) % WORKERS
