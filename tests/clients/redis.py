"""A real Redis of one's own: started, stopped, killed and started again on the same port."""

import asyncio
import shutil
import signal
from pathlib import Path

from tests.clients.server import free_port

REDIS = shutil.which("redis-server")
START_SECONDS = 10


class RedisProcess:
    """`redis-server` on loopback that keeps nothing on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    async def start(self) -> None:
        """Return when it takes connections. Raises TimeoutError."""
        assert REDIS is not None
        arguments = ("--port", str(self.port), "--bind", "127.0.0.1", "--save", "")
        self.process = await asyncio.create_subprocess_exec(
            REDIS,
            *arguments,
            cwd=self.folder,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        async with asyncio.timeout(START_SECONDS):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                except OSError:
                    await asyncio.sleep(0.01)
                    continue
                writer.close()
                await writer.wait_closed()
                return

    async def kill(self) -> None:
        """End it at once; whoever is connected is cut off."""
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(signal.SIGKILL)
            await self.process.wait()

    def stall(self, *, is_stalled: bool = True) -> None:
        """Let it hold its connections and say nothing, or go on."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP if is_stalled else signal.SIGCONT)
