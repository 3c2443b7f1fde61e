from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("loket", "0004_lines")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Counter",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("name", fields.CharField(unique=True, max_length=24)),
                ("service", fields.CharField(null=True, max_length=24)),
            ],
            options={
                "table": "queue_counter",
                "app": "loket",
                "pk_attr": "id",
                "table_description": "A desk in the hall, known by its name, and the one service it calls, or any.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="QueueDay",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("service", fields.CharField(max_length=24)),
                ("day", fields.CharField(max_length=10)),
                ("quota", fields.IntField()),
                ("used", fields.IntField()),
                ("last_number", fields.IntField()),
                ("called", fields.IntField()),
            ],
            options={
                "table": "queue_day",
                "app": "loket",
                "unique_together": (("service", "day"),),
                "pk_attr": "id",
                "table_description": "One service on one day: how many of its quota are taken, and the last number given.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="QueueHold",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("contact_id", fields.BigIntField(unique=True)),
                ("slot_id", fields.BigIntField()),
                ("until_ms", fields.BigIntField(db_index=True)),
            ],
            options={
                "table": "queue_hold",
                "app": "loket",
                "pk_attr": "id",
                "table_description": "A place kept for a person who chooses, one at a time.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="QueuePlan",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("service", fields.CharField(max_length=24)),
                ("weekday", fields.SmallIntField()),
                ("time", fields.CharField(max_length=5)),
                ("capacity", fields.IntField()),
            ],
            options={
                "table": "queue_plan",
                "app": "loket",
                "unique_together": (("service", "weekday", "time"),),
                "pk_attr": "id",
                "table_description": "A time of a weekday and how many may come at it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="QueueService",
            fields=[
                (
                    "code",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=24),
                ),
                ("prefix", fields.CharField(unique=True, max_length=4)),
                ("days_ahead", fields.IntField()),
                ("same_day_until", fields.CharField(max_length=5)),
                ("quota_per_day", fields.IntField()),
                ("per_person", fields.IntField()),
                ("hold_minutes", fields.IntField()),
                ("recall_after", fields.IntField()),
                ("notice_at", fields.IntField()),
                ("is_open", fields.BooleanField(db_default=True)),
            ],
            options={
                "table": "queue_service",
                "app": "loket",
                "pk_attr": "code",
                "table_description": "A service people line up for, and its manners.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="QueueShare",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("contact_id", fields.BigIntField()),
                ("day", fields.CharField(max_length=10)),
                ("used", fields.IntField()),
            ],
            options={
                "table": "queue_share",
                "app": "loket",
                "unique_together": (("contact_id", "day"),),
                "pk_attr": "id",
                "table_description": "How many places one person has on one day.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="QueueSlot",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("service", fields.CharField(max_length=24)),
                ("day", fields.CharField(max_length=10)),
                ("time", fields.CharField(max_length=5)),
                ("capacity", fields.IntField()),
                ("used", fields.IntField()),
            ],
            options={
                "table": "queue_slot",
                "app": "loket",
                "unique_together": (("service", "day", "time"),),
                "pk_attr": "id",
                "table_description": "A time of a day: how many may come, and how many places are taken or held.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Ticket",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("key", fields.CharField(max_length=64)),
                ("service", fields.CharField(max_length=24)),
                ("day", fields.CharField(max_length=10)),
                ("number", fields.IntField()),
                ("prefix", fields.CharField(max_length=4)),
                ("slot_id", fields.BigIntField()),
                ("seat", fields.IntField(null=True)),
                ("time", fields.CharField(max_length=5)),
                ("contact_id", fields.BigIntField()),
                ("phone", fields.CharField(null=True, db_index=True, max_length=20)),
                ("state", fields.CharField(max_length=12)),
                ("counter", fields.CharField(null=True, max_length=24)),
                ("recall_at", fields.IntField(null=True)),
                ("booked_at_ms", fields.BigIntField()),
                ("arrived_at_ms", fields.BigIntField(null=True)),
                ("called_at_ms", fields.BigIntField(null=True)),
                ("ended_at_ms", fields.BigIntField(null=True)),
                ("noticed_at_ms", fields.BigIntField(null=True)),
                ("reminded_at_ms", fields.BigIntField(null=True)),
            ],
            options={
                "table": "queue_ticket",
                "app": "loket",
                "unique_together": (
                    ("service", "day", "number"),
                    ("slot_id", "seat"),
                    ("contact_id", "key"),
                ),
                "indexes": [
                    Index(fields=["day", "state"]),
                    Index(fields=["service", "ended_at_ms"]),
                ],
                "pk_attr": "id",
                "table_description": "A person's place in a line of a day.",
            },
            bases=["Model"],
        ),
    ]
