"""kill -9 under mixed web and SMS load: nothing acknowledged is lost, nothing is done twice."""

import asyncio
import json
import os
import random

import aiohttp
import pytest

from tests.clients.modem import ModemProcess
from tests.clients.server import LoketProcess
from tests.faults.audit import faults
from tests.faults.load import Colleague, Handset, Visitor

KILLS = int(os.environ.get("LOKET_KILLS", "20"))
VISITORS = 12
HANDSETS = 12
SETTLE_SECONDS = 60


@pytest.mark.xdist_group("kill")
async def test_a_killed_server_keeps_every_promise(tmp_path):
    dice = random.Random(20261123)
    modem = ModemProcess()
    await modem.start()
    server = LoketProcess(tmp_path, command="demo", modems=modem.address)
    await server.start()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        visitors = [Visitor(server, session, random.Random(n)) for n in range(VISITORS)]
        handsets = [Handset(f"+62813000{n:05}", modem) for n in range(100, 100 + HANDSETS)]
        colleague = Colleague(server, session, visitors, random.Random(99))
        is_over = asyncio.Event()
        people = [
            asyncio.create_task(person.live(is_over.is_set))
            for person in (*visitors, *handsets, colleague)
        ]
        for _ in range(KILLS):
            await asyncio.sleep(dice.random() * 0.25)
            await server.kill()
            await server.start()
        is_over.set()
        await asyncio.gather(*people)
        await asyncio.gather(*(visitor.finish() for visitor in visitors))
        ledger = await _settled(server, modem)
    received = await modem.received()
    await server.stop()
    await modem.stop()

    acked = sum(1 for visitor in visitors for sent in visitor.sent if sent.ack)
    texts = sum(len(handset.texts) for handset in handsets)
    print(f"{KILLS} kills, {acked} acknowledged, {texts} texts, {len(colleague.taken)} takes")  # noqa: T201
    assert faults(ledger, visitors, handsets, colleague, received) == []
    assert acked > KILLS
    assert texts >= HANDSETS


async def _settled(server: LoketProcess, modem: ModemProcess) -> dict:
    """The ledger once nothing waits any more."""
    async with asyncio.timeout(SETTLE_SECONDS):
        while True:
            ledger = json.loads(await server.run("export", "ledger", "-"))
            waiting = (await modem.ask(op="status"))["waiting"]
            answered = {m["reply_to"] for m in ledger["messages"]}
            is_busy = waiting or any(
                m["status"] in ("queued", "submitting")
                or (m["chan"] == "sms" and m["dir"] == "in" and m["id"] not in answered)
                for m in ledger["messages"]
            )
            if not is_busy:
                return ledger
            await asyncio.sleep(0.2)
