"""The desk's staff over the wire: presence, giving threads away, watching, load and audit."""

import asyncio

import pytest

from models.audit import services as audit
from models.audit.rules import FIRST, AuditView, digest_of, faults
from models.db import Statement, transaction
from models.people import staff
from models.people.rules import Role
from models.staffing import services as staffing
from models.staffing.rules import Assign, Policy
from server.desk import presence
from server.desk.assigning import GiveOut, neglected
from server.desk.standing import TARGET
from server.desk.watching import TYPING_SECONDS, sweep
from tests.models.either import furnished  # noqa: F401
from tests.server.desks import Desks, refused
from tests.server.office import SECRET


@pytest.fixture
def desks(office):
    return Desks(office)


@pytest.fixture
async def people():
    """The demo's staff by login name."""
    return {each.name: each for each in await staff.everyone()}


@pytest.fixture
async def sari(desks, people):
    return desks.sit(people["sari"])


@pytest.fixture
async def budi(desks, people):
    return desks.sit(people["budi"])


@pytest.fixture
async def boss(desks, people):
    return desks.sit(people["rina"])


@pytest.fixture
async def number(office):
    return (await office.hear("halo")).conversation.id


async def waits(office, address="visitor-1"):
    """A conversation that waits for a person."""
    settled = await office.hear("petugas", address=address)
    if settled.conversation.speaker.value != "waiting":
        settled = await office.hear("ya", address=address)
    assert settled.conversation.speaker.value == "waiting"
    return settled.conversation.id


async def found(office, name, *members):
    async with transaction():
        number = await staffing.found(name, at_ms=office.clock.ms, new_id=office.new_id)
        for member in members:
            await staffing.place(member.id, [number], new_id=office.new_id)
    return number


def told(desks, event):
    return [payload for _, name, payload in desks.sent if name == event]


async def test_since_tells_who_is_there(desks, people, sari, budi):
    await budi("presence", state="invisible")
    answer = await sari("since", n=0)

    by_name = {each["name"]: each for each in answer["staff"]}
    assert (answer["me"]["presence"], answer["me"]["limit"]) == ("online", 8)
    assert (by_name["Sari"]["presence"], by_name["Budi"]["presence"]) == ("online", "away")
    assert by_name["Sari"].keys() == {
        "id",
        "name",
        "login",
        "role",
        "presence",
        "load",
        "limit",
        "departments",
    }
    assert told(desks, "staff")[-1]["staff"] != []


async def test_a_thread_goes_to_a_colleague_with_a_note(office, sari, budi, people, number):
    await sari("take", conversation=number)
    answer = await sari("assign", conversation=number, staff=people["budi"].id, note="sudah bayar")
    assert answer["owner"]["name"] == "Budi"
    assert await refused(sari("assign", conversation=number, staff=people["sari"].id)) == "taken"

    said = await office.said()
    assert ("note", "sudah bayar") in said
    assert any("Budi" in text for author, text in said if author == "system")


async def test_a_note_of_a_hand_over_calls_whom_it_names(desks, sari, boss, people, number):
    await sari("take", conversation=number)
    await sari("assign", conversation=number, staff=people["budi"].id, note="tanya @rina ya")

    (named,) = (await boss("mentions"))["mentions"]
    assert (named["conversation"], named["text"]) == (number, "tanya @rina ya")
    assert [each["text"] for each in told(desks, "mention")] == ["tanya @rina ya"]


async def test_an_auditor_is_given_nothing_and_has_no_load(office, desks, sari, boss, number):
    looker = await staff.add(
        "uji", display_name="Uji", role=Role.AUDITOR, at_ms=1, new_id=office.new_id
    )
    await sari("take", conversation=number)
    opened, load = await desks.sit(looker)("since", n=0), await boss("load")
    await sari("presence", state="online")
    listed = [*opened["staff"], *load["staff"], *told(desks, "staff")[-1]["staff"]]

    assert looker.id not in {each["id"] for each in listed}
    assert opened["me"]["presence"] == "online"
    assert await refused(sari("assign", conversation=number, staff=looker.id)) == "only_looks"
    assert await refused(boss("limit", staff=looker.id, most=3)) == "only_looks"


