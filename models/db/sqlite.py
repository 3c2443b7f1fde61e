"""Tortoise's SQLite engine for one event loop: quick statements here, slow commits in a thread.

Statements run in the loop's own thread (a hop costs more than the statement), only COMMIT with
its fsync and checkpoint runs in a worker thread.
BEGIN is IMMEDIATE, so that two processes never deadlock between read and write, and entering a
transaction survives cancellation, which the stock engine answers with a lock held for ever
(seen in tortoise-orm 1.1.9).
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from tortoise.backends.base.client import TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
)
from tortoise.connection import get_connections
from tortoise.exceptions import IntegrityError, OperationalError

from models.db.checkpoint import Checkpointer

T = TypeVar("T")

LOCK_WAITS_SECONDS = (0.001, 0.002, 0.005, *[0.01] * 500)
"""Waits between tries while another process writes: about 5 s in all."""
CACHED_STATEMENTS = 512
READER_CACHE = -16_000
"""Kibibytes, as SQLite writes them: filled only by what is read again and again."""


async def settled(future: "asyncio.Future[T]") -> T:
    """Await to the end even when cancelled meanwhile; then let the cancellation through."""
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        if not future.done():
            await asyncio.wait([future])
        raise


class LoopConnection:
    """What Tortoise uses of `aiosqlite.Connection`, without a thread hop for each statement."""

    def __init__(self, path: str, pragmas: dict[str, Any]) -> None:
        self._raw = sqlite3.connect(
            path,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=CACHED_STATEMENTS,
        )
        self._raw.row_factory = sqlite3.Row
        for name, value in pragmas.items():
            self._raw.execute(f"PRAGMA {name}={value}")
        self._raw.execute("PRAGMA busy_timeout=0")
        self._slow = ThreadPoolExecutor(1, "sqlite-commit")
        self._checkpointer = Checkpointer(path)

    @staticmethod
    def reader(path: str) -> sqlite3.Connection:
        """A connection that sees what is committed and changes nothing."""
        raw = sqlite3.connect(
            path,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=CACHED_STATEMENTS,
        )
        raw.row_factory = sqlite3.Row
        raw.execute("PRAGMA query_only=1")
        raw.execute(f"PRAGMA cache_size={READER_CACHE}")
        return raw

    @property
    def total_changes(self) -> int:
        return self._raw.total_changes

    @property
    def is_in_transaction(self) -> bool:
        return self._raw.in_transaction

    async def execute(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return await self._alone(lambda: self._raw.execute(sql, values or ()))

    def execute_now(self, sql: str, values: Sequence[object] = ()) -> tuple[int, list[sqlite3.Row]]:
        """A statement of the open transaction: how many rows it changed or found, and the rows."""
        before = self._raw.total_changes
        rows = self._raw.execute(sql, values).fetchall()
        return (self._raw.total_changes - before) or len(rows), rows

    async def executemany(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        self._raw.executemany(sql, values)

    async def executescript(self, sql: str) -> None:
        """Run several statements; inside a transaction they stay inside it."""
        if not self._raw.in_transaction:
            self._raw.executescript(sql)
            return
        for statement in split_script(sql):
            self._raw.execute(statement)

    async def execute_insert(self, sql: str, values: Sequence[object] = ()) -> tuple[int | None]:
        return (await self._alone(lambda: self._raw.execute(sql, values).lastrowid),)

    async def execute_fetchall(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        return await self._alone(lambda: self._raw.execute(sql, values or ()).fetchall())

    async def begin(self) -> None:
        """Take the write lock."""
        await self._patiently(lambda: self._raw.execute("BEGIN IMMEDIATE"))

    async def commit(self) -> None:
        if self._raw.in_transaction:
            await self._in_thread(self._raw.commit)
            self._checkpointer.committed(self._raw.total_changes)

    async def rollback(self) -> None:
        if self._raw.in_transaction:
            self._raw.rollback()

    async def close(self) -> None:
        await self._in_thread(self._checkpointer.close)
        await self._in_thread(self._raw.close)
        self._slow.shutdown()

    async def _alone(self, action: Callable[[], T]) -> T:
        """A statement; outside a transaction it takes the write lock for itself."""
        return action() if self._raw.in_transaction else await self._patiently(action)

    async def _patiently(self, action: Callable[[], T]) -> T:
        """Wait for another process in small sleeps, never blocking."""
        for pause in LOCK_WAITS_SECONDS:
            try:
                return action()
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise
            await asyncio.sleep(pause)
        return action()

    async def _in_thread(self, action: Callable[[], T]) -> T:
        return await settled(asyncio.get_running_loop().run_in_executor(self._slow, action))


def split_script(sql: str) -> list[str]:
    """The single statements of a script, by SQLite's own idea of where one ends."""
    statements: list[str] = []
    pending = ""
    for piece in sql.split(";"):
        pending += piece + ";"
        if sqlite3.complete_statement(pending):
            if pending.strip(" \n\t;"):
                statements.append(pending)
            pending = ""
    return statements


