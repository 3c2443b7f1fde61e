"""Search over the wire: by numbers, telephones, names and texts, page by page."""

import pytest

from models.cases.finding import read_number as read_case_number
from models.db import Statement, transaction
from models.orders.finding import read_number as read_order_number
from tests.server.desks import Desks, index, refused
from tests.server.office import SARI

PHONE_ON_FILE = "+6281200000123"
PERSON = Statement(
    'insert into "person" ("id", "name", "birth_date", "nik_sealed", "nik_digest", '
    "\"registered_at_ms\") values (?, ?, '1990-01-01', '', 'digest', 0)"
)


@pytest.fixture
def sari(office):
    return Desks(office).sit(SARI)


async def hits(ask, question, **more):
    """Kind, thread and text of each hit on all pages."""
    found, before = [], None
    while True:
        answer = await ask("search", q=question, **({"before": before} if before else {}), **more)
        found += [
            (
                hit["matched"],
                hit["thread"]["conversation"],
                hit["message"] and hit["message"]["text"],
            )
            for hit in answer["hits"]
        ]
        before = answer["next"]
        if before is None:
            return found


async def test_texts_are_found_newest_first_with_their_thread(office, sari):
    one = (await office.hear("ada kampas rem?")).conversation.id
    office.clock.advance(1)
    two = (await office.hear("kampas kopling", address="visitor-2")).conversation.id
    await index()
    found = [hit for hit in await hits(sari, "kampas") if "kampas" in hit[2]]

    assert found[0] == ("text", two, "kampas kopling")
    assert found[-1] == ("text", one, "ada kampas rem?")


@pytest.mark.parametrize("spelling", ["LKT-2026-000123", "lkt 2026 123", "lkt2026000123"])
async def test_a_cases_number_leads_to_the_phone_on_file(office, sari, spelling):
    known = (await office.hear("halo", channel="sms", address=PHONE_ON_FILE)).conversation.id

    assert (await hits(sari, spelling))[0] == ("case", known, None)


@pytest.mark.parametrize(
    "spelling", ["081200000123", "0812-0000-0123", "+62 812 0000 0123", "62812000", "81200"]
)
async def test_a_telephone_is_found_in_every_spelling(office, sari, spelling):
    known = (await office.hear("halo", channel="sms", address=PHONE_ON_FILE)).conversation.id

    assert ("phone", known, None) in await hits(sari, spelling)


@pytest.mark.parametrize("end", ["0123", "000123", "0000-0123", "12 0000 0123", "81200000123"])
async def test_a_telephone_is_found_by_its_last_digits_once(office, sari, end):
    known = (await office.hear("halo", channel="sms", address=PHONE_ON_FILE)).conversation.id
    await office.hear("halo", channel="sms", address="+6281200000124")
    await index()

    assert await hits(sari, end) == [("phone", known, None)]


async def test_numbers_with_one_end_are_found_page_after_page(office, sari):
    known = [
        (await office.hear("halo", channel="sms", address=f"+62812{n:03}54321")).conversation.id
        for n in range(35)
    ]

    assert await hits(sari, "54321") == [("phone", number, None) for number in known]


VISITOR = "3fa2b1" + "0" * 26


@pytest.mark.parametrize("called", ["Pengunjung 3fa2b1", "visitor 3FA2", "3fa2b1", VISITOR])
async def test_somebody_without_a_name_is_found_as_the_list_calls_them(office, sari, called):
    known = (await office.hear("halo", address=VISITOR)).conversation.id
    await office.hear("halo", address="3" * 32)

    assert await hits(sari, called) == [("name", known, None)]


@pytest.mark.parametrize("question", ["3fa", "3fa2", "tamu 3fa2b1", "Pengunjung", "3fa2b1g"])
async def test_letters_that_name_no_visitor_find_none(office, sari, question):
    await office.hear("halo", address=VISITOR)

    assert await hits(sari, question) == []


async def test_an_orders_number_leads_to_who_ordered(office, sari):
    settled = await office.hear("PESAN BUSI 1", channel="sms", address="+6281299990001")
    for answer in ("1", "1", "ya", "ya"):
        settled = await office.hear(answer, channel="sms", address="+6281299990001")
    rows = await Statement('select "number" from "shop_order" where "number" is not null').rows()
    if not rows:
        pytest.fail(f"no order was placed: {settled.replies}")

    assert ("order", settled.conversation.id, None) in await hits(sari, rows[0]["number"].lower())


async def test_a_tickets_number_leads_to_everybody_who_had_it(office, sari):
    numbers = []
    for n in range(3):
        settled = await office.hear("halo", channel="sms", address=f"+62812777700{n}")
        numbers.append(settled.conversation.id)
        await _ticket(n + 1, f"2026-11-{n + 10}", settled.conversation.contact_id)

    found = [number for kind, number, _ in await hits(sari, "a12") if kind == "ticket"]
    assert found == numbers[::-1]


async def test_a_registered_name_leads_to_the_thread(office, sari):
    settled = await office.hear("halo")
    async with transaction():
        await PERSON.run(settled.conversation.contact_id, "Siti Aminah")
    answer = await sari("search", q="siti")

    assert [hit["matched"] for hit in answer["hits"]] == ["name"]
    assert answer["hits"][0]["thread"]["name"] == "Siti Aminah"


async def test_there_is_no_cap(office, sari):
    for n in range(8):
        await office.hear(" ".join(["cari"] * 2), address=f"visitor-{n}")
    for n in range(30):
        await office.hear(f"cari nomor {n}", channel="sms", address="+6281299990002")
    await index()
    heard = [text for _, _, text in await hits(sari, "cari") if text.startswith("cari")]

    assert len(heard) == 38


@pytest.mark.parametrize(
    "question", ["", " ", "%", "_", "'", '"', "*", "NEAR(", "\x00", "\\", "🙂", "' or 1=1 --", "zz"]
)
async def test_odd_questions_find_what_is_there_and_break_nothing(office, sari, question):
    await office.hear("halo")
    await index()

    assert await hits(sari, question) == []


@pytest.mark.parametrize(
    "cursor",
    ["text", "nothing.1", "text.x", "text.-1", f"text.{2**64}", "phone.1", "phone.+62/x", ".", ""],
)
async def test_a_made_up_cursor_is_refused_or_finds_nothing(sari, cursor):
    assert await refused(sari("search", q="0812345", before=cursor)) in ("bad_request", None)


@pytest.mark.parametrize("payload", [{}, {"q": None}, {"q": "x" * 201}, {"q": "x", "limit": 9}])
async def test_what_is_no_question_is_refused(sari, payload):
    assert await refused(sari("search", **payload)) == "bad_request"


@pytest.mark.parametrize(
    ("read", "text", "number"),
    [
        (read_case_number, "lkt 2026 123", "LKT-2026-000123"),
        (read_case_number, "LKT-2026-0001234", None),
        (read_case_number, "2026-000123", None),
        (read_order_number, "ord.2026.7", "ORD-2026-000007"),
        (read_order_number, "ORD-26-7", None),
    ],
)
def test_numbers_are_read_as_people_write_them(read, text, number):
    assert read(text) == number


async def _ticket(number, day, contact_id):
    await Statement(
        'insert into "queue_ticket" ("id", "key", "service", "day", "number", "prefix", "slot_id", '
        '"time", "contact_id", "state", "booked_at_ms") '
        "values (?, ?, 'ktp', ?, 12, 'A', 0, '09:00', ?, 'booked', 0)"
    ).run(number, f"key-{number}", day, contact_id)
