"""An office with the demo's data, in which a transcript is held behind the doors."""

import asyncio
import shutil
from pathlib import Path

import pytest

from models.db import Database
from models.terms.ids import IdMaker
from server.demo.world import furnish
from tests.conftest import SetClock
from tests.server.office import SECRET, SmallOffice


@pytest.fixture(scope="session")
def furnished(tmp_path_factory) -> Path:
    """A database file with the demo's data, made once and copied for each conversation."""
    path = tmp_path_factory.mktemp("furnished") / "loket.sqlite3"
    asyncio.run(_furnish(path))
    return path


@pytest.fixture
async def demo_office(furnished, tmp_path, clock, new_id):
    path = shutil.copy(furnished, tmp_path)
    database = await Database.open(f"sqlite://{path}")
    office = SmallOffice(clock, new_id)
    office.lanes.start()
    yield office
    await office.lanes.stop()
    await database.close()


async def _furnish(path: Path) -> None:
    database = await Database.open(f"sqlite://{path}")
    await database.migrate()
    clock = SetClock()
    await furnish(secret=SECRET, clock=clock, new_id=IdMaker(clock))
    await database.close()
