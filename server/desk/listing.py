"""The desk's tabs: one page at a time, with filters, and how many threads stand in each."""

import re
from collections.abc import Mapping
from typing import Any

from models.conversations import labels
from models.conversations import threads as lists
from models.conversations.threads import Place, Sieve
from server.desk import frames
from server.desk.seats import Ack, Desk, Handler, Seat
from server.desk.showing import shown
from web_chat.frames import FrameError, read

_CURSOR = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})\.([0-9]{1,19})")


async def opening(_: Desk, seat: Seat) -> Mapping[str, Any]:
    """How many threads stand in each tab, and which labels there are."""
    return {"counts": await _counts(seat), "labels": await labels.known()}


async def _threads(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.Threads = read(frames.Threads, payload)
    sieve = Sieve(
        label=None if wanted.label is None else labels.fold(wanted.label),
        channel=wanted.channel,
        department_id=wanted.department,
        owner_id=wanted.owner,
    )
    found, goes_on = await lists.listed(
        wanted.tab,
        staff_id=seat.staff.id,
        sieve=sieve,
        before=_place(wanted.before),
        limit=wanted.limit,
    )
    return {
        "ok": True,
        "threads": await shown(found, desk.roster.names, staff_id=seat.staff.id),
        "next": None if goes_on is None else ".".join(map(str, goes_on)),
        "counts": await _counts(seat),
    }


async def _counts(seat: Seat) -> dict[str, int]:
    return {tab.value: many for tab, many in (await lists.counts(seat.staff.id)).items()}


def _place(cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    parts = _CURSOR.fullmatch(cursor)
    if parts is None or int(parts[3]) >= 2**63:
        raise FrameError("bad_request", "This is no place in a list.")
    return Place(int(parts[1]), int(parts[2]), int(parts[3]))


EVENTS: Mapping[str, Handler] = {"threads": _threads}
