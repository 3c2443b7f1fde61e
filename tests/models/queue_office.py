"""An office with one line for the tests of queues, on Monday 23 November 2026 at 09:00."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.db import transaction
from models.queues import line, notices, offering, services
from models.queues.keeping import add_counter, add_service
from models.queues.rules import Day, Manners, Planned
from models.queues.views import Person, TicketView

ZONE = ZoneInfo("Asia/Jakarta")
TIMES = ("08:00", "09:30", "10:00", "13:00")
TODAY, TOMORROW, WEDNESDAY = "2026-11-23", "2026-11-24", "2026-11-25"
HOLIDAY = "2026-11-26"
ANI, BUDI, CICI = Person(1), Person(2, "+6281200000002"), Person(3)


def weekdays(capacity, times=TIMES):
    return [Planned(weekday, time, capacity) for weekday in range(5) for time in times]


@dataclass
class QueueOffice:
    """Asks the verbs as the doors do, each in a transaction of its own."""

    clock: Any
    new_id: Any
    closed: set[str] = field(default_factory=lambda: {HOLIDAY})
    keys: int = 0

    @property
    def now(self) -> datetime:
        return self.clock.now().astimezone(ZONE)

    def days(self, day) -> Day:
        return Day(is_closed=day.isoformat() in self.closed)

    async def open(self, *, capacity=2, code="ktp", prefix="A", times=TIMES, **manners):
        async with transaction():
            plan = weekdays(capacity, times)
            await add_service(
                code, prefix=prefix, plan=plan, manners=Manners(**manners), new_id=self.new_id
            )

    async def add_counter(self, name, service="ktp"):
        async with transaction():
            await add_counter(name, service=service, new_id=self.new_id)

    async def offer(self, person=ANI, *, service="ktp", day=None, time=None, moving=None):
        async with transaction():
            return await offering.offer(
                service,
                day=day,
                time=time,
                person=person,
                now=self.now,
                days=self.days,
                new_id=self.new_id,
                moving=moving,
            )

    async def book(self, person=ANI, *, service="ktp", day=TOMORROW, time="09:30", key=None):
        self.keys += 1
        async with transaction():
            return await services.book(
                service,
                day=day,
                time=time,
                person=person,
                key=key or f"key-{self.keys}",
                now=self.now,
                days=self.days,
                new_id=self.new_id,
            )

    async def move(self, ticket, person=ANI, *, day=TOMORROW, time="10:00"):
        async with transaction():
            return await services.move(
                ticket,
                day=day,
                time=time,
                person=person,
                now=self.now,
                days=self.days,
                new_id=self.new_id,
            )

    async def cancel(self, ticket, person=ANI):
        async with transaction():
            return await services.cancel(ticket, person=person, now=self.now)

    async def mine(self, person=ANI):
        return await services.mine(person, now=self.now)

    async def call(self, counter="1"):
        async with transaction():
            return await line.call_next(counter, now=self.now)

    async def check_in(self, ticket: TicketView):
        async with transaction():
            return await line.check_in(ticket.id, now=self.now)

    async def miss(self, ticket: TicketView):
        async with transaction():
            return await line.miss(ticket.id, now=self.now)

    async def serve(self, ticket: TicketView):
        async with transaction():
            return await line.serve(ticket.id, now=self.now)

    async def soon_called(self):
        async with transaction():
            return await notices.soon_called(now=self.now)

    async def due_tomorrow(self):
        async with transaction():
            return await notices.due_tomorrow(now=self.now)

    async def today_line(self, people, time="10:00"):
        """Tickets of today for many people, in their order."""
        return [await self.book(person, day=TODAY, time=time) for person in people]
