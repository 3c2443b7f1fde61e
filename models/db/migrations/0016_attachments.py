"""Files that come in and go out, one-time links to them, and where papers are told of."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("loket", "0015_staffing")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=32),
                ),
                ("uploader", fields.CharField(max_length=80)),
                ("conversation_id", fields.BigIntField(null=True, db_index=True)),
                ("message_id", fields.BigIntField(null=True, db_index=True)),
                ("name", fields.CharField(max_length=100)),
                ("kind", fields.CharField(max_length=8)),
                ("type", fields.CharField(max_length=40)),
                ("size", fields.IntField()),
                ("width", fields.IntField(null=True)),
                ("height", fields.IntField(null=True)),
                ("digest", fields.CharField(max_length=64)),
                ("stored_at_ms", fields.BigIntField()),
            ],
            options={
                "table": "attachment",
                "app": "loket",
                "indexes": [
                    Index(fields=["uploader", "stored_at_ms"]),
                    Index(fields=["stored_at_ms"]),
                ],
                "pk_attr": "id",
                "table_description": "One file, its content lies in the folder of files under its id.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="FileLink",
            fields=[
                (
                    "digest",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64),
                ),
                ("message_id", fields.BigIntField(db_index=True)),
                ("expires_at_ms", fields.BigIntField()),
                ("used_at_ms", fields.BigIntField(null=True)),
            ],
            options={
                "table": "file_link",
                "app": "loket",
                "pk_attr": "digest",
                "table_description": "A one-time link to the files of a message, the row holds only its token's digest.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Message",
            name="attachments",
            field=fields.TextField(null=True, unique=False),
        ),
        ops.AddField(
            model_name="MissingPaper",
            name="handed_in_at_ms",
            field=fields.BigIntField(null=True),
        ),
        ops.AddField(
            model_name="UploadLink",
            name="conversation_id",
            field=fields.BigIntField(null=True),
        ),
    ]
