"""Departments, how staff are at work, and the chain of what they did."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("loket", "0014_canned")]

    initial = False

    operations = [
        ops.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "n",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("at_ms", fields.BigIntField()),
                ("staff_id", fields.BigIntField(null=True)),
                ("act", fields.CharField(max_length=32)),
                ("conversation_id", fields.BigIntField(null=True, db_index=True)),
                ("detail", fields.TextField(unique=False)),
                ("digest", fields.CharField(max_length=64)),
            ],
            options={
                "table": "audit_entry",
                "app": "loket",
                "pk_attr": "n",
                "table_description": "One act, its digest covers the digest of the entry before.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AuditHead",
            fields=[
                (
                    "id",
                    fields.SmallIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("n", fields.BigIntField()),
                ("digest", fields.CharField(max_length=64)),
                ("seal", fields.CharField(max_length=64)),
            ],
            options={
                "table": "audit_head",
                "app": "loket",
                "pk_attr": "id",
                "table_description": "Where the chain ends: one row.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Department",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("name", fields.CharField(unique=True, max_length=120)),
                ("created_at_ms", fields.BigIntField()),
            ],
            options={
                "table": "department",
                "app": "loket",
                "pk_attr": "id",
                "table_description": "A group of staff that a thread may be given to.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("department_id", fields.BigIntField()),
                ("staff_id", fields.BigIntField(db_index=True)),
            ],
            options={
                "table": "membership",
                "app": "loket",
                "unique_together": (("department_id", "staff_id"),),
                "pk_attr": "id",
                "table_description": "That somebody works in a department, one may work in several.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Post",
            fields=[
                (
                    "staff_id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("presence", fields.CharField(max_length=10)),
                ("threads_most", fields.IntField()),
                ("shown_as", fields.CharField(max_length=10)),
                ("seen_at_ms", fields.BigIntField()),
                ("given_at_ms", fields.BigIntField()),
                ("typed_in", fields.BigIntField(null=True)),
                ("typed_at_ms", fields.BigIntField()),
            ],
            options={
                "table": "post",
                "app": "loket",
                "pk_attr": "staff_id",
                "table_description": "How one member of staff is at work, whoever has none has the usual one.",
            },
            bases=["Model"],
        ),
    ]
