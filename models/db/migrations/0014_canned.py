"""Replies kept for staff, and who is named in a note."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("loket", "0013_tallies")]

    initial = False

    operations = [
        ops.CreateModel(
            name="CannedReply",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("owner_id", fields.BigIntField()),
                ("shortcut", fields.CharField(max_length=32)),
                ("category", fields.CharField(max_length=40)),
                ("text_id", fields.TextField(unique=False)),
                ("text_en", fields.TextField(unique=False)),
                ("updated_at_ms", fields.BigIntField()),
                ("updated_by", fields.BigIntField()),
            ],
            options={
                "table": "canned_reply",
                "app": "loket",
                "unique_together": (("owner_id", "shortcut"),),
                "pk_attr": "id",
                "table_description": "A text that is said often, in both languages.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("conversation_id", fields.BigIntField()),
                ("pos", fields.IntField()),
                ("staff_id", fields.BigIntField()),
                ("by_staff_id", fields.BigIntField()),
                ("at_ms", fields.BigIntField()),
            ],
            options={
                "table": "mention",
                "app": "loket",
                "unique_together": (("staff_id", "conversation_id", "pos"),),
                "pk_attr": "id",
                "table_description": "That a note names a colleague, who shall look at it.",
            },
            bases=["Model"],
        ),
        ops.AddIndex(
            model_name="Case",
            index=Index(fields=["phone"]),
        ),
    ]
