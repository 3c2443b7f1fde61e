"""The port: an answer goes to the command that it belongs to, and a silence is climbed out of."""

import asyncio
import re
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from gateway import at
from gateway.errors import AnswerLostError, LineDownError, NoAnswerError, RefusedError, State
from gateway.flight import MOST_LINES
from gateway.link import open_link
from gateway.pace import BURST_OCTETS, OCTETS_A_SECOND, Pace
from tests.gateway.lines import PATIENCE

PDU = "0011000B912618214365870000AA04E8303BFD06"


class Peer(asyncio.Protocol):
    """The other end of a line, played by the test."""

    def __init__(self):
        self.typed = b""
        self._came = asyncio.Event()

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.typed += data
        self._came.set()

    def say(self, text):
        self.transport.write(text.encode("latin-1"))

    async def heard(self, octets):
        async with asyncio.timeout(5):
            while octets not in self.typed:
                self._came.clear()
                await self._came.wait()
        self.typed = self.typed.partition(octets)[2]


@asynccontextmanager
async def line(patience=PATIENCE):
    peer, heard = Peer(), []
    server = await asyncio.get_running_loop().create_server(lambda: peer, "127.0.0.1", 0)
    address = f"socket://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    link = await open_link(address, hear=heard.append, patience=patience)
    try:
        yield link, peer, heard
    finally:
        await link.close()
        server.close()
        await server.wait_closed()


async def test_a_notice_between_answer_and_ok_is_told_and_does_not_disturb():
    async with line() as (link, peer, heard):
        asked = asyncio.create_task(link.command("AT+CSQ", prefix="+CSQ:"))
        await peer.heard(b"AT+CSQ\r")
        for octet in '\r\n+CSQ: 10,99\r\n\r\n^RSSI:10\r\n+CMTI: "SM",3\r\n\r\nOK\r\n':
            peer.say(octet)
            await asyncio.sleep(0)

        assert await asked == ("+CSQ: 10,99",)
        assert heard == [at.Notice("^RSSI:10"), at.Stored("SM", 3)]


async def test_an_answer_may_be_known_by_its_shape_alone():
    async with line() as (link, peer, _):
        asked = asyncio.create_task(link.command("AT+CGSN", shape=re.compile("[0-9]{15}")))
        await peer.heard(b"AT+CGSN\r")
        peer.say("AT+CGSN\r\r\n^BOOT:1,0\r\n356938035643809\r\n\r\nOK\r\n")

        assert await asked == ("356938035643809",)


async def test_notices_while_a_prompt_is_awaited_are_told():
    async with line() as (link, peer, heard):
        sent = asyncio.create_task(link.submit("AT+CMGS=19", PDU, prefix="+CMGS:"))
        await peer.heard(b"AT+CMGS=19\r")
        peer.say("\r\n+CREG: 2\r\n\r\n> ")
        await peer.heard(b"\x1a")
        peer.say("\r\n+CDS: 25\r\n0006\r\n\r\n+CMGS: 7\r\n\r\n^RSSI:1\r\n\r\nOK\r\n")

        assert await sent == ("+CMGS: 7",)
        assert at.Notice("+CREG: 2") in heard
        assert at.Direct("0006") in heard


async def test_a_silence_is_ended_by_an_escape_and_at():
    async with line() as (link, peer, _):
        with pytest.raises(NoAnswerError):
            await link.command("AT+CSQ", prefix="+CSQ:")
        asked = asyncio.create_task(link.command("AT+CREG?", prefix="+CREG:"))
        await peer.heard(b"\x1bAT\r")
        peer.say("\r\n+CSQ: 1,99\r\n\r\nOK\r\n\r\nOK\r\n")
        await peer.heard(b"AT+CREG?\r")
        peer.say("\r\n+CREG: 0,1\r\n\r\nOK\r\n")

        assert await asked == ("+CREG: 0,1",)


async def test_a_line_that_stays_silent_is_let_go_of():
    async with line() as (link, _, _heard):
        with pytest.raises(NoAnswerError):
            await link.command("AT")
        with pytest.raises(LineDownError) as caught:
            await link.command("AT")

        assert caught.value.state is State.MUTE
        assert link.lost.done()


@pytest.mark.parametrize("ending", ["\r\n+CMG", "", "\r\n+CMGS: 4\r\n\r\nERROR\r\n"])
async def test_from_the_last_byte_on_nobody_knows(ending):
    async with line() as (link, peer, _):
        sent = asyncio.create_task(link.submit("AT+CMGS=19", PDU, prefix="+CMGS:"))
        peer.say("\r\n> ")
        await peer.heard(b"\x1a")
        peer.say(ending)

        with pytest.raises(AnswerLostError):
            await sent


@pytest.mark.parametrize("greeting", ["RDY", "^SYSSTART"])
async def test_a_restart_ends_the_waiting_at_once(greeting):
    async with line(replace(PATIENCE, command=60, submit=60)) as (link, peer, _):
        asked = asyncio.create_task(link.command("AT+CMGL=4"))
        await peer.heard(b"AT+CMGL=4\r")
        peer.say(f"\r\n{greeting}\r\n")
        with pytest.raises(LineDownError):
            await asked

        sent = asyncio.create_task(link.submit("AT+CMGS=19", PDU, prefix="+CMGS:"))
        peer.say("\r\n> ")
        await peer.heard(b"\x1a")
        peer.say(f"\r\n{greeting}\r\n")
        with pytest.raises(AnswerLostError):
            await sent


