"""Steps of orders that whoever ordered is still to hear of."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("loket", "0016_attachments")]

    initial = False

    operations = [
        ops.CreateModel(
            name="OrderNotice",
            fields=[
                (
                    "step_id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("order_id", fields.BigIntField(db_index=True)),
                ("told_at_ms", fields.BigIntField(null=True, db_index=True)),
            ],
            options={
                "table": "order_notice",
                "app": "loket",
                "pk_attr": "step_id",
                "table_description": "A step that whoever ordered must hear of, told once.",
            },
            bases=["Model"],
        ),
    ]
