"""Files that came in or go out. Times are milliseconds since 1970, UTC."""

from tortoise import fields
from tortoise.models import Model


class Attachment(Model):
    """One file, its content lies in the folder of files under its id."""

    id = fields.CharField(max_length=32, primary_key=True)
    """128 random bits in hex."""
    uploader = fields.CharField(max_length=80)
    """Who handed it in: `web:` and the visitor's address, `staff:` or `case:` and a number."""
    conversation_id = fields.BigIntField(null=True, db_index=True)
    message_id = fields.BigIntField(null=True, db_index=True)
    """The message it came with; null until that is stored."""
    name = fields.CharField(max_length=100)
    """As people read it, cleaned."""
    kind = fields.CharField(max_length=8)
    type = fields.CharField(max_length=40)
    size = fields.IntField()
    width = fields.IntField(null=True)
    height = fields.IntField(null=True)
    digest = fields.CharField(max_length=64)
    """SHA-256 of the content as it is kept."""
    stored_at_ms = fields.BigIntField()

    class Meta:
        table = "attachment"
        indexes = (("uploader", "stored_at_ms"), ("stored_at_ms",))


class FileLink(Model):
    """A one-time link to the files of a message, the row holds only its token's digest."""

    digest = fields.CharField(max_length=64, primary_key=True)
    message_id = fields.BigIntField(db_index=True)
    expires_at_ms = fields.BigIntField()
    used_at_ms = fields.BigIntField(null=True)

    class Meta:
        table = "file_link"
