"""Loket in several processes: on one database, or with its gateway on a machine of its own."""

import asyncio
import re
import sys
import uuid
from pathlib import Path
from typing import Any

import aiohttp

from models.db import Database
from models.terms.clock import SystemClock
from models.terms.ids import IdMaker
from server.demo.world import furnish
from server.secret import office_secret
from server.settings import Settings
from tests.clients.modem import ModemProcess
from tests.clients.schema import lay_schema
from tests.clients.server import ROOT, LoketProcess
from tests.clients.socket import Socket

KEY = "the key of an office and its gateway"
START_SECONDS = 30


class Part(LoketProcess):
    """`loket serve` with arguments; ready when it says so."""

    def __init__(self, folder: Path, *arguments: str, **settings: object) -> None:
        super().__init__(folder, **settings)
        self.arguments = arguments
        self.log = folder / f"{arguments[1]}.log"

    async def start(self, *, until_ready: bool = True) -> None:
        """Raises RuntimeError with the end of its log when it does not come up."""
        if "--office" not in self.arguments:
            self.lay_schema()
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "server", "serve", *self.arguments),
                cwd=self.folder,
                env={**self.environment, "PYTHONPATH": str(ROOT)},
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        if not until_ready:
            return
        assert self.process.stdout is not None
        async with asyncio.timeout(START_SECONDS):
            if not await self.process.stdout.readline():
                await self.process.wait()
                raise RuntimeError(self.log.read_text()[-2000:])


def together(folder: Path, modem: ModemProcess) -> tuple[Part, Part]:
    """Web and gateway as two processes of one database."""
    web = Part(folder, "--only", "web", "--only", "jobs")
    return web, Part(folder, "--only", "gateway", modems=modem.address)


def elsewhere(folder: Path, modem: ModemProcess) -> tuple[Part, Part]:
    """The office, and its gateway in a folder without a database."""
    web = Part(folder, "--only", "web", "--only", "jobs", gateway_key=KEY)
    box = folder / "box"
    box.mkdir()
    arguments = ("--only", "gateway", "--office", web.base)
    return web, Part(box, *arguments, gateway_key=KEY, modems=modem.address)


async def furnished(folder: Path) -> None:
    """The demo's cases and staff, for `loket serve`."""
    lay_schema(folder / "loket.sqlite3")
    settings = Settings(database_url=f"sqlite://{folder}/loket.sqlite3")
    database = await Database.open(settings.database_url)
    await database.migrate()
    clock = SystemClock()
    await furnish(secret=office_secret(settings), clock=clock, new_id=IdMaker(clock, worker=7))
    await database.close()


class Clerk:
    """Sari at her desk."""

    def __init__(self, web: Part, session: aiohttp.ClientSession) -> None:
        self.web = web
        self.session = session
        self.written: dict[str, str] = {}
        """What the office said it has, by its key."""
        self.desk: Socket

    async def sit_down(self, name: str = "sari") -> None:
        async with self.session.get(f"{self.web.base}/login") as page:
            token = re.search(r'name="csrf_token" value="([0-9a-f]+)"', await page.text())
        assert token
        form = {"name": name, "password": "demo", "csrf_token": token[1]}
        async with self.session.post(f"{self.web.base}/login", data=form):
            pass
        self.desk = await Socket.connect(self.session, self.web.base, "/desk")

    async def threads(self) -> list[dict[str, Any]]:
        answer = await self.desk.ask("since", {"n": 0})
        return list(answer["threads"])

    async def reply(self, conversation: int, text: str) -> None:
        """Take a thread, answer, and give it back. Raises AssertionError."""
        taken = await self.desk.ask("take", {"conversation": conversation})
        assert taken["ok"], taken
        key = str(uuid.uuid4())
        payload = {"conversation": conversation, "client_key": key, "text": text}
        answer = await self.desk.ask("reply", payload)
        if answer["ok"]:
            self.written[key] = text
        await self.desk.ask("return", {"conversation": conversation})
