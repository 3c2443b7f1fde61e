"""Who asked for a person while nobody was on duty."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("loket", "0017_order_notices")]

    initial = False

    operations = [
        ops.CreateModel(
            name="StaffCall",
            fields=[
                (
                    "conversation_id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("asked_at_ms", fields.BigIntField(db_index=True)),
            ],
            options={
                "table": "staff_call",
                "app": "loket",
                "pk_attr": "conversation_id",
                "table_description": "That a contact asked for a person while nobody was on duty.",
            },
            bases=["Model"],
        ),
    ]
