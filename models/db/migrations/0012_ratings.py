"""What contacts say of talks with staff that have ended."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("loket", "0011_threads")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("conversation_id", fields.BigIntField()),
                ("pos", fields.IntField()),
                ("staff_id", fields.BigIntField(null=True)),
                ("rating", fields.SmallIntField()),
                ("comment", fields.CharField(null=True, max_length=1000)),
                ("at_ms", fields.BigIntField(db_index=True)),
            ],
            options={
                "table": "rating",
                "app": "loket",
                "unique_together": (("conversation_id", "pos"),),
                "pk_attr": "id",
                "table_description": "What a contact said of a talk with staff that has ended.",
            },
            bases=["Model"],
        ),
    ]
