"""Who answers, told honestly: places in line, desks that are open, when the office opens."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from models.people.rules import Role
from models.people.staff import StaffView
from server.desk.acts import Take
from server.roster import Roster
from server.speaking import Speaking, WaitingLine
from tests.server.office import SARI

JAKARTA = ZoneInfo("Asia/Jakarta")
EVENING = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
"""Monday, 20.00 in Jakarta."""


class Windows:
    """Windows that are open, and what each conversation's were told."""

    def __init__(self):
        self.watched = []
        self.told = {}

    async def push(self, number, event, payloads, *, but):
        self.told.setdefault(number, []).append((event, *payloads))


@pytest.fixture
def staffed():
    """Whether a desk is open; a test may change it."""
    return {"now": True}


@pytest.fixture
def speaking(clock, staffed):
    roster = Roster()
    roster.note(StaffView(SARI.id, "sari", "Sari", Role.AGENT))
    return Speaking(roster, clock, JAKARTA, lambda: staffed["now"])


async def wait_in_line(office, *addresses):
    for address in addresses:
        await office.hear("PETUGAS", address=address)
    return [await office.conversation(address=address) for address in addresses]


async def test_the_bot_is_the_bot_and_a_person_has_a_name(office, speaking):
    await office.hear("halo")
    known = await office.conversation()
    assert await speaking.told(None) == await speaking.told(known) == {"speaker": "bot"}
    await office.act(Take(known.id, SARI))

    told = await speaking.told(await office.conversation())
    assert told == {"speaker": "staff", "name": "Sari"}


async def test_whoever_waits_is_told_the_place(office, speaking):
    first, second = await wait_in_line(office, "a", "b")
    waiting = {"speaker": "waiting", "on_duty": True}
    assert await speaking.told(second) == {**waiting, "place": 2}
    await office.act(Take(first.id, SARI))

    assert await speaking.told(second) == {**waiting, "place": 1}


async def test_outside_the_hours_an_empty_desk_says_when_we_open(office, speaking, staffed, clock):
    (known,) = await wait_in_line(office, "a")
    staffed["now"] = False
    by_day = await speaking.told(known)
    clock.at = EVENING
    by_night = await speaking.told(known)

    assert by_day == {"speaker": "waiting", "place": 1, "on_duty": False}
    assert by_night["on_duty"] is False
    opens = datetime.fromisoformat(by_night["opens_at"]).astimezone(JAKARTA)
    assert (opens.day, opens.hour) == (24, 8)


async def test_somebody_who_works_late_is_on_duty(office, speaking, clock):
    (known,) = await wait_in_line(office, "a")
    clock.at = EVENING

    assert (await speaking.told(known))["on_duty"] is True


async def test_those_who_wait_and_have_a_window_open_hear_of_the_line(office, speaking):
    first, second, third = await wait_in_line(office, "a", "b", "c")
    await office.hear("halo", address="d")
    other = await office.conversation(address="d")
    windows = Windows()
    windows.watched = [second.id, third.id, other.id, 999]
    await office.act(Take(first.id, SARI))
    await WaitingLine(speaking, windows).tell()

    waiting = {"speaker": "waiting", "on_duty": True}
    assert windows.told == {
        second.id: [("speaker", {**waiting, "place": 1})],
        third.id: [("speaker", {**waiting, "place": 2})],
    }


async def test_only_who_comes_and_goes_moves_the_line(office, speaking):
    line = WaitingLine(speaking, Windows())
    await office.hear("halo")
    line.follow(office.pages)
    assert not line._moved.is_set()
    await office.hear("PETUGAS")
    line.follow(office.pages[-1:])

    assert line._moved.is_set()
