"""Cases and what happened to them. Times are milliseconds since 1970, UTC."""

from tortoise import fields
from tortoise.models import Model


class Case(Model):
    """One matter, known by the number on the resident's receipt."""

    id = fields.BigIntField(primary_key=True)
    number = fields.CharField(max_length=24, unique=True)
    service = fields.CharField(max_length=24)
    stage = fields.CharField(max_length=12)
    phone = fields.CharField(max_length=20, null=True)
    birth_date = fields.CharField(max_length=10, null=True)
    """ISO date."""
    nik_tail_digest = fields.CharField(max_length=64, null=True)
    """Keyed digest of the last four digits of the identity number; the number is not kept."""
    note_id = fields.CharField(max_length=200)
    note_en = fields.CharField(max_length=200)
    created_at_ms = fields.BigIntField()

    class Meta:
        table = "case_file"
        indexes = (("phone",),)


class CaseStep(Model):
    """A stage that a case reached, and when."""

    id = fields.BigIntField(primary_key=True)
    case_id = fields.BigIntField(db_index=True)
    stage = fields.CharField(max_length=12)
    at_ms = fields.BigIntField()
    staff_id = fields.BigIntField(null=True)

    class Meta:
        table = "case_step"


class MissingPaper(Model):
    """A paper the office still waits for."""

    id = fields.BigIntField(primary_key=True)
    case_id = fields.BigIntField(db_index=True)
    name_id = fields.CharField(max_length=120)
    name_en = fields.CharField(max_length=120)
    received_at_ms = fields.BigIntField(null=True)
    """When staff noted that it is here."""
    handed_in_at_ms = fields.BigIntField(null=True)
    """When a file came for it, which staff have to check."""

    class Meta:
        table = "missing_paper"


class FailedLookup(Model):
    """A case number or proof that was wrong, kept to stop guessing."""

    id = fields.BigIntField(primary_key=True)
    subject = fields.CharField(max_length=80)
    """Who asked (channel and a digest of the address) or which case was asked for."""
    at_ms = fields.BigIntField()

    class Meta:
        table = "failed_lookup"
        indexes = (("subject", "at_ms"),)


class CaseTerms(Model):
    """What was agreed on a case: with whom, and by when it shall be ready."""

    case_id = fields.BigIntField(primary_key=True)
    who_id = fields.BigIntField(null=True, db_index=True)
    """The person who applied by themselves."""
    promised_on = fields.CharField(max_length=10, null=True)
    """ISO date."""
    open_key = fields.CharField(max_length=64, null=True, unique=True)
    """Person and service while it is open: nobody applies twice for the same."""
    closed_at_ms = fields.BigIntField(null=True, db_index=True)
    offered_at_ms = fields.BigIntField(null=True)
    """When its closing was taken up, for a survey to be offered."""

    class Meta:
        table = "case_terms"


class CaseNotice(Model):
    """A stage change that the person must hear of, told once."""

    step_id = fields.BigIntField(primary_key=True)
    case_id = fields.BigIntField(db_index=True)
    told_at_ms = fields.BigIntField(null=True, db_index=True)

    class Meta:
        table = "case_notice"


class CaseCount(Model):
    """The last running number of a year."""

    year = fields.BigIntField(primary_key=True)
    running = fields.IntField()

    class Meta:
        table = "case_count"


class RequiredPaper(Model):
    """What a service asks for: a paper to be handed in, or a condition to be met."""

    id = fields.BigIntField(primary_key=True)
    service = fields.CharField(max_length=24)
    number = fields.SmallIntField()
    name_id = fields.CharField(max_length=120)
    name_en = fields.CharField(max_length=120)
    is_paper = fields.BooleanField()

    class Meta:
        table = "required_paper"
        unique_together = (("service", "number"),)


class UploadLink(Model):
    """A one-time link by which papers are handed in, the row holds only its token's digest."""

    digest = fields.CharField(max_length=64, primary_key=True)
    case_id = fields.BigIntField(db_index=True)
    expires_at_ms = fields.BigIntField()
    used_at_ms = fields.BigIntField(null=True)
    conversation_id = fields.BigIntField(null=True)
    """Where it was asked for: there the papers are told of."""

    class Meta:
        table = "upload_link"
