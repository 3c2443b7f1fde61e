"""What is told of queues: services, tickets, and whose they are."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from models.queues.rules import Manners, TicketState, label


class Person(NamedTuple):
    """Who has or wants a place."""

    contact_id: int
    """Under which new tickets are booked, and counted."""
    phone: str | None = None
    """The number this is said from; its tickets are the person's too."""
    others: Sequence[int] = ()
    """Other contacts proved to be the same person."""

    @property
    def ids(self) -> list[int]:
        return [self.contact_id, *self.others]

    def as_holder(self, contact_id: int) -> "Person":
        """The same person as the contact that one of their tickets is booked under."""
        others = [number for number in self.ids if number != contact_id]
        return Person(contact_id, self.phone, others)


class ServiceView(NamedTuple):
    """A service people line up for."""

    code: str
    prefix: str
    manners: Manners

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "ServiceView":
        manners = Manners(**{name: row[name] for name in Manners.__dataclass_fields__})
        return cls(row["code"], row["prefix"], manners)


class TicketView(NamedTuple):
    """A person's place in a line."""

    id: int
    service: str
    day: str
    """ISO date."""
    time: str
    prefix: str
    number: int
    slot_id: int
    contact_id: int
    phone: str | None
    state: TicketState
    counter: str | None

    @property
    def label(self) -> str:
        """As it is printed and called: A-012."""
        return label(self.prefix, self.number)

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "TicketView":
        values = {name: row[name] for name in cls._fields}
        return cls(**values | {"state": TicketState(values["state"])})


class Wait(NamedTuple):
    """Minutes somebody may still wait, at least and at most."""

    low: int
    high: int


class LineView(NamedTuple):
    """How far a line is."""

    now_serving: str | None
    """The ticket called last."""
    ahead: int
    """Who waits before the ticket asked for; with none asked for, who waits at all."""
    wait: Wait | None
    """None as long as too few were served to tell."""


class Notice(NamedTuple):
    """Somebody who is to be told of a ticket; each is given out once."""

    contact_id: int
    phone: str | None
    ticket: str
    service: str
    day: str
    time: str
    ahead: int
