"""The desk's lists over the wire: tabs, marks, sleep, closing and opening again."""

from datetime import timedelta

import pytest

from models.conversations import ratings, threads
from models.conversations.rules import ReopenTo
from models.people.rules import Role
from models.people.staff import StaffView
from models.terms.ids import IdMaker
from server.desk.marking import Wake
from tests.server.desks import Desks, refused
from tests.server.office import BUDI, SARI, SmallOffice

LOOKER = StaffView(13, "rina", "Rina", Role.AUDITOR)


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
    """Of one conversation that has begun."""
    return (await office.hear("halo")).conversation.id


async def listed(ask, tab, **more):
    return [each["conversation"] for each in (await ask("threads", tab=tab, **more))["threads"]]


async def test_a_thread_walks_through_the_tabs(sari, budi, number):
    assert await listed(sari, "bot") == [number]
    await sari("take", conversation=number)
    assert (await listed(sari, "mine"), await listed(budi, "mine")) == ([number], [])
    assert await listed(budi, "all", owner=SARI.id) == [number]
    await sari("close", conversation=number)
    answer = await sari("threads", tab="closed")
    assert [each["conversation"] for each in answer["threads"]] == [number]
    assert answer["threads"][0]["closed_at"] == "2026-11-23T02:00:00.000Z"
    assert answer["counts"] == {"mine": 0, "waiting": 0, "bot": 0, "all": 0, "closed": 1}
    assert await listed(sari, "all") == []


async def test_pages_go_on_by_their_cursor(office, sari):
    for n in range(5):
        office.clock.advance(1)
        await office.hear("halo", address=f"visitor-{n}")
    first = await sari("threads", tab="all", limit=3)
    second = await sari("threads", tab="all", limit=3, before=first["next"])

    assert (len(first["threads"]), len(second["threads"]), second["next"]) == (3, 2, None)
    numbers = {t["conversation"] for page in (first, second) for t in page["threads"]}
    assert len(numbers) == 5


async def test_counts_alone_cost_no_threads(sari, number):
    answer = await sari("threads", tab="all", limit=0)

    assert (answer["threads"], answer["next"]) == ([], None)
    assert answer["counts"]["bot"] == 1


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"tab": "nothing"},
        {"tab": "all", "limit": 101},
        {"tab": "all", "limit": -1},
        {"tab": "all", "before": "'; drop table conversation; --"},
        {"tab": "all", "before": "1.2"},
        {"tab": "all", "before": f"1.2.{2**63}"},
        {"tab": "all", "before": "9" * 81},
        {"tab": "all", "label": "x" * 81},
        {"tab": "all", "label": "a\x00b"},
        {"tab": "all", "channel": "\x00"},
        {"tab": "all", "owner": "1 or 1=1"},
        {"tab": "all", "sort": "id"},
    ],
)
async def test_what_is_no_question_is_refused(sari, payload):
    assert await refused(sari("threads", **payload)) == "bad_request"


async def test_since_tells_counts_and_labels(sari, number):
    await sari("label", conversation=number, add=["Pajak"])
    told = await sari("since", n=0)

    assert told["counts"]["all"] == 1
    assert told["labels"] == ["Pajak"]
    assert told["me"]["id"] == SARI.id
    assert [t["labels"] for t in told["threads"]] == [["Pajak"]]
    assert told["events"][-1]["kind"] == "marked"


async def test_labels_and_priority_are_seen_by_everybody(office, sari, budi, number):
    answer = await sari("label", conversation=number, add=["Pajak", "Mendesak"])
    assert answer["thread"]["labels"] == ["Mendesak", "Pajak"]
    await budi("label", conversation=number, remove=["pajak"])
    await budi("priority", conversation=number, priority=3)
    (seen,) = (await sari("threads", tab="all", label="MENDESAK"))["threads"]

    assert (seen["labels"], seen["priority"]) == (["Mendesak"], 3)
    marked = [event for event in office.events if event.kind == "marked"]
    assert [event.conversation_id for event in marked] == [number] * 3


@pytest.mark.parametrize("name", ["", " ", "x" * 41, "a\x07b"])
async def test_what_is_no_label_is_refused(sari, number, name):
    assert await refused(sari("label", conversation=number, add=[name])) == "bad_label"


async def test_only_the_owner_puts_a_thread_to_sleep(office, sari, budi, number):
    until = (office.clock.now() + timedelta(hours=1)).isoformat()
    assert await refused(sari("snooze", conversation=number, until=until)) == "not_yours"
    await sari("take", conversation=number)
    assert await refused(budi("snooze", conversation=number, until=until)) == "taken"
    answer = await sari("snooze", conversation=number, until=until)

    assert answer["thread"]["snoozed_until"] == "2026-11-23T03:00:00.000Z"
    assert (await listed(sari, "mine"), await listed(sari, "all")) == ([], [number])


async def test_a_sleeping_thread_wakes_by_the_clock(office, sari, number):
    await sari("take", conversation=number)
    until = (office.clock.now() + timedelta(hours=1)).isoformat()
    await sari("snooze", conversation=number, until=until)
    await office.act(Wake(number))
    assert await listed(sari, "mine") == []
    office.clock.advance(3600)
    assert await threads.to_wake(now_ms=office.clock.ms) == [number]
    await office.act(Wake(number))

    assert await listed(sari, "mine") == [number]
    assert await threads.to_wake(now_ms=office.clock.ms) == []
    assert office.events[-1].kind == "marked"


