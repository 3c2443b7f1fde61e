"""Surveys, their questions and what was answered. Times are milliseconds since 1970, UTC."""

from tortoise import fields
from tortoise.models import Model


class Survey(Model):
    """Questions that belong together, asked from its beginning until it is ended."""

    id = fields.BigIntField(primary_key=True)
    code = fields.CharField(max_length=24, unique=True)
    title_id = fields.CharField(max_length=120)
    title_en = fields.CharField(max_length=120)
    low = fields.SmallIntField()
    high = fields.SmallIntField()
    """The scale of the elements that make the index."""
    is_default = fields.BooleanField()
    """Taken when somebody asks for no survey by name, and when a case closes."""
    begins_at_ms = fields.BigIntField()
    ended_at_ms = fields.BigIntField(null=True)
    created_at_ms = fields.BigIntField()

    class Meta:
        table = "survey"


class SurveyQuestion(Model):
    """One question. One that is no longer asked stays, for what was answered."""

    id = fields.BigIntField(primary_key=True)
    survey_id = fields.BigIntField()
    number = fields.SmallIntField()
    code = fields.CharField(max_length=24)
    kind = fields.CharField(max_length=8)
    text_id = fields.CharField(max_length=200)
    text_en = fields.CharField(max_length=200)
    options_id = fields.TextField()
    """JSON list: the choices, or the words for a scale's marks."""
    options_en = fields.TextField()
    low = fields.BigIntField()
    high = fields.BigIntField()
    is_optional = fields.BooleanField()
    is_element = fields.BooleanField()
    """Whether its marks count for the index."""
    retired_at_ms = fields.BigIntField(null=True)

    class Meta:
        table = "survey_question"
        unique_together = (("survey_id", "code"),)


class AnswerSet(Model):
    """What one person answers to one survey about one case, or about none (an empty number)."""

    id = fields.BigIntField(primary_key=True)
    survey_id = fields.BigIntField()
    who_id = fields.BigIntField(db_index=True)
    case_number = fields.CharField(max_length=24)
    state = fields.CharField(max_length=8)
    """offered, open or finished."""
    offered_at_ms = fields.BigIntField(null=True)
    told_at_ms = fields.BigIntField(null=True)
    """When the person was asked to answer, once."""
    begun_at_ms = fields.BigIntField(null=True)
    finished_at_ms = fields.BigIntField(null=True, db_index=True)

    class Meta:
        table = "answer_set"
        unique_together = (("survey_id", "who_id", "case_number"),)


class SurveyAnswer(Model):
    """One answer, or (null) that the question was passed over."""

    id = fields.BigIntField(primary_key=True)
    set_id = fields.BigIntField()
    question_id = fields.BigIntField()
    value = fields.TextField(null=True)
    client_key = fields.CharField(max_length=64)
    """Of the message that gave it."""
    at_ms = fields.BigIntField()

    class Meta:
        table = "survey_answer"
        unique_together = (("set_id", "question_id"),)
