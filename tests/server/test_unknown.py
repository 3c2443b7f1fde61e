"""Words that mean nothing to the bot: kept over the lanes, labelled, understood from then on."""

import pytest

from models.db import transaction
from models.unknown import services as unknown
from models.unknown.rules import FOLLOWED, LABELS
from server.http.unknown import INTENTS
from server.talk import NOISE_AT_MOST

PHONE = {"channel": "sms", "address": "+6281200000999"}
ODD = "Blenduk gak mas?"


async def _label(words, intent):
    (number,) = [view.id for view in await unknown.waiting(limit=50) if view.words == words]
    async with transaction():
        await unknown.label(number, intent, staff_id=11, at_ms=1)


async def _dialog(office, **where):
    return (await office.conversation(**where)).dialog or ""


async def test_what_means_nothing_idle_is_kept_with_its_circumstances(office):
    await office.hear(ODD, **PHONE)
    await office.hear("  blenduk   GAK mas!!", **PHONE)

    (kept,) = await unknown.waiting(limit=10)
    assert (kept.context, kept.channel, kept.language) == ("idle", "sms", "id")
    assert (kept.text, kept.words, kept.times) == (ODD, "blenduk gak mas", 2)


async def test_at_a_question_only_the_third_failure_is_kept(office):
    await office.hear("ANTRI KTP")
    for text in ("qwrt", "zzxx", "hjkl vbnm"):
        await office.hear(text)

    (kept,) = await unknown.waiting(limit=10)
    assert (kept.text, kept.context) == ("hjkl vbnm", "asked_slot")


async def test_an_identity_number_is_kept_masked(office):
    await office.hear("blenduk 1205014203900001 grmbl")

    kept = await unknown.waiting(limit=10)
    assert all("1205014203900001" not in view.text + view.words for view in kept)


async def test_what_is_understood_or_pressed_is_not_kept(office):
    await office.hear("halo")
    await office.hear("MENU")
    await office.hear("", choice="no_such_button")

    assert await unknown.waiting(limit=10) == []


@pytest.mark.parametrize("where", [{}, PHONE], ids=["web", "sms"])
async def test_one_address_fills_only_so_much_of_the_list_in_an_hour(office, where):
    for n in range(NOISE_AT_MOST + 5):
        await office.hear(f"blenduk qqzz{n}x grmbl", **where)

    assert 0 < len(await unknown.waiting(limit=50)) <= NOISE_AT_MOST


@pytest.mark.parametrize(
    ("intent", "begun"),
    [
        ("check_price", "check_price"),
        ("order_part", "order_part"),
        ("talk_to_staff", "offer_staff"),
        ("stop", "which"),
    ],
)
@pytest.mark.parametrize("where", [{}, PHONE], ids=["web", "sms"])
async def test_labelled_words_begin_what_they_mean_and_nothing_that_costs(
    office, clock, where, intent, begun
):
    await office.hear(ODD, **where)
    await _label("blenduk gak mas", intent)
    clock.advance(2)
    await office.hear("blenduk gak, mas", channel="web", address="visitor-2")

    assert begun in await _dialog(office, channel="web", address="visitor-2")
    assert (await office.conversation(channel="web", address="visitor-2")).speaker == "bot"


async def test_a_label_takes_effect_only_where_nothing_is_asked(office, clock):
    await office.hear(ODD)
    await _label("blenduk gak mas", "check_price")
    clock.advance(2)
    await office.hear("ANTRI KTP", address="visitor-2")
    await office.hear(ODD, address="visitor-2")

    assert "check_price" not in await _dialog(office, channel="web", address="visitor-2")


async def test_noise_stays_noise(office, clock):
    await office.hear(ODD)
    await _label("blenduk gak mas", "noise")
    clock.advance(2)
    await office.hear(ODD, address="visitor-2")

    (view,) = await unknown.labelled(limit=10)
    assert (view.times, view.intent) == (2, "noise")


def test_the_page_offers_every_label_once():
    assert sorted(LABELS) == sorted(name for name, _ in INTENTS)
    assert FOLLOWED < LABELS
