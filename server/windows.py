"""What a process that holds windows looks after by itself, every little while."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from models.conversations import joining
from server.joining import StillHere
from server.lanes import Lanes
from server.work import Settled, Work
from web_chat.namespace import VisitorNamespace

logger = logging.getLogger(__name__)
LOOK_EVERY_SECONDS = 2.0
TELL_EVERY_LOOKS = 10
"""A page counts as open for longer than twenty seconds: see `sms_after_seconds`."""


class Windows:
    """Tells the database which pages are open, so that texts leave only while none is."""

    def __init__(
        self,
        visitors: VisitorNamespace,
        lanes: Lanes[Work, Settled],
        *,
        besides: Sequence[Callable[[], Awaitable[None]]] = (),
    ) -> None:
        """`besides` is done at every look: what the jobs part does where it runs here."""
        self._visitors = visitors
        self._lanes = lanes
        self._besides = besides
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def tell(self) -> None:
        """Say that windows are still open; only contacts with another door are of interest."""
        watched = self._visitors.watched
        if not watched:
            return
        for conversation_id in await joining.with_other_door(watched):
            await self._lanes.submit(StillHere(conversation_id))

    async def _run(self) -> None:
        looks = 0
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            looks += 1
            due = [self.tell] if looks % TELL_EVERY_LOOKS == 0 else []
            for look in (*due, *self._besides):
                try:
                    await look()
                except Exception:
                    logger.exception("a look after windows and desks failed; it is tried again")
