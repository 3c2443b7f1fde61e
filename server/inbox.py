"""Where channels hand in what they received: stored when `receive` returns, not before."""

import logging
from dataclasses import dataclass

from models.terms.channel import Delivery, Inbound
from server.hearing import Hear
from server.lanes import Lanes
from server.outbox import Delivered
from server.talk import Talk
from server.work import RefusalError, Settled, Work

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ServerInbox:
    """`models.terms.channel.Inbox` on top of the lanes."""

    lanes: Lanes[Work, Settled]
    talk: Talk
    language: str

    async def receive(self, message: Inbound) -> None:
        """Raises RefusalError or TooBusyError when it could not be stored: hand it in again."""
        try:
            await self.lanes.submit(Hear(message, self.talk, self.language))
        except RefusalError as refusal:
            if refusal.code != "key_reused":
                raise
            logger.warning("two messages bear one key; the first is kept")

    async def report(self, delivery: Delivery) -> None:
        await self.lanes.submit(Delivered(delivery))
