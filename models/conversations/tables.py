"""Everything said, kept in order. Times are milliseconds since 1970, UTC."""

from tortoise import fields
from tortoise.models import Model


class Conversation(Model):
    """All that is said with one contact, and where its dialog stands."""

    id = fields.BigIntField(primary_key=True)
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
    noise_count = fields.IntField(db_default=0)
    """How many of them answered what was not understood: each costs, and helps nobody."""
    preview = fields.CharField(max_length=120)
    away_channel = fields.CharField(max_length=16, null=True)
    away_address = fields.CharField(max_length=64, null=True)
    """The proved door by which the contact is reached while no window is open."""
    at_page_ms = fields.BigIntField(db_default=0)
    """When a window was last known to be open; kept only where there is another door."""
    created_at_ms = fields.BigIntField()
    updated_at_ms = fields.BigIntField(db_index=True)
    standing = fields.CharField(max_length=8, db_default="bot")
    """In which of the desk's lists it is: bot, waiting, staff, asleep or closed."""
    urgency = fields.SmallIntField(db_default=0)
    """0 to 3, as staff mark it."""
    department_id = fields.BigIntField(null=True)
    last_owner_id = fields.BigIntField(null=True)
    """Who of the staff spoke here last."""
    closed_at_ms = fields.BigIntField(null=True)
    snoozed_until_ms = fields.BigIntField(null=True)

    class Meta:
        table = "conversation"
        indexes = (
            ("standing", "updated_at_ms", "id"),
            ("owner_id", "standing", "updated_at_ms", "id"),
            ("snoozed_until_ms",),
        )


class Label(Model):
    """A word that staff put on threads, as it was first written."""

    key = fields.CharField(max_length=80, primary_key=True)
    """Folded: two spellings of one label are one."""
    name = fields.CharField(max_length=40)
    created_at_ms = fields.BigIntField()

    class Meta:
        table = "label"


class ThreadLabel(Model):
    """That a label is on a thread."""

    id = fields.BigIntField(primary_key=True)
    conversation_id = fields.BigIntField()
    label = fields.CharField(max_length=80, db_index=True)

    class Meta:
        table = "thread_label"
        unique_together = (("conversation_id", "label"),)


class ThreadRead(Model):
    """How far one member of staff has read in a thread."""

    id = fields.BigIntField(primary_key=True)
    staff_id = fields.BigIntField()
    conversation_id = fields.BigIntField()
    pos = fields.IntField()

    class Meta:
        table = "thread_read"
        unique_together = (("staff_id", "conversation_id"),)


class ThreadCount(Model):
    """How many threads stand in one of the desk's lists."""

    standing = fields.CharField(max_length=8, primary_key=True)
    many = fields.IntField()

    class Meta:
        table = "thread_count"


class StaffCall(Model):
    """That a contact asked for a person while nobody was on duty."""

    conversation_id = fields.BigIntField(primary_key=True)
    asked_at_ms = fields.BigIntField(db_index=True)

    class Meta:
        table = "staff_call"


class SearchMark(Model):
    """Up to which desk event messages can be found by their words."""

    id = fields.SmallIntField(primary_key=True)
    n = fields.BigIntField()

    class Meta:
        table = "search_mark"


class Message(Model):
    """One thing said or done in a conversation, at a position that no other has."""

    id = fields.BigIntField(primary_key=True)
    conversation_id = fields.BigIntField()
    pos = fields.IntField()
    author = fields.CharField(max_length=8)
    """visitor, bot, staff, system, or note (seen by staff alone)."""
    act = fields.CharField(max_length=8, null=True)
    """For the system's lines: take, release, close, assign, requeue or begin."""
    staff_id = fields.BigIntField(null=True)
    channel = fields.CharField(max_length=16)
    text = fields.TextField()
    choices = fields.TextField(null=True)
    """JSON list of [value, label]."""
    client_key = fields.CharField(max_length=64, null=True)
    reply_to = fields.BigIntField(null=True)
    at_ms = fields.BigIntField()
    attachments = fields.TextField(null=True)
    """JSON list of what is told of each file: so no reader has to ask for it."""

    class Meta:
        table = "message"
        unique_together = (
            ("client_key", "conversation_id"),
            ("conversation_id", "pos"),
            ("reply_to", "author"),
        )


class Outbox(Model):
    """A message that a channel still has to send, or has sent, and how far it got."""

    message_id = fields.BigIntField(primary_key=True)
    conversation_id = fields.BigIntField(db_index=True)
    channel = fields.CharField(max_length=16)
    address = fields.CharField(max_length=64)
    text = fields.TextField()
    """Worded for its channel: a retry sends the same words."""
    priority = fields.SmallIntField(db_default=1)
    """The class of the message, Priority: a lower number goes first."""
    stage = fields.CharField(max_length=12)
    """Of the whole message: its parts' own stages are in outbox_part."""
    due_at_ms = fields.BigIntField()
    valid_until_ms = fields.BigIntField(db_default=0)
    """Not sent by then, it expires; 0 is as long as the house allows."""
    attempts = fields.IntField()
    reference = fields.SmallIntField(db_default=0)
    """0 to 255, in the header of every part: given at the first attempt."""
    repeats = fields.SmallIntField(db_default=0)
    """How often it was sent once more after a lost answer."""
    detail = fields.CharField(max_length=200)
    updated_at_ms = fields.BigIntField()

    class Meta:
        table = "outbox"
        indexes = (
            ("channel", "stage", "priority", "due_at_ms", "message_id"),
            ("address", "stage"),
        )