async def test_a_thread_goes_to_a_department_and_waits_there(office, sari, people, number):
    pajak = await found(office, "Pajak", people["budi"])
    await sari("take", conversation=number)
    answer = await sari("assign", conversation=number, department=pajak)

    thread = answer["thread"]
    assert thread["department"] == {"id": pajak, "name": "Pajak"}
    assert (thread["speaker"], thread["place"], thread["owner"]) == ("waiting", 1, None)
    await office.act(GiveOut(Assign.ROUND_ROBIN))
    assert (await office.conversation()).owner_id is None


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, "bad_request"),
        ({"staff": 1}, "no_such_colleague"),
        ({"department": 1}, "no_such_department"),
        ({"staff": "1"}, "bad_request"),
        ({"staff": 0}, "bad_request"),
        ({"department": 1, "note": "x" * 5000}, "too_long"),
        ({"staff": 1, "owner": 2}, "bad_request"),
    ],
)
async def test_what_is_no_colleague_is_refused(sari, number, more, code):
    await sari("take", conversation=number)
    assert await refused(sari("assign", conversation=number, **more)) == code


async def test_only_owner_and_supervisor_give_a_thread_away(sari, budi, boss, people, number):
    to = people["budi"].id
    assert await refused(budi("assign", conversation=number, staff=to)) == "not_yours"
    await sari("take", conversation=number)
    assert await refused(budi("assign", conversation=number, staff=to)) == "taken"
    answer = await boss("assign", conversation=number, staff=to)

    assert answer["owner"]["id"] == to


async def test_who_waits_is_given_to_whoever_is_free(office, sari, budi, people):
    await sari("since", n=0)
    first, second, third = [await waits(office, f"visitor-{n}") for n in range(3)]
    await staffing.set_limit(people["sari"].id, 1)
    await staffing.set_limit(people["budi"].id, 1)
    await office.act(GiveOut(Assign.ROUND_ROBIN))
    owners = [(await office.conversation(address=f"visitor-{n}")).owner_id for n in range(3)]

    assert sorted(owners[:2]) == sorted([people["sari"].id, people["budi"].id])
    assert owners[2] is None
    assert len({first, second, third}) == 3


async def test_the_last_person_is_preferred_and_nobody_away_is_given_any(
    office, sari, budi, people
):
    number = await waits(office)
    await budi("take", conversation=number)
    await budi("return", conversation=number)
    await sari("since", n=0)
    await waits(office)
    await budi("presence", state="away")
    await sari("presence", state="invisible")
    await office.act(GiveOut(Assign.LEAST_BUSY))
    assert (await office.conversation()).owner_id is None
    await sari("presence", state="online")
    await budi("presence", state="online")
    await office.act(GiveOut(Assign.LEAST_BUSY))

    assert (await office.conversation()).owner_id == people["budi"].id


async def test_a_desk_that_was_closed_is_given_nothing(office, desks, sari, budi):
    await sari("since", n=0)
    await waits(office)
    office.clock.advance(61)
    await office.act(GiveOut(Assign.ROUND_ROBIN))
    assert (await office.conversation()).owner_id is None
    await presence.look(desks.desk)
    await office.act(GiveOut(Assign.ROUND_ROBIN))

    assert (await office.conversation()).owner_id is not None


async def send_back(office, policy):
    for work in await neglected(policy, now_ms=office.clock.ms, zone=office.talk.timezone):
        await office.act(work)
    return (await office.conversation()).speaker.value


async def test_unanswered_goes_back_to_the_line_but_not_while_its_owner_types(office, sari, number):
    policy = Policy(unanswered_minutes=5)
    await sari("take", conversation=number)
    await office.hear("masih ada?")
    office.clock.advance(299)
    assert await send_back(office, policy) == "staff"
    await sari("typing", conversation=number)
    office.clock.advance(299)
    assert await send_back(office, policy) == "staff"
    office.clock.advance(2)
    assert await send_back(office, policy) == "waiting"

    assert (await office.messages())[-1].act == "requeue"
    assert office.events[-1].kind == "messages"


async def test_a_take_followed_by_silence_is_no_answer(office, sari, boss, monkeypatch):
    monkeypatch.setattr(TARGET, "zone", office.talk.timezone)
    monkeypatch.setattr(TARGET, "minutes", 30)
    number = await waits(office)
    office.clock.advance(120)
    await sari("take", conversation=number)
    (mine,) = (await sari("threads", tab="mine"))["threads"]
    assert mine["answer_due"] == "2026-11-23T02:30:00.000Z"
    office.clock.advance(299)
    assert await send_back(office, Policy(unanswered_minutes=5)) == "staff"
    office.clock.advance(1381)
    load = await boss("load")
    by_name = {each["name"]: each for each in load["staff"]}
    assert by_name["Sari"]["waiting_longest"] == "2026-11-23T02:00:00.000Z"
    assert load["overdue"] == 1

    assert await send_back(office, Policy(unanswered_minutes=5)) == "waiting"


@pytest.fixture
def half_an_hour(office, monkeypatch):
    """The office promises an answer within it."""
    monkeypatch.setattr(TARGET, "zone", office.talk.timezone)
    monkeypatch.setattr(TARGET, "minutes", 30)


