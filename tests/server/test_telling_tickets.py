"""What staff do with a ticket is told once to its holder, in both languages by both doors."""

from zoneinfo import ZoneInfo

import pytest

from models.db import transaction
from models.people.services import set_opted_out
from models.queues import services as queues
from models.queues import staffnotices
from models.queues.rules import Day
from models.queues.views import Person
from models.terms.segments import Encoding, count_segments
from server.desk.acts import Take
from server.jobs import LOOK_EVERY_SECONDS, TELL_EVERY_SECONDS, Jobs
from server.roster import Roster
from server.telling import Tell
from tests.server.desks import Desks, refused
from tests.server.office import SARI

SMS, WEB = ("sms", "+6281200000456"), ("web", "visitor-1")
DOORS = [(*SMS, "id"), (*SMS, "en"), (*WEB, "id"), (*WEB, "en")]


class EmptyDesk:
    """A desk that nobody sits at."""

    async def look(self):
        return None


class Holder:
    """Somebody with a ticket by one door, and staff who see to it."""

    def __init__(self, office, clock):
        self.office, self.clock = office, clock
        self.desk = Desks(office).sit(SARI)
        self.channel, self.address, self.language = (*SMS, "id")
        self.thread = self.contact_id = 0
        self.ticket = None

    @property
    def how(self):
        now = self.clock.now().astimezone(ZoneInfo("Asia/Jakarta"))
        return {"now": now, "days": lambda _: Day(), "new_id": self.office.new_id}

    @property
    def person(self):
        return Person(self.contact_id, self.address if self.channel == "sms" else None)

    async def book(self):
        language = {"id": "BAHASA ID", "en": "LANGUAGE EN"}[self.language]
        await self.office.hear(language, channel=self.channel, address=self.address)
        known = await self.office.conversation(self.channel, self.address)
        self.thread, self.contact_id = known.id, known.contact_id
        day = self.how["now"].date().isoformat()
        async with transaction():
            self.ticket = await queues.book(
                "kk", day=day, time="10:00", person=self.person, key="theirs-1", **self.how
            )
        return self

    async def done(self, act, **rest):
        held = {"conversation": self.thread, "kind": "ticket", "id": self.ticket.id}
        return await self.desk("do", **held, act=act, **rest)

    async def hears(self):
        before = len(self.office.pages)
        await self.office.act(Tell("tickets", self.office.talk, "id"))
        return [m.text for page in self.office.pages[before:] for m in page.messages]


@pytest.fixture
def holder(office, clock):
    return Holder(office, clock)


MOVE = ("move", {"day": "2026-11-25", "time": "09:00"})
CALL, RECALL, MISS = ("call", {"counter": "3"}), ("recall", {}), ("miss", {})
CANCEL = ("cancel", {})
CALLED = (
    "Nomor B-001 dipanggil: loket 3",
    "Number B-001 is called: counter 3",
    "Nomor B-001 (Kartu Keluarga) dipanggil: silakan ke loket 3.",
    "Number B-001 (family card) is called: please come to counter 3.",
)
TOLD = {
    "move": (
        "Tiket Kartu Keluarga Anda dipindah petugas: B-001, Rabu 25 Nov 09.00 WIB. Lihat: TIKET",
        "Staff moved your family card ticket: B-001, Wed 25 Nov 09.00 WIB. See: TICKET",
        (
            "Petugas memindah tiket Anda (Kartu Keluarga): sekarang B-001, Rabu 25 Nov jam "
            "09.00 WIB. Tulis TIKET untuk melihat, memindah atau membatalkannya."
        ),
        (
            "Our staff moved your ticket (family card): it is B-001 now, Wed 25 Nov, 09.00 WIB. "
            "Write TICKET to see, move or cancel it."
        ),
    ),
    "call": CALLED,
    "recall": CALLED,
    "absent": (
        "B-001 sudah dipanggil tetapi Anda tidak ada. Akan dipanggil sekali lagi, silakan datang.",
        "B-001 was called and you were not there. It will be called once more, please come.",
        (
            "Nomor Anda B-001 (Kartu Keluarga) sudah dipanggil tetapi Anda tidak ada. Nomor ini "
            "akan dipanggil sekali lagi: silakan datang ke ruang tunggu."
        ),
        (
            "Your number B-001 (family card) was called and you were not there. It will be "
            "called once more: please come to the hall."
        ),
    ),
    "no_show": (
        "B-001 sudah dipanggil lagi tetapi Anda tidak ada: tiket berakhir. Ambil baru: ANTRI",
        "B-001 was called again and you were not there: the ticket has ended. New one: QUEUE",
        (
            "Nomor Anda B-001 (Kartu Keluarga) sudah dipanggil lagi tetapi Anda tidak ada, jadi "
            "tiket ini berakhir. Tulis ANTRI untuk mengambil yang baru."
        ),
        (
            "Your number B-001 (family card) was called again and you were not there, so the "
            "ticket has ended. Write QUEUE to take a new one."
        ),
    ),
    "cancel": (
        "Tiket B-001, Senin 23 Nov 10.00 WIB, dibatalkan petugas. Ambil baru: ANTRI",
        "Staff cancelled your ticket B-001, Mon 23 Nov 10.00 WIB. New one: QUEUE",
        (
            "Petugas membatalkan tiket Anda B-001: Kartu Keluarga, Senin 23 Nov jam 10.00 WIB. "
            "Tulis ANTRI untuk mengambil yang baru."
        ),
        (
            "Our staff cancelled your ticket B-001: family card, Mon 23 Nov, 10.00 WIB. "
            "Write QUEUE to take a new one."
        ),
    ),
}
ACTS = {
    "move": ([], MOVE),
    "call": ([], CALL),
    "recall": ([CALL], RECALL),
    "absent": ([CALL], MISS),
    "no_show": ([CALL, MISS, RECALL], MISS),
    "cancel": ([], CANCEL),
}


