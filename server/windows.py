"""Which pages are open: told to the database, so that texts leave only while none is."""

import asyncio
import logging
from contextlib import suppress

from models.conversations import joining
from server.joining import StillHere
from server.lanes import Lanes
from server.work import Settled, Work
from web_chat.namespace import VisitorNamespace

logger = logging.getLogger(__name__)
LOOK_EVERY_SECONDS = 20.0
"""A page counts as open for longer than that: see `sms_after_seconds`."""


class Windows:
    """Says now and then of every open window of this process that it is still there."""

    def __init__(self, visitors: VisitorNamespace, lanes: Lanes[Work, Settled]) -> None:
        self._visitors = visitors
        self._lanes = lanes
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def look(self) -> None:
        """Only contacts who can be reached by another door are of interest."""
        watched = self._visitors.watched
        if not watched:
            return
        for conversation_id in await joining.with_other_door(watched):
            await self._lanes.submit(StillHere(conversation_id))

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            try:
                await self.look()
            except Exception:
                logger.exception("open windows could not be told of; it is tried again")
