"""Colleagues named in notes hear of it at once, and find what they have not read when they come."""

from collections.abc import Mapping
from typing import Any

from models.conversations import mentions
from server import wire
from server.desk import frames
from server.desk.seats import Ack, Desk, Handler, Seat
from web_chat.frames import read

PREVIEW_LENGTH = 200


async def call(desk: Desk, seat: Seat, conversation_id: int, pos: int, text: str) -> None:
    """Tell the open desks of whoever this note names; it may be lost, `since` counts it."""
    if "@" not in text:
        return
    colleagues = desk.roster.names.keys() - {seat.staff.id}
    called = await mentions.called_by(conversation_id, pos, among=sorted(colleagues))
    told = {
        "conversation": conversation_id,
        "pos": pos,
        "by": {"id": seat.staff.id, "name": seat.staff.display_name},
        "text": text[:PREVIEW_LENGTH],
    }
    if called:
        await desk.call_out("mention", told, staff=called)


async def opening(_: Desk, seat: Seat) -> Mapping[str, Any]:
    """In how many notes one is named that one has not read."""
    return {"mentions": await mentions.unread_count(seat.staff.id)}


async def _mentions(desk: Desk, seat: Seat, payload: object) -> Ack:
    read(frames.Nothing, payload)
    found = await mentions.unread(seat.staff.id)
    return {
        "ok": True,
        "mentions": [
            {
                "conversation": each.conversation_id,
                "pos": each.pos,
                "by": {"id": each.by_staff_id, "name": desk.roster.names.get(each.by_staff_id, "")},
                "at": wire.moment(each.at_ms),
                "text": each.text[:PREVIEW_LENGTH],
            }
            for each in found
        ],
    }


EVENTS: Mapping[str, Handler] = {"mentions": _mentions}
