"""What dialogs are answered about queues: outcomes and facts, over a real database."""

import json
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from models.conversations.page import Page
from models.conversations.views import ConversationView
from models.db import Statement, transaction
from models.hours import services as hours
from models.hours.rules import ClosedDay, Period
from models.people import identity
from models.queues import line
from models.terms.channel import Inbound
from models.terms.request import Fact
from server.answering.asking import Asking
from server.answering.queues import ANSWERS
from server.demo.queues_world import furnish_queues, plan_of
from server.demo.world import CATALOGUE
from tests.server.office import SECRET

ZONE = ZoneInfo("Asia/Jakarta")
ANI, BUDI = (1, "visitor-1"), (2, "+6281200000002")
TODAY, TOMORROW = "2026-11-23", "2026-11-24"
_DAY = Statement('update "queue_day" set "quota" = "used" where "day" = ?')
_EMPTY = [Statement(f'delete from "queue_{name}"') for name in ("service", "plan", "counter")]  # noqa: S608


@pytest.fixture
async def ask(database, clock, new_id):
    """Ask a service as a dialog does, from the demo's queues at Monday nine o'clock."""
    async with transaction():
        for statement in _EMPTY:
            await statement.run()
    catalogue = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    await furnish_queues(catalogue, clock=clock, new_id=new_id)
    heard = 0

    async def ask(verb, who=ANI, *, key=None, **arguments: Fact):
        nonlocal heard
        heard += 1
        number, address = who
        channel = "sms" if address.startswith("+") else "web"
        begun = ConversationView.begun(
            number=number,
            contact_id=number,
            channel=channel,
            address=address,
            language="id",
            at_ms=clock.ms,
        )
        inbound = Inbound(channel, address, "", clock.now(), key or f"key-{heard}")
        page = Page(begun, clock.ms, new_id, frozenset({"sms"}))
        asking = Asking(page, inbound, new_id, SECRET, ZONE)
        async with transaction():
            outcome = await ANSWERS[f"queues.{verb}"](asking, arguments)
        return outcome.name, dict(outcome.facts)

    return ask


async def test_antri_ktp_besok_offers_the_times_of_the_day_or_a_part_of_it(ask):
    name, facts = await ask("offer", service="ktp", date=TOMORROW)
    later = await ask("offer", service="ktp", date=TOMORROW, part="afternoon")
    first = await ask("offer", service="ktp", date=TOMORROW, part="afternoon", is_any="yes")

    assert (name, facts["times"][:3]) == ("offered", ["08:00", "08:30", "09:00"])
    assert later[1]["times"] == [time for time in facts["times"] if time >= "12:00"]
    assert first == ("held", {"service": "ktp", "date": TOMORROW, "time": later[1]["times"][0]})


async def test_an_exact_wish_is_kept(ask):
    assert await ask("offer", service="ktp", date=TOMORROW, time="10:00") == (
        "held",
        {"service": "ktp", "date": TOMORROW, "time": "10:00"},
    )


async def test_a_wish_that_is_not_free_brings_the_times_near_it(ask):
    assert await ask("offer", service="ktp", date=TOMORROW, time="12:10") == (
        "not_free",
        {
            "service": "ktp",
            "date": TOMORROW,
            "times": ["11:00", "11:30", "13:00"],
            "open_spans": [],
        },
    )


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2026-11-22", "past"),
        ("2026-11-28", "closed_day"),
        ("2027-01-20", "too_far"),
        ("2027-02-29", "no_such_day"),
        ("x" * 10_000, "no_such_day"),
    ],
)
async def test_a_day_without_places_is_closed_with_its_reason(ask, day, reason):
    name, facts = await ask("offer", service="ktp", date=day)

    assert (name, facts["reason"]) == ("closed", reason)
    assert all(day >= TODAY for day in facts["dates"])


