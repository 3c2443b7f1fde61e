"""The office's services."""

from tortoise import fields
from tortoise.models import Model


class Service(Model):
    """Something a resident can have done at the counter."""

    code = fields.CharField(max_length=24, primary_key=True)
    number = fields.IntField(unique=True)
    prefix = fields.CharField(max_length=4)
    name_id = fields.CharField(max_length=120)
    name_en = fields.CharField(max_length=120)
    fee_idr = fields.BigIntField()
    working_days = fields.IntField()

    class Meta:
        table = "service"
