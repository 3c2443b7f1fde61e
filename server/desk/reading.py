"""What a desk reads: what it missed, and one thread's messages."""

from collections.abc import Mapping
from typing import Any

from server.desk import frames, threads
from server.desk.seats import Ack, Desk, Handler, Seat
from server.desk.watching import sweep
from server.lines import alarms
from web_chat.frames import read


async def opening(desk: Desk, seat: Seat) -> Mapping[str, Any]:
    """Who sits here, and what is wrong with the lines."""
    staff = seat.staff
    me = {"id": staff.id, "name": staff.display_name, "role": staff.role.value}
    return {"me": me, "lines": await alarms(desk.talk.clock)}


async def _open(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.Open = read(frames.Open, payload)
    shown = await threads.opened(
        wanted.conversation, wanted.before, desk.roster.names, staff_id=seat.staff.id
    )
    seat.viewing = wanted.conversation
    await sweep(desk)
    return {"ok": True, **shown}


EVENTS: Mapping[str, Handler] = {"open": _open}
