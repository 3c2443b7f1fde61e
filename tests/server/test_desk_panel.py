"""The side panel without a socket: what it shows, what may be done to it, and by whom."""

import asyncio
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from models.audit import services as audit
from models.cases import moving
from models.cases.uploading import hand_in
from models.catalogue.spare_parts import by_skus
from models.db import Statement, transaction
from models.people import identity
from models.people.rules import Role
from models.people.services import set_promotions
from models.people.staff import StaffView
from models.queues import services as queues
from models.queues.rules import Day
from models.queues.views import Person
from server.telling import Tell
from tests.server.desks import Desks, refused
from tests.server.office import BUDI, SARI, SECRET

PHONE = "+6281200000456"
"""On file with LKT-2026-000456, which is processing."""
LOOKER = StaffView(13, "rina", "Rina", Role.AUDITOR)
PART = "OLI-GARDAN"
NIK = "3273010508900001"


@pytest.fixture
def desks(office):
    return Desks(office)


@pytest.fixture
def sari(desks):
    return desks.sit(SARI)


@pytest.fixture
def budi(desks):
    return desks.sit(BUDI)


@pytest.fixture
async def number(office):
    """A thread of somebody who has a case, by text."""
    return (await office.hear("halo", channel="sms", address=PHONE)).conversation.id


@pytest.fixture
async def stranger(office):
    """A thread of somebody who has nothing with the office."""
    return (await office.hear("halo")).conversation.id


@pytest.fixture
async def ticket(office, number, clock):
    """A ticket of this person, for the same day."""
    contact = (await office.conversation("sms", PHONE)).contact_id
    now = clock.now().astimezone(ZoneInfo("Asia/Jakarta"))
    async with transaction():
        return await queues.book(
            "kk",
            day=now.date().isoformat(),
            time="10:00",
            person=Person(contact, PHONE),
            key="a-ticket-of-theirs",
            now=now,
            days=lambda _: Day(),
            new_id=office.new_id,
        )


async def case_of(ask, number):
    return (await ask("panel", conversation=number))["cases"][0]


def notes(office):
    return [m.text for page in office.pages for m in page.messages if m.author == "note"]


async def test_the_panel_tells_who_it_is_and_what_they_have(sari, number, ticket):
    told = await sari("panel", conversation=number)

    assert told["person"]["phones"] == [PHONE]
    assert told["person"]["name"] is None
    assert told["person"]["consent"] == {"notices": True, "offers": None}
    (case,) = told["cases"]
    assert (case["number"], case["stage"]) == ("LKT-2026-000456", "processing")
    assert case["acts"] == ["incomplete", "ready", "rejected"]
    (shown,) = told["tickets"]
    assert (shown["number"], shown["state"]) == (ticket.label, "booked")
    assert shown["acts"] == ["check_in", "call", "move", "cancel"]
    assert (told["orders"], told["earlier"]) == ([], [])
    assert told["counters"] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("are_wanted", [True, False])
async def test_offers_are_agreed_to_by_a_yes_alone(office, sari, number, clock, are_wanted):
    contact = (await office.conversation("sms", PHONE)).contact_id
    async with transaction():
        await set_promotions(contact, are_wanted=are_wanted, at_ms=clock.ms)
    told = await sari("panel", conversation=number)

    assert told["person"]["consent"] == {"notices": True, "offers": are_wanted}


async def test_a_stranger_has_nothing(sari, stranger, number):
    told = await sari("panel", conversation=stranger)

    assert (told["cases"], told["tickets"], told["orders"], told["earlier"]) == ([], [], [], [])
    assert told["person"]["addresses"] == [{"channel": "web", "address": "visito"}]


async def test_all_doors_of_a_person_are_one_panel(office, sari, number, stranger, clock):
    contact = (await office.conversation()).contact_id
    async with transaction():
        await identity.hold_phone(contact, PHONE, at_ms=clock.ms)
    told = await sari("panel", conversation=stranger)

    assert [case["number"] for case in told["cases"]] == ["LKT-2026-000456"]
    assert [each["conversation"] for each in told["earlier"]] == [number]
    assert told["person"]["phones"] == [PHONE]


