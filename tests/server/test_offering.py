"""A thread that is given back: what the contact wrote meanwhile is offered as the answer."""

import pytest

from server.offering import answered, joined, with_offer, without_offer
from tests.server.desks import Desks
from tests.server.office import SARI

CASE = "LKT-2026-000123"


@pytest.fixture
def sari(office):
    return Desks(office).sit(SARI)


async def given_back(office, sari, *wrote, **where):
    """The last thing the bot says when a question was open and this was written meanwhile."""
    number = (await office.hear("cek berkas", **where)).conversation.id
    await sari("take", conversation=number)
    for text in wrote:
        await office.hear(text, **where)
    await sari("return", conversation=number)
    return (await office.messages(**where))[-1]


async def test_the_bot_offers_what_was_written_meanwhile_and_takes_a_yes(office, sari):
    offer = await given_back(office, sari, "halo", CASE)
    assert f'"halo {CASE}"' in offer.text
    assert [value for value, _ in offer.choices] == ["offer=yes", "offer=no"]
    settled = await office.hear("", choice="offer=yes")

    assert CASE in settled.replies[0].text
    assert "offered" not in (settled.conversation.dialog or "")


async def test_by_text_the_offer_has_numbers(office, sari):
    phone = {"channel": "sms", "address": "+6281234567890"}
    offer = await given_back(office, sari, CASE, **phone)
    assert offer.text.splitlines()[-2:] == ["1 Ya", "2 Tidak"]
    settled = await office.hear("1", **phone)

    assert CASE in settled.replies[0].text


async def test_a_no_asks_the_question_again(office, sari):
    await given_back(office, sari, "terima kasih")
    settled = await office.hear("tidak")
    assert len(settled.replies) == 1
    settled = await office.hear(CASE)

    assert CASE in settled.replies[0].text


async def test_another_answer_counts_by_itself(office, sari):
    await given_back(office, sari, "terima kasih")
    settled = await office.hear(CASE)

    assert CASE in settled.replies[0].text


async def test_without_words_the_question_alone_is_repeated(office, sari):
    said = await given_back(office, sari)

    assert "offer=yes" not in dict(said.choices)


async def test_a_thread_taken_again_while_an_offer_stands_is_given_back_once_more(office, sari):
    await given_back(office, sari, CASE)
    number = (await office.conversation()).id
    await sari("take", conversation=number)
    await sari("return", conversation=number)
    settled = await office.hear(CASE)

    assert CASE in settled.replies[0].text


async def test_where_no_question_was_open_nothing_is_offered(office, sari):
    await office.hear(f"CEK {CASE}")
    heard = (await office.hear("batal")).conversation
    number = heard.id
    assert heard.dialog is None
    await sari("take", conversation=number)
    await office.hear("terima kasih")
    await sari("return", conversation=number)

    assert "terima kasih" not in (await office.messages())[-1].text


@pytest.mark.parametrize(
    ("wrote", "offered"),
    [
        ([], None),
        ([""], None),
        (["x" * 161], None),
        (["NIK ************1234"], None),
        (["besok", " ", "jam 10 "], "besok jam 10"),
        (["NIK ************1234", "besok"], "besok"),
        (["x" * 150, "besok", "jam 10"], "besok jam 10"),
        (["besok", "x" * 161], None),
    ],
)
def test_of_what_was_written_meanwhile_is_offered(wrote, offered):
    assert joined(wrote) == offered


@pytest.mark.parametrize("stored", ["{", "{}", '{"offered": 1, "dialog": "x"}'])
def test_a_damaged_offer_is_forgotten(stored):
    assert without_offer(stored) == (None, None)


def test_an_offer_is_kept_beside_the_snapshot(office):
    assert without_offer(with_offer("[1]", 'jam "9"')) == ('jam "9"', "[1]")
    assert without_offer("[1]") == (None, "[1]")
    assert answered(office.inbound("jam 10")) is None
