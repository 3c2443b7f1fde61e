"""Long messages in parts and things that are no text: kept one by one, heard once, never lost."""

import asyncio
import itertools
import random
from datetime import timedelta

import pytest

from models.conversations import quarantine
from models.conversations import services as conversations
from models.conversations.rules import Author
from models.db import Statement
from models.terms.channel import Inbound, Oddity, Part, Quarantined
from models.terms.segments import split_text
from server.desk.aside import PutAway
from server.inbox import ServerInbox
from server.jobs import LISTENED_SECONDS, Jobs
from server.parts import FORGOTTEN_AFTER_SECONDS, HEARD_AFTER_SECONDS, SHOWN_AFTER_SECONDS
from server.roster import Roster
from tests.server.office import SARI, SmallOffice

PHONE = "+6281200000999"
LONG = "Nomor saya LKT-2026-000123, dan saya ingin tahu kapan berkas itu selesai. " * 6


class NoDesk:
    """A desk that nobody sits at."""

    async def look(self):
        return None


class Counter:
    """The office's inbox and jobs; `restart` makes everything but the database anew."""

    def __init__(self, office, clock, new_id):
        self.office, self.clock, self.new_id = office, clock, new_id
        self._wire()

    def _wire(self):
        office = self.office
        self.inbox = ServerInbox(office.lanes, office.talk, "id")
        self.jobs = Jobs(
            lanes=office.lanes,
            talk=office.talk,
            desk=NoDesk(),
            roster=Roster(),
            clock=self.clock,
            language="id",
        )

    async def restart(self):
        await self.office.lanes.stop()
        self.office = SmallOffice(self.clock, self.new_id)
        self.office.lanes.start()
        self._wire()

    async def receive(self, *messages):
        for message in messages:
            await self.inbox.receive(message)

    async def after(self, seconds):
        self.clock.advance(seconds)
        await self.jobs.run_due()

    async def said(self, author=Author.VISITOR):
        messages = await self.office.messages("sms", PHONE)
        return [message.text for message in messages if message.author is author]

    async def heard(self):
        known = await conversations.by_addresses("sms", [PHONE])
        return await self.said() if known else []


@pytest.fixture
async def counter(office, clock, new_id):
    made = Counter(office, clock, new_id)
    yield made
    await made.office.lanes.stop()


def parts_of(text, clock, *, reference=7, width=8, sender=PHONE, later=0, mark=""):
    """A text as a phone sends it, each part with a key of its own."""
    texts = split_text(text)
    at = clock.now() + timedelta(seconds=later)
    return [
        Inbound(
            "sms",
            sender,
            part,
            at,
            f"{sender}-{reference}-{width}-{number}-{len(texts)}-{later}{mark}",
            part=Part(reference, len(texts), number, width),
        )
        for number, part in enumerate(texts, start=1)
    ]


async def stages():
    rows = await Statement('select "stage" from "inbound_part" order by "id"').rows()
    return [row["stage"] for row in rows]


@pytest.mark.parametrize("count", [2, 3, 4])
async def test_in_any_order_it_is_heard_once_and_answered_once(counter, clock, count):
    for reference, order in enumerate(itertools.permutations(range(count))):
        text = f"{reference:02} " + "a" * (153 * count - 3)
        parts = parts_of(text, clock, reference=reference)
        assert len(parts) == count
        await counter.receive(*(parts[number] for number in order))

        assert (await counter.heard())[-1] == text
        assert len(await counter.heard()) == reference + 1


async def test_any_order_of_five_parts_with_a_restart_between_every_two(counter, clock):
    text = "b" * 153 * 5
    for part in (parts := parts_of(text, clock))[::-1]:
        assert await counter.heard() == []
        await counter.receive(part)
        await counter.restart()

    await counter.receive(*parts)
    assert await counter.heard() == [text]
    assert await stages() == ["heard"] * 5