async def test_a_refusal_before_the_prompt_means_that_nothing_left():
    async with line() as (link, peer, _):
        sent = asyncio.create_task(link.submit("AT+CMGS=19", PDU, prefix="+CMGS:"))
        await peer.heard(b"AT+CMGS=19\r")
        peer.say("\r\n+CMS ERROR: 331\r\n")

        with pytest.raises(RefusedError):
            await sent
        assert b"\x1a" not in peer.typed


async def test_without_a_prompt_the_pdu_is_never_written():
    async with line() as (link, peer, _):
        with pytest.raises(NoAnswerError):
            await link.submit("AT+CMGS=19", PDU, prefix="+CMGS:")

        assert PDU.encode() not in peer.typed


async def test_an_answer_without_end_is_given_up_and_kept_small():
    async with line(replace(PATIENCE, command=0.05)) as (link, peer, _):
        asked = asyncio.create_task(link.command("AT+CMGL=4", prefix="+CMGL:"))
        await peer.heard(b"AT+CMGL=4\r")

        async def drip():
            while True:
                peer.say("+CMGL: 1,1,,20\r\n" * 200)
                await asyncio.sleep(0.001)

        dripping = asyncio.create_task(drip())
        with pytest.raises(NoAnswerError) as caught:
            await asked
        dripping.cancel()

        assert len(caught.value.lines) <= MOST_LINES


async def test_a_lost_line_ends_what_is_awaited():
    async with line() as (link, peer, _):
        asked = asyncio.create_task(link.command("AT"))
        await peer.heard(b"AT\r")
        peer.transport.abort()

        with pytest.raises(LineDownError):
            await asked
        with pytest.raises(LineDownError):
            await link.command("AT")


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("/dev/there-is-none", State.NO_PORT),
        ("/dev/null", State.UNFIT),
        ("socket://127.0.0.1:1", State.NO_PORT),
    ],
)
async def test_what_cannot_be_opened_is_told_apart(address, state):
    with pytest.raises(LineDownError) as caught:
        await open_link(address, hear=lambda _: None, patience=PATIENCE)

    assert caught.value.state is state


def test_a_real_line_is_never_too_fast():
    pace = Pace(now=0.0)

    assert not any(pace.take(11_520, now=float(second)) for second in range(1, 1000))


def test_a_flood_is_slowed_to_what_a_line_could_carry():
    pace, now, read = Pace(now=0.0), 0.0, 0
    while now < 10:
        read += 4096
        now += 0.02 if pace.take(4096, now=now) else 0.0001

    assert read < BURST_OCTETS + 11 * max(OCTETS_A_SECOND, 4096 / 0.02)
    assert pace.is_exceeded(now=now)
    assert not pace.is_exceeded(now=now + 61)


# A late answer is no other message's.


async def lose_one(link, peer):
    """A message whose answer does not come in time."""
    losing = asyncio.create_task(link.submit("AT+CMGS=19", PDU, prefix="+CMGS:"))
    await peer.heard(b"AT+CMGS=19\r")
    peer.say("\r\n> ")
    with pytest.raises(AnswerLostError):
        await losing
    await peer.heard(b"\x1a")


async def next_one(link, peer, *answers, reference=None):
    """The next message, and everything that the modem answers to it."""
    sending = asyncio.create_task(
        link.submit("AT+CMGS=20", PDU, prefix="+CMGS:", reference=reference)
    )
    await peer.heard(b"AT\r")
    peer.say("\r\nOK\r\n")
    await peer.heard(b"AT+CMGS=20\r")
    peer.say("\r\n> ")
    await peer.heard(b"\x1a")
    for answer in answers:
        peer.say(answer)
        await asyncio.sleep(0.01)
    return await sending


TAKEN, REFUSED = "\r\n+CMGS: 1\r\n\r\nOK\r\n", "\r\n+CMS ERROR: 38\r\n"


async def test_a_late_refusal_is_not_taken_for_the_next_messages():
    async with line() as (link, peer, _):
        await lose_one(link, peer)
        assert await next_one(link, peer, REFUSED, "\r\n+CMGS: 2\r\n\r\nOK\r\n") == ("+CMGS: 2",)


async def test_a_late_acceptance_is_not_taken_for_the_next_messages():
    async with line() as (link, peer, _):
        await lose_one(link, peer)
        with pytest.raises(RefusedError):
            await next_one(link, peer, TAKEN, REFUSED)


async def test_an_only_answer_is_the_last_messages_own():
    async with line() as (link, peer, _):
        await lose_one(link, peer)
        assert await next_one(link, peer, TAKEN) == ("+CMGS: 1",)


async def test_an_answer_that_names_the_message_is_not_doubted():
    async with line() as (link, peer, _):
        await lose_one(link, peer)
        assert await next_one(link, peer, TAKEN, REFUSED, reference=1) == ("+CMGS: 1",)
