"""Loket in several processes: heard and sent at once, killed on either side, and never twice."""

import asyncio
import contextlib
import json
import os
import random
import sqlite3
import time
from collections import Counter

import aiohttp
import pytest

from tests.clients.modem import ModemProcess
from tests.faults.load import TROUBLES, Handset
from tests.faults.processes import Clerk, Part, elsewhere, furnished, together

KILLS = int(os.environ.get("LOKET_PART_KILLS", "3"))
HANDSETS = 6
SETTLE_SECONDS = 120
PHONE = "+6281300000555"
WAYS = pytest.mark.parametrize("way", [together, elsewhere])

pytestmark = pytest.mark.xdist_group("processes")


@pytest.fixture
async def modem():
    started = ModemProcess()
    await started.start()
    yield started
    await started.stop()


@pytest.fixture
async def parts(way, tmp_path, modem):
    """The office's process and its gateway's, both at work."""
    await furnished(tmp_path)
    web, gateway = way(tmp_path, modem)
    await web.start()
    await gateway.start()
    yield web, gateway
    await gateway.stop()
    await web.stop()


@pytest.fixture
async def session():
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as opened:
        yield opened


async def received(modem: ModemProcess, count: int) -> list[dict]:
    """What handsets have, once it is so many."""
    async with asyncio.timeout(30):
        while len(found := await modem.received()) < count:
            await asyncio.sleep(0.01)
    return found


@WAYS
async def test_texts_come_and_go_and_the_desk_hears_at_once(parts, modem, session):
    clerk = Clerk(parts[0], session)
    await clerk.sit_down()
    await modem.inject(PHONE, "CEK LKT-2026-000123")
    event = await clerk.desk.event("event")
    while not event.get("messages"):
        event = await clerk.desk.event("event")
    await received(modem, 1)
    thread = event["thread"]["conversation"]
    began = time.monotonic()
    await clerk.reply(thread, "Silakan datang besok pukul 9.")
    texts = await received(modem, 2)
    took = time.monotonic() - began

    assert event["messages"][0]["text"] == "CEK LKT-2026-000123"
    assert texts[1]["text"] == "Silakan datang besok pukul 9."
    assert {text["number"] for text in texts} == {PHONE}
    assert took < 2, "a reply leaves when it is written, not when the relay looks by itself"
    await clerk.desk.close()


@pytest.mark.parametrize("way", [elsewhere])
async def test_a_second_gateway_says_who_the_first_is_and_ends(way, parts, modem, tmp_path):
    _, first = parts
    second = Part(first.folder, *first.arguments)
    second.environment = first.environment
    with pytest.raises(RuntimeError) as refusal:
        await second.start()

    assert f"process {first.process.pid}" in str(refusal.value)
    assert second.process.returncode == 2
    assert first.process.returncode is None


@pytest.mark.parametrize("way", [together])
async def test_a_gateway_that_was_taken_over_says_so_and_ends(parts):
    web, gateway = parts
    database = sqlite3.connect(web.folder / "loket.sqlite3", timeout=10, isolation_level=None)
    database.execute("update lease set fence = fence + 1, holder = 'process 7 on another box'")
    database.close()
    async with asyncio.timeout(30):
        code = await gateway.process.wait()

    assert code == 2
    assert "taken over by process 7 on another box" in gateway.log.read_text()


@WAYS
async def test_either_side_killed_loses_nothing_and_sends_nothing_twice(parts, modem, session):
    dice = random.Random(20261124)
    web, _ = parts
    handsets = [Handset(f"+62813000{n:05}", modem) for n in range(100, 100 + HANDSETS)]
    is_over = asyncio.Event()
    clerk = Clerk(web, session)
    people = [asyncio.create_task(handset.live(is_over.is_set)) for handset in handsets]
    people.append(asyncio.create_task(_work(clerk, is_over)))
    for _ in range(KILLS):
        await asyncio.sleep(dice.random() * 1.5)
        part = dice.choice(parts)
        await part.kill()
        await part.start()
    await asyncio.sleep(1)
    is_over.set()
    await asyncio.gather(*people)
    texts = {text for handset in handsets for text in handset.texts}
    messages = await _settled(web, modem, texts)
    arrived = Counter((m["number"], m["text"]) for m in await modem.received())

    assert _faults(messages, handsets, clerk, arrived) == []
    assert sum(len(handset.texts) for handset in handsets) >= HANDSETS
    assert clerk.written


async def _work(clerk: Clerk, is_over: asyncio.Event) -> None:
    """Answer one text thread after the other, however often the office falls."""
    count = 0
    while not is_over.is_set():
        with contextlib.suppress(*TROUBLES, AssertionError, AttributeError, KeyError, TypeError):
            async with asyncio.timeout(5):
                await clerk.sit_down()
                for thread in await clerk.threads():
                    count += 1
                    await clerk.reply(thread["conversation"], f"balasan {count}")
        await asyncio.sleep(0.1)


async def _settled(web: Part, modem: ModemProcess, texts: set[str]) -> list[dict]:
    """The ledger's messages once nothing waits any more: what was not stored is read again."""
    async with asyncio.timeout(SETTLE_SECONDS):
        while True:
            await web.run("export", "ledger", "ledger.json")
            messages = json.loads((web.folder / "ledger.json").read_text())["messages"]
            waiting = (await modem.ask(op="status"))["waiting"]
            is_quiet = all(m["status"] not in ("queued", "submitting") for m in messages)
            if is_quiet and not waiting and texts <= {m["body"] for m in messages}:
                return messages
            await asyncio.sleep(0.3)


def _faults(messages, handsets, clerk, arrived) -> list[str]:
    heard = Counter(m["body"] for m in messages if m["dir"] == "in")
    texts = [text for handset in handsets for text in handset.texts]
    said = {m["cid"]: m for m in messages if m["author"] == "staff"}
    found = [f"SMS_LOST {text}" for text in texts if not heard[text]]
    found += [f"SMS_DOUBLED {text}" for text, count in heard.items() if count > 1]
    found += [f"STAFF_LOST {text}" for key, text in clerk.written.items() if key not in said]
    for row in said.values():
        count = sum(n for (_, text), n in arrived.items() if text == row["body"])
        if count > 1 or (row["status"] in ("sent", "delivered") and count != 1):
            found.append(f"STAFF {row['status']} {count} times {row['body']}")
    for handset in handsets:
        found += _of_handset(handset, messages, arrived)
    return found


def _of_handset(handset, messages, arrived) -> list[str]:
    """As many texts as are surely sent, and at most those besides that nobody knows of."""
    threads = {m["conv"] for m in messages if m["body"] in handset.texts}
    stages = Counter(m["status"] for m in messages if m["conv"] in threads and m["dir"] == "out")
    surely = stages["sent"] + stages["delivered"]
    count = sum(n for (number, _), n in arrived.items() if number == handset.number)
    if surely <= count <= surely + stages["unknown"]:
        return []
    return [f"SENT_TWICE or STATUS_WRONG {handset.number}: {count} of {dict(stages)}"]
