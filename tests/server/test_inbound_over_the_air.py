"""A whole office at a simulated modem: parts over restarts, and what is set aside at the desk."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import aiohttp
import pytest

from gateway.address import Address
from gateway.coding import Coding
from gateway.concat import headers_of
from gateway.pdu import Deliver
from gateway.simulator import SimulatedModem
from models.conversations import services as conversations
from models.conversations.rules import Author
from models.terms.segments import split_text
from server.app import Office
from server.demo.world import furnish
from server.settings import Settings
from tests.clients.socket import Socket
from tests.server.office import SECRET
from tests.wire.test_desk import log_in

PHONE = "+6281300009999"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LONG = "CEK LKT-2026-000123. " + "Mohon dibantu, saya menunggu kabar sejak bulan lalu. " * 6
FLASH = Coding(0x10)


@pytest.fixture
async def modem(tmp_path):
    made = SimulatedModem(link=str(tmp_path / "modem"))
    await made.start()
    yield made
    await made.close()


@pytest.fixture
def office_of(modem, tmp_path):
    """Opens the same office at the same modem, as often as is wished."""
    is_furnished = False

    async def prepare(office):
        nonlocal is_furnished
        if not is_furnished:
            await furnish(secret=SECRET, clock=office.clock, new_id=office.new_id)
            is_furnished = True

    @asynccontextmanager
    async def open_office():
        settings = Settings(
            database_url=f"sqlite://{tmp_path}/loket.sqlite3",
            port=0,
            secret_key=SECRET.decode(),
            modems=(modem.where,),
        )
        office = Office(settings, prepare=prepare)
        await office.start()
        try:
            yield office
        finally:
            await office.stop()

    return open_office


def deliver(content, **fields):
    return Deliver(Address.of(PHONE), content, NOON, **fields).to_bytes()


def parts_of(text):
    texts = split_text(text)
    return [
        deliver(part, header=header)
        for part, header in zip(texts, headers_of(len(texts), reference=7), strict=True)
    ]


async def until(holds):
    async with asyncio.timeout(10):
        while not await holds():
            await asyncio.sleep(0.005)


async def heard():
    known = await conversations.by_addresses("sms", [PHONE])
    if not known:
        return []
    messages = await conversations.messages_after(known[PHONE].id, 0)
    return [message.text for message in messages if message.author is Author.VISITOR]


def is_empty(modem):
    async def holds():
        return not any(box.entries for box in modem.mailbox.storages.values())

    return holds


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
async def test_the_office_ends_between_every_two_parts_and_hears_the_whole(office_of, modem, order):
    parts = parts_of(LONG)
    assert len(order) == len(parts)
    for number in order[:-1]:
        async with office_of():
            modem.network.inject_pdu(parts[number])
            await until(is_empty(modem))
            assert await heard() == []
    modem.network.inject_pdu(parts[order[-1]])  # while nobody is there
    async with office_of():
        await until(is_empty(modem))
        await until(lambda: asyncio.sleep(0, modem.network.sent()))

        assert await heard() == [LONG]
        modem.network.inject_pdu(parts[order[0]])
        await until(is_empty(modem))
        assert await heard() == [LONG]


async def aside(socket):
    """The next event of the desk that tells what is set aside."""
    while (told := await socket.event("event"))["kind"] != "aside":
        pass
    return told


@pytest.mark.filterwarnings("ignore:returning HTTPException:DeprecationWarning")  # the login page
async def test_the_desk_reads_what_was_set_aside_and_puts_it_away(office_of, modem):
    jar = aiohttp.CookieJar(unsafe=True)
    async with office_of() as office, aiohttp.ClientSession(cookie_jar=jar) as session:
        base = f"http://127.0.0.1:{office.port}"
        assert (await log_in(session, base, "sari", "demo")).status == 303
        socket = await Socket.connect(session, base, "/desk")
        began = await socket.ask("since", {"n": 0})
        modem.network.inject_pdu(deliver("Saldo Anda 5000", coding=FLASH))
        told = await aside(socket)
        listed = await socket.ask("aside", {})
        (found,) = listed["aside"]
        put = await socket.ask("put_away", {"ids": [found["id"]]})
        over = await aside(socket)
        await until(is_empty(modem))
        refused = await socket.ask("put_away", {"ids": []})
        await socket.close()

        assert began["aside"] == 0
        assert (told["kind"], told["count"], told["conversation"]) == ("aside", 1, None)
        assert (found["oddity"], found["text"], found["address"]) == (
            "flash",
            "Saldo Anda 5000",
            PHONE,
        )
        assert (put["ok"], over["count"], listed["count"]) == (True, 0, 1)
        assert refused["error"]["code"] == "bad_request"
        assert await heard() == []
        assert modem.network.sent() == []
