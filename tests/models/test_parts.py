"""Parts of long messages: which belong together, what they say, and what is kept of them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.conversations import parts, quarantine
from models.conversations.parts import (
    NEAR_MS,
    SOON_MS,
    KeptPart,
    PartStage,
    arrived,
    completed,
    group_of,
    is_heard,
    is_whole,
    key_of,
    text_of,
)
from models.db import transaction
from models.terms.channel import Inbound, Oddity, Part, Quarantined

MINUTE = 60_000


def part(number, text=None, *, total=3, group=1, sent=0, row=None, stage=PartStage.WAITING):
    text = f"text {number}." if text is None else text
    row = number if row is None else row
    return KeptPart(
        row, group, "sms", "x", f"key-{row}", 7, 8, total, number, text, sent, sent, stage
    )


class Shelf:
    """Parts under one reference, kept as the server keeps them; `heard` is what came of it."""

    def __init__(self):
        self.kept = []
        self.heard = []

    def put(self, number, text, *, total, sent):
        row = len(self.kept) + 1
        group = group_of(number, text, sent, among=self.kept) or row
        self.kept.append(part(number, text, total=total, group=group, sent=sent, row=row))
        self._hear([kept for kept in self.kept if kept.group_id == group])

    def settle(self):
        """Ten minutes later: what was sent slowly is joined."""
        for group in {kept.group_id for kept in self.kept}:
            parts = [kept for kept in self.kept if kept.group_id == group]
            if parts and not is_heard(parts):
                self._hear(completed(group, among=self.kept))

    def _hear(self, parts):
        if parts and is_whole(parts):
            self.heard.append(text_of(parts))
            ids = {kept.id for kept in parts}
            self.kept = [
                kept._replace(stage=PartStage.HEARD, group_id=parts[0].group_id)
                if kept.id in ids
                else kept
                for kept in self.kept
            ]


def test_a_free_number_joins_and_the_same_text_under_a_taken_one_is_a_copy():
    kept = [part(1), part(2, row=2)]

    assert group_of(3, "end", MINUTE, among=kept) == 1
    assert group_of(2, "text 2.", MINUTE, among=kept) == 1


def test_another_text_under_a_taken_number_is_another_message():
    assert group_of(1, "another", MINUTE, among=[part(1)]) is None


@pytest.mark.parametrize(
    ("apart", "text", "joins"),
    [
        (SOON_MS - 1, "new", True),
        (SOON_MS, "new", False),
        (NEAR_MS - 1, "text 1.", True),
        (NEAR_MS, "text 1.", False),
    ],
)
def test_what_is_sent_soon_joins_at_once_and_a_copy_within_a_day(apart, text, joins):
    number = 1 if text == "text 1." else 2

    assert (group_of(number, text, apart, among=[part(1)]) == 1) is joins
    assert (group_of(number, text, -apart, among=[part(1)]) == 1) is joins


@pytest.mark.parametrize(("apart", "joins"), [(NEAR_MS - 1, True), (NEAR_MS, False)])
def test_what_was_sent_the_same_day_is_joined_when_it_fills_the_gap(apart, joins):
    kept = [part(1), part(3), part(2, group=2, sent=apart)]

    assert (len(completed(1, among=kept)) == 3) is joins
    assert (len(completed(2, among=kept)) == 3) is joins


@pytest.mark.parametrize("number", [1, 3])
def test_what_does_not_fill_the_gap_is_not_joined(number):
    kept = [part(1), part(3), part(number, "another", group=2, sent=SOON_MS)]

    assert completed(1, among=kept) == ()


def test_of_two_messages_the_nearer_in_time_takes_it():
    kept = [part(1, sent=0, group=1), part(1, "b", sent=60 * MINUTE, group=2, row=2)]

    assert group_of(2, "x", MINUTE, among=kept) == 1
    assert group_of(2, "x", 59 * MINUTE, among=kept) == 2


def test_a_message_heard_whole_takes_nothing_more():
    heard = [part(number, stage=PartStage.HEARD) for number in (1, 2, 3)]

    assert group_of(1, "text 1.", MINUTE, among=heard) is None


def test_a_message_heard_with_a_gap_still_takes_what_was_missing():
    heard = [part(number, stage=PartStage.HEARD) for number in (1, 3)]

    assert is_heard(heard)
    assert group_of(2, "late", MINUTE, among=heard) == 1


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((1, 2, 3, 4, 5), "text 1.text 2.text 3.text 4.text 5."),
        ((1, 2, 4, 5), "text 1.text 2. [...] text 4.text 5."),
        ((1, 5), "text 1. [...] text 5."),
        ((2, 4), "[...] text 2. [...] text 4. [...]"),
        ((3,), "[...] text 3. [...]"),
    ],
)
def test_each_gap_is_marked_once(numbers, text):
    for order in itertools.permutations(numbers):
        assert text == text_of([part(number, total=5) for number in order])


def test_of_repeated_parts_the_first_is_read():
    kept = [part(1, row=9), part(2, row=3), part(1, row=2), part(3, row=4)]

    assert [kept.id for kept in arrived(kept)] == [2, 3, 4]
    assert key_of(kept) == key_of([part(1, row=2), part(2, row=3), part(3, row=4)])


@given(st.data())
def test_messages_of_one_reference_a_day_apart_mingle_and_come_whole(data):
    letters = st.lists(st.text(max_size=4), min_size=2, max_size=5)
    texts = data.draw(st.lists(letters, min_size=1, max_size=4))
    sent = [
        (number, text, len(pieces), 2 * day * NEAR_MS + data.draw(st.integers(0, NEAR_MS // 4)))
        for day, pieces in enumerate(texts)
        for number, text in enumerate(pieces, start=1)
    ]
    copies = data.draw(st.lists(st.sampled_from(sent), max_size=3))
    shelves = {total: Shelf() for total in range(2, 6)}
    seen = set()
    for piece in data.draw(st.permutations(sent + copies)):
        number, text, total, at = piece
        if piece in seen:  # a copy, known by its key
            continue
        seen.add(piece)
        shelves[total].put(number, text, total=total, sent=at)
    for shelf in shelves.values():
        shelf.settle()

    heard = [text for shelf in shelves.values() for text in shelf.heard]
    assert sorted("".join(pieces) for pieces in texts) == sorted(heard)


@given(st.data())
def test_a_whole_message_is_never_mixed_with_an_older_incomplete_one(data):
    total = data.draw(st.integers(2, 5))
    old = data.draw(st.lists(st.integers(1, total), min_size=1, max_size=total - 1, unique=True))
    seconds = st.integers(0, 20_000)
    shelf = Shelf()
    for number in old:
        shelf.put(number, f"old {number}. ", total=total, sent=data.draw(seconds))
    for number in data.draw(st.permutations(range(1, total + 1))):
        sent = SOON_MS + 20_000 + data.draw(seconds)
        shelf.put(number, f"new {number}. ", total=total, sent=sent)
    shelf.settle()

    assert ["".join(f"new {number}. " for number in range(1, total + 1))] == shelf.heard


@given(st.permutations(range(5)), st.text(st.characters(), max_size=30))
def test_any_order_and_any_letters_give_the_same_text(order, text):
    whole = text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")
    units = whole.encode("utf-16-be")
    size = max(1, -(-len(units) // 10)) * 2
    torn = [
        units[at : at + size].decode("utf-16-be", "surrogatepass")
        for at in range(0, 5 * size, size)
    ]

    assert text_of([part(number + 1, torn[number], total=5) for number in order]) == whole


@pytest.mark.parametrize(
    ("place", "is_part"),
    [
        (None, False),
        (Part(1, 0, 1), False),
        (Part(1, 3, 0), False),
        (Part(1, 3, 4), False),
        (Part(1, 1, 1), False),
        (Part(1, 2, 2), True),
        (Part(1, 255, 255), True),
        (Part(1, 256, 1), False),
        (Part(-1, 3, 1), False),
        (Part(65_536, 3, 1, 16), False),
    ],
)
def test_only_a_place_that_can_be_is_one(database_free_inbound, place, is_part):
    assert (parts.place_of(database_free_inbound(place)) is not None) is is_part


@pytest.fixture
def database_free_inbound(clock):
    return lambda place: Inbound("sms", "x", "t", clock.now(), "key", part=place)


@pytest.mark.parametrize("text", ["a\ud83d", "\ude00b", "nul \0 here", "'; drop table x; --", ""])
async def test_what_cannot_be_a_text_by_itself_is_kept_as_it_came(database, clock, new_id, text):
    message = Inbound("sms", "x", text, clock.now(), "key", part=Part(65_535, 3, 2, 16))
    async with transaction():
        (kept,) = await parts.keep(message, message.part, number=new_id(), at_ms=clock.ms)
        assert await parts.keep(message, message.part, number=new_id(), at_ms=clock.ms) == ()
    (found,) = await parts.of_group(kept.group_id)

    assert found == kept
    assert text == found.text


async def test_only_what_is_silent_and_unheard_is_found(database, clock, new_id):
    message = Inbound("sms", "x", "t", clock.now(), "key", part=Part(7, 3, 2))
    async with transaction():
        (kept,) = await parts.keep(message, message.part, number=new_id(), at_ms=clock.ms)
    unheard = [PartStage.WAITING, PartStage.SHOWN]

    assert await parts.silent_since(clock.ms - 1, stages=unheard) == []
    assert [(kept.group_id, "sms", "x")] == await parts.silent_since(clock.ms, stages=unheard)
    assert await parts.forget_heard(clock.ms + 1) == 0
    await parts.move(kept.group_id, PartStage.HEARD)
    assert await parts.silent_since(clock.ms, stages=unheard) == []
    assert await parts.forget_heard(clock.ms + 1) == 1


async def test_what_was_put_away_is_forgotten_after_a_while(database, clock, new_id):
    found = Quarantined("sms", "m", Oddity.MMS, "00", "d" * 900, clock.now(), "key", "3636", "hi")
    async with transaction():
        assert await quarantine.set_aside(found, number=new_id(), at_ms=clock.ms)
        assert not await quarantine.set_aside(found, number=new_id(), at_ms=clock.ms)
    (shown,) = await quarantine.unseen()

    assert (shown.oddity, shown.address, shown.text) == (Oddity.MMS, "3636", "hi")
    assert len(shown.detail) == quarantine.DETAIL_LENGTH
    assert await quarantine.forget_seen(clock.ms + 1) == 0
    assert await quarantine.put_away([shown.id], staff_id=1, at_ms=clock.ms)
    assert not await quarantine.put_away([shown.id], staff_id=2, at_ms=clock.ms)
    assert await quarantine.unseen_count() == 0
    assert await quarantine.forget_seen(clock.ms + 1) == 1


def test_the_columns_written_are_those_of_the_tables():
    for rows in (*parts.ROWS, *quarantine.ROWS):
        assert set(rows.columns) == set(rows.table._meta.fields_map)
