"""A real PostgreSQL of one's own: made in a folder, started on a free port, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.clients.server import free_port

START_SECONDS = 60
HOUSES = Path("/usr/lib/postgresql")
"""Where Debian keeps the server's programs, a folder for each version."""
QUICK = ("fsync=off", "full_page_writes=off", "max_connections=200")
"""What is stored here need not outlive the machine, only the server."""


def _programs() -> Path | None:
    """The folder of initdb and postgres, the newest version's, or None."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).parent
    versions = sorted(HOUSES.glob("*/bin/initdb"), key=lambda each: int(each.parts[-3]))
    return versions[-1].parent if versions else None


def _may_start() -> bool:
    """PostgreSQL refuses to run as root: then its own user must be there."""
    if os.geteuid() != 0:
        return True
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        return False
    return True


PROGRAMS = _programs() if _may_start() and find_spec("asyncpg") else None
ASKED = os.environ.get("LOKET_TEST_POSTGRES", "")
"""An address with a database to begin from, or `own`: one is started."""
IS_ASKED_FOR = bool(ASKED)
IS_THERE = bool(PROGRAMS) or ASKED not in ("", "own")


class PostgresServer:
    """`postgres` on loopback that trusts whoever connects."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://loket@127.0.0.1:{self.port}/template1"

    def make(self) -> None:
        """Lay its files. Raises CalledProcessError."""
        options = ("--username=loket", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        subprocess.run(  # noqa: S603 -- our own words
            [self._program("initdb"), *options, f"--pgdata={self.folder}/data"],
            check=True,
            capture_output=True,
            **self._as_who(),
        )

    def start(self) -> None:
        """Return when it takes connections. Raises RuntimeError with its log."""
        settings = [part for each in QUICK for part in ("-c", each)]
        where = ("-D", f"{self.folder}/data", "-k", str(self.folder), "-h", "127.0.0.1")
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 -- the same
                [self._program("postgres"), *where, "-p", str(self.port), *settings],
                stdout=log,
                stderr=log,
                **self._as_who(),
            )
        until = time.monotonic() + START_SECONDS
        while not self._listens():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((self.folder / "log").read_text()[-2000:])
            time.sleep(0.02)

    def stop(self, *, number: signal.Signals = signal.SIGINT) -> None:
        """End it, cutting off whoever is connected: PostgreSQL's documentation, 19.5."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait()

    def _listens(self) -> bool:
        """It makes this file last, when it is ready: the eighth line says so."""
        told = self.folder / "data" / "postmaster.pid"
        lines = told.read_text().splitlines() if told.exists() else []
        return len(lines) > 7 and lines[7].strip() == "ready"

    @staticmethod
    def _program(name: str) -> str:
        assert PROGRAMS is not None
        return str(PROGRAMS / name)

    def _as_who(self) -> dict[str, object]:
        """Its folder is where it stands: it may not enter everybody's."""
        if os.geteuid() != 0:
            return {"cwd": self.folder}
        return {"cwd": self.folder, "user": "postgres", "group": "postgres", "extra_groups": ()}


@contextmanager
def postgres() -> Iterator[str]:
    """The address of the one that was asked for, or of one's own."""
    if ASKED not in ("", "own"):
        yield ASKED
        return
    with own_postgres() as server:
        yield server.url


@asynccontextmanager
async def copied(template: str) -> AsyncIterator[str]:
    """The address of a database made after another, gone afterwards."""
    own = await make_database(template)
    try:
        yield own
    finally:
        await drop_database(own)


async def make_database(like: str) -> str:
    """The address of one that is nobody else's; nobody may be connected to the other just now."""
    name = f"t_{uuid.uuid4().hex[:16]}"
    server, _, original = like.rpartition("/")
    # A copy of its files is twice as quick as PostgreSQL's own way while nothing is synced.
    made = f"create database {name} template {original} strategy file_copy"
    await _on(f"{server}/postgres", made)
    return f"{server}/{name}"


async def drop_database(address: str) -> None:
    """Also when somebody is still connected."""
    server, _, name = address.rpartition("/")
    await _on(f"{server}/postgres", f"drop database {name} with (force)")


async def _on(address: str, sql: str) -> None:
    import asyncpg  # noqa: PLC0415 -- an extra

    connected = await asyncpg.connect(address)
    await connected.execute(sql)
    await connected.close()


@contextmanager
def own_postgres() -> Iterator[PostgresServer]:
    """One that runs, in a folder outside pytest's: another user may not enter those."""
    folder = Path(tempfile.mkdtemp(prefix="loket-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    server = PostgresServer(folder)
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)
