"""Telephones are found by their last digits, too."""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

ENDS = {
    "sqlite": {"address": 'substr("value", -4)', "proved_phone": 'substr("phone", -4)'},
    "postgres": {"address": 'right("value", 4)', "proved_phone": 'right("phone", 4)'},
}
"""An index is used for the very expression it was made of: models/conversations/fragments.py."""


async def make_indexes(_: object, editor: Any) -> None:
    """Each database has its own word for the end of a text."""
    client = editor.client
    is_sqlite = client.capabilities.dialect == "sqlite"
    for table, end in ENDS["sqlite" if is_sqlite else "postgres"].items():
        await client.execute_script(f'create index "idx_{table}_end" on "{table}" ({end});')


class Migration(migrations.Migration):
    dependencies = [("loket", "0019_ticket_notices")]

    initial = False

    operations = [
        ops.RunPython(make_indexes),
    ]
