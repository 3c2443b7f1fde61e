from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

# On SQLite a removed column means a new table, which has none of the old one's indexes.
LOST_INDEXES = [
    'create index if not exists "idx_outbox_convers_377041" on "outbox" ("conversation_id")',
    'create index if not exists "idx_outbox_address_3fd380" on "outbox" ("address", "stage")',
]


class Migration(migrations.Migration):
    dependencies = [("loket", "0001_initial")]

    initial = False

    operations = [
        ops.CreateModel(
            name="InboundPart",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("group_id", fields.BigIntField(db_index=True)),
                ("channel", fields.CharField(max_length=16)),
                ("address", fields.CharField(max_length=64)),
                ("external_id", fields.CharField(unique=True, max_length=64)),
                ("reference", fields.IntField()),
                ("width", fields.SmallIntField()),
                ("total", fields.SmallIntField()),
                ("number", fields.SmallIntField()),
                ("text", fields.TextField(unique=False)),
                ("sent_at_ms", fields.BigIntField()),
                ("stored_at_ms", fields.BigIntField()),
                ("stage", fields.CharField(max_length=12)),
            ],
            options={
                "table": "inbound_part",
                "app": "loket",
                "indexes": [
                    Index(fields=["address", "reference", "total", "width"]),
                    Index(fields=["stage", "stored_at_ms"]),
                ],
                "pk_attr": "id",
                "table_description": "A part of a long message that came in: stored before the modem may forget it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="OutboxPart",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("message_id", fields.BigIntField()),
                ("number", fields.SmallIntField()),
                ("total", fields.SmallIntField()),
                ("channel", fields.CharField(max_length=16)),
                ("address", fields.CharField(max_length=64)),
                ("line", fields.CharField(max_length=120)),
                ("stage", fields.CharField(max_length=12)),
                ("reference", fields.CharField(null=True, max_length=80)),
                ("at_ms", fields.BigIntField()),
            ],
            options={
                "table": "outbox_part",
                "app": "loket",
                "unique_together": (("message_id", "number"),),
                "indexes": [
                    Index(fields=["address", "reference"]),
                    Index(fields=["at_ms"]),
                ],
                "pk_attr": "id",
                "table_description": "One part of a message that has begun to leave, written before its first byte does.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Quarantine",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("channel", fields.CharField(max_length=16)),
                ("line", fields.CharField(max_length=120)),
                ("oddity", fields.CharField(max_length=16)),
                ("address", fields.CharField(max_length=64)),
                ("external_id", fields.CharField(unique=True, max_length=64)),
                ("content", fields.TextField(unique=False)),
                ("text", fields.TextField(unique=False)),
                ("detail", fields.CharField(max_length=200)),
                ("received_at_ms", fields.BigIntField()),
                ("stored_at_ms", fields.BigIntField(db_index=True)),
                ("seen_at_ms", fields.BigIntField(null=True)),
                ("seen_by_id", fields.BigIntField(null=True)),
            ],
            options={
                "table": "quarantine",
                "app": "loket",
                "pk_attr": "id",
                "table_description": "Something that came in and is no text for the bot: kept whole for a person to look at.",
            },
            bases=["Model"],
        ),
        ops.RemoveIndex(
            model_name="Outbox",
            name=None,
            fields=["channel", "stage", "due_at_ms"],
        ),
        ops.AddField(
            model_name="Outbox",
            name="priority",
            field=fields.SmallIntField(db_default=1),
        ),
        ops.AddField(
            model_name="Outbox",
            name="reference",
            field=fields.SmallIntField(db_default=0),
        ),
        ops.AddField(
            model_name="Outbox",
            name="repeats",
            field=fields.SmallIntField(db_default=0),
        ),
        ops.AddField(
            model_name="Outbox",
            name="valid_until_ms",
            field=fields.BigIntField(db_default=0),
        ),
        ops.RemoveField(model_name="Outbox", name="awaiting"),
        ops.AddIndex(
            model_name="Outbox",
            index=Index(fields=["channel", "stage", "priority", "due_at_ms", "message_id"]),
        ),
        ops.RunSQL(LOST_INDEXES),
    ]
