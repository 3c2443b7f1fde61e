"""The migrations lead to the tables as the models describe them, indexes included."""

import pytest
from tortoise.context import TortoiseContext

from models.db import Database, Statement
from models.db.address import tortoise_config

_INDEXES = Statement(
    'select m.name as table_name, i.name as index_name, i."unique" as is_unique '
    "from sqlite_master m join pragma_index_list(m.name) i where m.type = 'table'"
)
_COLUMNS = Statement("select name from pragma_index_info(?) order by seqno")
_FIELDS = Statement(
    'select m.name as table_name, c.name as name, c."notnull" as is_required, c.pk as pk '
    "from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'"
)
OWN = {"tortoise_migrations", "sqlite_sequence"}
WORDS = ("message_words", "person_words")
"""Full-text tables, which only the migration makes; so are indexes of expressions."""


@pytest.fixture
async def migrated(tmp_path):
    database = await Database.open(f"sqlite://{tmp_path}/migrated.sqlite3")
    await database.migrate()
    found = await _schema()
    await database.close()
    return found


@pytest.fixture
async def described(tmp_path):
    async with TortoiseContext() as context:
        await context.init(config=tortoise_config(f"sqlite://{tmp_path}/described.sqlite3"))
        await context.generate_schemas()
        return await _schema()


async def test_the_migrations_make_what_the_models_describe(migrated, described):
    assert migrated == described


async def _schema():
    indexes = set()
    for row in await _INDEXES.rows():
        columns = tuple(c["name"] for c in await _COLUMNS.rows(row["index_name"]))
        indexes.add((row["table_name"], columns, row["is_unique"]))
    columns = {tuple(row) for row in await _FIELDS.rows()}
    return (
        sorted(item for item in indexes if _is_described(item[0]) and None not in item[1]),
        sorted(item for item in columns if _is_described(item[0])),
    )


def _is_described(table):
    return table not in OWN and not table.startswith(WORDS)
