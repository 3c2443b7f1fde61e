"""Who writes to the office and who works there. Times are milliseconds since 1970, UTC."""

from tortoise import fields
from tortoise.models import Model


class Contact(Model):
    """A person as the office knows them from their messages, may have several addresses."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=120, null=True)
    language = fields.CharField(max_length=8)
    opted_out_at_ms = fields.BigIntField(null=True)
    created_at_ms = fields.BigIntField()

    class Meta:
        table = "contact"


class Address(Model):
    """Where a contact can be reached: one value on one channel belongs to one contact."""

    id = fields.BigIntField(primary_key=True)
    contact_id = fields.BigIntField(db_index=True)
    channel = fields.CharField(max_length=16)
    value = fields.CharField(max_length=64)
    created_at_ms = fields.BigIntField()

    class Meta:
        table = "address"
        unique_together = (("value", "channel"),)


class Staff(Model):
    """Somebody who may log in at the desk."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=64, unique=True)
    display_name = fields.CharField(max_length=120)
    role = fields.CharField(max_length=16)
    password_hash = fields.CharField(max_length=200, null=True)
    disabled_at_ms = fields.BigIntField(null=True)
    created_at_ms = fields.BigIntField()

    class Meta:
        table = "staff"


class StaffSession(Model):
    """A login that is still good, the cookie holds the secret, the row only its digest."""

    digest = fields.CharField(max_length=64, primary_key=True)
    staff_id = fields.BigIntField(db_index=True)
    created_at_ms = fields.BigIntField()
    seen_at_ms = fields.BigIntField()

    class Meta:
        table = "staff_session"


class PasswordLink(Model):
    """A one-time link by which a member of staff sets a password."""

    digest = fields.CharField(max_length=64, primary_key=True)
    staff_id = fields.BigIntField(db_index=True)
    expires_at_ms = fields.BigIntField()

    class Meta:
        table = "password_link"


class LoginFailure(Model):
    """A login that was refused, kept an hour to slow down guessing."""

    id = fields.BigIntField(primary_key=True)
    subject = fields.CharField(max_length=80)
    at_ms = fields.BigIntField()

    class Meta:
        table = "login_failure"
        indexes = (("subject", "at_ms"),)


class Person(Model):
    """Somebody who registered, the id is that of the first contact they registered by."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=120)
    birth_date = fields.CharField(max_length=10)
    """ISO date."""
    nik_sealed = fields.CharField(max_length=120)
    """The identity number, encrypted with a key that is not in the database."""
    nik_digest = fields.CharField(max_length=64, unique=True)
    """Its keyed digest, to find it by."""
    registered_at_ms = fields.BigIntField()

    class Meta:
        table = "person"


class PersonContact(Model):
    """Which person a contact was proved to be, a contact without a row is a person by itself."""

    contact_id = fields.BigIntField(primary_key=True)
    person_id = fields.BigIntField(db_index=True)

    class Meta:
        table = "person_contact"


class ProvedPhone(Model):
    """A telephone that a person proved to hold by a code sent to it."""

    phone = fields.CharField(max_length=20, primary_key=True)
    person_id = fields.BigIntField(db_index=True)
    proved_at_ms = fields.BigIntField()

    class Meta:
        table = "proved_phone"


class ProofCode(Model):
    """A one-time code that was sent to a telephone, as its digest."""

    id = fields.BigIntField(primary_key=True)
    contact_id = fields.BigIntField()
    """Who asked for it and must say it."""
    phone = fields.CharField(max_length=20)
    digest = fields.CharField(max_length=64)
    sent_at_ms = fields.BigIntField()
    expires_at_ms = fields.BigIntField()
    wrong = fields.SmallIntField()
    ended_at_ms = fields.BigIntField(null=True)

    class Meta:
        table = "proof_code"
        indexes = (("phone", "sent_at_ms"), ("contact_id", "sent_at_ms"))


class Refusal(Model):
    """What a contact does not want to be told unasked: all of it, or promotions alone."""

    contact_id = fields.BigIntField(primary_key=True)
    scope = fields.CharField(max_length=8)
    at_ms = fields.BigIntField()

    class Meta:
        table = "refusal"


class NikReading(Model):
    """That somebody at the desk read a whole identity number, and why."""

    id = fields.BigIntField(primary_key=True)
    person_id = fields.BigIntField(db_index=True)
    staff_id = fields.BigIntField()
    reason = fields.CharField(max_length=200)
    at_ms = fields.BigIntField()

    class Meta:
        table = "nik_reading"
