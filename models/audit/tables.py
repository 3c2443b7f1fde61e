"""What staff did. Times are milliseconds since 1970, UTC."""

from tortoise import fields
from tortoise.models import Model


class AuditEntry(Model):
    """One act, its digest covers the digest of the entry before."""

    n = fields.BigIntField(primary_key=True)
    at_ms = fields.BigIntField()
    staff_id = fields.BigIntField(null=True)
    """Null for what the office did by itself."""
    act = fields.CharField(max_length=32)
    conversation_id = fields.BigIntField(null=True, db_index=True)
    detail = fields.TextField()
    """JSON, with no words of a contact in it."""
    digest = fields.CharField(max_length=64)

    class Meta:
        table = "audit_entry"


class AuditHead(Model):
    """Where the chain ends: one row."""

    id = fields.SmallIntField(primary_key=True)
    n = fields.BigIntField()
    digest = fields.CharField(max_length=64)
    """Of the last entry."""
    seal = fields.CharField(max_length=64)
    """Says with the office's secret that this is the end."""

    class Meta:
        table = "audit_head"
