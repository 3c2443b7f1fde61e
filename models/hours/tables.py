"""Opening hours, closed days and the office's place. Dates and times are the office's own."""

from tortoise import fields
from tortoise.models import Model


class OpeningPeriod(Model):
    """From when to when the office is open on a weekday, a day may have several."""

    id = fields.BigIntField(primary_key=True)
    weekday = fields.SmallIntField()
    """Monday is 0."""
    begins = fields.CharField(max_length=5)
    """HH:MM."""
    ends = fields.CharField(max_length=5)

    class Meta:
        table = "opening_period"
        unique_together = (("weekday", "begins"),)


class ClosedDate(Model):
    """A date on which the office is closed though its weekday has hours."""

    on_date = fields.CharField(max_length=10, primary_key=True)
    """ISO date."""
    name_id = fields.CharField(max_length=120)
    name_en = fields.CharField(max_length=120)

    class Meta:
        table = "closed_date"


class Place(Model):
    """Where the office is: one row."""

    id = fields.BigIntField(primary_key=True)
    name_id = fields.CharField(max_length=120)
    name_en = fields.CharField(max_length=120)
    address_id = fields.CharField(max_length=200)
    address_en = fields.CharField(max_length=200)

    class Meta:
        table = "place"
