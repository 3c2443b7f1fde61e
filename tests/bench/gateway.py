"""The gateway itself: simulated modems in another process, Loket and its durable queue in this.

What is subtracted is the modems' latency; what is left is Loket's, the queue's and the terminals'.
"""

import asyncio
import itertools
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from models.conversations import services as conversations
from models.conversations.bulk import queue_for_all
from models.conversations.page import Page
from models.conversations.services import Written
from models.conversations.views import ConversationView
from models.db import transaction
from models.terms.channel import Inbound, Priority
from server.app import Office
from server.demo.office import prepare_demo
from server.desk.notice import Notice
from server.settings import Settings
from tests.bench.modems import Bank, bank

TEXT = "Berkas Anda sudah selesai dan dapat diambil di loket 3."
UP_WITHIN_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    value: float
    unit: str
    more: dict[str, object]


@asynccontextmanager
async def office_with(places: list[str], **settings: object) -> AsyncIterator[Office]:
    """Loket itself in this process, at work with modems that are ready."""
    with tempfile.TemporaryDirectory(prefix="loket-bench-") as folder:
        given = Settings(
            database_url=f"sqlite://{Path(folder) / 'bench.sqlite3'}",
            modems=tuple(places),
            port=0,
            **settings,
        )
        office = Office(given, prepare=prepare_demo)
        await office.start()
        try:
            async with asyncio.timeout(UP_WITHIN_SECONDS):
                while not all(line.is_up for line in office.channels[0].condition()):
                    await asyncio.sleep(0.02)
            yield office
        finally:
            await office.stop()


async def figures() -> AsyncIterator[Figure]:
    """Every figure of the gateway, slowest last."""
    async for figure in _one_modem(latency=0.0, count=200):
        yield figure
    async for figure in _one_modem(latency=1.0, count=12):
        yield figure
    async for figure in _first_and_inbound():
        yield figure
    async for figure in _many_modems():
        yield figure
    async for figure in _promotions():
        yield figure
    async for figure in _peer():
        yield figure


async def _queue(office: Office, count: int, *, start: int = 0) -> None:
    for number in range(start, start + count):
        key = f"bench-{number}"
        outbound = Inbound("sms", f"+62813{number:07}", TEXT, office.clock.now(), key)
        await office.lanes.submit(Notice(outbound, "id"))


async def _one_modem(*, latency: float, count: int) -> AsyncIterator[Figure]:
    async with bank(1, latency) as modems, office_with(modems.places) as office:
        queueing = asyncio.create_task(_queue(office, count))
        cpu = _cpu_seconds()
        times = [(await modems.next())[0] for _ in range(count)]
        cpu = _cpu_seconds() - cpu
        await queueing
    gaps = [later - earlier - latency for earlier, later in itertools.pairwise(times)]
    more: dict[str, object] = {"latency_s": latency, "messages": count}
    median = statistics.median(gaps) * 1000
    yield Figure("sms_overhead_median", median, "ms", {**more, "goal": 10})
    yield Figure("sms_overhead_worst", max(gaps) * 1000, "ms", more)
    per_minute = 60 * (count - 1) / (times[-1] - times[0])
    goal = {"goal": 59} if latency else {}
    yield Figure("sms_per_minute", per_minute, "texts/min", {**more, **goal})
    if not latency:
        yield Figure("sms_cpu", cpu / count * 1000, "ms/text", {**more, "goal": 5})


async def _first_and_inbound(count: int = 100) -> AsyncIterator[Figure]:
    """From queued to taken by the network; from announced to stored; both at rest."""
    async with bank(1, 0.0) as modems, office_with(modems.places) as office:
        first = []
        for number in range(count):
            began = time.monotonic()
            await _queue(office, 1, start=number)
            first.append((await modems.next())[0] - began)
            await asyncio.sleep(0.01)
        yield Figure("sms_first_on_the_wire_p99", _share(first, 0.99) * 1000, "ms", {"goal": 100})
        stored = [await _stored_after(office, modems, number) for number in range(count)]
    yield Figure("sms_inbound_ready_median", statistics.median(stored) * 1000, "ms", {"goal": 20})
    yield Figure("sms_inbound_ready_p99", _share(stored, 0.99) * 1000, "ms", {})


async def _stored_after(office: Office, modems: Bank, number: int) -> float:
    address = f"+62899{number:07}"
    modems.inject(0, address, "Halo")
    announced, _, _ = await modems.next()
    async with asyncio.timeout(10):
        while not await conversations.by_addresses("sms", [address]):
            await asyncio.sleep(0)
    stored = time.monotonic() - announced
    await modems.next()
    return stored


async def _many_modems(count: int = 16, latency: float = 1.0) -> AsyncIterator[Figure]:
    each = 6
    rates = {}
    for lines in (1, count):
        async with bank(lines, latency) as modems, office_with(modems.places) as office:
            await _queue(office, lines * each)
            times = [(await modems.next())[0] for _ in range(lines * each)]
        settled = times[lines:]
        rates[lines] = (len(settled) - lines) / (settled[-1] - settled[lines - 1])
    yield Figure(
        "sms_many_modems_over_one",
        rates[count] / rates[1],
        "ratio",
        {"modems": count, "latency_s": latency, "goal": 15.5},
    )


