"""The desk's lists: every thread in one place, pages without a gap or a repeat, cheap counts."""

import pytest

from models.conversations import labels, tallies, threads
from models.conversations.labels import LABEL_LENGTH, LABELS_OF_ONE, LabelRefusedError
from models.conversations.rules import ReopenTo, Speaker, Standing
from models.conversations.threads import Sieve, Tab
from models.db import transaction
from tests.models.either import database  # noqa: F401
from tests.models.talks import Talks

SARI, BUDI = 1, 2
ANY = Sieve()


@pytest.fixture
async def talks(database, clock, new_id):  # noqa: F811
    return Talks(clock, new_id)


async def listed(tab, *, sieve=ANY, staff_id=SARI, limit=50):
    """Every page of a tab, one after the other."""
    pages, before = [], None
    while True:
        page, before = await threads.listed(
            tab, staff_id=staff_id, sieve=sieve, before=before, limit=limit
        )
        pages.append([each.address for each in page])
        if before is None:
            return pages


async def test_each_thread_stands_in_its_tab(talks):
    await talks.say("+1")
    await talks.waiting("+2")
    await talks.taken("+3", SARI)
    await talks.taken("+4", BUDI)
    await talks.closed("+5")

    assert await listed(Tab.BOT) == [["+1"]]
    assert await listed(Tab.WAITING) == [["+2"]]
    assert await listed(Tab.MINE) == [["+3"]]
    assert await listed(Tab.MINE, staff_id=BUDI) == [["+4"]]
    assert await listed(Tab.CLOSED) == [["+5"]]
    assert await listed(Tab.ALL) == [["+4", "+3", "+2", "+1"]]
    assert await threads.counts(SARI) == {
        Tab.MINE: 1,
        Tab.WAITING: 1,
        Tab.BOT: 1,
        Tab.ALL: 4,
        Tab.CLOSED: 1,
    }


async def test_what_is_tallied_is_what_there_is(talks):
    def sleep(page):
        page.now.snoozed_until_ms = page.at_ms + 1

    for n in range(6):
        await talks.say(f"+{n}")
        await talks.waiting(f"+{n}")
    for n in range(4):
        await talks.taken(f"+{n}", SARI)
    await talks.say("+0", change=sleep)
    await talks.closed("+1")
    await talks.closed("+1")
    await talks.closed("+2")
    await talks.say("+2", "halo lagi")

    told = await tallies.told()
    assert {standing: many for standing, many in told.items() if many} == await tallies.counted()
    assert told == {
        Standing.BOT: 1,
        Standing.WAITING: 2,
        Standing.STAFF: 1,
        Standing.ASLEEP: 1,
        Standing.CLOSED: 1,
    }


@pytest.mark.parametrize("tab", [Tab.BOT, Tab.ALL])
@pytest.mark.parametrize("limit", [1, 2, 3, 100])
async def test_pages_follow_one_another_without_gap_or_repeat(talks, tab, limit):
    await talks.say("+0")
    for n in range(1, 7):
        await talks.say(f"+{n}")
        talks.clock.advance(-1)  # all moved at the same moment

    pages = await listed(tab, limit=limit)

    assert [address for page in pages for address in page] == [
        "+6",
        "+5",
        "+4",
        "+3",
        "+2",
        "+1",
        "+0",
    ]
    assert all(len(page) <= limit for page in pages)


async def test_what_moves_between_two_pages_is_on_the_first_one_then(talks):
    for n in range(4):
        await talks.say(f"+{n}")
    first, before = await threads.listed(Tab.BOT, staff_id=SARI, sieve=ANY, before=None, limit=2)
    await talks.say("+0", "halo")
    second, _ = await threads.listed(Tab.BOT, staff_id=SARI, sieve=ANY, before=before, limit=2)

    assert [each.address for each in first] == ["+3", "+2"]
    assert [each.address for each in second] == ["+1"]


@pytest.mark.parametrize("limit", [1, 50])
async def test_who_waits_longest_comes_first_after_the_urgent(talks, limit):
    def urgent(page):
        page.now.urgency = 3

    for n in range(4):
        await talks.waiting(f"+{n}")
    await talks.say("+2", change=urgent)

    pages = await listed(Tab.WAITING, limit=limit)

    assert [address for page in pages for address in page] == ["+2", "+0", "+1", "+3"]


