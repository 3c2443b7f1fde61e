"""Eight at once, at both doors, want the last places and pieces while staff sell and serve."""

import asyncio
import itertools
import os
import random
import sys
import time
from collections import Counter
from contextlib import AsyncExitStack

import aiohttp
import pytest

from gateway.simulator import SimulatedModem
from models.catalogue import stock
from models.conversations import services as conversations
from models.db import Database, transaction
from models.orders.audit import wrong_stock
from models.queues.audit import discrepancies
from models.queues.keeping import set_plan
from models.queues.rules import Planned
from models.terms.ids import IdMaker
from tests.clients.server import ROOT, free_port
from tests.faults.busy_office import GallopClock
from tests.faults.market import (
    BOOKED,
    PARTS,
    PLACED,
    TOLD,
    VISITS,
    VISITS_BY_PHONE,
    Customer,
    Phone,
    Switchboard,
    Window,
)
from tests.faults.market_books import Auditor, breaches, return_holds
from tests.faults.market_staff import Till, set_quota, set_up
from tests.models.either import SHORT_KINDS, fresh

SECONDS = float(os.environ.get("LOKET_RACE_SECONDS", "6"))
PATIENCE_SECONDS = 120
"""How much longer a busy machine may take until everything has happened."""
WANTED = (*TOLD, "in vain: book", "in vain: order", "staff: sold")
WINDOWS, PHONES = 6, 2
RACERS, PLACES = int(os.environ.get("LOKET_RACERS", "200")), 10
"""`make soak-races` sends a thousand."""
BUYERS, PIECES = 200, 20
WORKER = 5
"""Under which this process makes its row numbers, beside the office's."""


class Market:
    """An office in a process of its own, its database open here too, and a modem on a terminal."""

    def __init__(self, folder, url, modem):
        self.folder, self.url, self.modem = folder, url, modem
        self.port = free_port()
        self.epoch = time.time()
        self.clock = GallopClock(self.epoch)
        self.new_id = IdMaker(self.clock, worker=WORKER)
        self._process = None

    @property
    def base(self):
        return f"http://127.0.0.1:{self.port}"

    async def start(self):
        with (self.folder / "office.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.faults.busy_office"),
                *(str(self.port), self.url, str(self.epoch), str(self.folder / "modem")),
                cwd=ROOT,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        assert await self._process.stdout.readline() == b"up\n", self.log()

    async def stop(self):
        self._process.terminate()
        await self._process.wait()

    async def kill(self):
        self._process.kill()
        await self._process.wait()

    def log(self):
        return (self.folder / "office.log").read_text()[-4000:]


@pytest.fixture(params=SHORT_KINDS)
async def market(request, tmp_path):
    async with AsyncExitStack() as open_for_now:
        url = await open_for_now.enter_async_context(fresh(request, tmp_path))
        database = await Database.open(url)
        open_for_now.push_async_callback(database.close)
        modem = SimulatedModem(link=str(tmp_path / "modem"), report_seconds=0.02)
        market = Market(tmp_path, url, await open_for_now.enter_async_context(modem))
        await set_up(market.clock, market.new_id)
        open_for_now.push_async_callback(market.stop)
        await market.start()
        yield market


@pytest.mark.xdist_group("market")
async def test_whatever_eight_people_and_staff_do_at_once_the_books_agree(market):
    is_over, done = asyncio.Event(), Counter()
    till = Till(market.clock, market.new_id, random.Random(1), done)
    auditor = Auditor()
    customers = []
    switchboard = Switchboard(market.modem)
    numbers = itertools.count(10_000)

    async def people(session, seat):
        """One after the other at one of the eight seats."""
        dice = random.Random(seat)
        while not is_over.is_set():
            if seat < WINDOWS:
                door = await Window.open(session, market.base, dice)
            else:
                door = Phone(switchboard, f"+62812{next(numbers):08}")
            visits = VISITS if seat < WINDOWS else VISITS_BY_PHONE
            customers.append(Customer(door, dice, done, visits))
            await customers[-1].visit()
            if seat < WINDOWS:
                await door.socket.close()

    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as everybody:
        for seat in range(WINDOWS + PHONES):
            everybody.create_task(people(session, seat))
        everybody.create_task(till.work(is_over))
        everybody.create_task(auditor.watch(is_over))
        await asyncio.sleep(SECONDS)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not all(done[what] for what in WANTED):
                await asyncio.sleep(0.1)
        is_over.set()

    by_contact = [(await _contact(each.door), each) for each in customers]
    held = await return_holds(market.clock.ms, market.new_id)
    did = ", ".join(f"{count} {what}" for what, count in sorted(done.items()))
    print(f"{SECONDS} s, {len(customers)} people, {auditor.looks} looks: {did}")  # noqa: T201
    assert auditor.found == []
    assert held == []
    assert await breaches(by_contact, till.sold) == []
    assert (await discrepancies(), await wrong_stock()) == ([], [])
    assert "Traceback" not in market.log()


async def _contact(door):
    async with transaction():
        if isinstance(door, Window):
            return (await conversations.by_ids([door.conversation]))[door.conversation].contact_id
        return (await conversations.by_addresses("sms", [door.number]))[door.number].contact_id


@pytest.mark.xdist_group("market")
async def test_all_at_once_through_their_windows_get_what_there_is_and_no_more(market):
    now = {"at_ms": market.clock.ms, "new_id": market.new_id}
    async with transaction():
        await set_plan("ktp", plan=[Planned(1, "09:00", PLACES)], new_id=market.new_id)
        await stock.count(PARTS[0], PIECES, staff_id=None, **now)
        await set_quota(PLACES)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:
        doors = [await Window.open(session, market.base, random.Random(n)) for n in range(RACERS)]
        await _everybody(doors, "ANTRI KTP BESOK JAM 9")
        told = await _everybody(doors, "1")
        buyers = doors[: min(BUYERS, RACERS)]
        await _everybody(buyers, "MENU")
        await _everybody(buyers, f"PESAN {PARTS[0]} 1")
        bought = await _everybody(buyers, "1")
        for door in doors:
            await door.socket.close()

    assert sum(bool(BOOKED.search(words)) for words in told) == PLACES
    assert sum(bool(PLACED.search(words)) for words in bought) == PIECES
    assert (await discrepancies(), await wrong_stock()) == ([], [])


async def _everybody(doors, text):
    return await asyncio.gather(*(door.say(text) for door in doors))