async def test_a_sleeping_thread_wakes_by_a_word_or_by_its_owner(office, sari, number):
    await sari("take", conversation=number)
    until = (office.clock.now() + timedelta(hours=1)).isoformat()
    await sari("snooze", conversation=number, until=until)
    await sari("snooze", conversation=number, until=None)
    assert await listed(sari, "mine") == [number]
    await sari("snooze", conversation=number, until=until)
    await office.hear("masih di sana?")

    assert await listed(sari, "mine") == [number]


@pytest.mark.parametrize(
    ("until", "code"),
    [
        ("2026-11-23T01:00:00Z", "bad_time"),
        ("2026-11-23T02:00:00Z", "bad_time"),
        ("2028-01-01T00:00:00Z", "bad_time"),
        ("2026-11-24T02:00:00", "bad_request"),
        ("tomorrow", "bad_request"),
        (1700000000, "bad_request"),
        ("9999-12-31T23:59:59Z", "bad_time"),
    ],
)
async def test_only_a_time_to_come_is_taken(sari, number, until, code):
    await sari("take", conversation=number)
    assert await refused(sari("snooze", conversation=number, until=until)) == code


async def test_whoever_writes_to_a_closed_thread_is_answered_by_the_bot(office, sari, number):
    await sari("take", conversation=number)
    await sari("close", conversation=number)
    settled = await office.hear("halo lagi")

    assert settled.replies
    assert await listed(sari, "bot") == [number]


@pytest.mark.parametrize(
    ("to", "by_hand", "tab"),
    [
        (ReopenTo.OWNER, False, "mine"),
        (ReopenTo.OWNER, True, "mine"),
        (ReopenTo.LINE, False, "waiting"),
        (ReopenTo.LINE, True, "waiting"),
        (ReopenTo.BOT, False, "bot"),
        (ReopenTo.BOT, True, "mine"),
    ],
)
async def test_a_closed_thread_goes_where_the_office_says(furnished, clock, to, by_hand, tab):
    office = SmallOffice(clock, IdMaker(clock), reopen_to=to)
    office.lanes.start()
    sari = Desks(office).sit(SARI)
    number = (await office.hear("halo")).conversation.id
    await sari("take", conversation=number)
    await sari("close", conversation=number)
    if by_hand:
        await sari("reopen", conversation=number)
    else:
        heard = await office.hear("halo lagi")
        assert bool(heard.replies) is (to is ReopenTo.BOT)

    assert await listed(sari, tab) == [number]
    await office.lanes.stop()


async def test_a_sleeping_thread_that_is_given_back_is_awake(office, sari, number):
    await sari("take", conversation=number)
    until = (office.clock.now() + timedelta(hours=1)).isoformat()
    await sari("snooze", conversation=number, until=until)
    await sari("return", conversation=number)

    assert await listed(sari, "bot") == [number]


async def test_a_closed_thread_is_opened_by_hand_once(sari, budi, number):
    await sari("take", conversation=number)
    await sari("close", conversation=number)
    await budi("reopen", conversation=number)
    answer = await sari("reopen", conversation=number)

    assert answer["thread"]["closed_at"] is None
    assert answer["thread"]["owner"]["name"] == "Budi"
    assert await listed(budi, "mine") == [number]


async def test_taking_a_closed_thread_opens_it(sari, budi, number):
    await sari("take", conversation=number)
    await sari("close", conversation=number)
    await budi("take", conversation=number)

    assert await listed(budi, "mine") == [number]
    assert await listed(budi, "closed") == []


async def test_what_i_have_read_is_mine_and_my_other_window_hears_of_it(desks, sari, number):
    other, budi = desks.sit(SARI), desks.sit(BUDI)
    await sari("read", conversation=number, pos=2)
    await sari("read", conversation=number, pos=1)
    await budi("read", conversation=number, pos=99)

    assert [t["read_pos"] for t in (await other("threads", tab="all"))["threads"]] == [2]
    assert [t["read_pos"] for t in (await budi("threads", tab="all"))["threads"]] == [2]
    assert desks.sent[0] == ("transport-1", "read", {"conversation": number, "pos": 2})
    assert {transport for transport, _, _ in desks.sent} == {"transport-1"}


@pytest.mark.parametrize(
    ("event", "more"),
    [
        ("reopen", {}),
        ("snooze", {"until": None}),
        ("label", {"add": ["x"]}),
        ("priority", {"priority": 1}),
        ("read", {"pos": 1}),
    ],
)
async def test_a_made_up_thread_is_not_found(sari, event, more):
    assert await refused(sari(event, conversation=12345, **more)) == "not_found"


@pytest.mark.parametrize(
    ("event", "more"),
    [
        ("reopen", {}),
        ("snooze", {"until": None}),
        ("label", {"add": ["x"]}),
        ("priority", {"priority": 1}),
    ],
)
async def test_who_may_only_look_marks_nothing(desks, number, event, more):
    looker = desks.sit(LOOKER)

    assert await refused(looker(event, conversation=number, **more)) == "not_allowed"
    assert (await looker("read", conversation=number, pos=1))["ok"]
    assert await listed(looker, "all") == [number]


@pytest.mark.parametrize("priority", [-1, 4, "3", None, 1.5])
async def test_there_are_four_priorities(sari, number, priority):
    assert await refused(sari("priority", conversation=number, priority=priority)) == "bad_request"


async def test_a_thread_shows_how_its_last_talk_was(office, sari, number):
    await sari("take", conversation=number)
    await sari("close", conversation=number)
    await ratings.rate(number, rating=4, comment=None, number=1, at_ms=office.clock.ms)

    assert [t["rating"] for t in (await sari("threads", tab="closed"))["threads"]] == [4]
