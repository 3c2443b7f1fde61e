"""Everything said, kept in order. Times are milliseconds since 1970, UTC."""

from tortoise import fields
from tortoise.models import Model


class Conversation(Model):
    """All that is said with one contact, and where its dialog stands."""

    id = fields.BigIntField(primary_key=True, generated=False)
    contact_id = fields.BigIntField(unique=True)
    channel = fields.CharField(max_length=16)
    address = fields.CharField(max_length=64)
    """The door the contact used last; answers leave by it."""
    language = fields.CharField(max_length=8)
    speaker = fields.CharField(max_length=8)
    owner_id = fields.BigIntField(null=True)
    turn = fields.IntField()
    """How many turns the bot has taken; timers and retries carry the turn they belong to."""
    last_pos = fields.IntField()
    seen_pos = fields.IntField()
    dialog = fields.TextField(null=True)
    """The dialog's snapshot, JSON, or null when no question is open."""
    waiting_since_ms = fields.BigIntField(null=True, db_index=True)
    needs_person = fields.BooleanField()
    said_since_ms = fields.BigIntField()
    said_count = fields.IntField()
    """How many texts the bot sent since then: two automata must not talk for ever."""
    preview = fields.CharField(max_length=120)
    created_at_ms = fields.BigIntField()
    updated_at_ms = fields.BigIntField(db_index=True)

    class Meta:
        table = "conversation"


class Message(Model):
    """One thing said or done in a conversation, at a position that no other has."""

    id = fields.BigIntField(primary_key=True, generated=False)
    conversation_id = fields.BigIntField()
    pos = fields.IntField()
    author = fields.CharField(max_length=8)
    """visitor, bot, staff, system, or note (seen by staff alone)."""
    act = fields.CharField(max_length=8, null=True)
    """For the system's lines: take, release or close."""
    staff_id = fields.BigIntField(null=True)
    channel = fields.CharField(max_length=16)
    text = fields.TextField()
    choices = fields.TextField(null=True)
    """JSON list of [value, label]."""
    client_key = fields.CharField(max_length=64, null=True)
    reply_to = fields.BigIntField(null=True)
    at_ms = fields.BigIntField()

    class Meta:
        table = "message"
        unique_together = (
            ("client_key", "conversation_id"),
            ("conversation_id", "pos"),
            ("reply_to", "author"),
        )


class Outbox(Model):
    """A message that a channel still has to send, or has sent, and how far it got."""

    message_id = fields.BigIntField(primary_key=True, generated=False)
    conversation_id = fields.BigIntField(db_index=True)
    channel = fields.CharField(max_length=16)
    address = fields.CharField(max_length=64)
    text = fields.TextField()
    """Worded for its channel: a retry sends the same words."""
    stage = fields.CharField(max_length=12)
    due_at_ms = fields.BigIntField()
    attempts = fields.IntField()
    awaiting = fields.CharField(max_length=400)
    """Network references of parts not yet reported delivered, comma-separated."""
    detail = fields.CharField(max_length=200)
    updated_at_ms = fields.BigIntField()

    class Meta:
        table = "outbox"
        indexes = (("channel", "stage", "due_at_ms"), ("address", "stage"))


class DeskEvent(Model):
    """What staff must hear of, numbered without gaps so that a desk can catch up."""

    n = fields.BigIntField(primary_key=True, generated=False)
    kind = fields.CharField(max_length=16)
    conversation_id = fields.BigIntField(null=True)
    first_pos = fields.IntField()
    last_pos = fields.IntField()
    """The messages it tells of; none when first_pos is above last_pos."""
    detail = fields.TextField(null=True)
    """JSON of what the kind needs besides."""
    at_ms = fields.BigIntField()

    class Meta:
        table = "desk_event"


class Parked(Model):
    """A stored message whose turn failed, tried again, then shown to a person."""

    message_id = fields.BigIntField(primary_key=True, generated=False)
    conversation_id = fields.BigIntField(db_index=True)
    turn = fields.IntField()
    attempts = fields.IntField()
    due_at_ms = fields.BigIntField(db_index=True)
    error = fields.CharField(max_length=120)

    class Meta:
        table = "parked"
