"""The door by which a contact is reached while the page is closed."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("loket", "0009_unknown")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Conversation",
            name="at_page_ms",
            field=fields.BigIntField(db_default=0),
        ),
        ops.AddField(
            model_name="Conversation",
            name="away_address",
            field=fields.CharField(null=True, max_length=64),
        ),
        ops.AddField(
            model_name="Conversation",
            name="away_channel",
            field=fields.CharField(null=True, max_length=16),
        ),
    ]
