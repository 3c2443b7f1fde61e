"""Services with a line, their counters and places, and the tickets. Times are milliseconds UTC."""

from tortoise import fields
from tortoise.models import Model


class QueueService(Model):
    """A service people line up for, and its manners."""

    code = fields.CharField(max_length=24, primary_key=True)
    prefix = fields.CharField(max_length=4, unique=True)
    days_ahead = fields.IntField()
    same_day_until = fields.CharField(max_length=5)
    quota_per_day = fields.IntField()
    per_person = fields.IntField()
    hold_minutes = fields.IntField()
    recall_after = fields.IntField()
    notice_at = fields.IntField()
    is_open = fields.BooleanField(db_default=True)

    class Meta:
        table = "queue_service"


class QueuePlan(Model):
    """A time of a weekday and how many may come at it."""

    id = fields.BigIntField(primary_key=True)
    service = fields.CharField(max_length=24)
    weekday = fields.SmallIntField()
    time = fields.CharField(max_length=5)
    capacity = fields.IntField()

    class Meta:
        table = "queue_plan"
        unique_together = (("service", "weekday", "time"),)


class Counter(Model):
    """A desk in the hall, known by its name, and the one service it calls, or any."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=24, unique=True)
    service = fields.CharField(max_length=24, null=True)

    class Meta:
        table = "queue_counter"


class QueueDay(Model):
    """One service on one day: how many of its quota are taken, and the last number given."""

    id = fields.BigIntField(primary_key=True)
    service = fields.CharField(max_length=24)
    day = fields.CharField(max_length=10)
    quota = fields.IntField()
    used = fields.IntField()
    last_number = fields.IntField()
    """Rises only, so a number is never given twice."""
    called = fields.IntField()
    """How many calls there were: a ticket that is absent waits for some more of them."""

    class Meta:
        table = "queue_day"
        unique_together = (("service", "day"),)


class QueueSlot(Model):
    """A time of a day: how many may come, and how many places are taken or held."""

    id = fields.BigIntField(primary_key=True)
    service = fields.CharField(max_length=24)
    day = fields.CharField(max_length=10)
    time = fields.CharField(max_length=5)
    capacity = fields.IntField()
    used = fields.IntField()

    class Meta:
        table = "queue_slot"
        unique_together = (("service", "day", "time"),)


class QueueShare(Model):
    """How many places one person has on one day."""

    id = fields.BigIntField(primary_key=True)
    contact_id = fields.BigIntField()
    day = fields.CharField(max_length=10)
    used = fields.IntField()

    class Meta:
        table = "queue_share"
        unique_together = (("contact_id", "day"),)


class QueueHold(Model):
    """A place kept for a person who chooses, one at a time."""

    id = fields.BigIntField(primary_key=True)
    contact_id = fields.BigIntField(unique=True)
    slot_id = fields.BigIntField()
    until_ms = fields.BigIntField(db_index=True)

    class Meta:
        table = "queue_hold"


class Ticket(Model):
    """A person's place in a line of a day."""

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=64)
    """The person's own: the same request asked twice has the same key, gets the same ticket."""
    service = fields.CharField(max_length=24)
    day = fields.CharField(max_length=10)
    number = fields.IntField()
    prefix = fields.CharField(max_length=4)
    slot_id = fields.BigIntField()
    seat = fields.IntField(null=True)
    """1 to the capacity of its time, none once the place is given back."""
    time = fields.CharField(max_length=5)
    contact_id = fields.BigIntField()
    phone = fields.CharField(max_length=20, null=True, db_index=True)
    state = fields.CharField(max_length=12)
    counter = fields.CharField(max_length=24, null=True)
    recall_at = fields.IntField(null=True)
    """The count of the day's calls from which an absent ticket is called again."""
    booked_at_ms = fields.BigIntField()
    arrived_at_ms = fields.BigIntField(null=True)
    called_at_ms = fields.BigIntField(null=True)
    ended_at_ms = fields.BigIntField(null=True)
    noticed_at_ms = fields.BigIntField(null=True)
    reminded_at_ms = fields.BigIntField(null=True)

    class Meta:
        table = "queue_ticket"
        unique_together = (
            ("service", "day", "number"),
            ("slot_id", "seat"),
            ("contact_id", "key"),
        )
        indexes = (("day", "state"), ("service", "ended_at_ms"))


class TicketNotice(Model):
    """What staff did last with a ticket, told its holder once."""

    ticket_id = fields.BigIntField(primary_key=True)
    done = fields.CharField(max_length=12)
    day = fields.CharField(max_length=10)
    """When the ticket was for then: moved on by its holder, there is nothing to tell."""
    time = fields.CharField(max_length=5)
    told_at_ms = fields.BigIntField(null=True, db_index=True)

    class Meta:
        table = "queue_notice"
