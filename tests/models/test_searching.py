"""Search: every text by its words, each sign as itself, page after page to the first of all."""

import pytest

from models.conversations import finding, fragments, searching
from models.conversations.finding import read_beginning
from models.conversations.rules import Author
from models.conversations.searching import EVENTS_AT_ONCE
from models.conversations.wording import read_question, stands_in, words_of
from models.db import Statement
from tests.models.either import database  # noqa: F401
from tests.models.talks import Talks

PERSON = Statement(
    'insert into "person" ("id", "name", "birth_date", "nik_sealed", "nik_digest", '
    "\"registered_at_ms\") values (?, ?, '1990-01-01', '', ?, 0)"
)
HOLD = Statement(
    'insert into "proved_phone" ("phone", "person_id", "proved_at_ms") values (?, ?, 0)'
)
RENAME = Statement('update "person" set "name" = ? where "id" = ?')
FORGET = Statement('delete from "person" where "id" = ?')

TEXTS = (
    "Berapa harga busi NGK?",
    "busi saya rusak, ada kampas rem depan?",
    "LKT-2026-000123",
    "diskon 100% untuk semua",
    "diskon 100 ribu",
    'katanya "sudah selesai" kemarin',
    "sudah selesai kemarin",
    "kode_barang A_1",
    "kode barang A 1",
    "O'Brien -- drop table message; --",
    "NEAR(busi rem, 5) OR *",
    "Café résumé ÜBER",
    "harga {} [] \\ ^ ~ | < >",
    "😀 terima kasih 🙏",
    "* ' \" % _ ; : + - ( )",
)
QUESTIONS = (
    "busi",
    "bus",
    "BUSI",
    "busi rem",
    "rem busi",
    "LKT-2026-000123",
    "lkt-2026",
    "100%",
    "100",
    "%",
    "_",
    "A_1",
    "a 1",
    "'",
    '"',
    '"sudah selesai"',
    "sudah selesai",
    "NEAR(busi rem, 5)",
    "NEAR busi",
    "OR",
    "busi OR kampas",
    "busi AND kampas",
    "NOT busi",
    "bu*",
    "*",
    "-busi",
    "words:busi",
    "^busi",
    "busi & rem",
    "busi:*",
    "!busi",
    "busi | rem",
    "<->",
    "'; drop table message; --",
    "' or 1=1 --",
    "1' and '1'='1",
    "cafe resume",
    "über",
    "\\",
    "[]",
    "{}",
    "😀",
    "\x00",
    "",
    "   ",
    "zebra",
    "x" * 200,
    "(" * 100,
    "a " * 100,
)


@pytest.fixture
async def talks(database, clock, new_id):  # noqa: F811
    return Talks(clock, new_id)


async def index():
    while await searching.index_next():
        pass


async def found(question, *, limit=50):
    """The texts of all pages."""
    asked, texts, before = read_question(question), [], None
    if not asked.words and asked.exactly is None:
        return texts
    while True:
        page, before = await searching.by_text(asked, before=before, limit=limit)
        texts += [each.text for each in page]
        if before is None:
            return texts


def literally(question):
    """The same by looking at every text, one after the other."""
    asked = read_question(question)
    if not asked.words and asked.exactly is None:
        return []
    *whole, last = asked.words or ("",)

    def fits(text):
        words = words_of(text)
        begins = any(word.startswith(last) if len(last) > 1 else word == last for word in words)
        is_worded = not asked.words or (begins and all(word in words for word in whole))
        return is_worded and stands_in(asked, text)

    return [text for text in reversed(TEXTS) if fits(text)]


@pytest.mark.parametrize("limit", [1, 50])
async def test_every_question_finds_what_a_literal_look_finds(talks, limit):
    await talks.say("+1", *TEXTS)
    await index()

    for question in QUESTIONS:
        assert await found(question, limit=limit) == literally(question), question


async def test_signs_are_themselves(talks):
    await talks.say("+1", *TEXTS)
    await index()

    assert await found("100%") == ["diskon 100% untuk semua"]
    assert await found("A_1") == ["kode_barang A_1"]
    assert await found('"sudah selesai"') == ['katanya "sudah selesai" kemarin']
    assert await found("NEAR(busi rem, 5)") == ["NEAR(busi rem, 5) OR *"]


async def test_more_than_a_page_of_events_is_followed_to_the_end_and_once(talks):
    for n in range(EVENTS_AT_ONCE + 20):
        await talks.say("+1", f"pesan nomor {n}")
    await index()
    await index()

    assert len(await found("nomor", limit=7)) == EVENTS_AT_ONCE + 20


