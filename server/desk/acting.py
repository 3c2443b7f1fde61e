"""The events by which staff speak in a thread, take it over, give it back and finish it."""

from collections.abc import Mapping
from typing import Any

from models.terms.segments import count_segments, sms_text
from server.desk import frames
from server.desk.acts import Close, Return, SendAgain, Take, Write
from server.desk.calling import call
from server.desk.seats import Ack, Desk, Handler, Seat
from server.work import RefusalError
from web_chat.frames import Send, check_text, read


async def _take(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.OnConversation = read(frames.OnConversation, payload)
    return await desk.act(seat, Take(wanted.conversation, seat.staff))


async def _return(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.OnConversation = read(frames.OnConversation, payload)
    return await desk.act(seat, Return(wanted.conversation, seat.staff, desk.talk))


async def _close(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.OnConversation = read(frames.OnConversation, payload)
    return await desk.act(seat, Close(wanted.conversation, seat.staff))


async def _resend(desk: Desk, seat: Seat, payload: object) -> Ack:
    wanted: frames.OnMessage = read(frames.OnMessage, payload)
    return await desk.act(seat, SendAgain(wanted.conversation, seat.staff, wanted.id))


async def _reply(desk: Desk, seat: Seat, payload: object) -> Ack:
    return await _write(desk, seat, payload, is_note=False)


async def _note(desk: Desk, seat: Seat, payload: object) -> Ack:
    return await _write(desk, seat, payload, is_note=True)


async def _write(desk: Desk, seat: Seat, payload: object, *, is_note: bool) -> Ack:
    wanted: frames.Compose = read(frames.Compose, payload)
    if is_note and wanted.attachments:
        raise RefusalError("bad_request", "A note takes no files.")
    text = check_text(Send(wanted.client_key, wanted.text, attachments=wanted.attachments))
    work = Write(
        wanted.conversation,
        seat.staff,
        wanted.client_key,
        text,
        is_note,
        wanted.channel,
        desk.terms.segments_most,
        wanted.attachments,
    )
    settled = await desk.submit(seat, work)
    message, conversation = settled.message, settled.conversation
    if message is None or conversation is None:
        raise TypeError("a written message was settled without one")
    ack: dict[str, Any] = {"ok": True, "id": message.id, "pos": message.pos}
    if is_note:
        await call(desk, seat, conversation.id, message.pos, text)
        return ack
    ack["channel"] = conversation.channel
    if conversation.channel in desk.pushed_channels:
        ack["segments"] = count_segments(settled.told or sms_text(text)).segments
    return ack


EVENTS: Mapping[str, Handler] = {
    "take": _take,
    "return": _return,
    "close": _close,
    "reply": _reply,
    "note": _note,
    "resend": _resend,
}
