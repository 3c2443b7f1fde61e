"""How many threads stand in each of the desk's lists."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

COUNT = (
    'insert into "thread_count" ("standing", "many") '
    'select s."standing", count(c."id") from ('
    "select 'bot' as \"standing\" union all select 'waiting' union all select 'staff' "
    "union all select 'asleep' union all select 'closed') s "
    'left join "conversation" c on c."standing" = s."standing" group by s."standing"'
)


class Migration(migrations.Migration):
    dependencies = [("loket", "0012_ratings")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ThreadCount",
            fields=[
                (
                    "standing",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=8),
                ),
                ("many", fields.IntField()),
            ],
            options={
                "table": "thread_count",
                "app": "loket",
                "pk_attr": "standing",
                "table_description": "How many threads stand in one of the desk's lists.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(COUNT),
    ]