async def test_what_two_events_tell_of_is_entered_once(talks):
    await talks.say("+1", "busi", change=lambda page: page.announce("parked", {"attempts": 1}))
    await index()

    assert await found("busi") == ["busi"]


async def test_notes_are_found_and_lines_of_what_happened_are_not(talks):
    await talks.taken("+1", 1)
    await talks.say("+1", "catatan rahasia", author=Author.NOTE)
    await index()

    assert await found("rahasia") == ["catatan rahasia"]


@pytest.mark.parametrize(
    ("spelled", "beginning"),
    [
        ("081234567890", "+6281234567890"),
        ("0812-3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("62812 3456 7890", "+6281234567890"),
        ("0062 812 34567890", "+6281234567890"),
        ("812 3456", "+628123456"),
        ("(0812) 3456", "+628123456"),
        ("+1 415 555", "+1415555"),
        ("3636", "3636"),
        ("123", None),
        ("LKT-2026-000123", None),
        ("0812abc", None),
        ("+", None),
        ("", None),
        ("٠٨١٢٣٤", None),
        ("0" * 60, None),
    ],
)
def test_a_telephone_is_read_in_every_spelling(spelled, beginning):
    assert read_beginning(spelled) == beginning


async def test_threads_are_found_by_the_beginning_of_a_number_page_by_page(talks):
    for n in range(5):
        await talks.say(f"+62812000{n}")
    await talks.say("+62813")
    await talks.say("62812-a-visitor", channel="web")
    pages, after = [], None
    while True:
        page, after = await finding.by_phone("+62812", channels=["sms"], after=after, limit=2)
        pages.append([talks.address_of(number) for number in page])
        if after is None:
            break

    assert pages == [["+628120000", "+628120001"], ["+628120002", "+628120003"], ["+628120004"]]


async def test_a_proved_number_leads_to_the_web_thread(talks):
    known = await talks.say("visitor-1", channel="web")
    await PERSON.run(known.contact_id, "Siti Aminah", "digest-1")
    await HOLD.run("+6281200001", known.contact_id)

    found = await finding.by_phone("+62812", channels=["sms"], after=None, limit=9)

    assert found == ([known.id], None)


async def test_numbers_are_found_by_their_end_in_order(talks):
    for number in ("+62812991234", "+62812001234", "+62813001234", "+62812001235"):
        await talks.say(number)
    await talks.say("abc-001234", channel="web")
    known = await talks.say("visitor-1", channel="web")
    await HOLD.run("+62811001234", known.contact_id)
    pages, after = [], None
    for _ in range(3):
        page = await fragments.phones_ending("001234", channels=["sms"], after=after, limit=2)
        pages.append(page)
        after = page[-1] if page else None

    assert pages == [["+62811001234", "+62812001234"], ["+62813001234"], []]
    assert await finding.of_phones(["+62811001234"], channels=["sms"]) == [known.id]


async def test_visitors_are_found_by_the_beginning_of_their_address(talks):
    for address in ("3fa2b1" + "0" * 26, "3fa2b1" + "f" * 26, "3fa2b2" + "0" * 26):
        await talks.say(address, channel="web")
    found, after = [], None
    while True:
        page, after = await fragments.by_visitor("3fa2b1", after=after, limit=1)
        found += [talks.address_of(number)[:7] for number in page]
        if after is None:
            break

    assert found == ["3fa2b10", "3fa2b1f"]


@pytest.mark.parametrize(
    ("question", "tail"),
    [("1234", "1234"), ("12-34 56", "123456"), ("123", None), ("+1234", None), ("12a4", None)],
)
def test_an_end_of_a_number_is_four_digits_or_more(question, tail):
    assert fragments.read_tail(question) == tail


async def test_people_are_found_by_the_name_they_bear_now(talks):
    known = await talks.say("visitor-1", channel="web")
    await PERSON.run(known.contact_id, "Siti Aminah", "digest-1")

    async def named(text):
        return await finding.named(read_question(text), before=searching.BEYOND, limit=9)

    assert await named("aminah siti") == [known.contact_id]
    assert await named("ami") == [known.contact_id]
    await RENAME.run("Siti Rahma", known.contact_id)
    assert await named("aminah") == []
    assert await named("rahma") == [known.contact_id]
    assert await finding.of_people(await named("rahma")) == [known.id]
    await FORGET.run(known.contact_id)
    assert await named("siti") == []
