"""THE path: a group of works is loaded, decided, written and committed as one, then told.

Any work may be run twice (a group that fails is run again in halves), so works touch nothing
but the database; the outside world hears of them only after the commit.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence

from models.audit import services as audit
from models.conversations.page import Page
from models.conversations.services import write
from models.conversations.views import DeskEventView
from models.db import DatabaseUnavailableError, DeadlockError, transaction
from server.figures import Figures
from server.hearing import Hear
from server.parts import HearIncomplete, Keep, ShowIncomplete
from server.work import Group, Means, RefusalError, Settled, Work

logger = logging.getLogger(__name__)
Answer = Settled | Exception
DEADLOCK_TRIES = 5
Publish = Callable[[Sequence[Page], Sequence[DeskEventView]], Awaitable[None]]


class Turns:
    """Settles groups of works; whoever `tell` names hears of what was committed."""

    def __init__(self, means: Means, figures: Figures) -> None:
        self._means = means
        self._figures = figures
        self._publish: Publish | None = None

    def tell(self, publish: Publish) -> None:
        """Name the one who hears of commits: it is made later, of parts that need the lanes."""
        self._publish = publish

    async def settle(self, works: Sequence[Work], *, tries: int = DEADLOCK_TRIES) -> list[Answer]:
        """An answer or an error for each work, in order, after the commit."""
        began = self._means.clock.monotonic()
        try:
            async with transaction():
                answers, pages, events = await self._take(works)
        except DatabaseUnavailableError:
            logger.exception("nothing can be stored now")
            refusal = RefusalError("try_later", "Nothing can be stored now, please try later.")
            return [refusal for _ in works]
        except Exception as error:
            if isinstance(error, DeadlockError) and tries > 1:
                return await self.settle(works, tries=tries - 1)
            if len(works) > 1:
                half = len(works) // 2
                return [*await self.settle(works[:half]), *await self.settle(works[half:])]
            logger.exception("a work broke its transaction")
            return [await self._park(works[0], error)]
        self._count(answers, pages, events, self._means.clock.monotonic() - began)
        await self._tell(pages, events)
        return answers

    def _count(
        self,
        answers: Sequence[Answer],
        pages: Sequence[Page],
        events: Sequence[DeskEventView],
        seconds: float,
    ) -> None:
        figures = self._figures
        figures.group_size.observe(len(answers))
        figures.group_seconds.observe(seconds)
        refused = sum(isinstance(answer, Exception) for answer in answers)
        parked = sum(page.parked is not None for page in pages)
        figures.works.labels("refused").inc(refused)
        figures.works.labels("parked").inc(parked)
        figures.works.labels("done").inc(len(answers) - refused - parked)
        figures.outbound.labels("queued").inc(sum(len(page.outbox) for page in pages))
        for event in events:
            if event.kind == "status":
                figures.outbound.labels(event.detail["status"]).inc()

    async def _take(
        self, works: Sequence[Work]
    ) -> tuple[list[Answer], Sequence[Page], Sequence[DeskEventView]]:
        group = await Group.load(works, self._means)
        answers = [await _do(work, group) for work in works]
        await audit.keep(group.done, secret=self._means.secret, at_ms=group.at_ms)
        written = group.written
        events = await write(written, at_ms=group.at_ms, new_id=self._means.new_id)
        return answers, written.pages, events

    async def _park(self, work: Work, error: Exception) -> Answer:
        """An accepted message is never dropped: store it alone and try its turn later."""
        if not isinstance(work, (Hear, Keep, HearIncomplete, ShowIncomplete)):
            return RefusalError("failed", "This could not be done.")
        try:
            async with transaction():
                group = await Group.load([work], self._means)
                settled = await work.park(group, error)
                events = await write(group.written, at_ms=group.at_ms, new_id=self._means.new_id)
        except Exception:
            logger.exception("a message could not even be parked")
            return RefusalError("try_later", "Nothing can be stored now, please try later.")
        await self._tell(group.written.pages, events)
        return settled

    async def _tell(self, pages: Sequence[Page], events: Sequence[DeskEventView]) -> None:
        if self._publish is None:
            return
        try:
            await self._publish(pages, events)
        except Exception:
            logger.exception("pushing failed; clients catch up by number")


async def _do(work: Work, group: Group) -> Answer:
    try:
        return await work.do(group)
    except RefusalError as refusal:
        return refusal
