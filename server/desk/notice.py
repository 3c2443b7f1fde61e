"""A text the office sends of its own accord, to an address that need not have written before."""

from collections.abc import Hashable
from dataclasses import dataclass

from models.conversations.rules import Author
from models.terms.channel import Inbound, Priority
from server.work import Group, Needs, Settled


@dataclass(frozen=True, slots=True)
class Notice:
    """One text to one address, in its conversation and in the outbox."""

    outbound: Inbound
    """Where to and what; its key makes a second copy harmless."""
    language: str
    priority: Priority = Priority.NOTICE

    @property
    def line(self) -> Hashable:
        return (self.outbound.channel, self.outbound.address)

    @property
    def needs(self) -> Needs:
        told = self.outbound
        return Needs(addresses=[(told.channel, told.address)], keys=[told.external_id])

    async def do(self, group: Group) -> Settled:
        told = self.outbound
        page = group.page_at(told.channel, told.address, language=self.language)
        copy = group.copy_of(page.now.id, told.external_id)
        if copy is not None:
            return Settled(copy, conversation=page.now)
        page.now.channel, page.now.address = told.channel, told.address
        message = page.say(
            Author.STAFF, told.text, client_key=told.external_id, priority=self.priority
        )
        page.announce("messages")
        group.accept(page)
        return Settled(message, conversation=page.now)
