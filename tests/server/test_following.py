"""Processes on one database: what one writes, the others' windows, desks and relays hear of."""

from zoneinfo import ZoneInfo

import pytest

from models.conversations import services as conversations
from models.people.rules import Role
from models.people.staff import StaffView
from models.terms.ids import IdMaker
from server.desk.acts import Return, Take, Write
from server.desk.notice import Notice
from server.following import Following
from server.publish import Publisher
from server.roster import Roster
from server.speaking import Speaking, WaitingLine
from tests.server.office import SARI, SmallOffice

PHONE = "+6281200000999"


class Windows:
    """Every visitor's window; it remembers what it was shown."""

    def __init__(self):
        self.open_windows = 1
        self.shown = []

    def is_watched(self, conversation, *, but):
        return self.open_windows > 0

    async def push(self, conversation, event, payloads, *, but):
        self.shown += [(event, payload) for payload in payloads]

    @property
    def texts(self):
        return [payload["text"] for event, payload in self.shown if event == "message"]

    @property
    def speakers(self):
        return [payload["speaker"] for event, payload in self.shown if event == "speaker"]


class Desks:
    def __init__(self):
        self.is_watched = True
        self.told = []

    async def push(self, told):
        self.told.append(told)

    @property
    def numbers(self):
        return [told["n"] for told in self.told]


class Relays:
    channel = "sms"

    def __init__(self):
        self.woken = 0

    def wake(self):
        self.woken += 1


class Process(SmallOffice):
    """An office's process with doors of its own, on a database that it shares."""

    def __init__(self, clock, worker):
        super().__init__(clock, IdMaker(clock, worker=worker))
        self.windows, self.desks, self.relay = Windows(), Desks(), Relays()
        roster = Roster()
        roster.note(StaffView(SARI.id, "sari", "Sari", Role.AGENT))
        speaking = Speaking(roster, clock, ZoneInfo("Asia/Jakarta"), lambda: True)
        self.line = WaitingLine(speaking, self.windows)
        publisher = Publisher(
            visitors=self.windows,
            desk=self.desks,
            relays=[self.relay],
            roster=roster,
            line=self.line,
        )
        self.following = Following(
            publisher,
            visitors=self.windows,
            desk=self.desks,
            relays=[self.relay],
            roster=roster,
            line=self.line,
            worker=worker,
        )

    async def _publish(self, pages, events):
        await self.following.publish(pages, events)


@pytest.fixture
async def processes(office, clock):
    """The web's and the gateway's."""
    made = [Process(clock, 0), Process(clock, 1)]
    for process in made:
        process.following._told = await conversations.newest_event()
        process.lanes.start()
    yield made
    for process in made:
        await process.lanes.stop()


async def test_a_desk_hears_of_what_another_process_wrote(processes):
    web, gateway = processes
    await gateway.hear("halo", channel="sms", address=PHONE)
    before = list(web.desks.told)
    await web.following.look()

    assert before == []
    assert web.desks.told == gateway.desks.told
    assert web.desks.told[0]["messages"][0]["text"] == "halo"
    assert web.desks.told[0]["thread"]["address"] == PHONE


async def test_every_event_comes_once_and_in_order_whoever_wrote_it(processes):
    web, gateway = processes
    for round_ in range(5):
        await gateway.hear(f"dari luar {round_}", channel="sms", address=f"{PHONE}{round_}")
        await web.hear(f"dari web {round_}", address=f"visitor-{round_}")
        if round_ % 2:
            await web.following.look()
    await web.following.look()
    await web.following.look()
    newest = await conversations.newest_event()

    assert web.desks.numbers == list(range(newest - 9, newest + 1))


async def test_a_window_is_shown_what_others_wrote_and_its_own_words_once(processes):
    web, gateway = processes
    await web.hear("halo")
    number = (await web.conversation()).id
    shown_before = list(web.windows.texts)
    await gateway.act(Take(number, SARI))
    await gateway.act(Write(number, SARI, "key-of-sari", "Selamat pagi.", is_note=False))
    await web.hear("pagi")
    await web.following.look()
    await gateway.act(Return(number, SARI, gateway.talk))
    await web.following.look()

    told = [text for text in web.windows.texts if text in ("halo", "Selamat pagi.", "pagi")]
    assert len(shown_before) == 2, "the question and the bot's answer"
    assert told == ["halo", "Selamat pagi.", "pagi"]
    assert web.windows.speakers == ["staff", "bot"]


async def test_a_note_is_for_staff_alone(processes):
    web, gateway = processes
    await web.hear("halo")
    number = (await web.conversation()).id
    await gateway.act(Write(number, SARI, "key-of-note", "hati-hati", is_note=True))
    await web.following.look()

    assert "hati-hati" not in web.windows.texts
    assert web.desks.told[-1]["messages"][0]["text"] == "hati-hati"


async def test_a_text_that_another_process_queued_wakes_the_relay(processes, clock):
    web, gateway = processes
    await web.act(Notice(web.inbound("Siap.", channel="sms", address=PHONE), "id"))
    before = gateway.relay.woken
    await gateway.following.look()
    after = gateway.relay.woken
    await gateway.following.look()

    assert (before, after, gateway.relay.woken) == (0, 1, 1)


async def test_while_nobody_listens_nothing_is_read_and_nothing_told_later(processes):
    web, gateway = processes
    web.desks.is_watched, web.windows.open_windows = False, 0
    web.following._relays = ()
    await gateway.hear("halo", channel="sms", address=PHONE)
    await web.following.look()
    web.desks.is_watched = True
    await web.following.look()

    assert web.desks.told == []
