"""From a modem's storage to the inbox: handed on one by one, deleted only when stored."""

from datetime import UTC, datetime

import pytest

from gateway.address import ALPHANUMERIC, Address
from gateway.coding import Coding
from gateway.header import Concatenation, Element, Ports
from gateway.pdu import Deliver, StatusReport, Submit
from models.terms.channel import Oddity, Part, Stage

BUDI = "+6281234567890"
LONG = "Berkas Anda sudah selesai dan dapat diambil di loket 3. " * 6
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
FLASH = Coding(0x10)
VOICEMAIL = Coding(0xC8)
BYTES = Coding(0x04)


def deliver(content="halo", *, sender=BUDI, sent_at=NOON, **fields):
    return Deliver(Address.of(sender), content, sent_at, **fields)


def put(bench, *messages):
    """Messages as the network delivers them, or bytes that only look like one."""
    for message in messages:
        octets = message if isinstance(message, bytes) else message.to_bytes()
        bench.modem.network.inject_pdu(octets)


async def test_each_part_is_handed_on_and_deleted_by_itself(bench):
    bench.modem.order("part_missing")
    parts = bench.modem.inject(BUDI, LONG)
    bench.modem.inject("+6281200000002", "halo")

    await bench.inbox.until(lambda: len(bench.inbox.kept) == parts)
    await bench.until(lambda: bench.stored == 0)
    assert bench.inbox.texts == ["halo"]
    places = [message.part for message in bench.inbox.kept.values() if message.part]
    assert [(part.number, part.total, part.width) for part in places] == [(1, 3, 8), (2, 3, 8)]
    assert len({part.reference for part in places}) == 1


async def test_a_part_that_is_not_stored_stays_and_comes_again_as_the_same(bench):
    bench.inbox.failures_left = 3
    parts = bench.modem.inject(BUDI, LONG)

    await bench.inbox.until(lambda: bench.inbox.stored)
    assert bench.inbox.texts == [LONG]
    assert len(bench.inbox.calls) == parts + 3
    await bench.until(lambda: bench.stored == 0)


async def test_while_nothing_can_be_stored_the_modem_keeps_it_and_the_operator_is_told(bench):
    bench.inbox.failures_left = 1_000_000
    bench.modem.inject(BUDI, "halo")
    await bench.until(lambda: "1 message(s) could not be stored yet" in detail(bench))

    assert bench.stored == 1
    bench.inbox.failures_left = 0
    await bench.until(lambda: bench.stored == 0)
    assert "stored yet" not in detail(bench)


async def test_a_place_that_cannot_be_is_a_text_by_itself(bench):
    for reference, (total, number) in enumerate([(0, 1), (3, 0), (3, 4), (1, 1)]):
        place = Element(0, bytes((reference, total, number)))
        put(bench, deliver(f"halo {reference}", header=(place,)))

    await bench.inbox.until(lambda: len(bench.inbox.stored) == 4)
    assert {None} == {message.part for message in bench.inbox.kept.values()}


async def test_255_parts_and_a_wide_reference_are_told_as_they_stand(bench):
    places = [Concatenation(0xABCD, 255, 255, 16), Concatenation(7, 255, 1)]
    put(bench, *(deliver("x", header=(place.element(),)) for place in places))

    await bench.inbox.until(lambda: len(bench.inbox.kept) == 2)
    assert [Part(0xABCD, 255, 255, 16), Part(7, 255, 1, 8)] == [
        message.part for message in bench.inbox.kept.values()
    ]


async def test_half_a_letter_is_kept_for_the_one_who_joins(bench):
    torn = ["a\ud83d", "\ude00b"]
    for number, text in enumerate(torn, start=1):
        place = Concatenation(9, 2, number).element()
        put(bench, deliver(text, coding=Coding(0x08), header=(place,)))

    await bench.inbox.until(lambda: bench.inbox.stored)
    assert torn == [message.text for message in bench.inbox.kept.values()]
    assert bench.inbox.texts == ["a😀b"]


async def test_half_a_letter_alone_is_marked(bench):
    put(bench, deliver("a\ud83d", coding=Coding(0x08)))

    await bench.inbox.until(lambda: bench.inbox.stored)
    assert bench.inbox.texts == ["a\ufffd"]


