"""Where channels hand in what they received: stored when `receive` returns, not before."""

import logging
from dataclasses import dataclass

from models.conversations.parts import place_of
from models.terms.channel import Delivery, Inbound, Quarantined
from server.delivered import Delivered
from server.desk.aside import SetAside
from server.hearing import Hear
from server.lanes import Lanes
from server.parts import Keep
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
            await self.lanes.submit(self._work(message))
        except RefusalError as refusal:
            if refusal.code != "key_reused":
                raise
            logger.warning("two messages bear one key; the first is kept")

    async def report(self, delivery: Delivery) -> None:
        await self.lanes.submit(Delivered(delivery))

    async def quarantine(self, found: Quarantined) -> None:
        """Raises as `receive` does."""
        await self.lanes.submit(SetAside(found))

    def _work(self, message: Inbound) -> Work:
        place = place_of(message)
        if place is None:
            return Hear(message, self.talk, self.language)
        return Keep(message.channel, message.address, self.talk, self.language, message, place)
