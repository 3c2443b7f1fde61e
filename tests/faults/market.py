"""People who want what is scarce: each books, moves, gives back, orders and gives up, and keeps a
book of their own about what they were told."""

import asyncio
import random
import re
import uuid
from collections import Counter, defaultdict
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
UNASKED = re.compile("Pengingat: [A-Z]-|Kami berhenti dulu|.* sudah ada lagi, ")
VISITS = 4
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
    ticket: str | None = None
    orders: set[str] = field(default_factory=set)
    given_up: set[str] = field(default_factory=set)
    numbers: set[tuple[str, str]] = field(default_factory=set)
    """Day of the month and ticket, of all that were ever theirs."""

    async def visit(self) -> None:
        for _ in range(VISITS):
            await self.dice.choice(self._wishes())()
        if self.dice.random() < 0.2:
            await self.door.say(f"ANTRI KTP {self.dice.choice(DAYS)}")

    def _wishes(self):  # type: ignore[no-untyped-def]
        wishes = [self._order, self._fill_basket]
        wishes += [self._move, self._give_back] if self.ticket else [self._book] * 3
        return wishes + [self._give_up] * bool(self.orders - self.given_up)

    async def _book(self) -> None:
        told = await self._insist(f"ANTRI KTP {self._when()}", BOOKED)
        self.ticket = told or self.ticket
        self.done["booked" if told else "not booked"] += 1

    async def _move(self) -> None:
        await self.door.say("TIKET")
        told = await self._insist(self._when(), MOVED)
        self.ticket = told or self.ticket
        self.done["moved" if told else "not moved"] += 1

    async def _give_back(self) -> None:
        await self.door.say("BATAL ANTRI")
        told = await self._insist("2", GIVEN_BACK)
        if told:
            assert told == self.ticket
            self.ticket = None
        self.done["given back" if told else "not given back"] += 1

    async def _order(self) -> None:
        wanted = f"{self.dice.choice(PARTS)} {self.dice.randint(1, 2)}"
        told = await self._insist(f"PESAN {wanted}", PLACED)
        if told:
            self.orders.add(told)
        self.done["ordered" if told else "not ordered"] += 1

    async def _fill_basket(self) -> None:
        await self.door.say(f"PESAN {self.dice.choice(PARTS)} 1")
        await self.door.say("MENU")
        self.done["left a basket"] += 1

    async def _give_up(self) -> None:
        number = self.dice.choice(sorted(self.orders - self.given_up))
        await self.door.say(f"PESANAN {number}")
        told = await self._insist(YES, CANCELLED)
        if told:
            self.given_up.add(told)
        self.done["gave up" if told else "could not give up"] += 1

    async def _insist(self, text: str, hoped: re.Pattern[str]) -> str | None:
        """Say it, and yes to what is asked; the ticket or order told, or None."""
        for words in (text, YES, YES):
            said = await self.door.say(words)
            if found := hoped.search(said):
                if day := DAY.search(said):
                    self.numbers.add((day[1], found[1]))
                return found[1]
        await self.door.say("BATAL")
        return None

    def _when(self) -> str:
        return f"{self.dice.choice(DAYS)} JAM {self.dice.choice(TIMES)}"
