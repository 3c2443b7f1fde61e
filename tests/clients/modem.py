"""A simulated modem in a process of its own, and its control port: it outlives Loket's crashes."""

import asyncio
import json
import os
import sys
from typing import Any

from tests.clients.server import ROOT, free_port


class ModemProcess:
    """`loket simulate-modem --tcp PORT --control PORT`."""

    def __init__(self) -> None:
        self.port, self.control_port = free_port(), free_port()
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._lock = asyncio.Lock()

    @property
    def address(self) -> str:
        """As LOKET_MODEMS wants it."""
        return f"socket://127.0.0.1:{self.port}"

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "server",
            "simulate-modem",
            "--tcp",
            str(self.port),
            "--control",
            str(self.control_port),
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        if self._process.stdout is None:
            raise RuntimeError("no output to read")
        await self._process.stdout.readline()
        self._reader, self._writer = await asyncio.open_connection(
            "127.0.0.1", self.control_port, limit=2**24
        )

    async def ask(self, **order: object) -> dict[str, Any]:
        """One order to the control port, and its answer."""
        if self._reader is None or self._writer is None:
            raise RuntimeError("the modem is not started")
        async with self._lock:
            self._writer.write(json.dumps(order).encode() + b"\n")
            await self._writer.drain()
            answer: dict[str, Any] = json.loads(await self._reader.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer

    async def inject(self, number: str, text: str) -> None:
        """Text the office."""
        await self.ask(op="inject", **{"from": number}, text=text)

    async def received(self) -> list[dict[str, Any]]:
        """Every message that a handset has."""
        answer = await self.ask(op="sent", since=0)
        return list(answer["sent"])

    async def stop(self) -> None:
        if self._writer is not None:
            self._writer.close()
        if self._process is not None:
            self._process.terminate()
            await self._process.wait()
