"""Plain tuples in and out of tables: the fast road beside the ORM.

An ORM select costs about 0.2 ms, the same statement by itself 0.01 ms; a turn has a budget of
0.3 ms, so what every turn does is written here and everything else with Tortoise.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from tortoise.connection import get_connection
from tortoise.models import Model

Value = str | int | float | bool | None | Sequence[int] | Sequence[str]
COUNTING_LOCK = 1


class Statement:
    """One SQL text for both databases: `?` stands for a value, `in ??` for any of a list."""

    def __init__(self, sql: str, *, locks: bool = False, postgres: str | None = None) -> None:
        """`locks`: the rows found stay locked until the commit (SQLite locks all anyway).

        `postgres`: what PostgreSQL is asked instead, with the same values.
        """
        self._sqlite_sql = _for_sqlite(sql)
        self._postgres_sql = _for_postgres(postgres or sql) + (" for update" if locks else "")

    async def rows(self, *values: Value) -> Sequence[Mapping[str, Any]]:
        """What the query finds, each row a mapping by column name."""
        return (await self._execute(values))[1]

    async def slow_rows(self, *values: Value) -> Sequence[Mapping[str, Any]]:
        """The same for a question that may take long: others go on meanwhile.

        Not inside a transaction: it sees what is committed.
        """
        if not is_sqlite():
            return await self.rows(*values)
        connection: Any = get_connection("default")
        bound = [_bind(value) for value in values]
        found: Sequence[Mapping[str, Any]] = await connection.look_aside(self._sqlite_sql, bound)
        return found

    async def run(self, *values: Value) -> int:
        """How many rows the statement changed."""
        return (await self._execute(values))[0]

    async def _execute(self, values: Sequence[Value]) -> tuple[int, Sequence[Mapping[str, Any]]]:
        connection: Any = get_connection("default")
        if connection.capabilities.dialect == "sqlite":
            sql, bound = self._sqlite_sql, [_bind(value) for value in values]
        else:
            sql, bound = self._postgres_sql, list(values)
        changed, found = await connection.execute_query(sql, bound)
        return int(changed), found


def is_sqlite() -> bool:
    """Whether the open database is SQLite; otherwise it is PostgreSQL."""
    connection: Any = get_connection("default")
    return bool(connection.capabilities.dialect == "sqlite")


async def lock_until_commit() -> None:
    """Let one transaction at a time go on from here; SQLite has only one anyway.

    All who count something wait for the same lock: with one each, two transactions that take
    them in another order would wait for each other.
    """
    connection: Any = get_connection("default")
    if connection.capabilities.dialect != "sqlite":
        await connection.execute_query("select pg_advisory_xact_lock($1)", [COUNTING_LOCK])


class Rows:
    """Columns of one table, written many rows at a time."""

    def __init__(self, table: type[Model], *columns: str) -> None:
        self.table = table
        self.columns = columns

    async def insert(self, rows: Sequence[Sequence[object]]) -> None:
        """Insert rows of values in the order of the columns."""
        if rows:
            await self._many(self._insert_sql, rows)

    async def update(self, rows: Sequence[Sequence[object]]) -> None:
        """Update rows: the first column is the key, the others are set."""
        if rows:
            await self._many(self._update_sql, [(*row[1:], row[0]) for row in rows])

    async def _many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        connection: Any = get_connection("default")
        if connection.capabilities.dialect != "sqlite":
            sql = _for_postgres(sql)
        await connection.execute_many(sql, rows)

    @property
    def _insert_sql(self) -> str:
        names = ", ".join(f'"{column}"' for column in self.columns)
        marks = ", ".join("?" for _ in self.columns)
        return f'insert into "{self.table._meta.db_table}" ({names}) values ({marks})'  # noqa: S608, SLF001

    @property
    def _update_sql(self) -> str:
        key, *others = self.columns
        sets = ", ".join(f'"{column}" = ?' for column in others)
        return f'update "{self.table._meta.db_table}" set {sets} where "{key}" = ?'  # noqa: S608, SLF001


def _for_sqlite(sql: str) -> str:
    return sql.replace("in ??", "in (select value from json_each(?))")


@cache
def _for_postgres(sql: str) -> str:
    pieces = sql.replace("in ??", "= any(?)").split("?")
    numbered = [f"{piece}${n}" for n, piece in enumerate(pieces[:-1], start=1)]
    return "".join([*numbered, pieces[-1]])


def _bind(value: Value) -> object:
    return json.dumps(value) if isinstance(value, (list, tuple)) else value
