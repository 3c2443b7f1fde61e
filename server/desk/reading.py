"""What a desk reads: what it missed, and one thread's messages."""

from collections.abc import Mapping
from typing import Any

from models.conversations import services as conversations
from server.desk import frames, threads
from server.desk.seats import Ack, Desk, Handler, Seat
from server.lines import alarms
from web_chat.frames import read


async def opening(desk: Desk, seat: Seat) -> Mapping[str, Any]:
    """Who sits here, and what is wrong with the lines."""
    staff = seat.staff
    me = {"id": staff.id, "name": staff.display_name, "role": staff.role.value}
    return {"me": me, "lines": await alarms(desk.talk.clock)}


async def _open(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.Open = read(frames.Open, payload)
    seat.viewing = wanted.conversation
    shown = await threads.opened(
        wanted.conversation, wanted.before, desk.roster.names, staff_id=seat.staff.id
    )
    return {"ok": True, **shown}


async def _viewing(_: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.OnConversation = read(frames.OnConversation, payload)
    seat.viewing = wanted.conversation
    return {"ok": True}


async def _typing(desk: Desk, seat: Seat, payload: object) -> Ack:
    """The visitor hears that an answer is being written, by the one who answers."""
    wanted: frames.OnConversation = read(frames.OnConversation, payload)
    seat.viewing = wanted.conversation
    known = (await conversations.by_ids([wanted.conversation])).get(wanted.conversation)
    if known is not None and known.owner_id == seat.staff.id:
        await desk.tell_visitors(known.id, "typing", [{"author": "staff"}], but=None)
    return {"ok": True}


EVENTS: Mapping[str, Handler] = {"open": _open, "viewing": _viewing, "typing": _typing}
