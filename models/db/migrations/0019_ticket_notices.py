"""What staff did with tickets that their holders are still to hear of."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("loket", "0018_staff_calls")]

    initial = False

    operations = [
        ops.CreateModel(
            name="TicketNotice",
            fields=[
                (
                    "ticket_id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("done", fields.CharField(max_length=12)),
                ("day", fields.CharField(max_length=10)),
                ("time", fields.CharField(max_length=5)),
                ("told_at_ms", fields.BigIntField(null=True, db_index=True)),
            ],
            options={
                "table": "queue_notice",
                "app": "loket",
                "pk_attr": "ticket_id",
                "table_description": "What staff did last with a ticket, told its holder once.",
            },
            bases=["Model"],
        ),
    ]
