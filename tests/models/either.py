"""A fresh database: SQLite always, PostgreSQL too where LOKET_TEST_POSTGRES names a server."""

import asyncio
import os
import shutil
import uuid
from contextlib import asynccontextmanager, contextmanager

import pytest

from models.db import Database
from models.terms.ids import IdMaker
from server.demo.world import furnish
from tests.conftest import SetClock
from tests.server.office import SECRET

POSTGRES = os.environ.get("LOKET_TEST_POSTGRES")
KINDS = [
    "sqlite",
    pytest.param("postgres", marks=pytest.mark.skipif(not POSTGRES, reason="no URL")),
]


@pytest.fixture(scope="session")
def postgres_template():
    """A migrated database to be copied: migrating takes seconds, a copy a fraction of one."""
    if not POSTGRES:
        yield None
        return
    with _template() as name:
        yield name


@pytest.fixture(scope="session")
def postgres_furnished():
    """The same with the demo's data in it."""
    if not POSTGRES:
        yield None
        return
    with _template(is_furnished=True) as name:
        yield name


@pytest.fixture(params=KINDS)
async def database(request, tmp_path, migrated_file, postgres_template):
    """Migrated, empty, and nobody else's."""
    if request.param == "postgres":
        async with postgres_address(postgres_template) as url, _opened(url) as opened:
            yield opened
        return
    file = tmp_path / "loket.sqlite3"
    shutil.copyfile(migrated_file, file)
    async with _opened(f"sqlite://{file}") as opened:
        yield opened


@pytest.fixture(params=KINDS)
async def furnished(request, tmp_path, furnished_file, postgres_furnished):
    """The same with the demo's data."""
    if request.param == "postgres":
        async with postgres_address(postgres_furnished) as url, _opened(url) as opened:
            yield opened
        return
    file = shutil.copyfile(furnished_file, tmp_path / "loket.sqlite3")
    async with _opened(f"sqlite://{file}") as opened:
        yield opened


@asynccontextmanager
async def postgres_address(template="template1"):
    """Where a PostgreSQL database is that is nobody else's, and gone afterwards."""
    name = f"t_{uuid.uuid4().hex[:16]}"
    await _on_server(f"create database {name} template {template}")
    try:
        yield _url(name)
    finally:
        await _on_server(f"drop database {name} with (force)")


@contextmanager
def _template(*, is_furnished=False):
    name = f"t_{uuid.uuid4().hex[:16]}"
    asyncio.run(_make_template(name, is_furnished=is_furnished))
    yield name
    asyncio.run(_on_server(f"drop database {name} with (force)"))


async def _make_template(name, *, is_furnished):
    await _on_server(f"create database {name}")
    async with _opened(_url(name)) as opened:
        await opened.migrate()
        if is_furnished:
            clock = SetClock()
            clock.advance(-3600)
            await furnish(secret=SECRET, clock=clock, new_id=IdMaker(clock))


async def _on_server(sql):
    import asyncpg  # noqa: PLC0415 -- an extra

    server = await asyncpg.connect(POSTGRES)
    await server.execute(sql)
    await server.close()


def _url(name):
    return f"{POSTGRES.rpartition('/')[0]}/{name}"


@asynccontextmanager
async def _opened(url):
    opened = await Database.open(url)
    try:
        yield opened
    finally:
        await opened.close()
