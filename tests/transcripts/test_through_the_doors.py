"""The same conversations through the real doors: a websocket, and a modem on a pseudo-terminal.

Words, buttons and the stored state must be what the engine alone says: that is the proof that a
conversation is one, whichever door it came in by.
"""

import asyncio
import os
import shutil
import uuid
import zlib
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time

import aiohttp
import pytest

from gateway.simulator import Happening
from models.conversations import services as conversations
from models.conversations.rules import Speaker
from models.terms.channel import Style
from models.terms.clock import SystemClock
from server.app import Office
from server.settings import Settings
from tests.clients.socket import Socket
from tests.server.office import SECRET
from tests.transcripts.engine import hold
from tests.transcripts.transcript import TODAY, load_all

STRANGERS_PHONE = "+6281300009999"
HELD_AT = datetime.combine(TODAY, time(2), UTC)


def by_turns(door, other):
    """Each conversation comes by one door in one language and by the other in the other.

    With LOKET_EVERY_DOOR=1 (`make transcripts`) each comes by both in both; the office behind the
    doors holds all of them for both anyway.
    """
    elsewhere = {transcript.name for transcript in load_all(other)}
    return [
        transcript
        for transcript in load_all(door)
        if EVERY_DOOR or transcript.name not in elsewhere or door == turn_of(transcript.name)
    ]


def turn_of(name):
    stem, _, language = name.rpartition(".")
    return ("web", "sms")[(zlib.crc32(stem.encode()) + (language == "en")) % 2]


EVERY_DOOR = os.environ.get("LOKET_EVERY_DOOR") == "1"
WEB = by_turns("web", "sms")
SMS = by_turns("sms", "web")


class MondayClock:
    """A clock that goes as clocks do, from the moment at which all conversations are held."""

    def __init__(self) -> None:
        self._clock = SystemClock()
        self._ahead = HELD_AT - self._clock.now()

    def now(self) -> datetime:
        return self._clock.now() + self._ahead

    def monotonic(self) -> float:
        return self._clock.monotonic()


@asynccontextmanager
async def open_office(furnished_file, folder, **settings):
    """A whole office in this loop, with the demo's data and ports of its own."""
    path = shutil.copy(furnished_file, folder)
    office = Office(
        Settings(database_url=f"sqlite://{path}", port=0, secret_key=SECRET.decode(), **settings),
        clock=MondayClock(),
    )
    await office.start()
    try:
        yield office
    finally:
        await office.stop()


@pytest.mark.parametrize("transcript", WEB, ids=lambda transcript: transcript.name)
async def test_over_a_websocket(furnished_file, tmp_path, transcript):
    async with open_office(furnished_file, tmp_path) as office, aiohttp.ClientSession() as session:
        base = f"http://127.0.0.1:{office.port}"
        socket = await Socket.connect(session, base, "/visitor", {"language": transcript.language})
        number = (await socket.event("welcome"))["conversation"]
        for held in await hold(transcript):
            said = {"choice": held.step.choice} if held.step.choice else {"text": held.step.text}
            ack = await socket.ask("send", {"client_key": str(uuid.uuid4()), **said})
            expected = held.rendered(Style.RICH)

            assert [expected.text] == [m["text"] for m in ack["messages"]], held.step.line
            assert [list(expected.choices)] == [
                [(choice["value"], choice["label"]) for choice in m["choices"]]
                for m in ack["messages"]
            ], held.step.line
            await assert_state(number, held)
        await socket.close()


@pytest.mark.parametrize("transcript", SMS, ids=lambda transcript: transcript.name)
async def test_over_a_modem(furnished_file, tmp_path, transcript):
    async with open_office(
        furnished_file, tmp_path, modems=("simulated",), language=transcript.language
    ) as office:
        network = office.simulated_modem.network
        arrived: asyncio.Queue = asyncio.Queue()
        network.subscribe(
            lambda event: event.kind is Happening.RECEIVED and arrived.put_nowait(event.message)
        )
        phone = transcript.phone or STRANGERS_PHONE
        for held in await hold(transcript):
            network.inject(phone, held.step.text)
            async with asyncio.timeout(10):
                message = await arrived.get()

            assert (phone, held.rendered(Style.TERSE).text) == (message.number, message.text)
            known = await conversations.by_addresses("sms", [phone])
            await assert_state(known[phone].id, held)


async def assert_state(number, held):
    """The conversation stands where the engine says, and waits when it asked for a person."""
    conversation = (await conversations.by_ids([number]))[number]
    is_handed_over = any(outcome.name == "opened" for _, outcome in held.taken.requests)

    assert held.taken.snapshot == conversation.dialog
    assert held.language == conversation.language
    if is_handed_over:
        assert conversation.speaker is Speaker.WAITING
