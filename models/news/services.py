"""Publishing news, withdrawing it, and telling what is new."""

from typing import NamedTuple

from models.db import Rows, Statement
from models.news.tables import NewsItem
from models.terms.ids import IdMaker

TITLE_LENGTH = 80
TEXT_LENGTH = 4000
LATEST = 3
"""How many a conversation tells at once."""

_ROWS = Rows(
    NewsItem,
    "id",
    "title_id",
    "title_en",
    "text_id",
    "text_en",
    "published_at_ms",
    "expires_at_ms",
    "staff_id",
    "created_at_ms",
)
ROWS = (_ROWS,)
_LATEST = Statement(
    'select * from "news_item" where "published_at_ms" <= ? '
    'and ("expires_at_ms" is null or "expires_at_ms" > ?) '
    'order by "published_at_ms" desc, "id" desc limit ?'
)
_WITHDRAW = Statement(
    'update "news_item" set "expires_at_ms" = ? '
    'where "id" = ? and ("expires_at_ms" is null or "expires_at_ms" > ?)'
)


class NewsView(NamedTuple):
    """One notice as people read it."""

    id: int
    title_id: str
    title_en: str
    text_id: str
    text_en: str
    published_at_ms: int


class NewsRefusedError(ValueError):
    """A title or text is empty or too long, or it would expire before it begins."""


async def publish(
    *,
    title_id: str,
    title_en: str,
    text_id: str,
    text_en: str,
    at_ms: int,
    new_id: IdMaker,
    from_ms: int | None = None,
    until_ms: int | None = None,
    staff_id: int | None = None,
) -> int:
    """Make a notice public, at once or from a later moment; its id. Raises NewsRefusedError."""
    for text, most in (
        (title_id, TITLE_LENGTH),
        (title_en, TITLE_LENGTH),
        (text_id, TEXT_LENGTH),
        (text_en, TEXT_LENGTH),
    ):
        if not 0 < len(text.strip()) <= most:
            raise NewsRefusedError(f"a text needs 1 to {most} characters")
    begins_ms = at_ms if from_ms is None else from_ms
    if until_ms is not None and until_ms <= begins_ms:
        raise NewsRefusedError("it would expire before it begins")
    number = new_id()
    await _ROWS.insert(
        [
            (
                number,
                title_id.strip(),
                title_en.strip(),
                text_id.strip(),
                text_en.strip(),
                begins_ms,
                until_ms,
                staff_id,
                at_ms,
            )
        ]
    )
    return number


async def withdraw(number: int, *, at_ms: int) -> bool:
    """Show a notice no longer; False when it was not shown or is none."""
    return bool(await _WITHDRAW.run(at_ms, number, at_ms))


async def latest(*, at_ms: int, limit: int = LATEST) -> list[NewsView]:
    """What is public now, newest first."""
    return [
        NewsView(
            row["id"],
            row["title_id"],
            row["title_en"],
            row["text_id"],
            row["text_en"],
            row["published_at_ms"],
        )
        for row in await _LATEST.rows(at_ms, at_ms, limit)
    ]
