"""What a supervisor sees: everybody's load, the lines, and what was done."""

from collections.abc import Mapping

from models.audit import services as audit
from models.hours import services as hours
from models.staffing import services as staffing
from server.desk import frames
from server.desk.presence import shown_staff
from server.desk.recalling import recalled
from server.desk.seats import Ack, Desk, Handler, Seat
from server.desk.standing import TARGET, after
from server.wire import moment
from server.work import RefusalError
from web_chat.frames import read

OVERDUE_AMONG = 1000


async def _load(desk: Desk, seat: Seat, payload: object) -> Ack:
    """`{staff, waiting, waiting_longest, overdue, departments}`: as it stands now."""
    read(frames.Nothing, payload)
    if not seat.staff.role.may_supervise:
        raise RefusalError("not_allowed", "Supervisors see everybody's load.")
    now_ms = int(desk.talk.clock.now().timestamp() * 1000)
    longest: dict[int, int] = {}
    owned = await staffing.owned()
    for each in owned:
        if (began := each.unanswered_since_ms) is not None:
            longest[each.owner_id] = min(began, longest.get(each.owner_id, began))
    lines = await staffing.waiting()
    waits = [since for _, since in lines.values()]
    return {
        "ok": True,
        "staff": [
            {
                **shown_staff(each, now_ms),
                "threads": each.load,
                "waiting_longest": _moment(longest.get(each.id)),
            }
            for each in await staffing.at_work()
            if each.role.may_answer
        ],
        "waiting": sum(many for many, _ in lines.values()),
        "waiting_longest": _moment(min(waits, default=None)),
        "overdue": await _overdue(now_ms, longest=[each.unanswered_since_ms for each in owned]),
        "departments": [
            {
                "id": each.id,
                "name": each.name,
                "waiting": lines.get(each.id, (0, 0))[0],
                "waiting_longest": _moment(lines[each.id][1] if each.id in lines else None),
            }
            for each in await staffing.departments()
        ],
    }


async def _overdue(now_ms: int, *, longest: list[int | None]) -> int:
    """How many are owed an answer that should have been given by now."""
    if not TARGET.minutes:
        return 0
    kept = await hours.opening_hours()
    began = [*longest, *await staffing.waiting_since(OVERDUE_AMONG)]
    due = [after(kept, each, TARGET.minutes, TARGET.zone) for each in began if each is not None]
    return sum(each <= now_ms for each in due)


async def _audit(desk: Desk, seat: Seat, payload: object) -> Ack:
    """`{entries, next}`: what was done, the newest first."""
    wanted: frames.Before = read(frames.Before, payload)
    if not seat.staff.role.may_audit:
        raise RefusalError("not_allowed", "Your role may not look at this.")
    found, goes_on = await audit.listed(wanted.before)
    return {"ok": True, "entries": await recalled(found, desk.roster.names), "next": goes_on}


def _moment(at_ms: int | None) -> str | None:
    return None if at_ms is None else moment(at_ms)


EVENTS: Mapping[str, Handler] = {"load": _load, "audit": _audit}