async def _promotions(count: int = 100_000) -> AsyncIterator[Figure]:
    """A promotion to very many is queued, to be sent in the morning, while people are answered."""
    hours = ("promotion=00:00-23:59",)
    async with bank(1, 0.0) as modems, office_with(modems.places, sms_quiet_hours=hours) as office:
        ids = await _contacts(office, count)
        before = _resident_mb()
        queueing = asyncio.create_task(_queue_for_all(office, ids))
        waits = []
        while not queueing.done():
            waits.append(await _answered_after(modems, len(waits)))
        seconds = await queueing
        grown = _resident_mb() - before
    more: dict[str, object] = {"promotions": count}
    yield Figure("sms_queue_promotions", seconds, "s", {**more, "goal": 2})
    yield Figure("sms_queue_promotions_memory", grown, "MB", {**more, "goal": 30})
    more |= {"replies": len(waits), "median": round(statistics.median(waits) * 1000, 2)}
    yield Figure(
        "sms_live_reply_meanwhile_p99", _share(waits, 0.99) * 1000, "ms", {**more, "goal": 25}
    )


async def _contacts(office: Office, count: int) -> list[int]:
    """So many people who have written once."""
    at_ms = int(office.clock.now().timestamp() * 1000)
    ids = []
    for start in range(0, count, 1000):
        pages = []
        for number in range(start, min(start + 1000, count)):
            begun = ConversationView.begun(
                number=office.new_id(),
                contact_id=office.new_id(),
                channel="sms",
                address=f"+62877{number:07}",
                language="id",
                at_ms=at_ms,
            )
            pages.append(Page(begun, at_ms, office.new_id, frozenset(), is_new=True))
            ids.append(begun.id)
        async with transaction():
            await conversations.write(Written(pages), at_ms=at_ms, new_id=office.new_id)
    return ids


async def _queue_for_all(office: Office, ids: list[int]) -> float:
    began = time.perf_counter()
    async for _ in queue_for_all(
        ids,
        "Diskon 10% kampas rem sampai Jumat. Balas PESAN.",
        channel="sms",
        priority=Priority.PROMOTION,
        clock=office.clock,
        new_id=office.new_id,
    ):
        pass
    return time.perf_counter() - began


async def _answered_after(modems: Bank, number: int) -> float:
    modems.inject(0, f"+62866{number:07}", "CEK LKT-2026-000123")
    announced, _, _ = await modems.next()
    answered, _, _ = await modems.next()
    return answered - announced


async def _peer(count: int = 8, latency: float = 0.3) -> AsyncIterator[Figure]:
    """gammu-smsd, tuned as well as it can be, where it is installed; Loket's own time beside it."""
    if shutil.which("gammu-smsd") is None:
        return
    async with bank(1, latency) as modems, _gammu(modems.places[0], count):
        times = [(await modems.next())[0] for _ in range(count)]
    gammu = statistics.median(b - a - latency for a, b in itertools.pairwise(times))
    async with bank(1, latency) as modems, office_with(modems.places) as office:
        await _queue(office, count)
        times = [(await modems.next())[0] for _ in range(count)]
    loket = statistics.median(b - a - latency for a, b in itertools.pairwise(times))
    more: dict[str, object] = {"latency_s": latency, "messages": count}
    yield Figure("gammu_smsd_overhead_median", gammu * 1000, "ms", more)
    yield Figure("gammu_smsd_over_loket", gammu / loket, "ratio", more)


@asynccontextmanager
async def _gammu(place: str, count: int) -> AsyncIterator[None]:
    """gammu-smsd on a modem, with so many texts in its spool."""
    with tempfile.TemporaryDirectory(prefix="loket-bench-") as folder:
        root = Path(folder)
        boxes = {name: root / name for name in ("inbox", "outbox", "sent", "error")}
        for box in boxes.values():
            box.mkdir()
        for number in range(count):
            name = f"OUTC20261124_120000_{number:02}_+62813{number:07}_s.txtd"
            (boxes["outbox"] / name).write_text(TEXT, encoding="ascii")
        config = root / "smsdrc"
        config.write_text(
            f"[gammu]\ndevice = {place}\nconnection = at115200\n"
            "[smsd]\nservice = files\nlogfile = /dev/null\ncommtimeout = 1\n"
            "receivefrequency = 1\nstatusfrequency = 0\nchecksecurity = 0\n"
            + "".join(f"{box}path = {path}/\n" for box, path in _gammu_paths(boxes)),
            encoding="ascii",
        )
        process = await asyncio.create_subprocess_exec("gammu-smsd", "-c", str(config))
        try:
            yield
        finally:
            process.terminate()
            await process.wait()


def _gammu_paths(boxes: dict[str, Path]) -> Iterator[tuple[str, Path]]:
    for setting, box in (("inbox", "inbox"), ("outbox", "outbox"), ("sentsms", "sent")):
        yield setting, boxes[box]
    yield "errorsms", boxes["error"]


def _share(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20