async def test_a_full_day_names_the_next(ask):
    await ask("book", service="ktp", date=TOMORROW, time="08:00")
    await _DAY.run(TOMORROW)

    assert await ask("offer", BUDI, service="ktp", date=TOMORROW) == (
        "full",
        {"service": "ktp", "date": TOMORROW, "dates": ["2026-11-25"]},
    )


@pytest.mark.parametrize("service", [None, "", "sim", 5, "%s", "{{7*7}}", "ktp\x00"])
async def test_what_is_no_service_is_unknown(ask, service):
    assert await ask("offer", service=service) == ("unknown_service", {})
    assert await ask("book", service=service, date=TOMORROW, time="09:00") == (
        "unknown_service",
        {},
    )


async def test_a_booking_is_a_ticket_and_asked_again_the_same(ask):
    booked = await ask("book", key="k", service="ktp", date=TOMORROW, time="09:00")
    again = await ask("book", key="k", service="ktp", date=TOMORROW, time="09:00")
    more = await ask("book", service="kk", date=TOMORROW, time="10:00")

    assert booked == again
    assert booked == (
        "booked",
        {"ticket": "A-001", "service": "ktp", "date": TOMORROW, "time": "09:00"},
    )
    assert more == ("limit_reached", {"ticket": "A-001", "service": "kk"})
    assert await ask("offer", service="kk", date=TOMORROW) == (
        "limit_reached",
        {"ticket": "A-001", "service": "kk", "dates": ["2026-11-25"]},
    )


async def test_for_today_the_position_is_told(ask):
    await ask("book", BUDI, service="ktp", date=TODAY, time="09:30")
    booked = await ask("book", service="ktp", date=TODAY, time="10:00")
    mine = await ask("mine")

    assert (booked[0], booked[1]["position"]) == ("booked", 2)
    assert mine == ("one", {**booked[1], "wait_low": 6, "wait_high": 20})


async def test_what_was_taken_a_moment_ago_is_answered_with_times(ask):
    for n in range(6):
        await ask("book", (10 + n, f"visitor-{n}"), service="ktp", date=TOMORROW, time="09:00")

    assert await ask("book", service="ktp", date=TOMORROW, time="09:00") == (
        "taken",
        {"date": TOMORROW, "times": ["08:00", "08:30", "09:30"], "service": "ktp"},
    )
    assert await ask("book", service="ktp", date=TODAY, time="08:30") == (
        "too_late",
        {"service": "ktp"},
    )


async def test_own_tickets_are_told_one_or_several(ask):
    none = await ask("mine")
    await ask("book", service="ktp", date=TOMORROW, time="09:00")
    one = await ask("mine")
    await ask("book", service="kk", date="2026-11-25", time="10:00")
    several = await ask("mine")

    assert none == ("none", {})
    assert one == (
        "one",
        {"ticket": "A-001", "service": "ktp", "date": TOMORROW, "time": "09:00"},
    )
    assert several == (
        "several",
        {
            "tickets": ["A-001", "B-001"],
            "services": ["ktp", "kk"],
            "dates": [TOMORROW, "2026-11-25"],
            "times": ["09:00", "10:00"],
            "names_id": ["A-001 Selasa 24 Nov", "B-001 Rabu 25 Nov"],
            "names_en": ["A-001 Tue 24 Nov", "B-001 Wed 25 Nov"],
        },
    )


async def test_a_ticket_is_moved_and_given_back(ask):
    await ask("book", service="ktp", date=TOMORROW, time="09:00")
    offered = await ask("offer", ticket="a1", date=TOMORROW, time="10:00")
    moved = await ask("move", ticket="a1", date=TOMORROW, time="10:00")
    cancelled = await ask("cancel", ticket="A-001")

    facts = {"ticket": "A-001", "service": "ktp", "date": TOMORROW, "time": "10:00"}
    assert (offered[0], offered[1]["service"]) == ("held", "ktp")
    assert (moved, cancelled) == (("moved", facts), ("cancelled", facts))
    assert await ask("mine") == ("none", {})


