"""Long texts: cut to send, joined as they come."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.address import Address
from gateway.coding import UCS2, Alphabet
from gateway.concat import Joiner, fingerprint, headers_of, joined, parts_of, scheme_of
from gateway.errors import PduError
from gateway.pdu import Deliver
from models.terms.segments import count_segments, split_text

BUDI = Address("6281234567890")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LONG = "Berkas Anda sudah selesai dan dapat diambil di loket 3. " * 6


def deliver_parts(text, *, reference=1, width=8, sent_at=NOON, sender=BUDI):
    texts = split_text(text)
    headers = headers_of(len(texts), reference=reference, width=width)
    return [
        Deliver(sender, part, sent_at, coding=scheme_of(text), header=header)
        for part, header in zip(texts, headers, strict=True)
    ]


def feed(joiner, parts):
    """The wholes that came out, in order."""
    wholes = (joiner.add("budi", part, place) for place, part in parts)
    return [whole for whole in wholes if whole]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_any_order_gives_the_same_text_and_fingerprint(order):
    parts = deliver_parts(LONG)
    (whole,) = feed(Joiner(), [(place, parts[place]) for place in order])

    assert whole.content == LONG
    assert sorted(whole.places) == [0, 1, 2]
    assert fingerprint(whole.parts) == fingerprint(parts)


def test_a_repeated_part_counts_once_and_its_place_is_kept():
    parts = deliver_parts(LONG)
    (whole,) = feed(Joiner(), [(1, parts[0]), (2, parts[0]), (3, parts[1]), (4, parts[2])])

    assert whole.content == LONG
    assert sorted(whole.places) == [1, 2, 3, 4]


def test_mingled_texts_are_told_apart():
    one, two = deliver_parts(LONG, reference=1), deliver_parts(LONG[::-1], reference=2)
    mingled = [part for pair in zip(one, two, strict=True) for part in pair]
    wholes = feed(Joiner(), enumerate(mingled))

    assert [whole.content for whole in wholes] == [LONG, LONG[::-1]]


def test_the_width_of_the_reference_tells_texts_apart():
    short, wide = deliver_parts(LONG, width=8), deliver_parts(LONG[::-1], width=16)
    mingled = [part for pair in zip(short, wide, strict=True) for part in pair]

    assert len(feed(Joiner(), enumerate(mingled))) == 2


def test_a_reference_that_comes_round_again_begins_anew():
    old = deliver_parts(LONG, sent_at=NOON)
    new = deliver_parts(LONG[::-1], sent_at=NOON + timedelta(days=2))
    joiner = Joiner()
    wholes = feed(joiner, enumerate([*old[:2], *new]))

    assert [whole.content for whole in wholes] == [LONG[::-1]]
    assert len(joiner) == 1


def test_another_text_under_the_same_reference_begins_anew():
    one, two = deliver_parts(LONG), deliver_parts(LONG.upper())
    wholes = feed(Joiner(), enumerate([one[0], two[0], one[1], one[2], two[1], two[2]]))

    assert len(wholes) == 2


def test_a_forgotten_part_is_waited_for_again():
    parts = deliver_parts(LONG)
    joiner = Joiner()
    feed(joiner, [("a", parts[0]), ("b", parts[1])])
    joiner.forget("a")
    joiner.forget("nowhere")

    assert feed(joiner, [("c", parts[2])]) == []
    (whole,) = feed(joiner, [("d", parts[0])])
    assert whole.places == ["d", "b", "c"]


def test_forgetting_every_part_forgets_the_text():
    joiner = Joiner()
    feed(joiner, [("a", deliver_parts(LONG)[0])])
    joiner.forget("a")

    assert len(joiner) == 0


def test_parts_that_never_become_whole_do_not_fill_the_memory():
    joiner = Joiner()
    for number in range(3000):
        part = deliver_parts(LONG, reference=number % 256)[0]
        joiner.add(str(number), part, number)

    assert len(joiner) <= 1001


@pytest.mark.parametrize("count", [1, 2, 10, 255])
def test_up_to_255_parts_are_cut(count):
    parts = parts_of("a" * (153 * count if count > 1 else 160), BUDI, reference=7)

    assert len(parts) == count
    assert all(part.report_requested for part in parts)
    assert {len(part.to_bytes()) <= 164 for part in parts} == {True}


def test_more_than_255_parts_are_refused():
    with pytest.raises(PduError):
        parts_of("a" * (153 * 255 + 1), BUDI, reference=7)


def test_all_parts_of_a_text_have_one_coding():
    parts = parts_of("a" * 100 + "я", BUDI, reference=7)

    assert [part.coding for part in parts] == [UCS2, UCS2]
    assert {part.coding.alphabet for part in parts} == {Alphabet.UCS2}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=600), st.integers(0, 255))
def test_what_is_cut_joins_to_the_same_text(text, reference):
    parts = parts_of(text, BUDI, reference=reference)
    places = [part.concatenation for part in parts]

    assert len(parts) == count_segments(text).segments
    assert joined([part.content for part in parts]) == text
    if len(parts) > 1:
        assert [place.number for place in places] == list(range(1, len(parts) + 1))
    for part in parts:
        part.to_bytes()


def test_a_pair_that_the_sender_tore_is_mended():
    assert joined(["a\ud83d", "\ude00b"]) == "a😀b"
    assert joined(["a\ud83d", "b"]) == "a\ufffdb"
    assert joined([b"ab", b"cd"]) == b"abcd"


@pytest.mark.parametrize(
    "other",
    [
        Deliver(BUDI, "2", NOON),
        Deliver(BUDI, "1", NOON + timedelta(seconds=1)),
        Deliver(Address("6281234567891"), "1", NOON),
        deliver_parts(LONG)[0],
    ],
)
def test_another_message_has_another_fingerprint(other):
    assert fingerprint([other]) != fingerprint([Deliver(BUDI, "1", NOON)])


def test_a_copy_has_the_same_fingerprint():
    assert fingerprint([Deliver(BUDI, "1", NOON)]) == fingerprint(
        [Deliver(BUDI, "1", NOON, smsc=Address("62811"), more_follow=True)]
    )
