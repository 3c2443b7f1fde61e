from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("loket", "0007_surveys")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Script",
            fields=[
                (
                    "version",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16),
                ),
                ("dialog", fields.CharField(max_length=64)),
                ("body", fields.TextField(unique=False)),
                ("kept_at_ms", fields.BigIntField()),
            ],
            options={
                "table": "script",
                "app": "loket",
                "pk_attr": "version",
                "table_description": "A version of a dialog, kept so that whoever began with it can finish it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Timer",
            fields=[
                (
                    "message_id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("conversation_id", fields.BigIntField()),
                ("turn", fields.IntField()),
                ("kind", fields.CharField(max_length=8)),
                ("due_at_ms", fields.BigIntField(db_index=True)),
            ],
            options={
                "table": "timer",
                "app": "loket",
                "pk_attr": "message_id",
                "table_description": "When an open question is asked again, or rests: it belongs to one turn and rings once.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Conversation",
            name="noise_count",
            field=fields.IntField(db_default=0),
        ),
    ]
