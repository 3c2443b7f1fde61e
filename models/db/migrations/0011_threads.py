"""The desk's lists, labels, what staff have read, and the words that messages are found by."""

from typing import Any

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

SQLITE = """
create virtual table "message_words" using fts5(
    words, content='', detail=none, prefix='2 3 4 5 6 7 8', tokenize='ascii'
);
create virtual table "person_words" using fts5(
    name, content='', detail=none, prefix='2 3 4 5 6 7 8', tokenize='unicode61 remove_diacritics 2'
);
insert into "person_words" (rowid, name) select "id", "name" from "person";
create trigger "person_named" after insert on "person" begin
    insert into "person_words" (rowid, name) values (new."id", new."name");
end;
create trigger "person_renamed" after update of "name" on "person" begin
    insert into "person_words" ("person_words", rowid, name)
        values ('delete', old."id", old."name");
    insert into "person_words" (rowid, name) values (new."id", new."name");
end;
create trigger "person_forgotten" after delete on "person" begin
    insert into "person_words" ("person_words", rowid, name)
        values ('delete', old."id", old."name");
end;
"""
POSTGRES = """
create table "message_words" ("message_id" bigint primary key, "words" tsvector not null);
create index "idx_message_words" on "message_words" using gin ("words") with (gin_pending_list_limit = 256);
alter table "person" add column "name_words" tsvector
    generated always as (to_tsvector('simple', "name")) stored;
create index "idx_person_words" on "person" using gin ("name_words");
create index "idx_address_beginning" on "address" ("value" text_pattern_ops);
"""
START = 'insert into "search_mark" ("id", "n") values (1, 0)'
STAND = 'update "conversation" set "standing" = "speaker"'


async def make_words(_: object, editor: Any) -> None:
    """Full-text tables are each database's own."""
    client = editor.client
    is_sqlite = client.capabilities.dialect == "sqlite"
    await client.execute_script(SQLITE if is_sqlite else POSTGRES)


class Migration(migrations.Migration):
    dependencies = [("loket", "0010_doors")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Label",
            fields=[
                (
                    "key",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=80),
                ),
                ("name", fields.CharField(max_length=40)),
                ("created_at_ms", fields.BigIntField()),
            ],
            options={
                "table": "label",
                "app": "loket",
                "pk_attr": "key",
                "table_description": "A word that staff put on threads, as it was first written.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SearchMark",
            fields=[
                (
                    "id",
                    fields.SmallIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("n", fields.BigIntField()),
            ],
            options={
                "table": "search_mark",
                "app": "loket",
                "pk_attr": "id",
                "table_description": "Up to which desk event messages can be found by their words.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ThreadLabel",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("conversation_id", fields.BigIntField()),
                ("label", fields.CharField(db_index=True, max_length=80)),
            ],
            options={
                "table": "thread_label",
                "app": "loket",
                "unique_together": (("conversation_id", "label"),),
                "pk_attr": "id",
                "table_description": "That a label is on a thread.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ThreadRead",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("staff_id", fields.BigIntField()),
                ("conversation_id", fields.BigIntField()),
                ("pos", fields.IntField()),
            ],
            options={
                "table": "thread_read",
                "app": "loket",
                "unique_together": (("staff_id", "conversation_id"),),
                "pk_attr": "id",
                "table_description": "How far one member of staff has read in a thread.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Conversation",
            name="closed_at_ms",
            field=fields.BigIntField(null=True),
        ),
        ops.AddField(
            model_name="Conversation",
            name="department_id",
            field=fields.BigIntField(null=True),
        ),
        ops.AddField(
            model_name="Conversation",
            name="last_owner_id",
            field=fields.BigIntField(null=True),
        ),
        ops.AddField(
            model_name="Conversation",
            name="snoozed_until_ms",
            field=fields.BigIntField(null=True),
        ),
        ops.AddField(
            model_name="Conversation",
            name="standing",
            field=fields.CharField(db_default="bot", max_length=8),
        ),
        ops.AddField(
            model_name="Conversation",
            name="urgency",
            field=fields.SmallIntField(db_default=0),
        ),
        ops.AddIndex(
            model_name="Conversation",
            index=Index(fields=["standing", "updated_at_ms", "id"]),
        ),
        ops.AddIndex(
            model_name="Conversation",
            index=Index(fields=["owner_id", "standing", "updated_at_ms", "id"]),
        ),
        ops.AddIndex(model_name="Conversation", index=Index(fields=["snoozed_until_ms"])),
        ops.RunSQL([STAND, START]),
        ops.RunPython(make_words),
    ]
