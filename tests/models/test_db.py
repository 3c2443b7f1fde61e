"""The database: what a transaction promises, also when it is cut short."""

import asyncio
import random
import sqlite3
from pathlib import Path

import pytest

from models.conversations.writing import ROWS
from models.db import (
    Database,
    DatabaseAddressError,
    DatabaseUnavailableError,
    Statement,
    describe_database,
    savepoint,
    transaction,
)
from models.db.checkpoint import CHANGES_BETWEEN, Checkpointer
from models.db.rows import _for_postgres, _for_sqlite
from models.db.sqlite import split_script

PUT = Statement(
    'insert into "desk_event" ("n", "kind", "first_pos", "last_pos", "at_ms") '
    "values (?, 'x', 1, 0, 0)"
)
ALL = Statement('select "n" from "desk_event" order by "n"')


async def numbers() -> list[int]:
    return [row["n"] for row in await ALL.rows()]


async def test_what_stands_in_a_transaction_is_stored_together_or_not_at_all(database):
    with pytest.raises(ZeroDivisionError):
        async with transaction():
            await PUT.run(1)
            await PUT.run(1 // 0)
    async with transaction():
        await PUT.run(2)
        await PUT.run(3)

    assert await numbers() == [2, 3]


async def test_a_savepoint_undoes_only_what_stands_inside(database):
    async with transaction():
        await PUT.run(1)
        with pytest.raises(ZeroDivisionError):
            async with savepoint():
                await PUT.run(2)
                await PUT.run(1 // 0)
        await PUT.run(3)

    assert await numbers() == [1, 3]


async def test_savepoints_within_each_other_undo_their_own_part_alone(database):
    async with transaction():
        with pytest.raises(ZeroDivisionError):
            async with savepoint():
                await PUT.run(1)
                with pytest.raises(ZeroDivisionError):
                    async with savepoint():
                        await PUT.run(1 // 0)
                async with savepoint():
                    await PUT.run(2)
                await PUT.run(1 // 0)
        async with savepoint():
            await PUT.run(3)

    assert await numbers() == [3]


async def test_random_cancellation_leaves_no_half_transaction_and_no_lock(database):
    dice = random.Random(7)

    async def put_pair(number: int) -> None:
        async with transaction():
            await PUT.run(number * 2)
            await asyncio.sleep(0)
            await PUT.run(number * 2 + 1)

    for number in range(300):
        task = asyncio.create_task(put_pair(number))
        for _ in range(dice.randrange(6)):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(5), transaction():
        await PUT.run(1000)

    found = await numbers()
    assert found[-1] == 1000
    assert all(number + 1 in found for number in found[:-1] if number % 2 == 0)


async def put_in_a_transaction() -> None:
    async with transaction():
        await PUT.run(1)


async def put_alone() -> None:
    await PUT.run(1)


@pytest.mark.parametrize("put", [put_in_a_transaction, put_alone])
async def test_another_writer_is_waited_for(database, tmp_path, put):
    other = sqlite3.connect(tmp_path / "loket.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def let_go() -> None:
        other.execute("COMMIT")

    putting = asyncio.create_task(put())
    await asyncio.sleep(0)
    await let_go()
    await putting
    other.close()

    assert await numbers() == [1]


async def test_every_commit_is_synced_to_disk(database):
    pragma = await Statement("pragma synchronous").rows()

    assert pragma[0][0] == 2, "2 is FULL"


async def test_migrating_twice_changes_nothing(database):
    await database.migrate()

    assert await database.pending_migrations() == []


async def test_the_hand_written_columns_are_the_tables_columns(database):
    for rows in ROWS:
        described = set(rows.table._meta.fields_map) - {"pk"}
        assert described == set(rows.columns), rows.table.__name__


async def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseUnavailableError):
        await Database.open(f"sqlite://{tmp_path}/file/loket.sqlite3")


async def test_a_file_that_is_no_database_is_said(tmp_path):
    Path(tmp_path / "loket.sqlite3").write_bytes(b"not a database at all" * 100)
    with pytest.raises(DatabaseUnavailableError):
        await Database.open(f"sqlite://{tmp_path}/loket.sqlite3")


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "nonsense"])
async def test_an_address_of_no_kind_we_know_is_said(url):
    with pytest.raises(DatabaseAddressError):
        await Database.open(url)


def test_a_password_is_not_shown():
    assert describe_database("postgres://loket:geheim@db/loket") == (
        "postgres://loket:********@db/loket"
    )


@pytest.mark.parametrize(
    ("sql", "sqlite", "postgres"),
    [
        ("a = ? and b = ?", "a = ? and b = ?", "a = $1 and b = $2"),
        (
            "a in ?? and b = ?",
            "a in (select value from json_each(?)) and b = ?",
            "a = any($1) and b = $2",
        ),
    ],
)
def test_one_text_serves_both_databases(sql, sqlite, postgres):
    assert _for_sqlite(sql) == sqlite
    assert _for_postgres(sql) == postgres


def test_a_script_is_cut_where_its_statements_end():
    script = "create table a (b text default ';'); create table c (d);"

    assert [piece.strip() for piece in split_script(script)] == [
        "create table a (b text default ';');",
        "create table c (d);",
    ]


async def test_a_question_outside_waits_for_no_transaction(database):
    await put_alone()
    entered, leave = asyncio.Event(), asyncio.Event()

    async def write_slowly() -> None:
        async with transaction():
            await PUT.run(2)
            entered.set()
            await leave.wait()

    writing = asyncio.create_task(write_slowly())
    await entered.wait()
    before = await numbers()
    leave.set()
    await writing

    assert (before, await numbers()) == ([1], [1, 2])


def test_pages_are_moved_into_the_file_beside_the_commits(tmp_path):
    file = tmp_path / "x.sqlite3"
    writer = sqlite3.connect(file, isolation_level=None)
    writer.executescript("pragma journal_mode=wal; pragma wal_autocheckpoint=0; create table t(x)")
    writer.executemany("insert into t values (?)", [("x" * 500,) for _ in range(CHANGES_BETWEEN)])
    size = file.stat().st_size
    checkpointer = Checkpointer(str(file))
    checkpointer.committed(CHANGES_BETWEEN - 1)
    assert checkpointer._running is None
    writer.execute("begin immediate")
    checkpointer.committed(CHANGES_BETWEEN)
    checkpointer._running.result(timeout=5)

    assert file.stat().st_size > size + CHANGES_BETWEEN * 500
    writer.execute("rollback")
    checkpointer.close()
    writer.close()
