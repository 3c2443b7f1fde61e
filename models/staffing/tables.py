"""Departments and how each member of staff is at work. Times are milliseconds since 1970, UTC."""

from tortoise import fields
from tortoise.models import Model


class Department(Model):
    """A group of staff that a thread may be given to."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=120, unique=True)
    created_at_ms = fields.BigIntField()

    class Meta:
        table = "department"


class Membership(Model):
    """That somebody works in a department, one may work in several."""

    id = fields.BigIntField(primary_key=True)
    department_id = fields.BigIntField()
    staff_id = fields.BigIntField(db_index=True)

    class Meta:
        table = "membership"
        unique_together = (("department_id", "staff_id"),)


class Post(Model):
    """How one member of staff is at work, whoever has none has the usual one."""

    staff_id = fields.BigIntField(primary_key=True)
    presence = fields.CharField(max_length=10)
    threads_most = fields.IntField()
    shown_as = fields.CharField(max_length=10)
    """What contacts see: person or department."""
    seen_at_ms = fields.BigIntField()
    """When a desk of theirs was last known to be open."""
    given_at_ms = fields.BigIntField()
    """When they were last given a thread."""
    typed_in = fields.BigIntField(null=True)
    """In which thread they were last seen typing, and when."""
    typed_at_ms = fields.BigIntField()

    class Meta:
        table = "post"
