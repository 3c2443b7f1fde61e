"""What dialogs ask of the people who work here: to come, or when somebody will.

- `desk.open_thread` (topic, number?) -> `opened` {place: in the line of those who wait}; `closed`
  {next_date, next_time}: nobody is on duty, the bot goes on, and the thread enters the line once
  somebody is (`server/duty.py`); no facts when no opening is known
"""

from datetime import datetime

from models.conversations import calls
from models.conversations import services as conversations
from models.conversations.rules import Speaker
from models.hours import services as hours
from models.hours.rules import StaffHours
from models.staffing import services as staffing
from models.terms.request import Fact, Outcome
from server.answering.arguments import Arguments
from server.answering.asking import Answer, Asking


async def is_on_duty(now: datetime, staff_hours: StaffHours) -> bool:
    """In the office's hours somebody is; outside them whoever sits at an open desk is.

    `now` is in the office's own time. An office that has set no hours is never closed.
    """
    if staff_hours is StaffHours.ALWAYS:
        return True
    kept = await hours.opening_hours()
    if not kept.week or kept.is_open(now):
        return True
    at_ms = int(now.timestamp() * 1000)
    return any(each.takes_threads(at_ms) for each in await staffing.at_work())


async def _open_thread(asking: Asking, arguments: Arguments) -> Outcome:  # noqa: ARG001
    page = asking.page
    if await is_on_duty(asking.now, asking.staff_hours):
        page.give_to(Speaker.WAITING)
        return Outcome("opened", {"place": await conversations.waiting_count() + 1})
    page.now.needs_person = True
    await calls.note(page.now.id, at_ms=page.at_ms)
    opening = (await hours.opening_hours()).next_opening(asking.now)
    facts: dict[str, Fact] = {}
    if opening is not None:
        facts = {"next_date": opening.date().isoformat(), "next_time": f"{opening:%H:%M}"}
    return Outcome("closed", facts)


ANSWERS: dict[str, Answer] = {"desk.open_thread": _open_thread}