async def test_the_whole_is_a_turn_like_any_other(counter, clock):
    await counter.receive(*parts_of("CEK LKT-2026-000123" + " " * 200, clock))

    (answer,) = await counter.said(Author.BOT)
    assert "LKT-2026-000123" in answer


async def test_each_part_is_stored_before_it_is_acknowledged(counter, clock):
    first, *_ = parts_of(LONG, clock)
    await counter.receive(first)

    assert await stages() == ["waiting"]


async def test_copies_are_ignored_before_and_after_the_whole_is_heard(counter, clock):
    parts = parts_of(LONG, clock)
    await counter.receive(parts[0], parts[0], *parts, *parts)

    assert await counter.heard() == [LONG]
    assert len(await stages()) == len(parts)


async def test_copies_are_ignored_when_the_parts_are_forgotten(counter, clock):
    parts = parts_of(LONG, clock)
    await counter.receive(*parts)
    await counter.after(FORGOTTEN_AFTER_SECONDS + 3600)
    assert await stages() == []

    await counter.receive(*parts)
    assert await counter.heard() == [LONG]


async def test_an_equal_part_under_another_time_counts_once(counter, clock):
    one, again = parts_of(LONG, clock), parts_of(LONG, clock, later=40)
    await counter.receive(one[0], again[0], *one[1:])

    assert await counter.heard() == [LONG]


async def test_the_same_long_text_sent_anew_is_another_message(counter, clock):
    await counter.receive(*parts_of(LONG, clock), *parts_of(LONG, clock, later=300))

    assert await counter.heard() == [LONG, LONG]


@pytest.mark.parametrize("other", [{"reference": 8}, {"width": 16}, {"later": 2 * 86400}])
async def test_mingled_messages_are_told_apart(counter, clock, other):
    one, two = parts_of(LONG, clock), parts_of(LONG[::-1], clock, **other)
    mingled = [part for pair in zip(one, two, strict=True) for part in pair]
    await counter.receive(*mingled)

    assert await counter.heard() == [LONG, LONG[::-1]]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
async def test_a_reference_that_comes_round_is_never_mixed_with_the_older_message(
    counter, clock, order
):
    old, new = parts_of(LONG, clock), parts_of(LONG[::-1], clock, later=3600)
    await counter.receive(*old[:-1], *(new[number] for number in order))
    assert await counter.heard() == [LONG[::-1]]

    await counter.receive(old[-1])
    assert await counter.heard() == [LONG[::-1], LONG]


