"""Who looks at a thread and who writes in it, told to colleagues as it changes; never stored.

Whoever types is told as typing for a few seconds after the last letter. Of desks in other
processes `neighbours` knows.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from models.conversations import services as conversations
from models.db import transaction
from models.staffing import services as staffing
from models.staffing.rules import Presence
from server.desk import frames
from server.desk.neighbours import Watcher, Watching
from server.desk.seats import Ack, Desk, Handler, Seat
from web_chat.frames import read

TYPING_SECONDS = 6.0
NOTED_EVERY_SECONDS = 20.0


async def sweep(desk: Desk) -> None:
    """Tell every thread whose watchers are others than were told last."""
    here = _here(desk)
    desk.neighbours.say_watching(here)
    now = _shown([here, *desk.neighbours.watching])
    for number in [*desk.watched, *(each for each in now if each not in desk.watched)]:
        staff = now.get(number, [])
        if desk.watched.get(number, []) == staff:
            continue
        if staff:
            desk.watched[number] = staff
        else:
            desk.watched.pop(number, None)
        told = {"conversation": number, "staff": staff}
        await desk.send(desk.seats.values(), "watching", told)


async def opening(desk: Desk, _: Seat) -> Mapping[str, Any]:
    """Who looks where, for a desk that opens."""
    now = _shown([_here(desk), *desk.neighbours.watching])
    return {"watching": [{"conversation": n, "staff": staff} for n, staff in now.items()]}


def _here(desk: Desk) -> Watching:
    """Those who look at each thread at the desks of this process."""
    now = desk.talk.clock.monotonic()
    found: dict[int, list[Watcher]] = {}
    for seat in desk.seats.values():
        if seat.viewing is not None:
            is_unseen = seat.presence is Presence.INVISIBLE
            is_typing = seat.typing_until > now
            one = Watcher(seat.staff.id, seat.staff.display_name, is_typing, is_unseen)
            found.setdefault(seat.viewing, []).append(one)
    return found


def _shown(each: Iterable[Watching]) -> dict[int, list[dict[str, Any]]]:
    """Everybody once by name, however many desks they have; whoever is invisible looks unseen."""
    found: dict[int, dict[int, dict[str, Any]]] = {}
    for watching in each:
        for number, watchers in watching.items():
            for one in watchers:
                if one.unseen:
                    continue
                by_id = found.setdefault(number, {})
                told = by_id.setdefault(one.id, {"id": one.id, "name": one.name, "typing": False})
                told["typing"] = told["typing"] or one.typing
    return {n: [by_id[one] for one in sorted(by_id)] for n, by_id in found.items()}


async def _viewing(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.Viewing = read(frames.Viewing, payload)
    seat.viewing, seat.typing_until = wanted.conversation, 0.0
    await sweep(desk)
    return {"ok": True}


async def _typing(desk: Desk, seat: Seat, payload: object) -> Ack:
    """The visitor hears that an answer is being written, by the one who answers."""
    wanted: frames.OnConversation = read(frames.OnConversation, payload)
    clock = desk.talk.clock
    seat.viewing, seat.typing_until = wanted.conversation, clock.monotonic() + TYPING_SECONDS
    known = (await conversations.by_ids([wanted.conversation])).get(wanted.conversation)
    if known is not None and known.owner_id == seat.staff.id:
        await desk.tell_visitors(known.id, "typing", [{"author": "staff"}], but=None)
        if clock.monotonic() >= seat.typing_noted_until:
            seat.typing_noted_until = clock.monotonic() + NOTED_EVERY_SECONDS
            at_ms = int(clock.now().timestamp() * 1000)
            async with transaction():
                await staffing.note_typing(seat.staff.id, known.id, at_ms=at_ms)
    await sweep(desk)
    return {"ok": True}


EVENTS: Mapping[str, Handler] = {"viewing": _viewing, "typing": _typing}
