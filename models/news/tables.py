"""What the office makes public. Times are milliseconds since 1970, UTC."""

from tortoise import fields
from tortoise.models import Model


class NewsItem(Model):
    """One public notice, shown from its publication until it expires."""

    id = fields.BigIntField(primary_key=True)
    title_id = fields.CharField(max_length=80)
    title_en = fields.CharField(max_length=80)
    text_id = fields.TextField()
    text_en = fields.TextField()
    published_at_ms = fields.BigIntField(db_index=True)
    expires_at_ms = fields.BigIntField(null=True)
    staff_id = fields.BigIntField(null=True)
    created_at_ms = fields.BigIntField()

    class Meta:
        table = "news_item"