async def test_an_auditor_sees_it_masked_and_does_nothing(desks, number):
    look = desks.sit(LOOKER)
    told = await look("panel", conversation=number)

    assert told["person"]["phones"] == ["+62********456"]
    assert told["person"]["addresses"][0]["address"] == "+62********456"
    assert told["cases"][0]["acts"] == []
    case = told["cases"][0]["id"]
    act = {"conversation": number, "kind": "case", "id": case, "act": "ready"}
    assert await refused(look("do", **act)) == "not_allowed"
    assert await refused(look("open_case", conversation=number, service="ktp")) == "not_allowed"
    lines = [{"sku": PART, "count": 1}]
    assert await refused(look("open_order", conversation=number, lines=lines)) == "not_allowed"


async def test_a_case_is_advanced_noted_and_told_once(office, sari, number):
    case = await case_of(sari, number)
    answer = await sari(
        "do",
        conversation=number,
        kind="case",
        id=case["id"],
        act="ready",
        note_id="Loket 2.",
        note_en="Counter 2.",
    )

    assert answer["panel"]["cases"][0]["stage"] == "ready"
    assert answer["panel"]["cases"][0]["note_en"] == "Counter 2."
    (line,) = notes(office)
    assert line.startswith("Sari: LKT-2026-000456")
    event = office.events[-1]
    about = {"kind": "case", "id": case["id"], "number": "LKT-2026-000456"}
    assert (event.kind, event.detail["about"]) == ("panel", about)
    before = len(office.pages)
    await office.act(Tell("cases", office.talk, "id"))
    (told,) = [m.text for page in office.pages[before:] for m in page.messages]
    assert told.startswith("LKT-2026-000456 Kartu Keluarga: selesai")


async def test_of_two_desks_one_does_it(office, sari, budi, number):
    case = await case_of(sari, number)
    act = {"conversation": number, "kind": "case", "id": case["id"], "act": "ready"}
    answers = await asyncio.gather(refused(sari("do", **act)), refused(budi("do", **act)))

    assert sorted(answers, key=str) == [None, "not_now"]
    assert [entry.act for entry in (await audit.listed(None))[0]] == ["case_ready"]
    assert len(notes(office)) == 1
    assert [step.stage for step in await moving.history(case["number"])].count("ready") == 1


async def test_papers_are_asked_for_and_received(office, sari, number):
    case = await case_of(sari, number)
    act = {"conversation": number, "kind": "case", "id": case["id"]}
    papers = [{"id": "akta nikah", "en": "marriage certificate"}]
    answer = await sari("do", **act, act="incomplete", missing=papers)
    (paper,) = answer["panel"]["cases"][0]["missing"]
    assert paper["name_en"] == "marriage certificate"
    assert "receive" in answer["panel"]["cases"][0]["acts"]
    assert paper["handed_in"] is None
    async with transaction():
        await hand_in(case["id"], [paper["id"]], at_ms=office.clock.ms)
    (handed,) = (await case_of(sari, number))["missing"]
    assert handed["handed_in"] == "2026-11-23T02:00:00.000Z"
    answer = await sari("do", **act, act="receive", paper=paper["id"])

    assert answer["panel"]["cases"][0]["missing"] == []
    assert notes(office)[-1].endswith("akta nikah.")
    assert await refused(sari("do", **act, act="receive", paper=paper["id"])) == "not_now"


async def test_a_refused_act_leaves_nothing_behind(sari, number):
    case = await case_of(sari, number)
    act = {"conversation": number, "kind": "case", "id": case["id"], "act": "incomplete"}
    papers = [{"id": f"surat {n}", "en": f"paper {n}"} for n in range(20)]
    await sari("do", **act, missing=papers)
    await sari("do", **(act | {"act": "verifying"}))
    more = [{"id": "satu lagi", "en": "one more"}]

    assert await refused(sari("do", **act, missing=more)) == "bad_request"
    kept = await case_of(sari, number)
    assert (kept["stage"], len(kept["missing"])) == ("verifying", 20)


