"""After the commit: windows, desks and relays hear of it. A push lost here is caught up later."""

from collections.abc import Sequence
from typing import Any

from models.conversations.page import Page
from models.conversations.views import ConversationView, DeskEventView
from server import wire
from server.desk.namespace import DeskNamespace
from server.desk.showing import shown
from server.relay import Relay
from server.roster import Roster
from server.speaking import WaitingLine, speaker_of
from server.visitors import is_for_visitor
from web_chat.namespace import VisitorNamespace


class Publisher:
    """Knows everyone who wants to hear of a commit."""

    def __init__(
        self,
        *,
        visitors: VisitorNamespace,
        desk: DeskNamespace,
        relays: Sequence[Relay],
        roster: Roster,
        line: WaitingLine,
    ) -> None:
        self._visitors = visitors
        self._desk = desk
        self._relays = {relay.channel: relay for relay in relays}
        self._roster = roster
        self._line = line

    async def publish(self, pages: Sequence[Page], events: Sequence[DeskEventView]) -> None:
        """Push what was committed: pages to windows, events to desks."""
        for page in pages:
            if page.outbox and (relay := self._relays.get(page.now.channel)):
                relay.wake()
            if page.joined_id is not None:
                await self._visitors.send_away(page.joined_id)
            await self._to_windows(page)
        self._line.follow(pages)
        for happened in events:
            if happened.detail.get("status") == "queued":
                self._wake_all()
        if events and self._desk.is_watched:
            await self._to_desks(pages, events)

    async def _to_windows(self, page: Page) -> None:
        conversation, names = page.now.id, self._roster.shown
        if self._visitors.is_watched(conversation, but=page.told_socket):
            shown = [wire.for_visitor(m, names) for m in page.messages if is_for_visitor(m)]
            await self._visitors.push(conversation, "message", shown, but=page.told_socket)
        if page.now.speaker is not page.before.speaker:
            told = speaker_of(page.now, names)
            await self._visitors.push(conversation, "speaker", [told], but=None)

    async def _to_desks(self, pages: Sequence[Page], events: Sequence[DeskEventView]) -> None:
        names = self._roster.names
        latest: dict[int, ConversationView] = {page.now.id: page.now for page in pages}
        lines = {(m.conversation_id, m.pos): m for page in pages for m in page.messages}
        threads = await shown(latest.values(), names, staff_id=None)
        by_id = {thread["conversation"]: thread for thread in threads}
        for happened in events:
            told: dict[str, Any] = wire.event(happened)
            number = happened.conversation_id
            if number is not None and number in by_id:
                told["thread"] = by_id[number]
                told["messages"] = [
                    wire.for_desk(lines[number, pos], names)
                    for pos in range(happened.first_pos, happened.last_pos + 1)
                    if (number, pos) in lines
                ]
            await self._desk.push(told)

    def _wake_all(self) -> None:
        for relay in self._relays.values():
            relay.wake()
