"""A packet for many connections: written straight to those who read, in its turn to the others."""

import asyncio

import aiohttp
import pytest
import socketio
from aiohttp import web

from server.sockets import SocketServer, prepared

BIG = "x" * 50_000
MANY = 400
"""Twenty megabytes: more than lies between two sockets of one machine."""


class Room(socketio.AsyncNamespace):
    """Lets everybody in."""


class Line:
    """A reader of one connection, and the server's side of it."""

    def __init__(self, server, ws, transport):
        self.server, self.ws, self.transport = server, ws, transport

    async def tell(self, *texts):
        for text in texts:
            await self.server.tell(self.transport, prepared(text))

    async def read(self, many):
        async with asyncio.timeout(20):
            return [(await self.ws.receive()).data for _ in range(many)]

    @property
    def queued(self):
        return self.server.eio.sockets[self.transport].queue.qsize()


@pytest.fixture
async def line():
    server, app = SocketServer(), web.Application()
    server.attach(app)
    server.register_namespace(Room("/room"))
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    url = f"http://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(url, compress=0, max_msg_size=0) as ws,
    ):
        await ws.receive()
        await ws.send_str("40/room,")
        await ws.receive()
        yield Line(server, ws, next(iter(server.eio.sockets)))
    await server.end_all()
    await runner.cleanup()


@pytest.mark.parametrize("size", [0, 1, 124, 125, 126, 0xFFFE, 0xFFFF, 0x10000])
async def test_a_packet_of_any_length_arrives_whole(line, size):
    text = "é" + "y" * size
    await line.tell(text)

    assert await line.read(1) == ["4" + text]


async def test_who_does_not_read_holds_nobody_up_and_later_reads_all_in_order(line):
    texts = [f"{number} {BIG}" for number in range(MANY)]
    async with asyncio.timeout(10):
        await line.tell(*texts)
    waiting = line.queued
    told = await line.read(MANY)
    await line.tell("last")

    assert waiting > 0
    assert told == ["4" + text for text in texts]
    assert await line.read(1) == ["4last"]


async def test_what_waits_is_not_overtaken_by_what_comes_later(line):
    await line.server.eio.send(line.transport, "first")
    await line.tell("second", "third")

    assert await line.read(3) == ["4first", "4second", "4third"]


async def test_nobody_is_told_before_they_have_joined(line):
    session = aiohttp.ClientSession()
    ws = await session.ws_connect(line.ws._response.url, compress=0)
    await ws.receive()
    newest = [each for each in line.server.eio.sockets if each != line.transport]
    await line.server.eio.send(newest[0], "first")
    await line.server.tell(newest[0], prepared("second"))
    told = [(await ws.receive()).data for _ in range(2)]
    await ws.close()
    await session.close()

    assert told == ["4first", "4second"]


async def test_a_connection_that_has_gone_is_told_nothing(line):
    await line.ws.close()
    async with asyncio.timeout(10):
        while line.transport in line.server.eio.sockets:
            await asyncio.sleep(0)
    await line.tell("too late")

    assert line.transport not in line.server.eio.sockets
