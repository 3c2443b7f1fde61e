"""A phone in the browser: it texts the simulated modem's number and shows what comes back.

There is no short cut: what is typed here is injected into the simulated network and reaches
Loket over the pseudo-terminal as +CMTI, and answers arrive by AT+CMGS.
"""

import asyncio
import itertools
import json
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientConnectionResetError, web

from gateway.simulator import Event, Happening, SimulatedModem
from models.terms.clock import Clock
from models.terms.segments import count_segments
from server.demo import troubles
from server.demo.world import handsets
from server.http.pages import Pages
from server.http.security import check_csrf

TEXT_LONGEST = 1000
REMEMBERED = 500
HEARTBEAT_SECONDS = 2
"""How soon a page hears of what the modem does by itself."""
STILL_HERE = b": still here\n\n"
"""Nobody reads it; writing it finds out that a page has been closed."""


@dataclass(slots=True)
class Phones:
    """Every handset of the demo, with what it sent and received."""

    modem: SimulatedModem
    clock: Clock
    pages: Pages
    secret: bytes
    _log: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _is_over: bool = False

    def __post_init__(self) -> None:
        self.modem.network.subscribe(self._happened)

    def routes(self) -> Sequence[web.RouteDef]:
        return [
            web.get("/demo/phone", self.show),
            web.post("/demo/phone/send", self.send),
            web.post("/demo/phone/trouble", self.trouble),
            web.get("/demo/phone/events", self.events),
        ]

    async def show(self, request: web.Request) -> web.Response:
        language = self.pages.language(request)
        told = [
            {
                "name": trouble.name,
                "label": self.pages.text(language, trouble.label),
                "meaning": self.pages.text(language, trouble.meaning),
                "end": trouble.end and self.pages.text(language, trouble.end),
            }
            for trouble in troubles.TROUBLES
        ]
        return self.pages.render(request, "phone.html", numbers=handsets(), troubles=told)

    async def send(self, request: web.Request) -> web.Response:
        """Text the office from a handset: `{from, text, csrf}`."""
        told = await self._read(request)
        number, text = told.get("from"), told.get("text")
        if number not in {handset["number"] for handset in handsets()}:
            return _refused("There is no such phone here.")
        if not isinstance(text, str) or not text.strip() or len(text) > TEXT_LONGEST:
            return _refused(f"A text has 1 to {TEXT_LONGEST} characters.")
        try:
            self.modem.network.inject(number, text)
        except ValueError:
            return _refused("Too many texts wait already.")
        self._note(number, "out", text, status="sent")
        return web.json_response({"ok": True})

    async def trouble(self, request: web.Request) -> web.Response:
        """Let something go wrong in the modem: `{name, is_on, csrf}`; false mends it."""
        told = await self._read(request)
        name, is_on = told.get("name"), told.get("is_on", True)
        trouble = troubles.BY_NAME.get(name) if isinstance(name, str) else None
        if trouble is None or not isinstance(is_on, bool):
            return _refused("There is no such trouble.")
        try:
            await (troubles.begin if is_on else troubles.end)(trouble, self.modem)
        except OSError:
            return _refused("The modem cannot be plugged in.")
        self._changed.set()
        return web.json_response({"ok": True})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """What one handset sent and received, and how the modem is (server-sent events)."""
        number = request.query.get("number", "")
        last = request.headers.get("Last-Event-ID") or request.query.get("after", "0")
        after = int(last) if last.isascii() and last.isdigit() else 0
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        last_condition = None
        with suppress(ClientConnectionResetError):
            while not self._is_over:
                condition = troubles.condition(self.modem)
                if condition != last_condition:
                    await response.write(
                        f"event: modem\ndata: {json.dumps(condition)}\n\n".encode()
                    )
                    last_condition = condition
                for line in [line for line in self._log if line["n"] > after]:
                    after = line["n"]
                    if line["number"] == number:
                        told = json.dumps(line)
                        await response.write(f"id: {after}\ndata: {told}\n\n".encode())
                await self._wait_for_news()
                await response.write(STILL_HERE)
        return response

    def end(self) -> None:
        """Let every page that listens go."""
        self._is_over = True
        self._changed.set()

    async def _wait_for_news(self) -> None:
        self._changed.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                await self._changed.wait()

    async def _read(self, request: web.Request) -> dict[str, Any]:
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType(text="Send JSON that says so.")
        try:
            told = await request.json()
        except ValueError:
            raise web.HTTPBadRequest(text="This is not JSON.") from None
        if not isinstance(told, dict):
            raise web.HTTPBadRequest(text="This is not an object.")
        check_csrf(request, told.get("csrf"), self.secret)
        return told

    def _happened(self, event: Event) -> None:
        message = event.message
        status = "delivered" if event.kind is Happening.DELIVERED else "received"
        self._note(message.number, "in", message.text, status=status, message=message.n)

    def _note(self, number: str, direction: str, text: str, **more: object) -> None:
        counted = count_segments(text)
        line = {
            "n": next(self._numbers),
            "number": number,
            "direction": direction,
            "text": text,
            "at": self.clock.now().isoformat(),
            "segments": counted.segments,
            "encoding": counted.encoding.value,
            **more,
        }
        self._log.append(line)
        self._changed.set()


def _refused(message: str) -> web.Response:
    told = {"ok": False, "error": {"code": "bad_request", "message": message}}
    return web.json_response(told, status=422)
