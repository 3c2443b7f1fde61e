"""A Loket process of its own: started, waited for, told to end or killed."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import aiohttp

from tests.clients.schema import lay_schema

ROOT = Path(__file__).parent.parent.parent


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class LoketProcess:
    """`loket COMMAND` with a database of its own."""

    def __init__(self, folder: Path, *, command: str = "serve", **settings: object) -> None:
        self.port = free_port()
        self.folder = folder
        self.command = command
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("LOKET_")},
            "LOKET_DATABASE_URL": f"sqlite://{folder}/loket.sqlite3",
            "LOKET_PORT": str(self.port),
            "LOKET_VISITOR_MESSAGES_PER_SECOND": "0",
            "LOKET_LOG_LEVEL": "warning",
            "LOKET_STAFF_HOURS": "always",
            "PYTHONPATH": str(ROOT),
            **{f"LOKET_{name.upper()}": str(value) for name, value in settings.items()},
        }
        self.process: asyncio.subprocess.Process | None = None

    def lay_schema(self) -> None:
        """Spare it the migrations, where its database is a file of its own."""
        url = self.environment["LOKET_DATABASE_URL"]
        if url.startswith("sqlite://"):
            lay_schema(Path(url.removeprefix("sqlite://")))

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self, *, until_ready: bool = True) -> None:
        self.lay_schema()
        with (self.folder / "server.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "server",
                self.command,
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        if until_ready:
            try:
                await self.ready()
            except (TimeoutError, RuntimeError):
                await self.kill()
                raise

    async def ready(self, *, within_seconds: float = 60) -> None:
        """Return when the process answers. Raises TimeoutError, RuntimeError when it ended."""
        async with asyncio.timeout(within_seconds), aiohttp.ClientSession() as session:
            while True:
                if self.process is None or self.process.returncode is not None:
                    raise RuntimeError((self.folder / "server.log").read_text()[-2000:])
                try:
                    async with session.get(f"{self.base}/healthz") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientError:
                    await asyncio.sleep(0.01)

    async def stop(self) -> int:
        """Ask it to end and wait until it has."""
        return await self._end(signal.SIGTERM)

    async def kill(self) -> int:
        """End it at once, as a power cut does."""
        return await self._end(signal.SIGKILL)

    async def run(self, *arguments: str) -> str:
        """Run another `loket` command on the same database; its standard output."""
        ended = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "server", *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if ended.returncode:
            raise RuntimeError(ended.stderr)
        return ended.stdout

    async def _end(self, number: signal.Signals) -> int:
        if self.process is None:
            return 0
        if self.process.returncode is None:
            self.process.send_signal(number)
        return await self.process.wait()
