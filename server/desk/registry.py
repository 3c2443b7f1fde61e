"""Every event a desk may send: each module of this room names its own, here they meet.

A module with events has `EVENTS: Mapping[str, Handler]` and is entered in `_MODULES`.
One that adds to the answer to `since` has `async def opening(desk, seat)` and is entered in
`OPENINGS`; what it returns is merged into the answer, `me` entry by entry.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from server.desk import (
    acting,
    aside,
    assigning,
    calling,
    canned,
    doing,
    frames,
    listing,
    marking,
    offering,
    panel,
    presence,
    reading,
    searching,
    supervising,
    threads,
    times,
    unsealing,
    watching,
)
from server.desk.seats import Ack, Desk, Handler, Seat
from web_chat.frames import read

_MODULES: Sequence[Mapping[str, Handler]] = (
    reading.EVENTS,
    acting.EVENTS,
    listing.EVENTS,
    marking.EVENTS,
    searching.EVENTS,
    aside.EVENTS,
    panel.EVENTS,
    canned.EVENTS,
    calling.EVENTS,
    times.EVENTS,
    offering.EVENTS,
    unsealing.EVENTS,
    doing.EVENTS,
    assigning.EVENTS,
    presence.EVENTS,
    watching.EVENTS,
    supervising.EVENTS,
)

Opening = Callable[[Desk, Seat], Awaitable[Mapping[str, Any]]]
OPENINGS: Sequence[Opening] = (
    reading.opening,
    listing.opening,
    aside.opening,
    canned.opening,
    calling.opening,
    presence.opening,
    watching.opening,
)


async def _since(desk: Desk, seat: Seat, payload: object) -> Ack:
    """What a desk missed, and what every module tells one that opens or comes back."""
    wanted: frames.SinceEvent = read(frames.SinceEvent, payload)
    told: dict[str, Any] = await threads.since(wanted.n, desk.roster.names, staff_id=seat.staff.id)
    for opening in OPENINGS:
        for name, value in (await opening(desk, seat)).items():
            told[name] = {**told[name], **value} if name == "me" and name in told else value
    return {"ok": True, **told}


def _merged(modules: Sequence[Mapping[str, Handler]]) -> Mapping[str, Handler]:
    merged: dict[str, Handler] = {}
    for events in modules:
        if twice := merged.keys() & events.keys():
            raise ValueError(f"two modules answer {sorted(twice)}")
        merged |= events
    return merged


EVENTS = _merged([*_MODULES, {"since": _since}])
