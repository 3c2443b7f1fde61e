"""Long texts, cut to send; and what tells a copy of a message that came in."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.address import Address
from gateway.coding import UCS2, Alphabet
from gateway.concat import fingerprint, headers_of, part_of, parts_of, scheme_of
from gateway.errors import PduError
from gateway.moment import RelativeValidity
from gateway.pdu import Deliver, read
from models.terms.segments import count_segments, join_texts, split_text

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


@pytest.mark.parametrize("count", [1, 2, 10, 255])
def test_up_to_255_parts_are_cut(count):
    parts = parts_of("a" * (153 * count if count > 1 else 160), BUDI, reference=7)

    assert len(parts) == count
    assert all(part.report_requested for part in parts)
    assert {len(part.to_bytes()) <= 164 for part in parts} == {True}


def test_more_than_255_parts_are_refused():
    with pytest.raises(PduError):
        parts_of("a" * (153 * 255 + 1), BUDI, reference=7)


@pytest.mark.parametrize("text", ["Halo", LONG, LONG + "я"])
def test_a_part_built_alone_is_the_one_of_the_whole(text):
    manner = {"validity": RelativeValidity.at_least(60), "reject_duplicates": True}
    texts = split_text(text)
    alone = tuple(
        part_of(
            part,
            BUDI,
            total=len(texts),
            number=number,
            concat_reference=7,
            coding_of_whole=scheme_of(text),
            **manner,
        )
        for number, part in enumerate(texts, start=1)
    )

    assert parts_of(text, BUDI, reference=7, **manner) == alone
    assert [read(part.to_bytes()) for part in alone] == list(alone)


def test_a_part_sent_once_more_says_so_to_the_service_centre():
    again = part_of("Halo", BUDI, reference=41, reject_duplicates=True)
    first_octet, reference = again.to_bytes()[1:3]

    assert first_octet & 0x04
    assert reference == 41
    assert read(again.to_bytes()) == again


@pytest.mark.parametrize(
    "wrong",
    [
        {"total": 256},
        {"total": 2, "number": 256},
        {"total": 2, "concat_reference": 256},
        {"reference": 256},
        {"text_part": "я"},
        {"text_part": "a" * 154, "total": 2},
    ],
)
def test_a_part_that_cannot_be_is_refused(wrong):
    with pytest.raises(PduError):
        part_of(**{"text_part": "Halo", "recipient": BUDI} | wrong).to_bytes()


def test_all_parts_of_a_text_have_one_coding():
    parts = parts_of("a" * 100 + "я", BUDI, reference=7)

    assert [part.coding for part in parts] == [UCS2, UCS2]
    assert {part.coding.alphabet for part in parts} == {Alphabet.UCS2}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=600), st.integers(0, 255))
def test_what_is_cut_joins_to_the_same_text(text, reference):
    parts = parts_of(text, BUDI, reference=reference)
    places = [part.concatenation for part in parts]

    assert len(parts) == count_segments(text).segments
    assert join_texts(part.content for part in parts) == text
    if len(parts) > 1:
        assert [place.number for place in places] == list(range(1, len(parts) + 1))
    for part in parts:
        part.to_bytes()


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
    assert fingerprint(other, now=NOON) != fingerprint(Deliver(BUDI, "1", NOON), now=NOON)


def test_a_copy_has_the_same_fingerprint():
    copy = Deliver(BUDI, "1", NOON, smsc=Address("62811"), more_follow=True)

    assert fingerprint(Deliver(BUDI, "1", NOON), now=NOON) == fingerprint(copy, now=NOON)


def test_without_a_time_stamp_the_minute_of_arrival_tells_messages_apart():
    timeless = Deliver(BUDI, "ya", None)
    later = NOON + timedelta(minutes=1)

    assert fingerprint(timeless, now=NOON) == fingerprint(timeless, now=NOON + timedelta(seconds=1))
    assert fingerprint(timeless, now=NOON) != fingerprint(timeless, now=later)
