"""One open database, its transactions and its migrations."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from tortoise.connection import get_connection
from tortoise.context import TortoiseContext
from tortoise.exceptions import BaseORMException, DBConnectionError, OperationalError
from tortoise.migrations.executor import MigrationExecutor
from tortoise.transactions import in_transaction

from models.db.address import tortoise_config

UNAVAILABLE_WORDS = ("full", "locked", "readonly", "disk I/O", "unable to open")
"""What SQLite says when the fault is the disk's or another process's, not the statement's."""
UNAVAILABLE_STATES = ("08", "25006", "53", "57P0", "58")
"""How PostgreSQL's codes begin for the same: not connected, only to be read, out of disk, memory
or connections, ended or starting, its disk at fault. Source: its documentation, appendix A."""
LOST_WORDS = ("is closed", "released back to the pool")
"""What asyncpg says of a connection that was lost in the middle of a transaction."""
APP = "loket"
MIGRATION_WAITS_SECONDS = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Between tries while another process migrates the same database, and gets no step further."""


class DatabaseUnavailableError(Exception):
    """Nothing can be stored now: disk full, locked, unreachable. Trying later may help."""


class DeadlockError(Exception):
    """Another transaction and this one waited for each other; this one is undone.

    Do all of it once more, from its beginning: the other one is through by then.
    """


class Database:
    """An open database; the tasks started after `open` see it without being handed it."""

    def __init__(self, context: TortoiseContext, config: dict[str, Any]) -> None:
        self._context = context
        self._config = config

    @classmethod
    async def open(cls, url: str) -> "Database":
        """Open it, making the file's folder when there is none.

        Raises DatabaseAddressError, DatabaseUnavailableError.
        """
        config = tortoise_config(url)
        _make_folder(config)
        context = TortoiseContext()
        context.__enter__()
        try:
            await context.init(config=config)
            await _probe()
        except BaseException as error:
            with suppress(Exception):
                await context.close_connections()
            context.__exit__(None, None, None)
            if isinstance(error, (BaseORMException, OSError, sqlite3.Error)):
                raise DatabaseUnavailableError(str(error)) from error
            raise
        return cls(context, config)

    async def close(self) -> None:
        await self._context.close_connections()
        self._context.__exit__(None, None, None)

    async def migrate(self) -> None:
        """Bring the tables to the current schema; safe to run twice, also at once, and to kill.

        Of several processes one migrates; the others wait as long as that goes on.
        """
        waits = iter(MIGRATION_WAITS_SECONDS)
        left = None
        with unavailable():
            while True:
                try:
                    return await self._executor().migrate()
                except BaseORMException:
                    before, left = left, await self._left()
                    if left != before:
                        waits = iter(MIGRATION_WAITS_SECONDS)
                    if (pause := next(waits, None)) is None:
                        raise
                    await asyncio.sleep(pause)

    async def pending_migrations(self) -> list[str]:
        """The names of the migrations that have not run yet, oldest first.

        Raises DatabaseUnavailableError.
        """
        with unavailable():
            steps = await self._executor().plan()
        return [step.migration.name for step in steps if not step.backward]

    async def _left(self) -> int | None:
        """How many migrations wait; None while even that cannot be asked."""
        with suppress(BaseORMException):
            return len(await self._executor().plan())
        return None

    async def check(self) -> None:
        """Ask the database for one row. Raises DatabaseUnavailableError."""
        with unavailable():
            await get_connection("default").execute_query("select 1")

    def _executor(self) -> MigrationExecutor:
        return MigrationExecutor(get_connection("default"), self._config["apps"])


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """Everything inside is stored together or not at all, and is on disk afterwards.

    Start no task inside: it would write in this transaction after its end.
    Raises DatabaseUnavailableError when the database itself is at fault, DeadlockError.
    """
    with unavailable():
        async with in_transaction():
            yield


def savepoint() -> AbstractAsyncContextManager[object]:
    """Inside a transaction: undo only what stands inside when it raises."""
    inside: AbstractAsyncContextManager[object] = in_transaction()
    return inside


class unavailable:  # noqa: N801 -- reads as a clause: with unavailable()
    """Tell a database that cannot store from a statement that is wrong."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None or not _is_unavailable(error):
            return
        raise DatabaseUnavailableError(str(error)) from error


def _is_unavailable(error: BaseException) -> bool:
    if isinstance(error, (DBConnectionError, ConnectionError, TimeoutError)):
        return True
    if isinstance(error, (OperationalError, sqlite3.OperationalError)):
        return any(word in str(error) for word in UNAVAILABLE_WORDS)
    if isinstance(error, OSError):
        return error.filename is None  # no route, no such host: what is about a file names it
    cause = error.__cause__ if isinstance(error, BaseORMException) else error
    return type(cause).__module__.startswith("asyncpg") and _is_of_the_server(cause)


def _is_of_the_server(error: Any) -> bool:
    """Whether PostgreSQL or the way to it is at fault; its driver gives a lost one no code."""
    state = getattr(error, "sqlstate", None)
    if state is None:
        return any(word in str(error) for word in LOST_WORDS)
    return str(state).startswith(UNAVAILABLE_STATES)


async def _probe() -> None:
    """A file that cannot be written is found now, not at the first message."""
    async with in_transaction() as connection:
        await connection.execute_query("select 1")


def _make_folder(config: dict[str, Any]) -> None:
    """The folder, and a new file that nobody but its owner may read."""
    path = config["connections"]["default"]["credentials"].get("file_path")
    if path and path != ":memory:":
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).touch(mode=0o600)
        except OSError as error:
            raise DatabaseUnavailableError(str(error)) from error
