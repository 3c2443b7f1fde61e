"""A demo process of its own and clients that know only the wire."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from tests.clients.server import LoketProcess
from tests.clients.socket import Socket
from tests.wire.own_office import GATEWAY_KEY, OwnOffice, own_office


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/wire" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("wire"))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LoketProcess]:
    process = LoketProcess(tmp_path_factory.mktemp("wire"), command="demo")
    await process.start()
    yield process
    assert await process.stop() == 0


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def office(
    furnished_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[OwnOffice]:
    """One in this process, with every door there is."""
    folder = tmp_path_factory.mktemp("office")
    async with own_office(furnished_file, folder, gateway_key=GATEWAY_KEY) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def visit(served: LoketProcess, session: aiohttp.ClientSession):
    """Opens visitors' sockets; closes them at the end."""
    sockets: list[Socket] = []

    async def open_one(**auth: object) -> tuple[Socket, dict]:
        socket = await Socket.connect(session, served.base, "/visitor", auth or None)
        sockets.append(socket)
        return socket, await socket.event("welcome")

    yield open_one
    for socket in sockets:
        await socket.close()
