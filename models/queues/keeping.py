"""What the office settles of its queues: services, the plan of a week, counters."""

from collections.abc import Sequence

from models.db import Rows, Statement
from models.queues import gates
from models.queues.rules import Manners, Planned
from models.queues.tables import Counter, QueuePlan, QueueService
from models.terms.ids import IdMaker

_MANNERS = tuple(Manners.__dataclass_fields__)
_SERVICES = Rows(QueueService, "code", "prefix", *_MANNERS)
_PLAN = Rows(QueuePlan, "id", "service", "weekday", "time", "capacity")
_FORGET_PLAN = Statement('delete from "queue_plan" where "service" = ?')
_COUNTERS = Rows(Counter, "id", "name", "service")
_SET_CAPACITY = Statement(
    'update "queue_slot" set "capacity" = ? where "service" = ? and "day" = ? and "time" = ? '
    'and "used" <= ?'
)


async def add_service(
    code: str,
    *,
    prefix: str,
    plan: Sequence[Planned],
    new_id: IdMaker,
    manners: Manners | None = None,
) -> None:
    """Let people line up for a service; its prefix is no other's."""
    kept = manners or Manners()
    await _SERVICES.insert([(code, prefix, *(getattr(kept, name) for name in _MANNERS))])
    await set_plan(code, plan=plan, new_id=new_id)


async def set_plan(code: str, *, plan: Sequence[Planned], new_id: IdMaker) -> None:
    """Another plan of the week; times that somebody wanted already keep their capacity."""
    await _FORGET_PLAN.run(code)
    await _PLAN.insert([(new_id(), code, p.weekday, p.time, p.capacity) for p in plan])


async def set_capacity(code: str, *, day: str, time: str, capacity: int, new_id: IdMaker) -> bool:
    """Change how many may come at one time; False when more have a place already."""
    await gates.alone()
    if await _SET_CAPACITY.run(capacity, code, day, time, capacity):
        return True
    if await gates.slot_at(code, day=day, time=time) is not None:
        return False
    await gates.make_slot(code, day=day, time=time, capacity=capacity, new_id=new_id)
    return True


async def add_counter(name: str, *, service: str | None, new_id: IdMaker) -> None:
    """A counter that calls one service, or with None all of them."""
    await _COUNTERS.insert([(new_id(), name, service)])