async def test_a_move_to_what_is_no_place_is_answered_with_times(ask):
    await ask("book", service="ktp", date=TOMORROW, time="09:00")
    name, facts = await ask("move", ticket="A-001", date=TOMORROW, time="12:00")
    too_late = await ask("move", ticket="A-001", date="2026-11-20", time="10:00")

    assert (name, facts["times"]) == ("taken", ["11:00", "11:30", "13:00"])
    assert too_late == ("too_late", {})


@pytest.mark.parametrize("ticket", ["A-001", "A-999", "", None, "x" * 10_000, "\u202eA1"])
async def test_somebody_elses_ticket_is_answered_like_none(ask, ticket):
    await ask("book", service="ktp", date=TOMORROW, time="09:00")

    assert await ask("cancel", BUDI, ticket=ticket) == ("not_yours", {})
    assert await ask("move", BUDI, ticket=ticket, date=TOMORROW, time="10:00") == ("not_yours", {})
    assert await ask("status", BUDI, ticket=ticket) == ("none", {})


async def test_a_line_is_told_by_ticket_by_service_and_for_oneself(ask, clock):
    await ask("book", BUDI, service="ktp", date=TODAY, time="09:30")
    await ask("book", service="ktp", date=TODAY, time="10:00")
    clock.advance(3000)
    async with transaction():
        await line.call_next("1", now=clock.now().astimezone(ZONE))
    own = await ask("status")
    called = await ask("cancel", BUDI, ticket="A-001")

    line_facts = {"service": "ktp", "date": TODAY, "now_serving": "A-001"}
    soon = {"ahead": 0, "wait_low": 0, "wait_high": 10}
    assert own == ("status", {**line_facts, "ticket": "A-002", "time": "10:00", **soon})
    assert await ask("status", ticket="a2") == own
    assert await ask("status", (9, "visitor-9"), service="ktp") == (
        "status",
        {**line_facts, "ahead": 1, "wait_low": 6, "wait_high": 20},
    )
    assert called == ("too_late", {})


async def test_on_a_day_without_hours_a_line_is_closed(ask, clock):
    clock.advance(5 * 24 * 3600)

    assert await ask("status", service="ktp") == (
        "closed",
        {"service": "ktp", "next_date": "2026-11-30"},
    )
    assert await ask("status", service="sim") == ("none", {})
    assert await ask("status") == ("none", {})


async def test_closed_days_and_breaks_of_the_office_hold_no_places(ask, new_id):
    morning = Period(time(8), time(9))
    async with transaction():
        await hours.set_week({n: [morning] for n in range(5)}, new_id=new_id)
        await hours.close_on(ClosedDay(date(2026, 11, 25), "Libur", "Holiday"))
    short = await ask("offer", service="ktp", date=TOMORROW)
    closed = await ask("offer", service="ktp", date="2026-11-25")
    taken = await ask("book", service="ktp", date=TOMORROW, time="09:00")

    assert short[1]["times"] == taken[1]["times"] == ["08:00", "08:30"]
    assert (closed[1]["reason"], closed[1]["dates"]) == ("closed_day", ["2026-11-26"])


async def test_a_ticket_is_the_persons_at_both_doors_once_the_telephone_is_proved(ask, clock):
    await ask("book", service="ktp", date=TOMORROW, time="09:00")
    before = await ask("mine", BUDI)
    async with transaction():
        await identity.hold_phone(ANI[0], BUDI[1], at_ms=clock.ms)
    told = await ask("mine", BUDI)
    limited = await ask("book", BUDI, service="kk", date=TOMORROW, time="09:00")

    assert (before, told[0]) == (("none", {}), "one")
    assert limited == ("limit_reached", {"ticket": "A-001", "service": "kk"})
    assert (await ask("cancel", BUDI, ticket="A-001"))[0] == "cancelled"


def test_the_demo_has_no_places_in_the_friday_prayer():
    catalogue = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    friday = [p.time for p in plan_of(catalogue["queue"]) if p.weekday == 4]

    assert "11:00" not in friday
    assert "13:30" in friday
