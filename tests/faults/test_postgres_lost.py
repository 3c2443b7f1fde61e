"""A PostgreSQL that goes away under load comes back to an office that lost nothing."""

import asyncio
import itertools
import json
import signal

import aiohttp
import pytest

from tests.clients.postgres import IS_THERE, own_postgres
from tests.clients.server import LoketProcess
from tests.clients.socket import Socket

pytestmark = [
    pytest.mark.xdist_group("postgres"),
    pytest.mark.skipif(not IS_THERE, reason="no PostgreSQL to ask"),
]
WINDOWS = 8
MIGRATED_SECONDS = 180


async def test_who_writes_while_it_is_away_is_told_to_try_again_and_is_heard(tmp_path):
    with own_postgres() as postgres:
        office = LoketProcess(tmp_path, database_url=postgres.url, secret_key="s" * 32)
        await office.start(until_ready=False)
        await office.ready(within_seconds=MIGRATED_SECONDS)
        writers = [Writer() for _ in range(WINDOWS)]
        async with aiohttp.ClientSession() as session, asyncio.timeout(MIGRATED_SECONDS):
            tasks = [asyncio.create_task(each.write(session, office)) for each in writers]
            told = [
                await _outage(writers, session, office, postgres, number)
                for number in (signal.SIGINT, signal.SIGQUIT)
            ]
            for each in writers:
                each.is_over = True
            await asyncio.gather(*tasks)
        ledger = json.loads(await office.run("export", "ledger", "-"))
        assert await office.stop() == 0

    stored = [line["cid"] for line in ledger["messages"] if line["cid"]]
    acked = {key: number for each in writers for key, number in each.acked.items()}
    answered = {line["reply_to"] for line in ledger["messages"]}
    assert told == [(503, 200)] * 2
    assert {code for each in writers for code in each.refused} == {"try_later"}
    assert set(acked) <= set(stored)
    assert len(stored) == len(set(stored))
    assert set(acked.values()) <= answered


async def _outage(writers, session, office, postgres, number):
    """Ended so, and started again; whether the office called itself ready in and after it."""
    before = [len(each.acked) for each in writers]
    await _until(lambda: all(len(w.acked) > n for w, n in zip(writers, before, strict=True)))
    refused = [len(each.refused) for each in writers]
    postgres.stop(number=number)
    await _until(lambda: all(len(w.refused) > n for w, n in zip(writers, refused, strict=True)))
    unready = await _readiness(session, office)
    postgres.start()
    before = [len(each.acked) for each in writers]
    await _until(lambda: all(len(w.acked) > n + 1 for w, n in zip(writers, before, strict=True)))
    return unready, await _readiness(session, office)


class Writer:
    """Sends one message after the other; a refused one again, under its key."""

    _keys = itertools.count()

    def __init__(self):
        self.acked, self.refused, self.is_over = {}, [], False

    async def write(self, session, office):
        socket = await Socket.connect(session, office.base, "/visitor")
        while not self.is_over:
            key = f"a-key-of-the-tests-{next(self._keys):08}"
            while not (answer := await self._say(socket, key))["ok"]:
                self.refused.append(answer["error"]["code"])
                await asyncio.sleep(0.1)
            self.acked[key] = answer["id"]
        await socket.close()

    @staticmethod
    async def _say(socket, key):
        return await socket.ask("send", {"client_key": key, "text": "halo"})


async def _readiness(session, office):
    async with session.get(f"{office.base}/readyz") as answer:
        return answer.status


async def _until(is_so):
    while not is_so():
        await asyncio.sleep(0.02)
