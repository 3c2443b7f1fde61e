"""The demo's queues: every service of the catalogue, the times of a week, four counters."""

from typing import Any

from models.db import transaction
from models.queues.keeping import add_counter, add_service
from models.queues.rules import Manners, Planned
from models.terms.clock import Clock
from models.terms.ids import IdMaker

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COUNTERS = (("1", "ktp"), ("2", "ktp"), ("3", "kk"), ("4", None))


async def furnish_queues(catalogue: dict[str, Any], *, clock: Clock, new_id: IdMaker) -> None:
    """Let people line up for the catalogue's services; call once, on an empty database."""
    del clock
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


def _places(plan: list[Planned], weekday: int) -> int:
    return sum(planned.capacity for planned in plan if planned.weekday == weekday)
