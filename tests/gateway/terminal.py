"""A client that only knows how to write and to wait for what it expects."""

import asyncio
import contextlib
import os
import termios
import tty

from tests.gateway.recording import PATIENCE_SECONDS


class Terminal:
    def __init__(self, path):
        self._port = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        tty.setraw(self._port, termios.TCSANOW)
        self._heard = bytearray()
        self._news = asyncio.Event()
        asyncio.get_running_loop().add_reader(self._port, self._read)

    def write(self, text):
        os.write(self._port, text.encode())

    async def ask(self, command, until="OK\r\n"):
        self.write(f"{command}\r")
        return await self.expect(until)

    async def settle(self, modem, command="AT"):
        """Ask, and wait until the modem has taken it, whether it answers or not."""
        taken = len(modem.typed)
        self.write(f"{command}\r")
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(modem.typed) == taken:
                await asyncio.sleep(0.001)

    async def expect(self, until, *, after=""):
        """What came up to `until`, which is taken away; what stood before `after` is left out."""
        if after:
            await self.expect(after)
            return after + await self.expect(until)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (end := self._heard.find(until.encode())) < 0:
                self._news.clear()
                await self._news.wait()
        end += len(until)
        heard = self._heard[:end].decode("latin-1")
        del self._heard[:end]
        return heard

    def close(self):
        if self._port >= 0:
            asyncio.get_running_loop().remove_reader(self._port)
            os.close(self._port)
            self._port = -1

    def _read(self):
        with contextlib.suppress(OSError):
            self._heard += os.read(self._port, 4096)
        self._news.set()
