"""Tortoise's PostgreSQL engine, with a transaction whose entry survives cancellation.

It also tells a deadlock from a statement that is wrong, wherever in a transaction it is met.
The stock context keeps a pool connection for ever when it is cancelled between acquiring it
and BEGIN (seen in tortoise-orm 1.1.9): a pool of five is empty after a few hundred disconnects.
And where the connection is lost in a transaction, its task is left with the dead one for ever.
"""

from typing import Any

from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import (
    NestedTransactionContext,
    TransactionalDBClient,
    TransactionContext,
    TransactionContextPooled,
)
from tortoise.connection import get_connections

from models.db.connection import DeadlockError, unavailable

DEADLOCK = "40P01"
"""deadlock_detected: PostgreSQL's manual, appendix A."""


class CancellationSafeContext(TransactionContextPooled):
    """Gives the pool its connection back whenever entering fails."""

    async def __aenter__(self) -> TransactionalDBClient:
        await self.ensure_connection()
        client: Any = self.client
        pool = client._parent._pool  # noqa: SLF001 -- Tortoise names it so
        client._connection = await pool.acquire()  # noqa: SLF001
        self.token = get_connections().set(self.connection_name, client)
        try:
            await client.begin()
        except BaseException:
            get_connections().reset(self.token)
            await _give_back(pool, client._connection)  # noqa: SLF001
            raise
        return self.client

    async def __aexit__(self, kind: object, error: object, trace: object) -> None:
        client: Any = self.client
        try:
            if not client._finalized:  # noqa: SLF001
                await (client.commit() if kind is None else client.rollback())
        finally:
            get_connections().reset(self.token)
            await _give_back(client._parent._pool, client._connection)  # noqa: SLF001


async def _give_back(pool: Any, connection: Any) -> None:
    """One that was lost has left the pool by itself; the pool may be closed already."""
    if pool is not None and connection._con is not None:  # noqa: SLF001 -- asyncpg names it so
        await pool.release(connection)


class _Transaction(TransactionWrapper):
    """Raises DeadlockError."""

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(_Transaction(self))

    async def _translate_exceptions(self, func: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            with unavailable():
                return await super()._translate_exceptions(func, *args, **kwargs)
        except Exception as error:
            if getattr(error, "sqlstate", None) != DEADLOCK:
                raise
            raise DeadlockError from error


class SafePostgresClient(AsyncpgDBClient):
    """The engine itself, chosen by `models.db` for `postgres://` addresses.

    Raises DatabaseUnavailableError outside of transactions too.
    """

    async def _translate_exceptions(self, func: Any, *args: Any, **kwargs: Any) -> Any:
        with unavailable():
            return await super()._translate_exceptions(func, *args, **kwargs)

    def _in_transaction(self) -> TransactionContext:
        return CancellationSafeContext(_Transaction(self), self._pool_init_lock)


client_class = SafePostgresClient
