"""The lines of all gateways of an office. Times are milliseconds since 1970, UTC."""

from tortoise import fields
from tortoise.models import Model


class Line(Model):
    """A modem or an account as its gateway last saw it, for the processes that have no gateway."""

    name = fields.CharField(max_length=120, primary_key=True)
    channel = fields.CharField(max_length=16)
    told = fields.TextField()
    """Its condition, JSON."""
    changed_at_ms = fields.BigIntField()
    """Since when it is so."""
    seen_at_ms = fields.BigIntField()
    """When its gateway last said anything of it."""

    class Meta:
        table = "line"
