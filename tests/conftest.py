"""What many tests stand on: a clock that is set by hand, a fresh database, quiet ports."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from models.db import Database
from models.terms.ids import IdMaker
from server.demo.world import furnish
from tests.clients.postgres import drop_database, make_database, postgres
from tests.clients.schema import lay_schema
from tests.server.office import SECRET


class SetClock:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
        self._seconds = 0.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self._seconds

    def advance(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self._seconds += seconds

    @property
    def ms(self) -> int:
        return int(self.at.timestamp() * 1000)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def new_id(clock: SetClock) -> IdMaker:
    return IdMaker(clock)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with all its tables, made once: each test copies it."""
    return _aside(_made(tmp_path_factory.mktemp("migrated") / "loket.sqlite3"))


@pytest.fixture(scope="session")
def furnished_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the demo's data in it, an hour old."""
    file = tmp_path_factory.mktemp("furnished") / "loket.sqlite3"
    return _aside(_made(file, is_furnished=True))


def _aside(making: Coroutine[Any, Any, Path]) -> Path:
    """Made in a thread of its own: a test's loop may be running when it is asked for."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, making).result()


async def _made(file: Path, *, is_furnished: bool = False) -> Path:
    lay_schema(file)
    await _fill(f"sqlite://{file}", is_furnished=is_furnished)
    return file


async def _fill(url: str, *, is_furnished: bool) -> None:
    opened = await Database.open(url)
    await opened.migrate()
    if is_furnished:
        clock = SetClock()
        clock.advance(-3600)
        await furnish(secret=SECRET, clock=clock, new_id=IdMaker(clock))
    await opened.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL, started when the first test asks for it."""
    with postgres() as address:
        yield address


@pytest.fixture(scope="session")
def postgres_migrated(postgres_server: str) -> Iterator[str]:
    """The address of an empty database with all its tables, to be copied."""
    with _template(postgres_server) as address:
        yield address


@pytest.fixture(scope="session")
def postgres_furnished(postgres_migrated: str) -> Iterator[str]:
    """The same with the demo's data in it, an hour old."""
    with _template(postgres_migrated, is_furnished=True) as address:
        yield address


@contextmanager
def _template(like: str, *, is_furnished: bool = False) -> Iterator[str]:
    """In a thread, since a test's loop may run already when it asks for this."""
    with ThreadPoolExecutor(1) as aside:
        address = aside.submit(asyncio.run, make_database(like)).result()
        aside.submit(asyncio.run, _fill(address, is_furnished=is_furnished)).result()
        yield address
        aside.submit(asyncio.run, drop_database(address)).result()


@pytest_asyncio.fixture
async def database(tmp_path: Path, migrated_file: Path) -> AsyncIterator[Database]:
    """A migrated SQLite file of its own for each test."""
    async with _copy_of(migrated_file, tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture
async def furnished(tmp_path: Path, furnished_file: Path) -> AsyncIterator[Database]:
    """The same with the demo's data."""
    async with _copy_of(furnished_file, tmp_path) as opened:
        yield opened


@asynccontextmanager
async def _copy_of(file: Path, folder: Path) -> AsyncIterator[Database]:
    own = folder / "loket.sqlite3"
    shutil.copyfile(file, own)
    opened = await Database.open(f"sqlite://{own}")
    try:
        yield opened
    finally:
        await opened.close()
