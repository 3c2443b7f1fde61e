"""When a ticket could be moved to: free times of a day, and the next days that have some."""

from collections.abc import Mapping
from datetime import date
from itertools import islice

from msgspec import Struct

from models.conversations import finding
from models.queues.openings import Openings
from models.queues.refusals import UnknownServiceError
from models.queues.rules import read_day
from server.days import kept_days
from server.desk.asked import Day, incomplete, not_theirs
from server.desk.belonging import behind, tickets_of
from server.desk.frames import Id
from server.desk.seats import Ack, Desk, Handler, Seat
from web_chat.frames import read

DAYS_MOST = 14


class Times(Struct, forbid_unknown_fields=True):
    conversation: Id
    id: Id
    day: Day | None = None


async def _times(desk: Desk, seat: Seat, payload: object) -> Ack:  # noqa: ARG001
    wanted: Times = read(Times, payload)
    conversation = (await finding.threads([wanted.conversation])).get(wanted.conversation)
    found = await tickets_of(await behind(conversation)) if conversation else []
    ticket = next((each for each in found if each.id == wanted.id), None)
    if ticket is None:
        not_theirs()
    now = desk.talk.clock.now().astimezone(desk.talk.timezone)
    try:
        openings = await Openings.load(ticket.service, now=now, days=await kept_days())
    except UnknownServiceError:
        return {"ok": True, "day": None, "times": [], "days": []}
    days = list(islice(openings.free_days(), DAYS_MOST))
    day = _day(wanted.day) if wanted.day is not None else next(iter(days), None)
    return {
        "ok": True,
        "day": day.isoformat() if day else None,
        "times": openings.free(day) if day else [],
        "days": [each.isoformat() for each in days],
    }


def _day(text: str) -> date:
    day = read_day(text)
    if day is None:
        incomplete("There is no such day.")
    return day


EVENTS: Mapping[str, Handler] = {"times": _times}
