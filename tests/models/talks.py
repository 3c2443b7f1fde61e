"""Stored talks to list and to search, made as turns make them."""

from models.conversations.page import Page
from models.conversations.rules import Author, Speaker
from models.conversations.views import ConversationView
from models.conversations.writing import Written, write
from models.db import transaction
from models.terms.channel import Inbound


class Talks:
    """Begins conversations and goes on with them, a second apart."""

    def __init__(self, clock, new_id):
        self.clock = clock
        self.new_id = new_id
        self.now = {}

    async def say(self, address, *texts, channel="sms", change=None, author=Author.VISITOR):
        """Texts of a contact (or of `author`); `change` may set the page before it is stored."""
        self.clock.advance(1)
        known = self.now.get(address)
        begun = known or ConversationView.begun(
            number=self.new_id(),
            contact_id=self.new_id(),
            channel=channel,
            address=address,
            language="id",
            at_ms=self.clock.ms,
        )
        page = Page(begun, self.clock.ms, self.new_id, frozenset({"sms"}))
        page.is_new = known is None
        for text in texts:
            if author is Author.VISITOR:
                key = f"key-{self.new_id()}"
                heard = Inbound(channel, address, text, self.clock.now(), key)
                page.hear(heard, text=text)
            else:
                page.note(text, staff_id=1, client_key=f"key-{self.new_id()}")
        if change is not None:
            change(page)
        page.announce("messages")
        async with transaction():
            await write(Written([page]), at_ms=self.clock.ms, new_id=self.new_id)
        self.now[address] = page.now
        return page.now

    async def waiting(self, address, **how):
        return await self.say(
            address, "tolong", change=lambda page: page.give_to(Speaker.WAITING), **how
        )

    async def taken(self, address, staff_id, **how):
        return await self.say(
            address, "ya", change=lambda page: page.give_to(Speaker.STAFF, staff_id), **how
        )

    async def closed(self, address, **how):
        return await self.say(address, "terima kasih", change=lambda page: page.close(), **how)

    def address_of(self, number):
        return next(each.address for each in self.now.values() if each.id == number)
