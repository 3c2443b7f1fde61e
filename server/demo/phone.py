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
from models.terms.words import N_
from server.demo.world import handsets
from server.http.pages import Pages
from server.http.security import check_csrf

TEXT_LONGEST = 1000
REMEMBERED = 500
FAULTS_AT_ONCE = 20
HEARTBEAT_SECONDS = 15
STILL_HERE = b": still here\n\n"
"""Nobody reads it; writing it finds out that a page has been closed."""
FAULTS = (
    ("answer_lost", N_("Lose the modem's next answer")),
    ("unplug", N_("Pull the plug")),
    ("unregistered", N_("Lose the network")),
    ("cms_error", N_("Refuse the next text")),
)


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
            web.post("/demo/phone/fault", self.fault),
            web.get("/demo/phone/events", self.events),
        ]

    async def show(self, request: web.Request) -> web.Response:
        language = self.pages.language(request)
        faults = [
            {"name": name, "label": self.pages.text(language, label)} for name, label in FAULTS
        ]
        return self.pages.render(request, "phone.html", numbers=handsets(), faults=faults)

    async def send(self, request: web.Request) -> web.Response:
        """Text the office from a handset: `{from, text, csrf}`."""
        told = await self._read(request)
        number, text = told.get("from"), told.get("text")
        if number not in {handset["number"] for handset in handsets()}:
            return _refused("There is no such phone here.")
        if not isinstance(text, str) or not text.strip() or len(text) > TEXT_LONGEST:
            return _refused(f"A text has 1 to {TEXT_LONGEST} characters.")
        self._note(number, "out", text, status="sent")
        self.modem.network.inject(number, text)
        return web.json_response({"ok": True})

    async def fault(self, request: web.Request) -> web.Response:
        """Let something go wrong in the modem: `{name, count, csrf}`; count 0 mends it."""
        told = await self._read(request)
        name, count = told.get("name"), told.get("count", 1)
        if name not in dict(FAULTS) or not isinstance(count, int):
            return _refused("There is no such fault.")
        self.modem.order(str(name), min(max(count, 0), FAULTS_AT_ONCE))
        return web.json_response({"ok": True})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """What one handset sent and received, as it happens (server-sent events)."""
        number = request.query.get("number", "")
        last = request.headers.get("Last-Event-ID") or request.query.get("after", "0")
        after = int(last) if last.isascii() and last.isdigit() else 0
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        with suppress(ClientConnectionResetError):
            while not self._is_over:
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
