"""Gives those who wait to whoever is free, at once when either of the two appears."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress

from models.conversations.page import Page
from models.conversations.rules import Speaker
from models.conversations.views import DeskEventView
from models.staffing.rules import Assign, Policy
from server.desk.assigning import GiveOut
from server.lanes import Lanes
from server.turns import Publish
from server.work import Settled, Work

logger = logging.getLogger(__name__)


class Giving:
    """One task; without automatic assignment it has nothing to do."""

    def __init__(self, lanes: Lanes[Work, Settled], policy: Policy) -> None:
        self._lanes = lanes
        self._how = policy.assign
        self._moved = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        if self._how is not Assign.OFF:
            self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def move(self) -> None:
        """Somebody waits, or somebody is free."""
        self._moved.set()

    def before(self, publish: Publish) -> Publish:
        """The same publishing, with a look at what was committed before it."""

        async def publish_and_look(pages: Sequence[Page], events: Sequence[DeskEventView]) -> None:
            if any(_moves_line(page) for page in pages):
                self.move()
            await publish(pages, events)

        return publish_and_look

    async def _run(self) -> None:
        while True:
            await self._moved.wait()
            self._moved.clear()
            try:
                await self._lanes.submit(GiveOut(self._how))
            except Exception:
                logger.exception("threads could not be given out; the jobs try it again")


def _moves_line(page: Page) -> bool:
    """Whether somebody begins to wait, or somebody has a thread less."""
    before, now = page.before, page.now
    waits = before.waiting_since_ms is None and now.waiting_since_ms is not None
    return waits or (
        before.standing.value == Speaker.STAFF.value and now.standing is not before.standing
    )
