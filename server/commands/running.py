"""How a command gets its settings, its loop and its database."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import uvloop

from models.conversations import services as conversations
from models.db import Database
from models.terms.clock import SystemClock
from models.terms.ids import WORKERS, IdMaker
from server.settings import Settings, load_settings

T = TypeVar("T")
COMMAND_WORKER = WORKERS - 1
"""Commands beside a running office make their row numbers under a worker of their own."""


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end in a fresh loop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


def settings_of(options: argparse.Namespace, *, defaults: Settings | None = None) -> Settings:
    """The settings with what stands on the command line. Raises SettingsError."""
    given = {
        name: value
        for name in ("host", "port", "office_url")
        if (value := getattr(options, name, None)) is not None
    }
    return load_settings(given=given, defaults=defaults)


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[tuple[SystemClock, IdMaker]]:
    """The database, migrated, with time and numbers for what is written in it."""
    database = await Database.open(settings.database_url)
    try:
        await database.migrate()
        clock = SystemClock()
        after = await conversations.highest_id()
        yield clock, IdMaker(clock, worker=COMMAND_WORKER, after=after)
    finally:
        await database.close()


def say(line: str) -> None:
    """One line for the person at the terminal."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
