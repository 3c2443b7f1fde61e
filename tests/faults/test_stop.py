"""Told to end in the middle of work: what was accepted is kept, and the log gives nobody away."""

import asyncio
import json
import re
import uuid

import aiohttp
import pytest

from tests.clients.modem import ModemProcess
from tests.clients.server import LoketProcess
from tests.clients.socket import Socket

SECRET_WORDS = "rahasia keluarga kami"


@pytest.mark.xdist_group("kill")
async def test_a_server_told_to_end_settles_what_it_took_and_goes(tmp_path):
    server = LoketProcess(tmp_path)
    await server.start()
    acked: list[tuple[str, int]] = []
    async with aiohttp.ClientSession() as session:
        sockets = [await Socket.connect(session, server.base, "/visitor") for _ in range(20)]

        async def talk(socket):
            while True:
                key = str(uuid.uuid4())
                ack = await socket.ask("send", {"client_key": key, "text": "halo"})
                if not ack["ok"]:
                    return
                acked.append((key, ack["id"]))

        talks = [asyncio.create_task(talk(socket)) for socket in sockets]
        while len(acked) < 200:
            await asyncio.sleep(0.01)
        async with asyncio.timeout(10):
            code = await server.stop()
        await asyncio.gather(*talks, return_exceptions=True)
        for socket in sockets:
            await socket.close()
    ledger = json.loads(await server.run("export", "ledger", "-"))
    stored = {(m["cid"], m["id"]) for m in ledger["messages"]}
    answered = {m["reply_to"] for m in ledger["messages"]}

    assert code == 0
    assert set(acked) <= stored
    assert {number for _, number in acked} <= answered


@pytest.mark.xdist_group("kill")
async def test_the_log_holds_no_number_and_no_text(tmp_path):
    modem = ModemProcess()
    await modem.start()
    server = LoketProcess(tmp_path, modems=modem.address, log_level="debug")
    await server.start()
    async with aiohttp.ClientSession() as session:
        socket = await Socket.connect(session, server.base, "/visitor")
        for text in (SECRET_WORDS, "\x00" + SECRET_WORDS, "CEK LKT-2026-000123"):
            await socket.ask("send", {"client_key": str(uuid.uuid4()), "text": text})
        await socket.raw(f"42/visitor,{SECRET_WORDS}")
        await socket.close()
    for sender in ("+6281234567890", "PROMO"):
        await modem.inject(sender, SECRET_WORDS)
    async with asyncio.timeout(20):
        while not await modem.received():
            await asyncio.sleep(0.05)
    await server.stop()
    await modem.stop()
    log = (tmp_path / "server.log").read_text()

    assert SECRET_WORDS not in log
    assert not re.search(r"\+?62\d{6,}|081\d{6,}", log)
    assert all(json.loads(line) for line in log.splitlines() if line.startswith("{"))


async def test_the_web_goes_on_without_its_modem_and_says_so(tmp_path):
    server = LoketProcess(tmp_path, modems="/dev/there-is-no-modem")
    await server.start()
    async with aiohttp.ClientSession() as session:
        socket = await Socket.connect(session, server.base, "/visitor")
        ack = await socket.ask("send", {"client_key": str(uuid.uuid4()), "text": "halo"})
        await socket.close()
        async with session.get(f"{server.base}/readyz") as answer:
            ready = await answer.json()
    await server.stop()

    assert ack["ok"]
    assert (ready["ok"], ready["lines"][0]["ok"]) == (True, False)
    assert ready["lines"][0]["detail"]
