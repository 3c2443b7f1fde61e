"""What happens by the clock: what failed or stayed incomplete is looked after, old copies go."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

from models.conversations import parts, quarantine, searching, threads, timers
from models.conversations import services as conversations
from models.conversations.page import AWAY_AFTER_MS
from models.db import transaction
from models.people import proving
from models.queues import staffnotices
from models.staffing.rules import Assign, Policy
from models.terms.clock import Clock
from models.unknown import services as unknown
from models.unknown.rules import Kept
from server import duty
from server.desk import assigning
from server.desk.assigning import GiveOut
from server.desk.marking import Wake
from server.desk.namespace import DeskNamespace
from server.hearing import TryAgain
from server.joining import SendUnseen, due_unseen
from server.lanes import Lanes
from server.parts import (
    FORGOTTEN_AFTER_SECONDS,
    HEARD_AFTER_SECONDS,
    SHOWN_AFTER_SECONDS,
    UNHEARD,
    WAITING,
    HearIncomplete,
    ShowIncomplete,
)
from server.roster import Roster
from server.talk import Talk
from server.telling import KINDS, Tell
from server.timers import Ring
from server.work import Settled, Work

logger = logging.getLogger(__name__)
LOOK_EVERY_SECONDS = 2.0
FORGET_EVERY_SECONDS = 3600.0
DAY_MS = 24 * 3600 * 1000
TELL_EVERY_SECONDS = 20.0
INDEXED_AT_ONCE = 40
"""How many helpings of messages become findable in one go; turns come between them."""
INDEXED_WHILE_BUSY = 5
"""As many while turns wait: 250 messages a second; what comes in faster is found after the rush."""
LISTENED_SECONDS = 120.0
"""So long after a start nothing is given up: the rest may lie in a modem, still to be read."""
PUT_AWAY_KEPT_SECONDS = 90 * 24 * 3600
"""How long what staff have put away can still be found in the database."""


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
        language: str,
        unknown_kept: Kept | None = None,
        away_after_ms: int = AWAY_AFTER_MS,
        policy: Policy | None = None,
        sweep: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """`sweep` removes files that nobody needs any more.

        `language` is the office's own, in which staff are told what came in pieces.
        """
        self._lanes = lanes
        self._talk = talk
        self._desk = desk
        self._roster = roster
        self._clock = clock
        self._language = language
        self._away_after_ms = away_after_ms
        self._sweep = sweep
        self._policy = policy or Policy()
        self._unknown_kept = unknown_kept or Kept()
        self._began = clock.monotonic()
        self._forget_at = self._tell_at = self._began
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def run_due(self) -> None:
        """Do now what is due by the clock; what fails holds nothing else up."""
        now_ms = int(self._clock.now().timestamp() * 1000)
        for due in (self._due(now_ms), self._due_tellings(now_ms)):
            async for work in due:
                try:
                    await self._lanes.submit(work)
                except Exception:
                    logger.exception("a job stumbled and is tried again")
        await enter_words(self._lanes)
        await self._forget(now_ms)
        await self._desk.look()
        await self._roster.refresh()
        await self._talk.words.refresh(now_ms)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            try:
                await self.run_due()
            except Exception:
                logger.exception("a job stumbled and is tried again")

    async def _due(self, now_ms: int) -> AsyncIterator[Work]:
        for parked in await conversations.due_parked(now_ms=now_ms):
            message = await conversations.message(parked.message_id)
            if message is not None:
                yield TryAgain(parked, message, self._talk)
        for timer in await timers.due(now_ms=now_ms):
            yield Ring(timer, self._talk)
        for number in await threads.to_wake(now_ms=now_ms):
            yield Wake(number)
        if await staffnotices.is_any_due():
            yield Tell("tickets", self._talk, self._language)
        if self._policy.assign is not Assign.OFF:
            yield GiveOut(self._policy.assign)
        if self._clock.monotonic() - self._began >= LISTENED_SECONDS:
            silent = now_ms - HEARD_AFTER_SECONDS * 1000
            for late in await parts.silent_since(silent, stages=UNHEARD):
                yield HearIncomplete(
                    late.channel, late.address, self._talk, self._language, late.group_id
                )
        silent = now_ms - SHOWN_AFTER_SECONDS * 1000
        for late in await parts.silent_since(silent, stages=WAITING):
            yield ShowIncomplete(
                late.channel, late.address, self._talk, self._language, late.group_id
            )

    async def _due_tellings(self, now_ms: int) -> AsyncIterator[Work]:
        """What nobody waits for to the second."""
        if self._clock.monotonic() < self._tell_at:
            return
        self._tell_at = self._clock.monotonic() + TELL_EVERY_SECONDS
        for number in await due_unseen(now_ms=now_ms, away_after_ms=self._away_after_ms):
            yield SendUnseen(number)
        zone = self._talk.timezone
        for neglected in await assigning.neglected(self._policy, now_ms=now_ms, zone=zone):
            yield neglected
        for let_in in await duty.due(self._talk):
            yield let_in
        for kind in KINDS:
            yield Tell(kind, self._talk, self._language)

    async def _forget(self, now_ms: int) -> None:
        """Delete what was kept only so that copies are known, now and then."""
        if self._clock.monotonic() < self._forget_at:
            return
        self._forget_at = self._clock.monotonic() + FORGET_EVERY_SECONDS
        async with transaction():
            await parts.forget_heard(now_ms - FORGOTTEN_AFTER_SECONDS * 1000)
            await quarantine.forget_seen(now_ms - PUT_AWAY_KEPT_SECONDS * 1000)
            await unknown.forget(self._unknown_kept, now_ms=now_ms)
            await proving.forget_codes(before_ms=now_ms - DAY_MS)
        if self._sweep is not None:
            await self._sweep()


async def enter_words(lanes: Lanes[Work, Settled]) -> None:
    """Make what was said findable; whoever waits for an answer goes first."""
    for helping in range(INDEXED_AT_ONCE):
        if helping >= INDEXED_WHILE_BUSY and lanes.waiting:
            return
        if not await searching.index_next():
            return
