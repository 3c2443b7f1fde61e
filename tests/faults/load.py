"""People under fault: visitors, handsets and a colleague who keep a ledger of their own."""

import asyncio
import contextlib
import random
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.clients.modem import ModemProcess
from tests.clients.server import LoketProcess
from tests.clients.socket import RefusedError, Socket

TEXTS = ("halo", "MENU", "CEK LKT-2026-000123", "0123", "BANTUAN", "batal", "apa saja")
"""Nothing that asks for a person: who waits for one is rightly not answered by the bot."""
TROUBLES = (aiohttp.ClientError, OSError, TimeoutError, RefusedError, ConnectionError)
SMS_EACH = 12
"""Fewer than the bot answers one number in an hour."""
PAUSE_SECONDS = 0.02
TALK_SECONDS = 0.15
"""How long a member of staff has a thread; slow enough for what one desk may send."""


@dataclass
class Sent:
    """A message by its sender's own account."""

    key: str
    text: str
    ack: dict[str, Any] | None = None


@dataclass
class Visitor:
    """Sends one message after the other, each until it is acknowledged, always under one key."""

    server: LoketProcess
    session: aiohttp.ClientSession
    dice: random.Random
    token: str | None = None
    conversation: int | None = None
    sent: list[Sent] = field(default_factory=list)

    async def live(self, is_over: Callable[[], bool]) -> None:
        while not is_over():
            with contextlib.suppress(*TROUBLES):
                await self._talk(is_over)
            await asyncio.sleep(PAUSE_SECONDS)

    async def finish(self) -> None:
        """Get the last message acknowledged."""
        while self.sent and self.sent[-1].ack is None:
            with contextlib.suppress(*TROUBLES):
                await self._talk(lambda: self.sent[-1].ack is not None)
            await asyncio.sleep(PAUSE_SECONDS)

    async def _talk(self, is_over: Callable[[], bool]) -> None:
        auth = {"token": self.token} if self.token else None
        async with asyncio.timeout(5):
            socket = await Socket.connect(self.session, self.server.base, "/visitor", auth)
            welcome = await socket.event("welcome")
        self.token, self.conversation = welcome["token"], welcome["conversation"]
        socket.on_event = lambda name, data: None
        try:
            while not is_over():
                await self._send_next(socket)
        finally:
            await socket.close()

    async def _send_next(self, socket: Socket) -> None:
        if not self.sent or self.sent[-1].ack is not None:
            self.sent.append(Sent(str(uuid.uuid4()), self.dice.choice(TEXTS)))
        last = self.sent[-1]
        async with asyncio.timeout(5):
            ack = await socket.ask("send", {"client_key": last.key, "text": last.text})
        if ack["ok"]:
            last.ack = ack
            if self.dice.random() < 0.05:
                again = await socket.ask("send", {"client_key": last.key, "text": last.text})
                assert again["id"] == ack["id"], "a copy was given another id"


@dataclass
class Handset:
    """Texts the office again and again, never the same words twice."""

    number: str
    modem: ModemProcess
    texts: list[str] = field(default_factory=list)

    async def live(self, is_over: Callable[[], bool]) -> None:
        for count in range(SMS_EACH):
            if is_over():
                return
            text = f"CEK LKT-2026-{int(self.number[-3:]) * 100 + count:06}"
            await self.modem.inject(self.number, text)
            self.texts.append(text)
            await asyncio.sleep(1.5)


@dataclass
class Colleague:
    """Takes conversations over, says something, gives them back."""

    server: LoketProcess
    session: aiohttp.ClientSession
    visitors: list[Visitor]
    dice: random.Random
    taken: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    written: list[Sent] = field(default_factory=list)

    async def live(self, is_over: Callable[[], bool]) -> None:
        while not is_over():
            with contextlib.suppress(*TROUBLES, AttributeError, TypeError):
                await self._work(is_over)
            await asyncio.sleep(PAUSE_SECONDS)

    async def _work(self, is_over: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            await self._log_in()
            desk = await Socket.connect(self.session, self.server.base, "/desk")
        desk.on_event = lambda name, data: None
        try:
            while not is_over():
                await self._one(desk)
        finally:
            await desk.close()

    async def _one(self, desk: Socket) -> None:
        number = self.dice.choice(self.visitors).conversation
        if number is None:
            await asyncio.sleep(PAUSE_SECONDS)
            return
        async with asyncio.timeout(5):
            taken = await desk.ask("take", {"conversation": number})
            if not taken["ok"]:
                await asyncio.sleep(PAUSE_SECONDS)
                return
            self.taken.append((number, taken))
            key, text = str(uuid.uuid4()), f"balasan {len(self.written)}"
            payload = {"conversation": number, "client_key": key, "text": text}
            self.written.append(Sent(key, text, await desk.ask("reply", payload)))
            await asyncio.sleep(TALK_SECONDS)
            await desk.ask("return", {"conversation": number})

    async def _log_in(self) -> None:
        base = self.server.base
        async with self.session.get(f"{base}/login") as page:
            token = re.search(r'name="csrf_token" value="([0-9a-f]+)"', await page.text())
        form = {"name": "sari", "password": "demo", "csrf_token": token[1] if token else ""}
        async with self.session.post(f"{base}/login", data=form):
            pass
