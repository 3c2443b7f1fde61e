"""What was not understood: counted by its words, labelled, followed, forgotten in the end."""

import pytest

from models.db import transaction
from models.unknown import services as unknown
from models.unknown.rules import Kept
from models.unknown.tables import UnknownMessage
from tests.models.either import database  # noqa: F401

pytestmark = pytest.mark.usefixtures("database")
DAY_MS = 24 * 3600 * 1000


async def keep(new_id, words, *, context="idle", at_ms=1000, text=None):
    async with transaction():
        await unknown.keep(
            number=new_id(),
            context=context,
            channel="sms",
            language="id",
            text=text or words,
            words=words,
            at_ms=at_ms,
        )


async def label(number, intent):
    async with transaction():
        return await unknown.label(number, intent, staff_id=7, at_ms=5000)


async def test_equal_words_are_one_row_that_counts(new_id):
    await keep(new_id, "ada promo gak", at_ms=1, text="Ada promo gak?")
    await keep(new_id, "ada promo gak", at_ms=2, text="ada promo gak")
    await keep(new_id, "ada promo gak", at_ms=3, context="asked_date")

    idle, asked = await unknown.waiting(limit=10)
    assert (idle.text, idle.times, idle.first_at_ms, idle.last_at_ms) == ("Ada promo gak?", 2, 1, 2)
    assert (asked.context, asked.times) == ("asked_date", 1)


async def test_the_most_frequent_comes_first_and_labels_leave_the_list(new_id):
    for words in ("a", "b", "b", "c"):
        await keep(new_id, words)
    first = (await unknown.waiting(limit=1))[0]
    told = await label(first.id, "check_price")

    assert (first.words, told.intent, told.labelled_by_id) == ("b", "check_price", 7)
    assert [view.words for view in await unknown.waiting(limit=10)] == ["a", "c"]
    assert [view.words for view in await unknown.labelled(limit=10)] == ["b"]


async def test_only_what_was_said_idle_and_asks_before_it_costs_is_followed(new_id):
    labels = {("x", "idle"): "menu", ("y", "idle"): "noise", ("z", "asked_date"): "menu"}
    for (words, context), intent in labels.items():
        await keep(new_id, words, context=context)
        await label((await unknown.waiting(limit=1))[0].id, intent)

    assert await unknown.followed() == {"x": "menu"}


async def test_every_new_label_raises_the_number_that_tells_of_changes(new_id):
    await keep(new_id, "x")
    number = (await unknown.waiting(limit=1))[0].id
    assert await unknown.change_number() == 0
    await label(number, "menu")
    await label(number, "help")

    assert (await unknown.change_number(), await unknown.followed()) == (2, {"x": "help"})


async def test_what_is_no_label_or_no_message_is_refused(new_id):
    await keep(new_id, "x")
    number = (await unknown.waiting(limit=1))[0].id

    with pytest.raises(unknown.NoSuchIntentError):
        await label(number, "drop table")
    with pytest.raises(unknown.NoSuchMessageError):
        await label(number + 1, "menu")


async def test_the_oldest_and_what_is_too_much_is_forgotten_but_no_label_that_counts(new_id):
    for at, words in enumerate(("old label", "old noise", "old", "a", "b", "c")):
        await keep(new_id, words, at_ms=at * DAY_MS)
        if " " in words:
            intent = "noise" if "noise" in words else "menu"
            await label((await unknown.waiting(limit=1))[0].id, intent)
    async with transaction():
        gone = await unknown.forget(Kept(most=2, days=3), now_ms=6 * DAY_MS)

    left = await UnknownMessage.all().order_by("last_at_ms")
    assert (gone, [row.words for row in left]) == (3, ["old label", "b", "c"])


async def test_a_huge_or_hostile_text_is_cut_and_kept(new_id):
    for text in ("x" * 10_000, "\x00'; DROP TABLE unknown_message", "\u202e" * 700):
        await keep(new_id, text, text=text)

    kept = await unknown.waiting(limit=10)
    assert (len(kept), max(len(view.text) for view in kept)) == (3, unknown.TEXT_LENGTH)