async def test_others_things_are_answered_like_made_up_ones(sari, number, stranger, ticket):
    case = await case_of(sari, number)
    for kind, held, act in (("case", case["id"], "ready"), ("ticket", ticket.id, "call")):
        for number_of in (held, 1234567):
            asked = sari("do", conversation=stranger, kind=kind, id=number_of, act=act, counter="1")
            assert await refused(asked) == "not_found"
    made_up = sari("do", conversation=number, kind="order", id=7, act="confirm")
    assert await refused(made_up) == "not_found"
    assert await refused(sari("panel", conversation=99)) == "not_found"
    assert await refused(sari("open_case", conversation=99, service="ktp")) == "not_found"


async def test_a_ticket_goes_through_its_day(office, sari, number, ticket):
    act = {"conversation": number, "kind": "ticket", "id": ticket.id}
    assert await refused(sari("do", **act, act="call", counter="9")) == "no_such_counter"
    for step, state in (
        ("check_in", "arrived"),
        ("call", "called"),
        ("hold", "on_hold"),
        ("resume", "arrived"),
        ("call", "called"),
        ("recall", "called"),
        ("miss", "absent"),
        ("recall", "called"),
        ("serve", "served"),
    ):
        answer = await sari("do", **act, act=step, counter="3" if step == "call" else "")
        assert answer["panel"]["tickets"][0]["state"] == state
    assert answer["panel"]["tickets"][0]["acts"] == []
    assert await refused(sari("do", **act, act="serve")) == "not_now"
    assert len(notes(office)) == 9


async def test_a_ticket_is_moved_to_a_free_place_only(office, sari, number, ticket):
    act = {"conversation": number, "kind": "ticket", "id": ticket.id, "act": "move"}
    assert await refused(sari("do", **act)) == "bad_request"
    assert await refused(sari("do", **act, day="2026-11-24", time="03:00")) == "no_place"
    assert await refused(sari("do", **act, day="2026-02-30", time="08:00")) == "no_place"
    answer = await sari("do", **act, day="2026-11-25", time="09:00")
    moved = answer["panel"]["tickets"][0]

    assert (moved["day"], moved["time"], moved["state"]) == ("2026-11-25", "09:00", "booked")
    assert moved["acts"] == ["move", "cancel"]
    called = sari("do", **(act | {"act": "call"}), counter="3")
    assert await refused(called) == "not_now"
    answer = await sari("do", **(act | {"act": "cancel"}))
    assert answer["panel"]["tickets"][0]["state"] == "cancelled"


async def test_an_order_is_entered_and_walks_to_its_end(office, sari, stranger):
    before = (await by_skus([PART]))[PART].on_hand
    lines = [{"sku": PART, "count": 3}]
    entered = await sari("open_order", conversation=stranger, lines=lines, client_key="key-12345")
    again = await sari("open_order", conversation=stranger, lines=lines, client_key="key-12345")
    (order,) = again["panel"]["orders"]

    assert entered["number"] == again["number"] == order["number"]
    assert order["acts"] == ["confirm", "confirm_part", "decline"]
    assert (await by_skus([PART]))[PART].on_hand == before - 3
    act = {"conversation": stranger, "kind": "order", "id": order["id"]}
    assert await refused(sari("do", **act, act="confirm_part", pieces={PART: 4})) == "bad_request"
    assert await refused(sari("do", **act, act="confirm_part", pieces={"X": 1})) == "bad_request"
    assert await refused(sari("do", **act, act="collected")) == "not_now"
    answer = await sari("do", **act, act="confirm_part", pieces={PART: 2})
    (order,) = answer["panel"]["orders"]
    assert (order["state"], order["lines"][0]["granted"]) == ("part_confirmed", 2)
    assert order["acts"] == ["ready", "collected", "decline"]
    await sari("do", **act, act="ready")
    answer = await sari("do", **act, act="collected")
    assert answer["panel"]["orders"][0]["acts"] == []
    assert len(notes(office)) == 4


