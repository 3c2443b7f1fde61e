"""Replies kept for staff. Times are milliseconds since 1970, UTC."""

from tortoise import fields
from tortoise.models import Model


class CannedReply(Model):
    """A text that is said often, in both languages."""

    id = fields.BigIntField(primary_key=True)
    owner_id = fields.BigIntField()
    """The member of staff whose own it is, 0 for everybody's."""
    shortcut = fields.CharField(max_length=32)
    category = fields.CharField(max_length=40)
    text_id = fields.TextField()
    text_en = fields.TextField()
    updated_at_ms = fields.BigIntField()
    updated_by = fields.BigIntField()

    class Meta:
        table = "canned_reply"
        unique_together = (("owner_id", "shortcut"),)
