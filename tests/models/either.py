"""A fresh database: SQLite always, PostgreSQL too where LOKET_TEST_POSTGRES names a server."""

import asyncio
import os
import shutil
import uuid
from contextlib import asynccontextmanager

import pytest

from models.db import Database

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
    name = f"t_{uuid.uuid4().hex[:16]}"
    asyncio.run(_make_template(name))
    yield name
    asyncio.run(_on_server(f"drop database {name} with (force)"))


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


@asynccontextmanager
async def postgres_address(template="template1"):
    """Where a PostgreSQL database is that is nobody else's, and gone afterwards."""
    name = f"t_{uuid.uuid4().hex[:16]}"
    await _on_server(f"create database {name} template {template}")
    try:
        yield _url(name)
    finally:
        await _on_server(f"drop database {name} with (force)")


async def _make_template(name):
    await _on_server(f"create database {name}")
    async with _opened(_url(name)) as opened:
        await opened.migrate()


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