async def test_a_declined_order_needs_a_reason(sari, stranger):
    lines = [{"sku": PART, "count": 1}]
    entered = await sari("open_order", conversation=stranger, lines=lines)
    act = {
        "conversation": stranger,
        "kind": "order",
        "id": entered["panel"]["orders"][0]["id"],
        "act": "decline",
    }
    assert await refused(sari("do", **act)) == "bad_request"
    answer = await sari("do", **act, reason="Stok rusak.")

    assert answer["panel"]["orders"][0]["reason"] == "Stok rusak."


async def test_what_the_shop_has_not_is_not_entered(sari, stranger):
    for lines, code in (
        ([{"sku": "TIDAK-ADA", "count": 1}], "no_such_part"),
        ([{"sku": PART, "count": 100}], "too_many"),
        ([{"sku": PART, "count": 0}], "bad_request"),
        ([], "bad_request"),
    ):
        asked = sari("open_order", conversation=stranger, lines=lines)
        assert await refused(asked) == code
    assert (await sari("panel", conversation=stranger))["orders"] == []


async def test_a_case_is_opened_once(office, sari, stranger):
    answer = await sari("open_case", conversation=stranger, service="ktp")

    assert [case["number"] for case in answer["panel"]["cases"]] == [answer["number"]]
    again = sari("open_case", conversation=stranger, service="ktp")
    assert await refused(again) == "open_already"
    made_up = sari("open_case", conversation=stranger, service="paspor")
    assert await refused(made_up) == "no_such_service"
    assert len(notes(office)) == 1


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"kind": "house"},
        {"kind": "case", "act": "x" * 21},
        {"kind": "case", "act": "ready", "note_id": "x" * 201},
        {"kind": "case", "act": "ready", "note_en": "a\x00b"},
        {"kind": "case", "act": "ready", "promised": "soon"},
        {"kind": "case", "act": "ready", "promised": "2026-02-30"},
        {"kind": "case", "act": "incomplete", "missing": [{"id": ""}]},
        {"kind": "case", "act": "ready", "id": "1 or 1=1"},
        {"kind": "case", "act": "ready", "pieces": {"A": -1}},
        {"kind": "case", "act": "ready", "sudo": True},
    ],
)
async def test_what_is_no_act_is_refused(sari, number, payload):
    case = await case_of(sari, number)
    whole = {"conversation": number, "id": case["id"], **payload}

    assert await refused(sari("do", **whole)) == "bad_request"


@pytest.mark.parametrize("act", ["", "received", "collected", "delete", "receive", "'; drop"])
async def test_what_does_not_belong_to_a_case_now_is_refused(sari, number, act):
    case = await case_of(sari, number)
    asked = sari("do", conversation=number, kind="case", id=case["id"], act=act)

    assert await refused(asked) == "not_now"


async def test_free_times_are_told_for_a_ticket_of_theirs(sari, number, stranger, ticket):
    told = await sari("times", conversation=number, id=ticket.id)
    assert (told["day"], told["days"][0]) == ("2026-11-23", "2026-11-23")
    assert "10:00" in told["times"]
    told = await sari("times", conversation=number, id=ticket.id, day="2026-11-28")
    assert told["times"] == []
    wrong = sari("times", conversation=number, id=ticket.id, day="2026-02-30")
    assert await refused(wrong) == "bad_request"
    assert await refused(sari("times", conversation=stranger, id=ticket.id)) == "not_found"
    assert await refused(sari("times", conversation=99, id=ticket.id)) == "not_found"


