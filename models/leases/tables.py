"""Leases, one row for each thing that one process at a time may do."""

from tortoise import fields
from tortoise.models import Model


class LeaseRow(Model):
    """Who may do something, until when by the clock of the database."""

    name = fields.CharField(max_length=32, primary_key=True)
    fence = fields.BigIntField()
    holder = fields.CharField(max_length=200)
    place = fields.CharField(max_length=64)
    ends_at_s = fields.BigIntField()

    class Meta:
        table = "lease"
