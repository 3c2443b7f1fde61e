"""Who answers a visitor now, told honestly: by name, with the place in line, or when we open.

Whoever waits hears of it again when the line has moved, and when the office opens or closes.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from models.conversations import line
from models.conversations import services as conversations
from models.conversations.page import Page
from models.conversations.rules import Speaker
from models.conversations.views import ConversationView
from models.hours import services as hours
from models.terms.clock import Clock
from server.roster import Roster
from server.wire import moment
from web_chat.namespace import VisitorNamespace

logger = logging.getLogger(__name__)
PAUSE_SECONDS = 0.5
"""However often the line moves, those who wait hear of it at most that often."""
LOOK_EVERY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Speaking:
    """What `welcome` and `speaker` tell of who answers."""

    roster: Roster
    clock: Clock
    zone: ZoneInfo
    is_staffed: Callable[[], bool]
    """Whether anybody's desk is open now."""

    async def told(self, conversation: ConversationView | None) -> dict[str, Any]:
        """`{speaker, name?, place?, on_duty?, opens_at?}`."""
        if conversation is None or conversation.speaker is not Speaker.WAITING:
            return speaker_of(conversation, self.roster.shown)
        places = await line.places()
        return {
            **speaker_of(conversation, self.roster.shown),
            "place": places.get(conversation.id),
            **await self.duty(),
        }

    async def duty(self) -> dict[str, Any]:
        """Whether somebody is at a desk; if nobody is, when the office opens, if it is closed."""
        if self.is_staffed():
            return {"on_duty": True}
        kept = await hours.opening_hours()
        now = self.clock.now().astimezone(self.zone)
        opens = None if kept.is_open(now) else kept.next_opening(now)
        told: dict[str, Any] = {"on_duty": False}
        if opens is not None:
            told["opens_at"] = moment(int(opens.timestamp() * 1000))
        return told


class WaitingLine:
    """Tells everybody who waits, and has a window open, how the line stands."""

    def __init__(self, speaking: Speaking, visitors: VisitorNamespace) -> None:
        self._speaking = speaking
        self._visitors = visitors
        self._moved = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def move(self) -> None:
        """Somebody came into the line or left it, or a desk was opened or left."""
        self._moved.set()

    def follow(self, pages: Sequence[Page]) -> None:
        """Look whether these turns moved the line."""
        if any(_is_in_line(page.before) != _is_in_line(page.now) for page in pages):
            self.move()

    async def tell(self) -> None:
        """Tell them once."""
        watched = set(self._visitors.watched)
        places = await line.places() if watched else {}
        waiting = sorted(watched & places.keys())
        if not waiting:
            return
        duty = await self._speaking.duty()
        for number, known in (await conversations.by_ids(waiting)).items():
            told = {
                **speaker_of(known, self._speaking.roster.shown),
                "place": places[number],
                **duty,
            }
            if known.speaker is Speaker.WAITING:
                await self._visitors.push(number, "speaker", [told], but=None)

    async def _run(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._moved.wait(), LOOK_EVERY_SECONDS)
            self._moved.clear()
            try:
                await self.tell()
            except Exception:
                logger.exception("those who wait could not be told; it is tried again")
            await asyncio.sleep(PAUSE_SECONDS)


def speaker_of(
    conversation: ConversationView | None, staff_names: Mapping[int, str]
) -> dict[str, Any]:
    """Who answers, as far as the conversation itself knows."""
    if conversation is None:
        return {"speaker": Speaker.BOT.value}
    told: dict[str, Any] = {"speaker": conversation.speaker.value}
    if conversation.owner_id is not None:
        told["name"] = staff_names.get(conversation.owner_id, "")
    return told


def _is_in_line(conversation: ConversationView) -> bool:
    return conversation.waiting_since_ms is not None