@pytest.mark.parametrize(
    ("message", "oddity", "text"),
    [
        (deliver(coding=FLASH), Oddity.FLASH, "halo"),
        (deliver(protocol=0x40), Oddity.SILENT, "halo"),
        (deliver(coding=VOICEMAIL), Oddity.VOICEMAIL, "halo"),
        (
            deliver(b"\x01\x06", coding=BYTES, header=(Ports(2948, 9200).element(),)),
            Oddity.MMS,
            "",
        ),
        (deliver(b"\x00\x01", coding=BYTES), Oddity.DATA, ""),
    ],
)
async def test_what_nobody_is_to_answer_is_set_aside(bench, message, oddity, text):
    put(bench, message)
    bench.modem.inject(BUDI, "halo lagi")

    await bench.inbox.until(lambda: bench.inbox.aside and bench.inbox.stored)
    (found,) = bench.inbox.aside.values()
    assert (oddity, text, BUDI, NOON) == (
        found.oddity,
        found.text,
        found.address,
        found.received_at,
    )
    assert bytes.fromhex(found.content) == message.to_bytes()
    assert (found.channel, found.line) == ("sms", bench.modem.where)
    assert bench.inbox.texts == ["halo lagi"]
    await bench.until(lambda: bench.stored == 0)


async def test_what_cannot_be_read_is_set_aside_and_deleted_and_the_next_goes_on(bench):
    put(bench, b"\x00\x04\xff", b"\x00")
    bench.modem.inject(BUDI, "halo")

    await bench.inbox.until(lambda: len(bench.inbox.aside) == 2 and bench.inbox.stored)
    assert {"0004FF", "00"} == {found.content for found in bench.inbox.aside.values()}
    assert {Oddity.UNREADABLE} == {found.oddity for found in bench.inbox.aside.values()}
    assert all(found.detail for found in bench.inbox.aside.values())
    await bench.until(lambda: bench.stored == 0)


async def test_what_cannot_be_set_aside_yet_stays_in_the_modem(bench):
    bench.inbox.gate.clear()
    put(bench, b"\x00\x04\xff")
    bench.inbox.failures_left = 1
    await bench.until(lambda: bench.stored == 1)

    bench.inbox.gate.set()
    await bench.inbox.until(lambda: bench.inbox.aside)
    await bench.until(lambda: bench.stored == 0)


async def test_a_message_of_our_own_that_lay_in_the_modem_is_set_aside(bench):
    put(bench, Submit(Address.of(BUDI), "konsep").to_bytes())

    await bench.inbox.until(lambda: bench.inbox.aside)
    await bench.until(lambda: bench.stored == 0)


async def test_the_same_pdu_in_two_slots_is_one_message(bench):
    message = deliver()
    put(bench, message, message)

    await bench.until(lambda: bench.inbox.calls and bench.stored == 0)
    assert bench.inbox.texts == ["halo"]


async def test_names_and_short_codes_keep_their_form(bench):
    put(bench, Deliver(Address("Telkomsel", ALPHANUMERIC), "Promo!", NOON), deliver(sender="3636"))

    await bench.inbox.until(lambda: len(bench.inbox.stored) == 2)
    assert {"Telkomsel", "3636"} == {each.address for each in bench.inbox.stored.values()}


async def test_a_report_that_is_not_stored_is_handed_in_again(bench):
    bench.modem._settings.announce_reports = 2
    bench.inbox.failures_left = 2
    report = StatusReport(200, Address.of(BUDI), NOON, NOON, 0x46)
    bench.modem.network.inject_report(report.to_bytes())

    await bench.inbox.until(lambda: bench.inbox.deliveries)
    (delivery,) = bench.inbox.deliveries
    assert ("200", BUDI, Stage.EXPIRED, bench.modem.where) == (
        delivery.reference,
        delivery.address,
        delivery.stage,
        delivery.line,
    )
    await bench.until(lambda: bench.stored == 0)


async def test_a_message_that_cannot_be_deleted_is_told_of_and_handed_on_once(bench):
    bench.modem.order("delete_refused", 3)
    bench.modem.inject(BUDI, "halo")
    await bench.until(lambda: "1 stored message(s) cannot be deleted" in detail(bench))
    intake = bench.channel._lines[0].supervisor._intake
    await bench.until(lambda: intake.sweep() or bench.stored == 0)

    await bench.until(lambda: "deleted" not in detail(bench))
    assert len(bench.inbox.calls) == 1


def detail(bench):
    return bench.channel.condition()[0].detail
