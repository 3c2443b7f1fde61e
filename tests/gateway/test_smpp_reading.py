"""What comes over SMPP 3.4: octets, texts, receipts, copies, and what is none of these."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway import gsm7, header
from gateway.errors import PduError
from gateway.header import Concatenation, Element
from gateway.smpp import pdu, status
from gateway.smpp.account import ReceiptIds, SmppAccount
from gateway.smpp.copies import Copies
from gateway.smpp.intake import Intake
from gateway.smpp.pdu import Bind, Frame, Message, Number
from gateway.smpp.receipt import MessageIds, receipt_of
from gateway.smpp.session import MOST_AT_ONCE
from models.terms.channel import (
    Delivery,
    Inbound,
    Oddity,
    Outbound,
    Part,
    Quarantined,
    Stage,
)
from models.terms.clock import SystemClock
from tests.contracts.channel import BUDI, LONG, sent
from tests.contracts.ledger import Ledger
from tests.gateway import smsc as peers
from tests.gateway.smpp_bench import NOW, bench_of
from tests.gateway.smsc import phone, texts_of


@pytest.fixture
async def bench():
    async with bench_of() as made:
        yield made


# The codec


MESSAGE = Message(
    source=Number("6281234567890", 1, 1),
    destination=Number("1234", 3, 0),
    content=b"halo",
    coding=8,
    esm_class=0x40,
    registered_delivery=1,
    validity="000001020304000R",
    service_type="CMT",
    parameters={pdu.RECEIPTED_MESSAGE_ID: b"a1\0", 0x1400: b""},
)


def test_a_message_survives_the_wire():
    assert Message.from_bytes(MESSAGE.to_bytes()) == MESSAGE


def test_the_octets_are_those_of_the_specification():
    # The layout of 4.1.5 and of the header in 3.2, written out by hand.
    frame = Frame(pdu.BIND_TRANSCEIVER, 1, body=Bind("SMPP3TEST", "secret08", "SUBMIT1").to_bytes())

    assert frame.to_bytes() == (
        bytes.fromhex("0000002F 00000009 00000000 00000001")
        + b"SMPP3TEST\0secret08\0SUBMIT1\0"
        + bytes.fromhex("34 00 00 00")
    )


@pytest.mark.parametrize("end", range(len(MESSAGE.to_bytes())))
def test_a_message_that_is_cut_off_is_refused_or_lacks_only_parameters(end):
    whole = MESSAGE.to_bytes()
    try:
        found = Message.from_bytes(whole[:end])
    except PduError:
        return
    assert found.content == MESSAGE.content


@pytest.mark.parametrize(
    "message",
    [
        Message(Number("1" * 21), Number("1"), b""),
        Message(Number("ñ"), Number("1"), b""),
        Message(Number("1\0"), Number("1"), b""),
        Message(Number("1"), Number("1"), bytes(255)),
    ],
)
def test_what_does_not_fit_is_not_written(message):
    with pytest.raises(PduError):
        message.to_bytes()


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_octets_give_a_meaning_or_the_one_declared_error(octets):
    for read in (Frame.from_bytes, Message.from_bytes, Bind.from_bytes):
        try:
            read(octets)
        except PduError:
            continue
    assert intake().meaning_of(octets, "id", now=NOW)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=160), st.integers(0, 255), st.sampled_from([0, 4, 0x40, 0x44, 0x20]))
def test_any_content_gives_a_meaning(content, coding, esm_class):
    message = Message(phone(BUDI), Number("1"), content, coding=coding, esm_class=esm_class)

    found = intake().meaning_of(message.to_bytes(), "id", now=NOW)
    assert isinstance(found, Inbound | Delivery | Quarantined)
    text = getattr(found, "text", "")
    assert "\0" not in text
    text.encode()


# What comes in


def intake(query="", inbox=None):
    account = SmppAccount.from_url(f"smpp://a:b@c?{query}")
    ids = MessageIds(account.receipt_ids)
    return Intake(account, inbox or Ledger(), channel="sms", ids=ids, clock=SystemClock())


def meaning(message, query=""):
    return intake(query).meaning_of(message.to_bytes(), "id", now=NOW)


@pytest.mark.parametrize(
    ("coding", "content", "text"),
    [
        (0, gsm7.encode("@ñ€[halo]"), "@ñ€[halo]"),
        (0, "Žluťoučký".encode("latin-1", "ignore"), "luouký"),
        (1, b"plain", "plain"),
        (3, "café".encode("latin-1"), "café"),
        (6, "привет".encode("iso8859-5"), "привет"),
        (8, "文件😀".encode("utf-16-be"), "文件😀"),
        (8, "ab".encode("utf-16-be") + b"\0", "ab"),
        (8, b"\xd8\x3d", "\ufffd"),
        (8, b"\0\0", "\ufffd"),
        (0x11, gsm7.encode("halo"), "halo"),
        (0xF1, gsm7.encode("halo"), "halo"),
        (0, b"", ""),
    ],
)
def test_each_coding_is_read(coding, content, text):
    found = meaning(Message(phone(BUDI), Number("1"), content, coding=coding))

    assert isinstance(found, Inbound)
    assert text == found.text


def test_the_default_alphabet_may_be_latin():
    message = Message(phone(BUDI), Number("1"), b"a@b_c")

    assert meaning(message, "alphabet=latin1").text == "a@b_c"
    assert meaning(message).text == "a¡b§c"


@pytest.mark.parametrize(
    ("message", "oddity"),
    [
        (Message(phone(BUDI), Number("1"), b"\1\2", coding=4), Oddity.DATA),
        (Message(phone(BUDI), Number("1"), b"\1\2", coding=0xF5), Oddity.DATA),
        (Message(phone(BUDI), Number("1"), b"halo", coding=0x10), Oddity.FLASH),
        (Message(phone(BUDI), Number("1"), b"halo", coding=0xF0), Oddity.FLASH),
        (Message(phone(BUDI), Number("1"), b"", coding=0xC8), Oddity.VOICEMAIL),
        (Message(phone(BUDI), Number("1"), b"", protocol=0x40), Oddity.SILENT),
        (
            Message(
                phone(BUDI),
                Number("1"),
                header.to_bytes((Element(header.PORTS_16_BIT, b"\x0b\x84\0\0"),)) + b"x",
                esm_class=0x40,
            ),
            Oddity.MMS,
        ),
        (
            Message(
                phone(BUDI),
                Number("1"),
                header.to_bytes((Element(0x01, b"\x80\x02"),)) + b"2 pesan",
                esm_class=0x40,
            ),
            Oddity.VOICEMAIL,
        ),
        (Message(phone(BUDI), Number("1"), b"\xff", esm_class=0x40), Oddity.UNREADABLE),
        (Message(phone(BUDI), Number("1"), b"stat:DELIVRD", esm_class=4), Oddity.UNREADABLE),
    ],
)
def test_what_is_no_text_for_people_is_kept_apart(message, oddity):
    found = meaning(message)

    assert isinstance(found, Quarantined)
    assert oddity is found.oddity
    assert bytes.fromhex(found.content) == message.to_bytes()


@pytest.mark.parametrize(
    ("number", "query", "address"),
    [
        (Number("6281234567890", 1, 1), "", BUDI),
        (Number("6281234567890", 0, 0), "", BUDI),
        (Number("081234567890", 2, 1), "", BUDI),
        (Number("4915112345678", 1, 1), "", "+4915112345678"),
        (Number("4915112345678", 0, 1), "numbers=international", "+4915112345678"),
        (Number("3636", 3, 0), "numbers=international", "3636"),
        (Number("BANK", 5, 0), "", "BANK"),
        (Number("", 0, 0), "", "unknown"),
    ],
)
def test_senders_are_numbers_of_one_form_or_names(number, query, address):
    assert meaning(Message(number, Number("1"), b"halo"), query).address == address


def test_parts_are_handed_on_with_their_place():
    found = [meaning(message) for message in texts_of(BUDI, LONG, reference=77)]

    assert [Part(77, 3, n) for n in (1, 2, 3)] == [message.part for message in found]
    assert "".join(message.text for message in found) == LONG


def test_wide_references_and_the_providers_own_parameters_are_understood():
    wide = header.to_bytes((Concatenation(0x1234, 2, 1, 16).element(),))
    by_header = Message(phone(BUDI), Number("1"), wide + b"halo", esm_class=0x40)
    parameters = {pdu.SAR_REFERENCE: b"\x12\x34", pdu.SAR_TOTAL: b"\2", pdu.SAR_NUMBER: b"\1"}
    by_parameters = Message(phone(BUDI), Number("1"), b"halo", parameters=parameters)

    for message in (by_header, by_parameters):
        assert meaning(message).part == Part(0x1234, 2, 1, 16)
        assert meaning(message).text == "halo"


def test_a_text_that_came_as_payload_is_read():
    message = Message(phone(BUDI), Number("1"), b"", parameters={pdu.MESSAGE_PAYLOAD: b"halo"})

    assert meaning(message).text == "halo"


@pytest.mark.parametrize(
    ("stat", "stage"),
    [
        ("DELIVRD", Stage.DELIVERED),
        ("EXPIRED", Stage.EXPIRED),
        ("UNDELIV", Stage.FAILED),
        ("REJECTD", Stage.FAILED),
        ("DELETED", Stage.FAILED),
        ("ACCEPTD", Stage.SENT),
        ("ENROUTE", Stage.SENT),
        ("UNKNOWN", Stage.SENT),
    ],
)
def test_receipts_say_how_far_a_text_got(stat, stage):
    found = meaning(peers.receipt_of("a1", BUDI, stat))

    assert (BUDI, "a1", stage, "smpp://a@c:2775") == (
        found.address,
        found.reference,
        found.stage,
        found.line,
    )


def test_a_receipt_by_parameters_outweighs_its_text():
    parameters = {pdu.RECEIPTED_MESSAGE_ID: b"B2\0", pdu.MESSAGE_STATE: b"\5"}
    message = Message(phone(BUDI), Number("1"), b"", esm_class=4, parameters=parameters)

    assert receipt_of(message).message_id == "B2"
    assert (meaning(message).reference, meaning(message).stage) == ("b2", Stage.FAILED)


@pytest.mark.parametrize(
    ("form", "answered", "receipted"),
    [
        (ReceiptIds.AUTO, "0000A1B2", "a1b2"),
        (ReceiptIds.AUTO, "A1B2", "41394"),
        (ReceiptIds.AUTO, "41394", "A1B2"),
        (ReceiptIds.AUTO, "12345678", "0305419896"),
        (ReceiptIds.SAME, "3f2504e0-4f89-11d3", "3F2504E0-4F89-11D3"),
        (ReceiptIds.DECIMAL, "12345678", "0305419896"),
        (ReceiptIds.HEX, "41394", "A1B2"),
    ],
)
def test_one_id_in_two_writings_is_one_reference(form, answered, receipted):
    ids = MessageIds(form)

    assert ids.sent(answered) == ids.receipted(receipted)


def test_a_writing_once_learnt_holds_for_ids_of_before():
    before = MessageIds(ReceiptIds.AUTO).sent("BEEF")
    ids = MessageIds(ReceiptIds.AUTO)
    ids.sent("A1B2")
    ids.receipted("41394")

    assert before == ids.receipted(str(0xBEEF))


async def test_a_broken_delivery_is_kept_and_not_sent_again(bench):
    assert await bench.centre.deliver(b"\0\1\2broken") == status.OK

    (found,) = bench.ledger.quarantined
    assert Oddity.UNREADABLE is found.oddity
    assert found.content == b"\0\1\2broken".hex()


async def test_more_than_can_be_stored_at_once_is_asked_for_again(bench):
    bench.ledger.gate.clear()
    messages = [texts_of(BUDI, f"pesan {n}")[0] for n in range(MOST_AT_ONCE + 10)]
    deliveries = [asyncio.create_task(bench.centre.deliver(message)) for message in messages]
    await bench.ledger.until(lambda: len(bench.ledger.calls) == MOST_AT_ONCE)
    bench.ledger.gate.set()

    results = await asyncio.gather(*deliveries)
    assert results == [status.OK] * MOST_AT_ONCE + [status.RECEIVER_LATER] * 10
    assert bench.ledger.texts == [f"pesan {n}" for n in range(MOST_AT_ONCE)]


async def test_a_copy_after_a_lost_connection_is_the_same_message(bench):
    bench.ledger.gate.clear()
    (message,) = texts_of(BUDI, "halo")
    delivery = asyncio.create_task(bench.centre.deliver(message))
    await bench.ledger.until(lambda: bench.ledger.calls)
    bench.centre.hang_up()
    bench.ledger.gate.set()
    await delivery

    await bench.until(lambda: bench.line.is_up and len(bench.centre.binds) > 1)
    assert await bench.centre.deliver(message) == status.OK
    assert bench.ledger.texts == ["halo"]
    assert len(bench.ledger.calls) == 2


async def test_an_answer_that_surely_arrived_leaves_no_doubt(bench):
    await bench.text(BUDI, "1")
    await sent(bench, Outbound(1, BUDI, "terima kasih"))
    bench.centre.hang_up()
    await bench.until(lambda: len(bench.centre.binds) > 1 and bench.line.is_up)

    await bench.text(BUDI, "1")
    assert bench.ledger.texts == ["1", "1"]


def test_what_is_owed_is_forgotten_in_time_and_bounded():
    clock = StoppedClock()
    copies = Copies(clock, seconds=600)
    first = copies.arrive(b"halo")
    copies.expect(first)
    clock.seconds = 601
    assert copies.arrive(b"halo").external_id != first.external_id

    for number in range(3000):
        copies.expect(copies.arrive(b"%d" % number))
    assert len(copies._owed) <= 1000


class StoppedClock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self):
        return NOW

    def monotonic(self):
        return self.seconds