@pytest.mark.parametrize(("door", "place"), [(door, n) for n, door in enumerate(DOORS)])
@pytest.mark.parametrize("act", ACTS)
async def test_what_staff_do_with_a_ticket_is_told_once(holder, act, door, place):
    holder.channel, holder.address, holder.language = door
    await holder.book()
    before, (last, rest) = ACTS[act]
    for step, more in before:
        await holder.done(step, **more)
        assert len(await holder.hears()) == 1
    await holder.done(last, **rest)
    told = await holder.hears()

    assert told == [TOLD[act][place]]
    assert await holder.hears() == []
    if holder.channel == "sms":
        count = count_segments(told[0])
        assert (count.encoding, count.segments) == (Encoding.GSM7, 1)


async def test_nobody_is_told_what_they_did_themselves(holder):
    await holder.book()
    label, where = holder.ticket.label, {"day": "2026-11-25", "time": "09:00"}
    async with transaction():
        moved = await queues.move(label, **where, person=holder.person, **holder.how)
        await queues.cancel(moved.label, person=holder.person, now=holder.how["now"])

    assert await holder.hears() == []


async def test_of_acts_in_a_row_only_the_last_is_told(holder):
    await holder.book()
    await holder.done("call", counter="3")
    await holder.done("miss")
    await holder.done("recall", counter="2")

    assert await holder.hears() == ["Nomor B-001 dipanggil: loket 2"]
    assert await holder.hears() == []


@pytest.mark.parametrize("act", ["serve", "hold"])
async def test_who_has_come_meanwhile_is_told_nothing(holder, act):
    await holder.book()
    await holder.done("call", counter="3")
    await holder.done(act)

    assert await holder.hears() == []


async def test_what_its_holder_moved_on_meanwhile_is_not_told(holder):
    await holder.book()
    await holder.done("move", day="2026-11-25", time="09:00")
    async with transaction():
        label, day = holder.ticket.label, "2026-11-26"
        await queues.move(label, day=day, time="08:00", person=holder.person, **holder.how)

    assert await holder.hears() == []


async def test_a_move_to_where_it_is_and_a_check_in_are_not_told(holder):
    await holder.book()
    await holder.done("move", day=holder.ticket.day, time="10:00")
    await holder.done("check_in")

    assert await holder.hears() == []


async def test_what_is_refused_is_not_told(holder):
    await holder.book()
    assert await refused(holder.done("miss")) == "not_now"
    assert await refused(holder.done("call", counter="99")) == "no_such_counter"
    assert await refused(holder.done("move", day="2026-11-25", time="03:00")) == "no_place"

    assert await holder.hears() == []


async def test_who_said_stop_is_told_nothing(holder):
    await holder.book()
    async with transaction():
        await set_opted_out(holder.contact_id, at_ms=1)
    await holder.done("call", counter="3")

    assert await holder.hears() == []
    assert not await staffnotices.is_any_due()


async def test_what_is_undone_is_not_told(holder):
    await holder.book()
    with pytest.raises(RuntimeError, match="stumbles"):
        async with transaction():
            await staffnotices.note(holder.ticket, staffnotices.Done.MOVED)
            raise RuntimeError("the desk stumbles")

    assert not await staffnotices.is_any_due()
    assert await holder.hears() == []


async def test_an_open_question_stays_open_and_a_person_is_not_spoken_over(office, holder):
    await holder.book()
    await office.hear("CEK", channel=holder.channel, address=holder.address)
    before = await office.conversation(holder.channel, holder.address)
    await holder.done("call", counter="3")
    assert len(await holder.hears()) == 1
    after = await office.conversation(holder.channel, holder.address)
    await office.act(Take(before.id, SARI))
    await holder.done("recall")
    assert len(await holder.hears()) == 1

    assert after.dialog == before.dialog
    assert office.pages[-1].messages[-1].author == "system"


async def test_a_call_is_told_at_the_next_look(office, holder, clock):
    await holder.book()
    who = {"desk": EmptyDesk(), "roster": Roster()}
    jobs = Jobs(lanes=office.lanes, talk=office.talk, clock=clock, language="id", **who)
    await jobs.run_due()
    await holder.done("call", counter="3")
    clock.advance(LOOK_EVERY_SECONDS)
    before = len(office.pages)
    await jobs.run_due()
    told = [m.text for page in office.pages[before:] for m in page.messages]

    assert LOOK_EVERY_SECONDS < TELL_EVERY_SECONDS
    assert told == ["Nomor B-001 dipanggil: loket 3"]
