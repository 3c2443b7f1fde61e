"""Desks of two processes: who looks and types is shown at both, calls reach both."""

import pytest

from models.people import staff
from models.staffing import services as staffing
from models.staffing.rules import Presence
from server.desk import presence
from server.desk.neighbours import FORGOTTEN_AFTER_SECONDS, Arrived, Call, Look, StaffMoved
from server.desk.watching import TYPING_SECONDS, sweep
from tests.server.desks import Desks


class Process(Desks):
    """The desks of one process; what it says to the others is kept until it is passed on."""

    def __init__(self, office, name):
        super().__init__(office)
        self.name = name
        self.words = []
        self.desk.neighbours.speak_by(self._keep)

    def _keep(self, word):
        self.words.append(word)

    async def tell(self, other):
        """Let the other process hear all that was said here; what the words were."""
        heard = []
        words, self.words = self.words, []
        for word in words:
            match other.desk.neighbours.hear(self.name, word):
                case Look():
                    heard.append("look")
                    await sweep(other.desk)
                case Call() as call:
                    heard.append(call.event)
                    await other.desk.call_here(call)
                case StaffMoved():
                    heard.append("staff")
                    await presence.look(other.desk)
                case Arrived():
                    heard.append("arrived")
                    other.desk.neighbours.say_anew()
                    await sweep(other.desk)
        return heard

    def told(self, event):
        return [told for _, name, told in self.sent if name == event]


@pytest.fixture
def here(office):
    return Process(office, "here")


@pytest.fixture
def there(office):
    return Process(office, "there")


@pytest.fixture
async def people():
    return {each.name: each for each in await staff.everyone()}


@pytest.fixture
async def number(office):
    return (await office.hear("halo")).conversation.id


async def test_who_looks_and_types_is_shown_at_the_desks_of_both(here, there, people, number):
    sari, budi = here.sit(people["sari"]), there.sit(people["budi"])
    await sari("open", conversation=number)
    await here.tell(there)
    await budi("typing", conversation=number)
    await there.tell(here)
    shown = [{"id": people["sari"].id, "name": "Sari", "typing": False}]
    both = [*shown, {"id": people["budi"].id, "name": "Budi", "typing": True}]

    assert there.told("watching")[0] == {"conversation": number, "staff": shown}
    assert sorted(here.told("watching")[-1]["staff"], key=lambda each: each["typing"]) == both
    assert (await budi("since", n=0))["watching"] == (await sari("since", n=0))["watching"]


async def test_whoever_stops_typing_or_leaves_is_seen_to(here, there, people, number, clock):
    sari, _ = here.sit(people["sari"]), there.sit(people["budi"])
    await sari("typing", conversation=number)
    await here.tell(there)
    clock.advance(TYPING_SECONDS)
    await sweep(here.desk)
    await here.tell(there)
    await sari("viewing", conversation=None)
    await here.tell(there)

    told = [[each["typing"] for each in told["staff"]] for told in there.told("watching")]
    assert told == [[True], [False], []]


async def test_a_process_that_fell_silent_is_forgotten(here, there, people, number, clock):
    sari, _ = here.sit(people["sari"]), there.sit(people["budi"])
    await sari("open", conversation=number)
    await here.tell(there)
    clock.advance(FORGOTTEN_AFTER_SECONDS / 2)
    await sweep(here.desk)
    again = await here.tell(there)
    clock.advance(FORGOTTEN_AFTER_SECONDS / 2)
    await sweep(there.desk)
    still = there.told("watching")[-1]["staff"]
    clock.advance(FORGOTTEN_AFTER_SECONDS / 2 + 1)
    await sweep(there.desk)

    assert (again, len(still)) == (["look"], 1)
    assert there.told("watching")[-1]["staff"] == []


async def test_a_process_that_comes_later_hears_at_once_who_looks(here, there, people, number):
    sari, _ = here.sit(people["sari"]), there.sit(people["budi"])
    await sari("open", conversation=number)
    here.words.clear()
    there.desk.neighbours.say(Arrived())
    heard = await there.tell(here)
    again = await here.tell(there)

    assert (heard, again) == (["arrived"], ["look"])
    assert there.told("watching")[-1]["staff"][0]["name"] == "Sari"


async def test_the_invisible_are_invisible_everywhere_and_still_told(here, there, people, number):
    sari, _ = here.sit(people["sari"]), there.sit(people["budi"])
    await sari("presence", state="invisible")
    await sari("open", conversation=number)
    await here.tell(there)
    await there.desk.call_out("visitor_typing", {"conversation": number}, viewing=number)
    await there.tell(here)

    assert there.told("watching") == []
    assert here.told("visitor_typing") == [{"conversation": number}]


async def test_a_note_calls_a_colleague_at_a_desk_of_the_other_process(here, there, people, number):
    sari, rina = here.sit(people["sari"]), there.sit(people["rina"])
    here.desk.roster.note(people["rina"])
    there.sit(people["budi"])
    await sari("note", conversation=number, client_key="key-a-0001", text="tolong @rina")
    heard = await here.tell(there)

    assert heard == ["mention"]
    assert [(where, told["text"]) for where, event, told in there.sent if event == "mention"] == [
        ("transport-0", "tolong @rina")
    ]
    assert (await rina("mentions"))["mentions"][0]["text"] == "tolong @rina"


async def test_presence_is_told_at_once_and_holds_for_desks_elsewhere(here, there, people):
    sari = here.sit(people["sari"])
    there.sit(people["sari"])
    there.sit(people["budi"])
    await sari("presence", state="invisible")
    heard = await here.tell(there)
    (hers,) = [each for each in there.told("staff")[-1]["staff"] if each["name"] == "Sari"]
    (seat,) = [seat for seat in there.seats.values() if seat.staff == people["sari"]]

    assert heard == ["staff"]
    assert (hers["presence"], seat.presence) == ("away", Presence.INVISIBLE)


async def test_nothing_is_said_of_a_thread_that_no_desk_elsewhere_shows(here, people, number):
    here.sit(people["sari"])
    await here.desk.call_out("visitor_typing", {"conversation": number}, viewing=number)

    assert here.words == []


@pytest.mark.parametrize(
    "word", [b"", b"{", b"[]", b'{"type":"other"}', b'{"type":"call"}', b"\xff", b"9" * 5000]
)
async def test_a_word_that_is_none_changes_nothing(here, word):
    assert here.desk.neighbours.hear("odd", word) is None
    assert here.desk.neighbours.watching == []


async def test_a_desk_that_is_open_elsewhere_staffs_the_office(here, there, people, clock):
    alone = there.desk.is_staffed_elsewhere
    here.sit(people["sari"])
    await presence.look(here.desk)
    await presence.look(there.desk)
    seen = (here.desk.is_staffed_elsewhere, there.desk.is_staffed_elsewhere)
    clock.advance(120)
    await presence.look(there.desk)

    assert (alone, seen) == (False, (False, True))
    assert not there.desk.is_staffed_elsewhere
    assert (await staffing.at_work())[0].load == 0
