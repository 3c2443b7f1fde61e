"""News: what is public now, newest first."""

import pytest

from models.db import transaction
from models.news import services as news
from models.news.services import NewsRefusedError
from tests.models.either import database  # noqa: F401

DAY_MS = 86_400_000


async def publish(title, *, at_ms, new_id, **span):
    async with transaction():
        return await news.publish(
            title_id=title,
            title_en=f"{title} en",
            text_id="Isi.",
            text_en="Text.",
            at_ms=at_ms,
            new_id=new_id,
            **span,
        )


async def titles(at_ms, **how):
    return [item.title_id for item in await news.latest(at_ms=at_ms, **how)]


async def test_only_what_has_begun_and_not_expired_is_told_newest_first(database, clock, new_id):  # noqa: F811
    now = clock.ms
    await publish("lama", at_ms=now - 2 * DAY_MS, new_id=new_id)
    await publish("habis", at_ms=now - DAY_MS, new_id=new_id, until_ms=now)
    await publish("baru", at_ms=now, new_id=new_id, until_ms=now + DAY_MS)
    await publish("nanti", at_ms=now, new_id=new_id, from_ms=now + 1)

    assert await titles(now) == ["baru", "lama"]
    assert await titles(now + 1) == ["nanti", "baru", "lama"]
    assert await titles(now + DAY_MS, limit=1) == ["nanti"]
    assert await titles(now - 3 * DAY_MS) == []


async def test_what_was_withdrawn_is_told_no_more(database, clock, new_id):  # noqa: F811
    number = await publish("salah", at_ms=clock.ms, new_id=new_id)
    async with transaction():
        assert await news.withdraw(number, at_ms=clock.ms)
        assert not await news.withdraw(number, at_ms=clock.ms)

    assert await titles(clock.ms) == []


@pytest.mark.parametrize("title", ["", "   ", "x" * 81])
async def test_a_title_is_neither_empty_nor_too_long(database, clock, new_id, title):  # noqa: F811
    with pytest.raises(NewsRefusedError):
        await publish(title, at_ms=clock.ms, new_id=new_id)


async def test_news_does_not_expire_before_it_begins(database, clock, new_id):  # noqa: F811
    with pytest.raises(NewsRefusedError):
        await publish("x", at_ms=clock.ms, new_id=new_id, until_ms=clock.ms)
