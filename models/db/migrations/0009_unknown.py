from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("loket", "0008_timers")]

    initial = False

    operations = [
        ops.CreateModel(
            name="UnknownMessage",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("digest", fields.CharField(unique=True, max_length=64)),
                ("context", fields.CharField(max_length=80)),
                ("channel", fields.CharField(max_length=16)),
                ("language", fields.CharField(max_length=8)),
                ("text", fields.TextField(unique=False)),
                ("words", fields.TextField(unique=False)),
                ("times", fields.IntField()),
                ("first_at_ms", fields.BigIntField()),
                ("last_at_ms", fields.BigIntField(db_index=True)),
                ("intent", fields.CharField(null=True, max_length=32)),
                ("label_number", fields.BigIntField(null=True, db_index=True)),
                ("labelled_at_ms", fields.BigIntField(null=True)),
                ("labelled_by_id", fields.BigIntField(null=True)),
            ],
            options={
                "table": "unknown_message",
                "app": "loket",
                "pk_attr": "id",
                "table_description": "Words that meant nothing to the bot, how often they came, and what staff say they mean.",
            },
            bases=["Model"],
        ),
    ]