async def test_the_identity_number_is_shown_for_a_reason(office, desks, sari, stranger):
    asked = {"conversation": stranger, "reason": "Cek berkas KTP."}
    assert await refused(sari("nik", **asked)) == "not_registered"
    contact = (await office.conversation()).contact_id
    async with transaction():
        await identity.register(
            contact,
            name="Rina Wati",
            nik=NIK,
            born=date(1990, 8, 5),
            secret=SECRET,
            today=date(2026, 11, 23),
            at_ms=office.clock.ms,
        )
    assert await refused(sari("nik", **(asked | {"reason": " x "}))) == "bad_reason"
    assert await refused(desks.sit(LOOKER)("nik", **asked)) == "not_allowed"
    assert notes(office) == []
    answer = await sari("nik", **asked)

    assert answer == {"ok": True, "nik": NIK}
    ((entry, *_), _) = await audit.listed(None)
    assert (entry.act, entry.staff_id) == ("read_nik", SARI.id)
    assert "Cek berkas KTP." in entry.detail
    assert NIK not in entry.detail
    assert len(notes(office)) == 1
    assert NIK not in notes(office)[0]
    (reading,) = await Statement('select * from "nik_reading"').rows()
    assert (reading["staff_id"], reading["reason"]) == (SARI.id, "Cek berkas KTP.")
    told = await sari("panel", conversation=stranger)
    assert (told["person"]["name"], NIK in str(told)) == ("Rina Wati", False)
    looked = await desks.sit(LOOKER)("panel", conversation=stranger)
    assert looked["person"]["name"] == "R. W."


async def test_what_is_offered_is_found_by_its_words(sari):
    found = (await sari("offer", q="oli GARDAN"))["parts"]
    assert PART in [part["sku"] for part in found]
    assert {"name_id", "name_en", "unit", "price", "left"} < found[0].keys()
    assert (await sari("offer", q="% ' or 1=1"))["parts"] == []
    told = await sari("offer")
    assert told["services"][0].keys() == {"code", "name_id", "name_en"}
    assert len(told["parts"]) > len(found)
    assert await refused(sari("offer", q="x" * 101)) == "bad_request"


async def test_services_are_named_in_both_languages(sari, number):
    case = await case_of(sari, number)

    assert (case["service"], case["name_id"]) == ("kk", "Kartu Keluarga")


ROLES = {role: StaffView(20 + n, role.value, role.value, role) for n, role in enumerate(Role)}


@pytest.mark.parametrize("role", Role)
async def test_what_each_role_may(desks, number, ticket, role):
    ask = desks.sit(ROLES[role])
    case = await case_of(ask, number)
    shared = {"shortcut": f"uji-{role.value}", "text_id": "Halo"}
    asked = {
        "panel": {"conversation": number},
        "times": {"conversation": number, "id": ticket.id},
        "offer": {},
        "canned": {"conversation": number},
        "mentions": {},
        "do": {"conversation": number, "kind": "case", "id": case["id"], "act": "ready"},
        "open_case": {"conversation": number, "service": "ktp"},
        "open_order": {"conversation": number, "lines": [{"sku": PART}]},
        "nik": {"conversation": number, "reason": "Cek berkas."},
        "canned_save": shared,
        "canned_delete": {"id": 4242},
    }
    looks, acts, keeps = None, None, None
    if role is Role.AUDITOR:
        acts = keeps = "not_allowed"
    elif role is Role.AGENT:
        keeps = "not_allowed"
    expected = dict.fromkeys(("panel", "times", "offer", "canned", "mentions"), looks)
    expected |= dict.fromkeys(("do", "open_case", "open_order"), acts)
    nik = "not_registered" if role in (Role.AGENT, Role.SUPERVISOR) else "not_allowed"
    expected |= {"nik": nik, "canned_save": keeps}
    expected |= {"canned_delete": "not_allowed" if role is Role.AUDITOR else "not_found"}

    assert {name: await refused(ask(name, **asked[name])) for name in expected} == expected