@pytest.mark.usefixtures("half_an_hour")
@pytest.mark.parametrize("by_boss", [False, True])
async def test_who_steps_in_owes_nothing_for_what_the_bot_has_answered(
    office, sari, boss, people, by_boss
):
    number = (await office.hear("jam buka")).conversation.id
    office.clock.advance(3 * 3600)
    if by_boss:
        await boss("assign", conversation=number, staff=people["sari"].id)
    else:
        await sari("take", conversation=number)
    (mine,) = (await sari("threads", tab="mine"))["threads"]
    load = await boss("load")
    office.clock.advance(60)
    await office.hear("halo?")
    (written,) = (await sari("threads", tab="mine"))["threads"]

    assert mine["answer_due"] == written["answer_due"] == "2026-11-23T06:30:00.000Z"
    assert load["overdue"] == 0
    assert (await office.messages())[-2].act == "step_in"


async def test_the_list_shows_what_was_said_last_and_not_that_a_person_will_answer(office, sari):
    number = await waits(office)
    said = (await office.messages())[-1].text
    (waiting,) = (await sari("threads", tab="waiting"))["threads"]
    assert waiting["preview"].casefold() in {"petugas", "ya"}
    await sari("take", conversation=number)
    await office.hear("ijazah saya hilang")
    (mine,) = (await sari("threads", tab="mine"))["threads"]
    await sari("reply", conversation=number, client_key="key-a-0001", text="Baik.")
    (answered,) = (await sari("threads", tab="mine"))["threads"]

    assert said != waiting["preview"]
    assert (mine["preview"], answered["preview"]) == ("ijazah saya hilang", "Baik.")


async def test_after_a_close_nothing_older_is_owed(office, sari):
    number = await waits(office)
    await sari("take", conversation=number)
    await sari("close", conversation=number)
    await sari("take", conversation=number)

    assert [each.unanswered_since_ms for each in await staffing.owned()] == [None]


async def test_who_neglected_a_thread_is_not_given_it_again(office, sari, budi, people):
    await sari("since", n=0)
    await budi("presence", state="away")
    number = await waits(office)
    await office.act(GiveOut(Assign.LEAST_BUSY))
    assert (await office.conversation()).owner_id == people["sari"].id
    office.clock.advance(301)
    assert await send_back(office, Policy(unanswered_minutes=5)) == "waiting"
    await sari("presence", state="online")
    await office.act(GiveOut(Assign.LEAST_BUSY))
    assert (await office.conversation()).owner_id is None
    await budi("presence", state="online")
    await office.act(GiveOut(Assign.LEAST_BUSY))
    assert (await office.conversation()).owner_id == people["budi"].id

    await budi("return", conversation=number)
    await waits(office)
    assert await staffing.neglecters([number]) == {}


async def test_an_answered_contact_who_is_silent_stays(office, sari, number):
    policy = Policy(unanswered_minutes=5, idle_owner_minutes=5)
    await sari("take", conversation=number)
    await sari("reply", conversation=number, client_key="key-a-0001", text="Sudah jadi.")
    office.clock.advance(3600)

    assert await send_back(office, policy) == "staff"


async def test_an_owner_who_never_writes_loses_the_thread(office, sari, number):
    await sari("take", conversation=number)
    office.clock.advance(301)

    assert await send_back(office, Policy(idle_owner_minutes=5)) == "waiting"


async def test_outside_opening_hours_no_clock_runs(office, sari, number):
    await sari("take", conversation=number)
    await office.hear("halo?")
    office.clock.advance(12 * 3600)  # 21:00 in Jakarta

    kept_open = await neglected(
        Policy(unanswered_minutes=8 * 60), now_ms=office.clock.ms, zone=office.talk.timezone
    )
    assert kept_open == []


async def test_colleagues_see_who_looks_and_who_types(office, desks, sari, budi, number):
    await budi("viewing", conversation=number)
    await sari("typing", conversation=number)
    typing = told(desks, "watching")[-1]
    office.clock.advance(TYPING_SECONDS + 1)
    await sweep(desks.desk)
    quiet = told(desks, "watching")[-1]
    await sari("viewing", conversation=None)
    await budi("presence", state="invisible")

    assert typing["conversation"] == number
    assert {each["name"]: each["typing"] for each in typing["staff"]} == {
        "Sari": True,
        "Budi": False,
    }
    assert [each["typing"] for each in quiet["staff"]] == [False, False]
    assert told(desks, "watching")[-1]["staff"] == []
    assert desks.desk.watched == {}