async def test_filters_let_only_those_through(talks):
    def to_seven(page):
        page.now.department_id = 7

    await talks.say("+1", change=to_seven)
    await talks.say("visitor", channel="web")
    await talks.taken("+3", BUDI)
    marked = await talks.say("+4")
    async with transaction():
        await labels.put_on(marked.id, ["Pajak"], numbers=[1], at_ms=1)

    assert await listed(Tab.ALL, sieve=Sieve(channel="web")) == [["visitor"]]
    assert await listed(Tab.ALL, sieve=Sieve(department_id=7)) == [["+1"]]
    assert await listed(Tab.ALL, sieve=Sieve(owner_id=BUDI)) == [["+3"]]
    assert await listed(Tab.ALL, sieve=Sieve(label=labels.fold("PAJAK"))) == [["+4"]]
    assert await listed(Tab.ALL, sieve=Sieve(label="pajak", channel="web")) == [[]]
    for odd in ("%", "_", "' or 1=1 --", '"', "\\"):
        assert await listed(Tab.ALL, sieve=Sieve(label=odd)) == [[]]


async def test_a_closed_thread_opens_when_something_is_said(talks):
    await talks.taken("+1", SARI)
    closed = await talks.closed("+1")
    again = await talks.say("+1", "halo lagi")

    assert (closed.standing, closed.speaker) == (Standing.CLOSED, Speaker.BOT)
    assert again.standing is Standing.BOT


@pytest.mark.parametrize(
    ("to", "was_taken", "standing", "owner"),
    [
        (ReopenTo.BOT, True, Standing.BOT, None),
        (ReopenTo.OWNER, True, Standing.STAFF, SARI),
        (ReopenTo.OWNER, False, Standing.BOT, None),
        (ReopenTo.LINE, True, Standing.WAITING, None),
    ],
)
async def test_it_goes_where_the_offices_rule_says(talks, to, was_taken, standing, owner):
    def reopen(page):
        page.reopen_to = to
        page.reopen()

    if was_taken:
        await talks.taken("+1", SARI)
    await talks.closed("+1")
    await talks.say("+1", change=reopen)

    opened = talks.now["+1"]
    assert (opened.standing, opened.owner_id) == (standing, owner)


async def test_a_sleeping_thread_wakes_when_something_is_said(talks):
    def sleep(page):
        page.now.snoozed_until_ms = page.at_ms + 60_000

    await talks.taken("+1", SARI)
    await talks.say("+1", change=sleep)
    assert await listed(Tab.MINE) == [[]]
    assert await listed(Tab.ALL) == [["+1"]]
    assert await threads.to_wake(now_ms=talks.clock.ms) == []
    assert await threads.to_wake(now_ms=talks.clock.ms + 60_000) == [talks.now["+1"].id]

    await talks.say("+1", "masih ada?")
    assert await listed(Tab.MINE) == [["+1"]]


async def test_each_of_the_staff_has_read_up_to_somewhere_of_their_own(talks):
    known = await talks.say("+1", "satu", "dua", "tiga")
    for pos in (2, 1, 2):
        await threads.mark_read(talks.new_id(), staff_id=SARI, conversation_id=known.id, pos=pos)

    assert (await threads.about([known], staff_id=SARI))[known.id].read_pos == 2
    assert (await threads.about([known], staff_id=BUDI))[known.id].read_pos == 0


async def test_a_label_is_one_in_every_spelling(talks):
    known = await talks.say("+1")
    for name in ("Pajak  Mobil", " pajak mobil ", "PAJAK MOBIL"):
        async with transaction():
            await labels.put_on(known.id, [name], numbers=[talks.new_id()], at_ms=1)

    assert await labels.known() == ["Pajak Mobil"]
    assert (await threads.about([known], staff_id=SARI))[known.id].labels == ("Pajak Mobil",)
    await labels.take_off(known.id, ["pajak mobil", "never put on"])
    assert (await threads.about([known], staff_id=SARI))[known.id].labels == ()


@pytest.mark.parametrize("name", ["", "  ", "x" * (LABEL_LENGTH + 1), "a\x00b", "a\u202eb"])
async def test_what_is_no_label_is_refused(talks, name):
    known = await talks.say("+1")
    with pytest.raises(LabelRefusedError):
        await labels.put_on(known.id, [name], numbers=[1], at_ms=1)


async def test_a_thread_has_only_so_many_labels(talks):
    known = await talks.say("+1")
    many = [f"label {n}" for n in range(LABELS_OF_ONE)]
    await labels.put_on(known.id, many, numbers=[talks.new_id() for _ in many], at_ms=1)
    with pytest.raises(LabelRefusedError):
        await labels.put_on(known.id, ["one more"], numbers=[talks.new_id()], at_ms=1)
