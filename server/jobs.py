"""What happens by the clock: parked turns are tried again, ended logins leave the desk."""

import asyncio
import logging
from contextlib import suppress

from models.conversations import services as conversations
from models.conversations.views import ParkedView
from models.terms.clock import Clock
from server.desk.namespace import DeskNamespace
from server.hearing import TryAgain
from server.lanes import Lanes
from server.roster import Roster
from server.talk import Talk
from server.work import Settled, Work

logger = logging.getLogger(__name__)
LOOK_EVERY_SECONDS = 2.0


class Jobs:
    """One loop that does what is due."""

    def __init__(
        self,
        *,
        lanes: Lanes[Work, Settled],
        talk: Talk,
        desk: DeskNamespace,
        roster: Roster,
        clock: Clock,
    ) -> None:
        self._lanes = lanes
        self._talk = talk
        self._desk = desk
        self._roster = roster
        self._clock = clock
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def run_due(self) -> None:
        """Do now what is due by the clock."""
        now_ms = int(self._clock.now().timestamp() * 1000)
        for parked in await conversations.due_parked(now_ms=now_ms):
            await self._try_again(parked)
        await self._desk.check_sessions()
        await self._roster.refresh()

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            try:
                await self.run_due()
            except Exception:
                logger.exception("a job stumbled and is tried again")

    async def _try_again(self, parked: ParkedView) -> None:
        message = await conversations.message(parked.message_id)
        if message is not None:
            await self._lanes.submit(TryAgain(parked, message, self._talk))