async def test_the_supervisor_sees_load_and_line(office, sari, boss, number):
    await sari("take", conversation=number)
    await office.hear("halo?")
    await waits(office, "visitor-2")
    answer = await boss("load")
    assert await refused(sari("load")) == "not_allowed"

    by_name = {each["name"]: each for each in answer["staff"]}
    assert (by_name["Sari"]["threads"], answer["waiting"]) == (1, 1)
    assert by_name["Sari"]["waiting_longest"] is not None


async def test_only_supervisors_set_limits(sari, boss, people):
    wanted = {"staff": people["sari"].id, "most": 3}
    assert await refused(sari("limit", **wanted)) == "not_allowed"
    await boss("limit", **wanted)
    assert (await sari("since", n=0))["me"]["limit"] == 3
    assert await refused(boss("limit", staff=1, most=3)) == "no_such_colleague"
    assert await refused(boss("limit", staff=people["sari"].id, most=101)) == "bad_request"


async def test_every_act_leaves_an_entry_and_the_chain_holds(office, sari, boss, people, number):
    await sari("take", conversation=number)
    await sari("reply", conversation=number, client_key="key-a-0001", text="Rahasia 0812345678")
    await sari("label", conversation=number, add=["Pajak"])
    await refused(boss("close", conversation=number))
    answer = await boss("audit")
    assert await refused(sari("audit")) == "not_allowed"

    acts = [(each["act"], each["staff"]["name"]) for each in answer["entries"]]
    assert acts == [("put_labels", "Sari"), ("write", "Sari"), ("take", "Sari")]
    assert {each["thread"]["conversation"] for each in answer["entries"]} == {number}
    assert "Rahasia" not in str(answer)
    assert (await audit.verify(secret=b""))[2] == []
    assert (await audit.verify(secret=SECRET))[2] != []


async def test_the_target_of_an_answer_stands_on_the_thread(office, sari, monkeypatch):
    monkeypatch.setattr(TARGET, "zone", office.talk.timezone)
    monkeypatch.setattr(TARGET, "minutes", 30)
    number = await waits(office)
    (waiting,) = (await sari("threads", tab="waiting"))["threads"]
    await sari("take", conversation=number)
    await office.hear("halo?")
    (mine,) = (await sari("threads", tab="mine"))["threads"]
    await sari("reply", conversation=number, client_key="key-a-0001", text="Ya.")
    (answered,) = (await sari("threads", tab="mine"))["threads"]

    assert (waiting["answer_due"], waiting["place"]) == ("2026-11-23T02:30:00.000Z", 1)
    assert mine["answer_due"] == "2026-11-23T02:30:00.000Z"
    assert (answered["answer_due"], answered["place"]) == (None, None)


async def test_of_fifty_who_take_at_once_one_has_it(office, desks, number):
    members = [
        await staff.add(
            f"staff-{n}", display_name=f"Staff {n}", role=Role.AGENT, at_ms=1, new_id=office.new_id
        )
        for n in range(50)
    ]
    asks = [desks.sit(member) for member in members]
    codes = await asyncio.gather(*(refused(ask("take", conversation=number)) for ask in asks))

    assert (codes.count(None), codes.count("taken")) == (1, 49)
    takes = [m for m in await office.messages() if m.act == "step_in"]
    assert len(takes) == 1


def test_the_chain_names_what_was_changed_removed_or_moved():
    entries = []
    before = FIRST
    for n in range(1, 6):
        entry = AuditView(n, n, 7, "take", 9, "{}", "")
        before = digest_of(entry, before, secret=SECRET)
        entries.append(entry._replace(digest=before))

    def wrong(kept):
        return faults(kept, secret=SECRET, begins=None)

    assert wrong(entries) == []
    assert wrong([entries[0], *entries[2:]])[0] == "entry 2 is missing"
    changed = [*entries[:2], entries[2]._replace(staff_id=8), *entries[3:]]
    assert wrong(changed) == ["entry 3 was changed, put in or moved"]
    moved = [*entries[:1], entries[2]._replace(n=2), entries[1]._replace(n=3), *entries[3:]]
    assert wrong(moved)[0] == "entry 2 was changed, put in or moved"


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        ("update audit_entry set act = 'close' where n = 1", "entry 1 was changed"),
        ("delete from audit_entry where n = 1", "entry 1 is missing"),
        ("delete from audit_entry where n = 2", "entry 2 to 2 is missing at the end"),
        ("delete from audit_entry", "entry 1 to 2 is missing at the end"),
        ("delete from audit_head", "the end of the chain is missing"),
        ("update audit_head set n = 1", "the end of the chain was changed"),
    ],
)
async def test_verify_names_the_row_that_was_harmed(sari, number, harm, named):
    await sari("take", conversation=number)
    await sari("close", conversation=number)
    assert (await audit.verify(secret=b""))[2] == []
    await Statement(harm).run()

    assert named in (await audit.verify(secret=b""))[2][0]
