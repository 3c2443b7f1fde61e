"""What a visitor's browser may ask for: each event checked, paced, done and acknowledged."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from web_chat.acks import Ack, refusal
from web_chat.callers import Caller
from web_chat.counter import Counter
from web_chat.frames import (
    Code,
    FrameError,
    Nothing,
    Rate,
    Send,
    Since,
    Telephone,
    check_characters,
    check_text,
    read,
)

logger = logging.getLogger(__name__)
WRITTEN = frozenset({"send", "new_conversation", "rate"})
"""These take from what may be written; every other event from what may be asked."""


class Events:
    """Every event of every browser passes here; an acknowledgement always goes back."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._closing = False
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._events: dict[str, Callable[[str, Caller, object], Awaitable[Ack]]] = {
            "send": self._send,
            "since": self._since,
            "read": self._read,
            "typing": self._typing,
            "phone": self._phone,
            "phone_code": self._phone_code,
            "prove": self._prove,
            "new_conversation": self._begin,
            "rate": self._rate,
        }

    async def close(self) -> None:
        """Refuse new messages and return when all that were taken have been acknowledged."""
        self._closing = True
        await self._idle.wait()

    async def answer(
        self, event: object, sid: str, caller: Caller | None, args: tuple[object, ...]
    ) -> Ack:
        """The acknowledgement, whatever the event holds; no caller: it comes from nobody."""
        handler = self._events.get(str(event))
        if caller is None or handler is None or len(args) > 1:
            logger.warning("a visitor's event was refused", extra={"code": "bad_request"})
            return refusal("bad_request", "There is no such event.")
        if event not in WRITTEN and (refused := caller.asks_too_fast()):
            return refused
        try:
            return await handler(sid, caller, args[0] if args else None)
        except FrameError as error:
            logger.warning("a visitor's event was refused", extra={"code": error.code})
            return refusal(error.code, error.message)
        except Exception:
            logger.exception("a visitor's event failed")
            return refusal("try_later", "This did not work, please try again.", retry_after=2)

    async def _send(self, sid: str, caller: Caller, payload: object) -> Ack:
        send: Send = read(Send, payload)
        text = check_text(send)
        if refused := caller.writes_too_fast():
            return refused
        if self._closing:
            return refusal("try_later", "The counter is restarting.", retry_after=2)
        self._busy += 1
        self._idle.clear()
        try:
            return await self._counter.hear(
                caller.visitor,
                key=send.client_key,
                text=text,
                choice=send.choice,
                attachments=send.attachments,
                language=caller.language,
                origin=caller.origin,
                socket=sid,
            )
        finally:
            self._busy -= 1
            if not self._busy:
                self._idle.set()

    async def _since(self, sid: str, caller: Caller, payload: object) -> Ack:  # noqa: ARG002
        since: Since = read(Since, payload)
        return await self._counter.since(caller.visitor, pos=since.pos)

    async def _read(self, sid: str, caller: Caller, payload: object) -> Ack:  # noqa: ARG002
        since: Since = read(Since, payload)
        await self._counter.see(caller.visitor, pos=since.pos)
        return {"ok": True}

    async def _begin(self, sid: str, caller: Caller, payload: object) -> Ack:
        read(Nothing, payload)
        return caller.writes_too_fast() or await self._counter.begin(caller.visitor, socket=sid)

    async def _rate(self, sid: str, caller: Caller, payload: object) -> Ack:  # noqa: ARG002
        given: Rate = read(Rate, payload)
        check_characters(given.comment or "")
        return caller.writes_too_fast() or await self._counter.rate(
            caller.visitor, rating=given.rating, comment=given.comment
        )

    async def _typing(self, sid: str, caller: Caller, payload: object) -> Ack:  # noqa: ARG002
        read(Nothing, payload)
        await self._counter.types(caller.conversation_id)
        return {"ok": True}

    async def _phone(self, sid: str, caller: Caller, payload: object) -> Ack:  # noqa: ARG002
        number = read(Telephone, payload).number
        return await self._counter.send_code(
            caller.visitor, number=number, language=caller.language
        )

    async def _phone_code(self, sid: str, caller: Caller, payload: object) -> Ack:  # noqa: ARG002
        read(Nothing, payload)
        return await self._counter.show_code(caller.visitor, language=caller.language)

    async def _prove(self, sid: str, caller: Caller, payload: object) -> Ack:  # noqa: ARG002
        code = read(Code, payload).code
        return await self._counter.give_code(caller.visitor, code=code, language=caller.language)
