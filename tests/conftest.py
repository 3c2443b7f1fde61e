"""What many tests stand on: a clock that is set by hand, a fresh database, quiet ports."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from models.db import Database
from models.terms.ids import IdMaker


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


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A migrated SQLite file of its own for each test."""
    opened = await Database.open(f"sqlite://{tmp_path}/loket.sqlite3")
    await opened.migrate()
    yield opened
    await opened.close()
