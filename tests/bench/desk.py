"""How long a desk waits for its lists, a thread and a search, with few threads and with many.

The server's own time: the event's handler and its answer as JSON, asked of a warm database.
"""

import itertools
import json
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dialogs.registry import counter
from models.conversations import searching
from models.conversations.page import PREVIEW_LENGTH, Page
from models.conversations.rules import Author, Speaker
from models.conversations.views import ConversationView, MessageView
from models.conversations.writing import Written, write
from models.db import Database, Statement, is_sqlite, transaction
from models.people.rules import Role
from models.people.staff import StaffView
from models.terms.channel import Style
from models.terms.clock import SystemClock
from models.terms.ids import IdMaker
from server.desk.registry import EVENTS
from server.desk.seats import Desk, Seat
from server.figures import Figures
from server.lanes import Lanes
from server.roster import Roster
from server.talk import Talk
from server.turns import Turns
from server.work import Means

SIZES = ((1_000, 100), (1_000, 1_000), (10_000, 100))
"""Threads, and messages of each: small in all, few long threads, many threads."""
THREADS_AT_ONCE = 20
STAFF = 50
TIMES = 200
FIRST_MS = 1_700_000_000_000
SYLLABLES = tuple(re.findall("..", "babidadigajakakikulalimamimunanipapirarisasisutatiwaya"))
PERSON = Statement(
    'insert into "person" ("id", "name", "birth_date", "nik_sealed", "nik_digest", '
    "\"registered_at_ms\") values (?, ?, '1990-01-01', '', ?, 0)"
)
Ask = Callable[..., Awaitable[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value."""

    name: str
    value: float
    unit: str
    more: Mapping[str, object]


@dataclass(slots=True)
class World:
    """Made-up words, numbers and times, the same in every run."""

    chance: random.Random = field(default_factory=lambda: random.Random(5))
    words: Sequence[str] = ()
    weights: Sequence[float] = ()
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    threads: list[int] = field(default_factory=list)
    messages_of_one: int = 100

    def __post_init__(self) -> None:
        made = dict.fromkeys(
            "".join(self.chance.choices(SYLLABLES, k=self.chance.randint(2, 4)))
            for _ in range(30_000)
        )
        self.words = tuple(made)
        self.weights = tuple(itertools.accumulate(1 / (n + 5) for n in range(len(made))))

    def text(self) -> str:
        """As long as people write, a few words very often and many seldom."""
        many = self.chance.randint(2, 16)
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=many))

    def page(self, n: int, threads: int) -> Page:
        """One thread with all its messages."""
        at_ms = FIRST_MS + n * 60_000
        conversation = ConversationView.begun(
            number=next(self.numbers),
            contact_id=next(self.numbers),
            channel="sms" if n % 3 else "web",
            address=f"+62812{n:07}" if n % 3 else f"visitor-{n:024}",
            language="id",
            at_ms=at_ms,
        )
        page = Page(conversation, at_ms, lambda: next(self.numbers), frozenset())
        page.is_new = True
        now = page.now
        self.threads.append(now.id)
        for pos in range(1, self.messages_of_one + 1):
            author = Author.VISITOR if pos % 2 else Author.BOT
            page.messages.append(self._message(now.id, pos, author, now.channel, at_ms))
        now.last_pos, now.preview = self.messages_of_one, page.messages[-1].text[:PREVIEW_LENGTH]
        share = n * 97 % threads / threads
        if share < 0.1:
            page.give_to(Speaker.STAFF, n % STAFF + 1)
        elif share < 0.12:
            page.give_to(Speaker.WAITING)
        elif share < 0.32:
            page.close()
        return page

    def _message(
        self, conversation_id: int, pos: int, author: Author, channel: str, at_ms: int
    ) -> MessageView:
        return MessageView(
            next(self.numbers),
            conversation_id,
            pos,
            author,
            None,
            None,
            channel,
            self.text(),
            (),
            None,
            None,
            at_ms + pos * 500,
        )


async def fill(threads: int, messages_of_one: int) -> World:
    """Store so many threads with all their messages, findable."""
    world = World(messages_of_one=messages_of_one)
    for start in range(0, threads, THREADS_AT_ONCE):
        pages = [world.page(n, threads) for n in range(start, start + THREADS_AT_ONCE)]
        said = [(m.id, m.text) for page in pages for m in page.messages]
        async with transaction():
            await write(Written(pages), at_ms=FIRST_MS, new_id=lambda: next(world.numbers))  # type: ignore[arg-type]
            await searching.enter(said)
            for page in pages[::3]:
                name = f"{world.words[page.now.id % 900]} {world.words[page.now.id % 777]}".title()
                await PERSON.run(page.now.contact_id, name, str(page.now.id))
    if not is_sqlite():
        await Statement("analyze").run()  # as its own housekeeping does after a while
    return world


def desk() -> Ask:
    """A seat of one member of staff, asked without a socket."""
    clock = SystemClock()
    talk = Talk(counter, clock, ZoneInfo("Asia/Jakarta"), {"web": Style.RICH}, b"bench")
    turns = Turns(Means(clock, IdMaker(clock), frozenset({"sms"})), Figures())
    seat = Seat(StaffView(1, "sari", "Sari", Role.AGENT), {}, "bench")
    room = Desk(Lanes(turns.settle), talk, Roster(), frozenset({"sms"}), _nobody)

    async def ask(event: str, **payload: object) -> Mapping[str, Any]:
        return await EVENTS[event](room, seat, payload)

    return ask


async def measure(ask: Ask, world: World, threads: int) -> dict[str, list[float]]:
    """Milliseconds of each kind of question, warm."""
    questions = {
        "list": _lists(ask),
        "counts": _counts(),
        "since": _since(),
        "thread": _threads(world),
        "search_word": _searches(world, 50),
        "search_two_words": _searches(world, 2_000, 30),
        "search_seldom": _searches(world, len(world.words)),
        "search_beginning": _beginnings(world),
        "search_phone": _phones(world, threads),
        "search_name": _names(world),
    }
    times: dict[str, list[float]] = {}
    for name, asked in questions.items():
        warm = [payload async for payload in asked]
        for event, payload in warm[:20]:
            json.dumps(await ask(event, **payload))
        times[name] = []
        for event, payload in warm:
            began = time.perf_counter()
            json.dumps(await ask(event, **payload))
            times[name].append((time.perf_counter() - began) * 1000)
    return times


Questions = AsyncIterator[tuple[str, dict[str, Any]]]


async def _lists(ask: Ask) -> Questions:
    """Every tab, from its first page on."""
    for tab in ("mine", "waiting", "bot", "all", "closed"):
        before: str | None = None
        for _ in range(TIMES // 5):
            payload = {"tab": tab} if before is None else {"tab": tab, "before": before}
            yield "threads", payload
            before = (await ask("threads", **payload))["next"]


async def _counts() -> Questions:
    for _ in range(TIMES):
        yield "threads", {"tab": "all", "limit": 0}


async def _since() -> Questions:
    for _ in range(TIMES // 4):
        yield "since", {"n": 0}


async def _threads(world: World) -> Questions:
    for _ in range(TIMES):
        yield "open", {"conversation": world.chance.choice(world.threads)}


async def _searches(world: World, *among: int) -> Questions:
    for _ in range(TIMES):
        yield "search", {"q": " ".join(world.chance.choice(world.words[:n]) for n in among)}


async def _beginnings(world: World) -> Questions:
    for n in range(TIMES):
        yield "search", {"q": world.chance.choice(world.words)[: 2 + n % 5]}


async def _phones(world: World, threads: int) -> Questions:
    for n in range(TIMES):
        yield "search", {"q": f"0812{world.chance.randrange(threads):07}"[: 6 + n % 6]}


async def _names(world: World) -> Questions:
    for _ in range(TIMES):
        yield "search", {"q": world.chance.choice(world.words[:900])}


async def _nobody(*_: object) -> None:
    """Where nobody sits, nothing is sent."""


async def figures() -> AsyncIterator[Figure]:
    """Each question in every size, and how many times as long it takes in the largest one."""
    medians: dict[tuple[str, int, int], float] = {}
    for threads, of_one in SIZES:
        async for name, times in _measured(threads, of_one):
            times.sort()
            medians[name, threads, of_one] = times[len(times) // 2]
            more: dict[str, object] = {
                "threads": threads,
                "messages": threads * of_one,
                "p99_ms": round(times[int(len(times) * 0.99)], 2),
            }
            yield Figure(f"desk_{name}", times[len(times) // 2], "ms", more)
    largest = SIZES[-1]
    for threads, of_one in SIZES[:-1]:
        for name in [name for name, *size in medians if tuple(size) == largest]:
            ratio = medians[name, *largest] / medians[name, threads, of_one]
            than = {"than_threads": threads, "than_messages": threads * of_one}
            yield Figure(f"desk_{name}_ratio", ratio, "ratio", than)


async def _measured(threads: int, of_one: int) -> AsyncIterator[tuple[str, list[float]]]:
    """LOKET_BENCH_DATABASE: an empty database of each size, as postgres://.../name_{size}."""
    with tempfile.TemporaryDirectory(prefix="loket-bench-") as folder:
        url = os.environ.get("LOKET_BENCH_DATABASE") or f"sqlite://{Path(folder) / 'desk.sqlite3'}"
        database = await Database.open(url.format(size=f"{threads}_{of_one}"))
        try:
            await database.migrate()
            began = time.perf_counter()
            world = await fill(threads, of_one)
            sys.stderr.write(f"{threads} threads in {time.perf_counter() - began:.0f} s\n")
            every: list[float] = []
            for name, times in (await measure(desk(), world, threads)).items():
                every += times if name.startswith("search") else []
                yield name, times
            yield "search", every
        finally:
            await database.close()
