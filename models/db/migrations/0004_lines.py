from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("loket", "0003_leases")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Line",
            fields=[
                (
                    "name",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=120),
                ),
                ("channel", fields.CharField(max_length=16)),
                ("told", fields.TextField(unique=False)),
                ("changed_at_ms", fields.BigIntField()),
                ("seen_at_ms", fields.BigIntField()),
            ],
            options={
                "table": "line",
                "app": "loket",
                "pk_attr": "name",
                "table_description": "A modem or an account as its gateway last saw it, for the processes that have no gateway.",
            },
            bases=["Model"],
        ),
    ]
