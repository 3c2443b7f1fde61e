"""Where a simulated modem is plugged in: a pseudo-terminal linked at a path, or a TCP port.

Nothing blocks: the simulated modem may run in the same loop as its client.
"""

import asyncio
import contextlib
import os
import tty
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, cast

MOST_UNREAD = 65536
"""A client that reads nothing loses what comes after; a serial line has no more memory either."""
_CHUNK = 4096


class Port(Protocol):
    """A plug that can be pulled."""

    @property
    def where(self) -> str: ...

    async def open(self) -> None: ...

    def write(self, data: bytes) -> None: ...

    async def close(self) -> None: ...


class TerminalPort:
    """A pseudo-terminal, raw, with a symbolic link to its client's side."""

    def __init__(
        self, link: str, *, received: Callable[[bytes], None], left: Callable[[], None]
    ) -> None:
        """`left` is called when a client that wrote something has closed the line."""
        self._link = Path(link)
        self._received = received
        self._left = left
        self._master = self._slave = -1
        self._name = ""
        self._unwritten = bytearray()

    @property
    def where(self) -> str:
        return str(self._link)

    async def open(self) -> None:
        """Raises OSError when the path cannot be linked, or is there and is no link."""
        if self._link.exists() and not self._link.is_symlink():
            raise FileExistsError(f"{self._link} is there already and is not a link")
        self._master, self._slave = os.openpty()
        # The client's side stays open here too, so that the line outlives each client, but for
        # as long as one is there: the kernel says that it has left by hanging up.
        self._name = os.ttyname(self._slave)
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        asyncio.get_running_loop().add_reader(self._master, self._read)
        try:
            self._place_link(self._name)
        except OSError:
            await self.close()
            raise

    def write(self, data: bytes) -> None:
        if self._master < 0 or len(self._unwritten) + len(data) > MOST_UNREAD:
            return
        self._unwritten += data
        self._flush()

    async def close(self) -> None:
        if self._master < 0:
            return
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._master)
        loop.remove_writer(self._master)
        self._remove_link()
        os.close(self._master)
        self._let_go()
        self._master = -1
        self._unwritten.clear()

    def _read(self) -> None:
        try:
            data = os.read(self._master, _CHUNK)
        except BlockingIOError:
            return
        except OSError:
            self._hold()
            self._left()
            return
        self._let_go()
        self._received(data)

    def _hold(self) -> None:
        self._slave = os.open(self._name, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self._slave)

    def _let_go(self) -> None:
        if self._slave >= 0:
            os.close(self._slave)
            self._slave = -1

    def _flush(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            written = os.write(self._master, self._unwritten)
            del self._unwritten[:written]
        except BlockingIOError:
            pass
        except OSError:
            # Nobody is there, which the next reading finds out.
            self._unwritten.clear()
        if self._unwritten:
            loop.add_writer(self._master, self._flush)
        else:
            loop.remove_writer(self._master)

    def _place_link(self, terminal: str) -> None:
        beside = self._link.with_name(f".{self._link.name}.{os.getpid()}")
        beside.unlink(missing_ok=True)
        beside.symlink_to(terminal)
        beside.replace(self._link)

    def _remove_link(self) -> None:
        """Only our own: somebody may have put another modem there."""
        with contextlib.suppress(OSError):
            if self._link.readlink() == Path(self._name):
                self._link.unlink()


class SocketPort:
    """A TCP port on loopback for one client at a time; a new one takes the line over."""

    def __init__(
        self, port: int, *, received: Callable[[bytes], None], left: Callable[[], None]
    ) -> None:
        """`left` is called when a client has hung up, or lost the line to another."""
        self._port = port
        self._received = received
        self._left = left
        self._server: asyncio.Server | None = None
        self._client: _Client | None = None

    @property
    def where(self) -> str:
        return f"socket://127.0.0.1:{self._port}"

    async def open(self) -> None:
        """Raises OSError when the port is taken. Port 0 becomes a free one, and stays it."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: _Client(self), "127.0.0.1", self._port, reuse_address=True
        )
        self._port = self._server.sockets[0].getsockname()[1]

    def write(self, data: bytes) -> None:
        if self._client:
            self._client.write(data)

    async def close(self) -> None:
        if self._server:
            self._server.close()
        if self._client:
            self._client.hang_up()
            self._client = None
        if self._server:
            await self._server.wait_closed()
            self._server = None

    def connected(self, client: "_Client") -> None:
        if self._client:
            self._client.hang_up()
            self._left()
        self._client = client

    def disconnected(self, client: "_Client") -> None:
        if self._client is client:
            self._client = None
            self._left()

    def heard(self, client: "_Client", data: bytes) -> None:
        if self._client is client:
            self._received(data)


class _Client(asyncio.Protocol):
    def __init__(self, port: SocketPort) -> None:
        self._port = port
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Not isinstance: the transports of uvloop are of no class of asyncio.
        self._transport = cast(asyncio.Transport, transport)
        self._port.connected(self)

    def data_received(self, data: bytes) -> None:
        self._port.heard(self, data)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's words
        self._port.disconnected(self)

    def write(self, data: bytes) -> None:
        transport = self._transport
        if transport and transport.get_write_buffer_size() + len(data) <= MOST_UNREAD:
            transport.write(data)

    def hang_up(self) -> None:
        if self._transport:
            self._transport.abort()