async def test_parts_sent_hours_apart_are_joined_once_nothing_else_fits(counter, clock):
    parts = [parts_of(LONG, clock, later=hours * 3600)[hours // 7] for hours in (0, 7, 14)]
    await counter.receive(*parts[:2])
    await counter.after(SHOWN_AFTER_SECONDS)
    await counter.receive(parts[2])
    assert await counter.heard() == []

    await counter.after(SHOWN_AFTER_SECONDS)
    await counter.after(SHOWN_AFTER_SECONDS)
    assert await counter.heard() == [LONG]
    assert await stages() == ["heard"] * 3


async def test_a_letter_torn_between_two_parts_is_mended(counter, clock):
    text = "x" * 66 + "😀" + "y" * 20
    head, tail = parts_of("ж" * 90, clock)
    units = text.encode("utf-16-be")
    torn = [units[:134].decode("utf-16-be", "surrogatepass"), units[134:]]
    torn[1] = torn[1].decode("utf-16-be", "surrogatepass")
    messages = [
        Inbound("sms", PHONE, piece, whole.received_at, whole.external_id, part=whole.part)
        for piece, whole in zip(torn, (head, tail), strict=True)
    ]
    await counter.receive(*messages[::-1])

    assert await counter.heard() == [text]


async def test_255_parts_are_one_message(counter, clock):
    text = "".join(chr(97 + number % 26) * 153 for number in range(255))
    parts = parts_of(text, clock)
    await counter.receive(*parts[1:], parts[0])

    assert await counter.heard() == [text]


@pytest.mark.parametrize("place", [(0, 1), (3, 0), (3, 4), (1, 1), (-1, -1)])
async def test_a_place_that_cannot_be_is_none(counter, clock, place):
    total, number = place
    await counter.receive(
        Inbound("sms", PHONE, "halo", clock.now(), "a-key-of-1", part=Part(1, total, number))
    )

    assert await counter.heard() == ["halo"]
    assert await stages() == []


async def test_two_gateways_that_hand_over_the_same_parts_at_once_are_one(counter, clock):
    parts = parts_of(LONG, clock)
    await asyncio.gather(*(counter.inbox.receive(part) for part in [*parts, *parts[::-1]]))

    assert await counter.heard() == [LONG]
    assert len(await counter.said(Author.BOT)) == 1


async def test_two_servers_that_store_parts_at_once_hear_the_whole_once(counter, clock, new_id):
    other = SmallOffice(clock, new_id)
    other.lanes.start()
    second = ServerInbox(other.lanes, other.talk, "id")
    parts = parts_of(LONG, clock)
    handed = [inbox.receive(part) for part in parts for inbox in (counter.inbox, second)]
    await asyncio.gather(*handed)
    await other.lanes.stop()

    assert await counter.heard() == [LONG]
    assert await stages() == ["heard"] * 3


@pytest.mark.parametrize("seed", range(4))
async def test_mingled_copied_and_interrupted_everything_is_heard_once(counter, clock, seed):
    dice = random.Random(seed)
    truth = {f"+62812000020{number:02}": [] for number in range(6)}
    sent = []
    for phone, texts in truth.items():
        for reference in range(3):
            length = dice.randint(161, 153 * 5)
            text = f"{reference} " + "".join(dice.choices("abcde ", k=length))
            width = dice.choice([8, 16])
            sent += parts_of(text, clock, reference=reference, sender=phone, width=width)
            texts.append(text)
    sent += dice.choices(sent, k=20)
    dice.shuffle(sent)
    while sent:
        batch = [sent.pop() for _ in range(min(len(sent), dice.randint(1, 12)))]
        await asyncio.gather(*(counter.inbox.receive(part) for part in batch))
        if dice.random() < 0.3:
            await counter.restart()

    for phone, texts in truth.items():
        messages = await counter.office.messages("sms", phone)
        assert sorted(m.text for m in messages if m.author is Author.VISITOR) == sorted(texts)


async def test_an_incomplete_message_is_shown_to_staff_and_heard_when_the_rest_comes(
    counter, clock
):
    parts = parts_of(LONG, clock)
    await counter.receive(parts[0], parts[2])
    await counter.after(SHOWN_AFTER_SECONDS - 1)
    assert await stages() == ["waiting", "waiting"]
    await counter.restart()
    await counter.after(1)
    await counter.after(60)

    (note,) = await counter.said(Author.NOTE)
    assert parts[0].text.strip() in note
    assert "[...]" in note
    assert "2 dari 3" in note
    assert (await counter.office.conversation("sms", PHONE)).needs_person
    assert await counter.heard() == []

    await counter.receive(parts[1])
    assert await counter.heard() == [LONG]
    assert len(await counter.said(Author.NOTE)) == 1


async def test_a_part_that_comes_late_is_shown_with_the_others(counter, clock):
    parts = parts_of("c" * 153 * 4, clock)
    await counter.receive(parts[0])
    await counter.after(SHOWN_AFTER_SECONDS)
    await counter.receive(parts[3])
    await counter.after(SHOWN_AFTER_SECONDS - 1)
    assert len(await counter.said(Author.NOTE)) == 1

    await counter.after(1)
    assert len(await counter.said(Author.NOTE)) == 2


async def test_a_copy_with_a_time_of_its_own_is_no_news_for_staff(counter, clock):
    first, again = parts_of(LONG, clock)[0], parts_of(LONG, clock, later=3600)[0]
    await counter.receive(first)
    await counter.after(SHOWN_AFTER_SECONDS)
    await counter.receive(again)
    await counter.after(SHOWN_AFTER_SECONDS)

    assert len(await counter.said(Author.NOTE)) == 1
    assert await stages() == ["shown", "shown"]


async def test_after_a_day_it_is_heard_with_gaps_once(counter, clock):
    parts = parts_of("".join(letter * 153 for letter in "abcde"), clock)
    await counter.receive(parts[1], parts[4])
    await counter.after(SHOWN_AFTER_SECONDS)
    clock.advance(HEARD_AFTER_SECONDS)
    await counter.restart()
    await counter.after(0)
    assert await counter.heard() == [], "the rest may still lie in a modem"
    await counter.after(LISTENED_SECONDS)
    await counter.after(LISTENED_SECONDS)

    b, e = "b" * 153, "e" * 153
    assert await counter.heard() == [f"[...] {b} [...] {e}"]
    assert len(await counter.said(Author.BOT)) == 1
    assert await stages() == ["heard", "heard"]


async def test_what_comes_after_the_day_is_read_by_staff(counter, clock):
    parts = parts_of(LONG, clock)
    await counter.receive(parts[0], parts[2])
    await counter.after(LISTENED_SECONDS)
    await counter.after(HEARD_AFTER_SECONDS)
    assert len(await counter.heard()) == 1

    await counter.receive(parts[1], parts[1])
    assert len(await counter.heard()) == 1
    assert LONG in (await counter.said(Author.NOTE))[-1]
    assert await stages() == ["heard"] * 3


async def test_a_note_of_an_incomplete_message_never_reaches_the_contact(counter, clock):
    await counter.receive(parts_of(LONG, clock)[0])
    await counter.after(SHOWN_AFTER_SECONDS)

    rows = await Statement('select count(*) as "n" from "outbox"').rows()
    assert rows[0]["n"] == 0


async def test_a_whole_that_breaks_its_transaction_is_stored_for_later(counter, clock):
    await Statement(
        "create trigger no_poison before insert on message when new.author = 'bot' "
        "begin select raise(abort, 'poison'); end"
    ).run()
    await counter.receive(*parts_of(LONG, clock))

    assert await counter.heard() == [LONG]
    assert await counter.said(Author.BOT) == []
    assert await stages() == ["heard"] * 3
    rows = await Statement('select count(*) as "n" from "parked"').rows()
    assert rows[0]["n"] == 1


async def test_parts_of_many_phones_share_groups(counter, clock):
    phones = [f"+62812000010{number:02}" for number in range(40)]
    sent = [parts_of(LONG, clock, sender=phone) for phone in phones]
    await asyncio.gather(*(counter.inbox.receive(part) for parts in sent for part in parts))

    for phone in phones:
        messages = await counter.office.messages("sms", phone)
        assert [m.text for m in messages if m.author is Author.VISITOR] == [LONG]


def odd(clock, key="odd-1", oddity=Oddity.UNREADABLE):
    return Quarantined("sms", "/dev/modem", oddity, "0004FF", "cut off", clock.now(), key)


async def test_what_is_no_text_is_set_aside_once_and_told_to_the_desk(counter, clock):
    await counter.inbox.quarantine(odd(clock))
    await counter.inbox.quarantine(odd(clock))
    await counter.inbox.quarantine(odd(clock, "odd-2", Oddity.FLASH))

    first, second = await quarantine.unseen()
    assert (first.content, first.line, first.detail) == ("0004FF", "/dev/modem", "cut off")
    assert second.oddity is Oddity.FLASH
    told = [(event.kind, event.detail) for event in counter.office.events]
    assert told == [("aside", {"count": 1}), ("aside", {"count": 2})]


async def test_a_person_puts_it_away_once(counter, clock):
    await counter.inbox.quarantine(odd(clock))
    (first,) = await quarantine.unseen()
    await counter.office.act(PutAway([first.id], SARI))
    await counter.office.act(PutAway([first.id], SARI))

    assert await quarantine.unseen() == []
    assert [event.detail for event in counter.office.events] == [{"count": 1}, {"count": 0}]
