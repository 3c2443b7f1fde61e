"""A fresh database: SQLite always, PostgreSQL too where there is one to ask.

LOKET_TEST_POSTGRES names a server, or is `own`: then one is started for these tests. Without it
a short part (`SHORT_KINDS`) is held on a server of one's own where PostgreSQL is installed.
"""

import shutil
from contextlib import asynccontextmanager

import pytest

from models.db import Database
from tests.clients.postgres import IS_ASKED_FOR, IS_THERE, copied


def _kinds(*, is_held):
    skipped = pytest.mark.skipif(not is_held, reason="no PostgreSQL to ask")
    return ["sqlite", pytest.param("postgres", marks=skipped)]


KINDS = _kinds(is_held=IS_THERE and IS_ASKED_FOR)
SHORT_KINDS = _kinds(is_held=IS_THERE)


@pytest.fixture(params=KINDS)
async def database(request, tmp_path):
    """Migrated, empty, and nobody else's."""
    async with fresh(request, tmp_path) as url, _opened(url) as opened:
        yield opened


@pytest.fixture(params=KINDS)
async def furnished(request, tmp_path):
    """The same with the demo's data."""
    async with fresh(request, tmp_path, is_furnished=True) as url, _opened(url) as opened:
        yield opened


@asynccontextmanager
async def fresh(request, folder, *, is_furnished=False):
    """The address of a database of the kind that `request.param` tells.

    A PostgreSQL starts when the first test asks for it.
    """
    of = "furnished" if is_furnished else "migrated"
    if request.param == "postgres":
        async with copied(request.getfixturevalue(f"postgres_{of}")) as url:
            yield url
        return
    made = request.getfixturevalue(f"{of}_file")
    yield f"sqlite://{shutil.copyfile(made, folder / 'loket.sqlite3')}"


@asynccontextmanager
async def _opened(url):
    opened = await Database.open(url)
    try:
        yield opened
    finally:
        await opened.close()