class ImmediateTransaction(SqliteTransactionWrapper):
    """A transaction that holds the write lock from its first moment."""

    async def begin(self) -> None:
        connection: Any = self._connection
        try:
            await connection.begin()
        except sqlite3.OperationalError as error:
            raise OperationalError(error) from error

    async def commit(self) -> None:
        """Commit; after a failed COMMIT nothing of the transaction is left."""
        try:
            await super().commit()
        except sqlite3.Error as error:
            await self._connection.rollback()
            self._finalized = True
            raise OperationalError(error) from error

    async def execute_query(
        self, query: str, values: list[Any] | None = None
    ) -> tuple[int, Sequence[dict[Any, Any]]]:
        """At once: a turn asks several things, and the stock engine's layers cost half of each.

        Nothing can come between in the loop's own thread, so that its lock is not needed.
        """
        connection: Any = self._connection
        try:
            found: tuple[int, Sequence[dict[Any, Any]]] = connection.execute_now(
                query.replace("\x00", "'||CHAR(0)||'"), values or ()
            )
        except sqlite3.OperationalError as error:
            raise OperationalError(error) from error
        except sqlite3.IntegrityError as error:
            raise IntegrityError(error) from error
        return found

    def _in_transaction(self) -> TransactionContext:
        return Savepoint(self, self._connection)


class Savepoint(TransactionContext):
    """A part of a transaction that can be undone by itself.

    All bear one name, the innermost is meant (SQLite's "SAVEPOINT", 1): the stock engine makes a
    new one for each, and with it two statements that are prepared for this time alone.
    """

    def __init__(self, client: ImmediateTransaction, connection: Any) -> None:
        self.client = client
        self._connection: LoopConnection = connection

    async def __aenter__(self) -> TransactionalDBClient:
        self._connection.execute_now("SAVEPOINT part")
        return self.client

    async def __aexit__(self, kind: object, error: object, trace: object) -> None:
        if not self._connection.is_in_transaction:
            return  # a full disk has undone all of it
        if kind is not None:
            self._connection.execute_now("ROLLBACK TO part")
        self._connection.execute_now("RELEASE part")


class CancellationSafeContext(SqliteTransactionContext):
    """Gives the connection's lock back whenever entering fails, cancellation included."""

    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            await self.connection.begin()
        except BaseException:
            if self.connection._connection:  # noqa: SLF001 -- Tortoise names it so
                await self.connection._connection.rollback()  # noqa: SLF001
            self._trxlock.release()
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        client: TransactionalDBClient = self.connection
        return client


class SlowReader:
    """A connection and a thread of its own for questions that may take long."""

    def __init__(self, path: str) -> None:
        self._raw = LoopConnection.reader(path)
        self._thread = ThreadPoolExecutor(1, "sqlite-slow")

    async def rows(self, query: str, values: Sequence[object]) -> list[sqlite3.Row]:
        return await self._run(lambda: self._raw.execute(query, values).fetchall())

    async def close(self) -> None:
        await self._run(self._raw.close)
        self._thread.shutdown()

    async def _run(self, action: Callable[[], T]) -> T:
        return await settled(asyncio.get_running_loop().run_in_executor(self._thread, action))


class LoopSqliteClient(SqliteClient):
    """The engine itself, chosen by `models.db` for `sqlite://` addresses."""

    _reader: sqlite3.Connection | None = None
    _aside: "SlowReader | None" = None

    async def create_connection(self, with_db: bool) -> None:  # noqa: ARG002, FBT001
        if not self._connection:
            connection: Any = LoopConnection(self.filename, self.pragmas)
            self._connection = connection
            self._reader = LoopConnection.reader(self.filename)
            await self._post_connect()

    async def close(self) -> None:
        await super().close()
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        if self._aside is not None:
            await self._aside.close()
            self._aside = None

    async def look_aside(self, query: str, values: list[Any]) -> list[sqlite3.Row]:
        """Answer a long question in a thread, while the loop's own statements go on."""
        if self._aside is None:
            self._aside = SlowReader(self.filename)
        return await self._aside.rows(query, values)

    async def execute_query(
        self, query: str, values: list[Any] | None = None
    ) -> tuple[int, Sequence[dict[Any, Any]]]:
        """A question outside a transaction waits for none: it is answered by a reader's view."""
        if self._reader is None or not query.startswith("select "):
            found: tuple[int, Sequence[dict[Any, Any]]] = await super().execute_query(query, values)
            return found
        rows = self._reader.execute(query, values or ()).fetchall()
        return len(rows), rows

    def _in_transaction(self) -> TransactionContext:
        return CancellationSafeContext(ImmediateTransaction(self), self._lock)


client_class = LoopSqliteClient
