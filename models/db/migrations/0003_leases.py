from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("loket", "0002_parts")]

    initial = False

    operations = [
        ops.CreateModel(
            name="LeaseRow",
            fields=[
                (
                    "name",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=32),
                ),
                ("fence", fields.BigIntField()),
                ("holder", fields.CharField(max_length=200)),
                ("place", fields.CharField(max_length=64)),
                ("ends_at_s", fields.BigIntField()),
            ],
            options={
                "table": "lease",
                "app": "loket",
                "pk_attr": "name",
                "table_description": "Who may do something, until when by the clock of the database.",
            },
            bases=["Model"],
        ),
    ]