class OutboxPart(Model):
    """One part of a message that has begun to leave, written before its first byte does."""

    id = fields.BigIntField(primary_key=True)
    message_id = fields.BigIntField()
    number = fields.SmallIntField()
    """From 1."""
    total = fields.SmallIntField()
    channel = fields.CharField(max_length=16)
    address = fields.CharField(max_length=64)
    line = fields.CharField(max_length=120)
    """By which modem or account."""
    stage = fields.CharField(max_length=12)
    reference = fields.CharField(max_length=80, null=True)
    """What the network calls it, delivery reports name it."""
    at_ms = fields.BigIntField()
    """When it was handed to the line."""

    class Meta:
        table = "outbox_part"
        unique_together = (("message_id", "number"),)
        indexes = (("address", "reference"), ("at_ms",))


class InboundPart(Model):
    """A part of a long message that came in: stored before the modem may forget it."""

    id = fields.BigIntField(primary_key=True)
    group_id = fields.BigIntField(db_index=True)
    """The first stored part's id: the parts of one message share it."""
    channel = fields.CharField(max_length=16)
    address = fields.CharField(max_length=64)
    external_id = fields.CharField(max_length=64, unique=True)
    reference = fields.IntField()
    width = fields.SmallIntField()
    total = fields.SmallIntField()
    number = fields.SmallIntField()
    text = fields.TextField()
    sent_at_ms = fields.BigIntField()
    stored_at_ms = fields.BigIntField()
    stage = fields.CharField(max_length=12)
    """waiting, shown (to staff, incomplete) or heard (its message is in the thread)."""

    class Meta:
        table = "inbound_part"
        indexes = (("address", "reference", "total", "width"), ("stage", "stored_at_ms"))


class Quarantine(Model):
    """Something that came in and is no text for the bot: kept whole for a person to look at."""

    id = fields.BigIntField(primary_key=True)
    channel = fields.CharField(max_length=16)
    line = fields.CharField(max_length=120)
    oddity = fields.CharField(max_length=16)
    address = fields.CharField(max_length=64)
    external_id = fields.CharField(max_length=64, unique=True)
    content = fields.TextField()
    """As it came: a PDU in hex, or what a provider sent."""
    text = fields.TextField()
    detail = fields.CharField(max_length=200)
    received_at_ms = fields.BigIntField()
    stored_at_ms = fields.BigIntField(db_index=True)
    seen_at_ms = fields.BigIntField(null=True)
    """When somebody at the desk put it away."""
    seen_by_id = fields.BigIntField(null=True)

    class Meta:
        table = "quarantine"


class DeskEvent(Model):
    """What staff must hear of, numbered without gaps so that a desk can catch up."""

    n = fields.BigIntField(primary_key=True)
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

    message_id = fields.BigIntField(primary_key=True)
    conversation_id = fields.BigIntField(db_index=True)
    turn = fields.IntField()
    attempts = fields.IntField()
    due_at_ms = fields.BigIntField(db_index=True)
    error = fields.CharField(max_length=120)

    class Meta:
        table = "parked"


class Timer(Model):
    """When an open question is asked again, or rests: it belongs to one turn and rings once."""

    message_id = fields.BigIntField(primary_key=True)
    """The question it waits upon."""
    conversation_id = fields.BigIntField()
    turn = fields.IntField()
    """In a later turn it does nothing."""
    kind = fields.CharField(max_length=8)
    """remind or expire."""
    due_at_ms = fields.BigIntField(db_index=True)

    class Meta:
        table = "timer"


class Script(Model):
    """A version of a dialog, kept so that whoever began with it can finish it."""

    version = fields.CharField(max_length=16, primary_key=True)
    """The digest of the script, its name included."""
    dialog = fields.CharField(max_length=64)
    body = fields.TextField()
    """JSON: what the engine needs to hold it, its words included."""
    kept_at_ms = fields.BigIntField()

    class Meta:
        table = "script"


class Rating(Model):
    """What a contact said of a talk with staff that has ended."""

    id = fields.BigIntField(primary_key=True)
    conversation_id = fields.BigIntField()
    pos = fields.IntField()
    """Where it ended: the line that says so."""
    staff_id = fields.BigIntField(null=True)
    """Who ended it."""
    rating = fields.SmallIntField()
    """1 (very poor) to 5 (very good)."""
    comment = fields.CharField(max_length=1000, null=True)
    at_ms = fields.BigIntField(db_index=True)

    class Meta:
        table = "rating"
        unique_together = (("conversation_id", "pos"),)


class Mention(Model):
    """That a note names a colleague, who shall look at it."""

    id = fields.BigIntField(primary_key=True)
    conversation_id = fields.BigIntField()
    pos = fields.IntField()
    """Of the note."""
    staff_id = fields.BigIntField()
    """Who is named."""
    by_staff_id = fields.BigIntField()
    at_ms = fields.BigIntField()

    class Meta:
        table = "mention"
        unique_together = (("staff_id", "conversation_id", "pos"),)
