"""People who want what is scarce: each books, moves, gives back, orders and gives up, and keeps a
book of their own about what they were told."""

import asyncio
import random
import re
import uuid
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

import aiohttp

from gateway.simulator import Event, Happening, SimulatedModem
from tests.clients.socket import Socket

DAYS = ("BESOK", "RABU", "KAMIS")
TIMES = ("08:00", "09:00", "10:00", "13:00")
PARTS = ("OLI-GARDAN", "AKI-5AH", "SHOCK-BLK")
BOOKED = re.compile(r"(?:Sudah dipesan. Tiket Anda|^Tiket) ([A-Z]-\d+): ")
MOVED = re.compile(r"(?:Sudah dipindah. Tiket Anda|Pindah:) ([A-Z]-\d+)")
GIVEN_BACK = re.compile(r"([A-Z]-\d+) sudah dibatalkan\.")
PLACED = re.compile(r"Pesanan (ORD-\d+-\d+)(?::| Rp).*(?:kabari|kami terima)")
DAY = re.compile(r" (\d+) Nov")
CANCELLED = re.compile(r"Pesanan (ORD-\d+-\d+) dibatalkan")
TOLD = {
    "booked": BOOKED,
    "moved": MOVED,
    "given back": GIVEN_BACK,
    "ordered": PLACED,
    "gave up": CANCELLED,
}
UNASKED = re.compile("Pengingat: [A-Z]-|Kami berhenti dulu|.* sudah ada lagi, ")
VISITS, VISITS_BY_PHONE = 4, 2
"""What somebody does before another comes: few, since the bot answers a number so often an hour."""
REPLY_SECONDS = 20
YES = "1"


class Door(Protocol):
    """Where one person writes and reads."""

    async def say(self, text: str) -> str: ...


@dataclass
class Window:
    """The web chat; one message in twenty is sent twice, and must not count twice."""

    socket: Socket
    conversation: int
    dice: random.Random

    @classmethod
    async def open(cls, session: aiohttp.ClientSession, base: str, dice: random.Random) -> "Window":
        socket = await Socket.connect(session, base, "/visitor")
        welcome = await socket.event("welcome")
        socket.on_event = lambda name, data: None
        return cls(socket, welcome["conversation"], dice)

    async def say(self, text: str) -> str:
        sent = {"client_key": str(uuid.uuid4()), "text": text}
        if self.dice.random() < 0.05:
            ack, again = await asyncio.gather(
                self.socket.ask("send", sent), self.socket.ask("send", sent)
            )
            assert ack["id"] == again["id"], "a copy was given another id"
        else:
            ack = await self.socket.ask("send", sent)
        assert ack["ok"], ack
        return "\n".join(message["text"] for message in ack["messages"])


@dataclass
class Phone:
    """A handset in the network of a simulated modem."""

    network: "Switchboard"
    number: str

    async def say(self, text: str) -> str:
        return await self.network.ask(self.number, text)


class Switchboard:
    """Hands what the office texts to whoever waits for it."""

    def __init__(self, modem: SimulatedModem) -> None:
        self._network = modem.network
        self._arrived: dict[str, asyncio.Queue[str]] = defaultdict(asyncio.Queue)
        self._network.subscribe(self._hear)

    async def ask(self, number: str, text: str) -> str:
        """The answer to a text; what comes unasked is read and passed over."""
        self._network.inject(number, text)
        async with asyncio.timeout(REPLY_SECONDS):
            while UNASKED.match(said := await self._arrived[number].get()):
                pass
        return said

    def _hear(self, event: Event) -> None:
        if event.kind is Happening.RECEIVED:
            self._arrived[event.message.number].put_nowait(event.message.text)


@dataclass
class Customer:
    """Has at most one ticket, and what they were told of it and of their orders."""

    door: Door
    dice: random.Random
    done: Counter[str]
    visits: int = VISITS
    heard: int = 0
    """How often something was booked, ordered, moved or given up for them."""
    ticket: str | None = None
    orders: set[str] = field(default_factory=set)
    given_up: set[str] = field(default_factory=set)
    numbers: set[tuple[str, str]] = field(default_factory=set)
    """Day of the month and ticket, of all that were ever theirs."""

    async def visit(self) -> None:
        for _ in range(self.visits):
            did = self.dice.choice(self._wishes())
            before = self.heard
            await did()
            if self.heard == before:
                self.done[f"in vain: {did.__name__.strip('_')}"] += 1
        if self.dice.random() < 0.2:
            await self._say(f"ANTRI KTP {self.dice.choice(DAYS)}")

    def _wishes(self) -> list[Callable[[], Awaitable[None]]]:
        wishes = [self._order, self._fill_basket]
        wishes += [self._move, self._give_back] if self.ticket else [self._book] * 3
        return wishes + [self._give_up] * bool(self.orders - self.given_up)

    async def _book(self) -> None:
        await self._insist(f"ANTRI KTP {self._when()}", BOOKED)

    async def _move(self) -> None:
        await self._say("TIKET")
        await self._insist(self._when(), MOVED)

    async def _give_back(self) -> None:
        await self._insist("BATAL ANTRI", GIVEN_BACK)

    async def _order(self) -> None:
        await self._insist(f"PESAN {self.dice.choice(PARTS)} {self.dice.randint(1, 2)}", PLACED)

    async def _fill_basket(self) -> None:
        await self._say(f"PESAN {self.dice.choice(PARTS)} 1")
        await self._say("MENU")

    async def _give_up(self) -> None:
        await self._say(f"PESANAN {self.dice.choice(sorted(self.orders - self.given_up))}")
        await self._insist(YES, CANCELLED)

    async def _insist(self, text: str, hoped: re.Pattern[str]) -> None:
        """Say it, and yes to what is asked."""
        for words in (text, YES, YES):
            if hoped.search(await self._say(words)):
                return
        await self._say("BATAL")

    async def _say(self, text: str) -> str:
        """Whatever is told is entered in the book, hoped for or not."""
        said = await self.door.say(text)
        if found := BOOKED.search(said) or MOVED.search(said):
            self.ticket = found[1]
            if day := DAY.search(said):
                self.numbers.add((day[1], found[1]))
        elif found := GIVEN_BACK.search(said):
            assert self.ticket == found[1]
            self.ticket = None
        elif found := PLACED.search(said):
            self.orders.add(found[1])
        elif found := CANCELLED.search(said):
            self.given_up.add(found[1])
        else:
            return said
        self.heard += 1
        self.done[next(what for what, pattern in TOLD.items() if pattern.search(said))] += 1
        return said

    def _when(self) -> str:
        return f"{self.dice.choice(DAYS)} JAM {self.dice.choice(TIMES)}"
