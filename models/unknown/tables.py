"""Messages that were not understood, one row for equal words in equal circumstances."""

from tortoise import fields
from tortoise.models import Model


class UnknownMessage(Model):
    """Words that meant nothing to the bot, how often they came, and what staff say they mean."""

    id = fields.BigIntField(primary_key=True)
    digest = fields.CharField(max_length=64, unique=True)
    """Of context and words: by it the same message is known again."""
    context = fields.CharField(max_length=80)
    """The question that was open, or idle."""
    channel = fields.CharField(max_length=16)
    language = fields.CharField(max_length=8)
    text = fields.TextField()
    """As it was written first, identity numbers masked."""
    words = fields.TextField()
    """The same without capitals and signs."""
    times = fields.IntField()
    first_at_ms = fields.BigIntField()
    last_at_ms = fields.BigIntField(db_index=True)
    intent = fields.CharField(max_length=32, null=True)
    label_number = fields.BigIntField(null=True, db_index=True)
    """Rises with every label that is given or changed; none while there is no label."""
    labelled_at_ms = fields.BigIntField(null=True)
    labelled_by_id = fields.BigIntField(null=True)

    class Meta:
        table = "unknown_message"
