"""The desk's tabs: one page at a time, with filters, and how many threads stand in each."""

import re
from collections.abc import Mapping
from typing import Any

from models.conversations import apart, labels
from models.conversations import threads as lists
from models.conversations.threads import Place, Sieve, Tab
from models.conversations.views import ConversationView
from server.desk import frames
from server.desk.seats import Ack, Desk, Handler, Seat
from server.desk.showing import shown
from web_chat.frames import FrameError, read

LOOKED_MOST = 50
"""How many pages are looked through for one, where most threads are another department's."""
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
    found, goes_on = await _page(seat, wanted, sieve)
    return {
        "ok": True,
        "threads": await shown(found, desk.roster.names, staff_id=seat.staff.id),
        "next": None if goes_on is None else ".".join(map(str, goes_on)),
        "counts": await _counts(seat),
    }


async def _page(
    seat: Seat, wanted: frames.Threads, sieve: Sieve
) -> tuple[list[ConversationView], Place | None]:
    """A page of what is seen from here, and where the next one begins."""
    found: list[ConversationView] = []
    goes_on = _place(wanted.before)
    for _ in range(LOOKED_MOST):
        page, goes_on = await lists.listed(
            wanted.tab,
            staff_id=seat.staff.id,
            sieve=sieve,
            before=goes_on,
            limit=wanted.limit - len(found),
        )
        found += [each for each in page if seat.sight is None or seat.sight.sees(each)]
        if goes_on is None or len(found) == wanted.limit:
            break
    return found, goes_on


async def _counts(seat: Seat) -> dict[str, int]:
    told = await lists.counts(seat.staff.id)
    if seat.sight is not None:
        others = await apart.counts(seat.sight.departments, staff_id=seat.staff.id)
        for tab in (Tab.WAITING, Tab.BOT, Tab.ALL, Tab.CLOSED):
            kept = sum(others.get(standing, 0) for standing in lists.STANDINGS[tab])
            told[tab] = max(0, told[tab] - kept)
    return {tab.value: many for tab, many in told.items()}


def _place(cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    parts = _CURSOR.fullmatch(cursor)
    if parts is None or int(parts[3]) >= 2**63:
        raise FrameError("bad_request", "This is no place in a list.")
    return Place(int(parts[1]), int(parts[2]), int(parts[3]))


EVENTS: Mapping[str, Handler] = {"threads": _threads}
