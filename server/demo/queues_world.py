"""The demo's queues: every service of the catalogue, the times of a week, four counters."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from models.db import transaction
from models.queues import line, services
from models.queues.keeping import add_counter, add_service
from models.queues.rules import Day, Manners, Planned
from models.queues.views import Person
from models.terms.clock import Clock
from models.terms.ids import IdMaker

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ZONE = ZoneInfo("Asia/Jakarta")
EXPERIENCE = (("1", "ktp"), ("3", "kk"))
"""Counters and the service each had on the day before, so that waits can be told."""
TOOK_MINUTES = (6, 9, 7, 12, 5, 8, 10, 7, 6, 11, 8, 9)
COUNTERS = (("1", "ktp"), ("2", "ktp"), ("3", "kk"), ("4", None))


async def furnish_queues(catalogue: dict[str, Any], *, clock: Clock, new_id: IdMaker) -> None:
    """Let people line up for the catalogue's services; call once, on an empty database."""
    queue = catalogue["queue"]
    plan = plan_of(queue)
    manners = Manners(
        days_ahead=queue["bookable_days_ahead"],
        same_day_until=queue["same_day_until"],
        quota_per_day=max(_places(plan, weekday) for weekday in range(7)),
    )
    async with transaction():
        for row in catalogue["services"]:
            await add_service(
                row["code"], prefix=row["prefix"], plan=plan, manners=manners, new_id=new_id
            )
        for name, service in COUNTERS:
            await add_counter(name, service=service, new_id=new_id)
        for counter, service in EXPERIENCE:
            await _serve_people(counter, service, clock.now(), new_id)


def plan_of(queue: dict[str, Any]) -> list[Planned]:
    """The times of each weekday, from keys such as mon-thu and fri."""
    plan = []
    for days, times in queue["slots"].items():
        first, _, last = days.partition("-")
        start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        plan += [
            Planned(weekday, time, queue["capacity_per_slot"])
            for weekday in range(start, end + 1)
            for time in times
        ]
    return plan


async def _serve_people(counter: str, service: str, now: datetime, new_id: IdMaker) -> None:
    """A morning of the last weekday before now, from which waits are learnt."""
    today = now.astimezone(ZONE).replace(hour=8, minute=0, second=0, microsecond=0)
    opening = today - timedelta(days=max(1, (today.weekday() + 6) % 7 - 3))
    before = opening - timedelta(hours=1)
    for n, minutes in enumerate(TOOK_MINUTES):
        ticket = await services.book(
            service,
            day=opening.date().isoformat(),
            time=f"{8 + n // 12:02}:{n // 6 % 2 * 30:02}",
            person=Person(new_id()),
            key=f"demo-{service}-{n}",
            now=before,
            days=lambda _: Day(),
            new_id=new_id,
        )
        await line.check_in(ticket.id, now=opening)
        called = await line.call_next(counter, now=opening)
        opening += timedelta(minutes=minutes)
        await line.serve((called or ticket).id, now=opening)


def _places(plan: list[Planned], weekday: int) -> int:
    return sum(planned.capacity for planned in plan if planned.weekday == weekday)
