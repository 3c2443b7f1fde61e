"""Texts over SMPP 3.4, against a service centre that plays the faults of real ones."""

import asyncio
import logging
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway import gsm7, header
from gateway.errors import PduError
from gateway.header import Concatenation, Element
from gateway.smpp import pdu, status
from gateway.smpp.account import AccountError, Alphabet, ReceiptIds, SmppAccount
from gateway.smpp.channel import SmppChannel, submit_of, validity_of
from gateway.smpp.copies import Copies
from gateway.smpp.intake import Intake
from gateway.smpp.patience import SmppPatience
from gateway.smpp.pdu import Bind, Frame, Message, Number
from gateway.smpp.receipt import MessageIds, receipt_of
from gateway.smpp.text import coded
from models.terms.channel import (
    ChannelError,
    Delivery,
    Inbound,
    Oddity,
    Outbound,
    Part,
    Priority,
    Quarantined,
    Stage,
)
from models.terms.clock import SystemClock
from models.terms.segments import count_segments
from tests.contracts.channel import BUDI, LONG, SARI, ChannelContract, ready, seated, sent
from tests.contracts.ledger import Ledger
from tests.gateway import smsc as peers
from tests.gateway.smsc import Smsc, phone, texts_of

PATIENCE = SmppPatience(
    connect=2.0,
    bind=2.0,
    submit=0.15,
    enquire=0.3,
    enquire_every=30.0,
    unbind=0.5,
    reconnect_first=0.01,
    reconnect_longest=0.05,
    refused=30.0,
    throttle_first=0.02,
    throttle_longest=0.05,
)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class SmppBench:
    """Service centre, channel and ledger, wired."""

    def __init__(self, centre: Smsc, channel: SmppChannel, ledger: Ledger) -> None:
        self.centre = centre
        self.channel = channel
        self.ledger = ledger
        self._last: list[Message] = []

    async def reached(self):
        return self.centre.reached()

    async def text(self, number, text):
        self._last = texts_of(number, text)
        return await self.text_again()

    async def text_again(self):
        results = [await self.centre.deliver(message) for message in self._last]
        return set(results) == {status.OK}

    async def deliver(self, reference, number):
        return await self.centre.deliver(peers.receipt_of(reference, number)) == status.OK

    def refuse_next(self, *, retryable):
        self.centre.faults.append(status.SYSTEM_ERROR if retryable else 0x0B)

    def lose_next_answer(self):
        self.centre.faults.append(peers.MUTE)

    async def unplug(self):
        await self.centre.stop()
        await self.until(lambda: not self.line.is_up)

    async def plug(self):
        await self.centre.start()

    async def until(self, holds):
        """Wait for something that nobody announces."""
        async with asyncio.timeout(10):
            while not holds():
                await asyncio.sleep(0.002)

    @property
    def line(self):
        (line,) = self.channel.condition()
        return line


@asynccontextmanager
async def bench_of(centre=None, *, query="", patience=PATIENCE, started=True, tls=None):
    centre = centre or Smsc()
    await centre.start()
    account = SmppAccount.from_url(f"{centre.url}?source=LOKET&{query}")
    channel = SmppChannel([account], patience=patience, tls=tls)
    bench = SmppBench(centre, channel, Ledger())
    try:
        if started:
            await channel.start(bench.ledger, bench.ledger.wake)
            await ready(bench)
        yield bench
    finally:
        await channel.stop()
        await centre.stop()


@pytest.fixture
async def bench():
    async with bench_of() as made:
        yield made


class TestSmppChannel(ChannelContract):
    """The contract, over the wire."""


# The account


def test_an_address_says_everything():
    account = SmppAccount.from_url(
        "smpp://loket:s%40crt@smsc.example:2776?window=5&source=%2B62811&alphabet=latin1&dest_ton=2"
    )

    assert (
        account.host,
        account.port,
        account.system_id,
        account.password,
    ) == ("smsc.example", 2776, "loket", "s@crt")
    assert (
        account.window,
        account.source,
        account.alphabet,
        account.dest_ton,
    ) == (5, "+62811", Alphabet.LATIN1, 2)
    assert account.line == "smpp://loket@smsc.example:2776"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://a:secretpw@b", "smpp://"),
        ("smpp://a:secretpw@", "no host"),
        ("smpp://b:2775", "system_id:password@"),
        ("smpp://a@b", "system_id:password@"),
        ("smpp://a:secretpw@b:99999", "cannot be read"),
        ("smpp://a:secretpw@[b", "cannot be read"),
        ("smpp://a:secretpw@b?windw=3", "Did you mean window?"),
        ("smpp://a:secretpw@b?window=0", "window must be"),
        ("smpp://a:secretpw@b?window=many", "window must be a whole number"),
        ("smpp://a:secretpw@b?alphabet=ascii", "one of gsm7, latin1, ucs2"),
        ("smpp://a:secretpw@b?source_ton=256", "0 to 255"),
        ("smpp://a:secretpw@b?source=muchlongerthaneleven", "source"),
        ("smpp://a:secretpw%00@b", "plain letters"),
    ],
)
def test_an_address_that_cannot_be_used_says_why_without_the_password(url, says):
    with pytest.raises(AccountError) as caught:
        SmppAccount.from_url(url)

    assert says in str(caught.value)
    assert "secretpw" not in str(caught.value)


def test_no_repr_tells_the_password():
    account = SmppAccount.from_url("smpp://loket:secretpw@h")

    assert "secretpw" not in repr(account) + repr(Bind("loket", "secretpw"))
    assert "secretpw" not in account.line


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
            Oddity.DATA,
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
    messages = [texts_of(BUDI, f"pesan {n}")[0] for n in range(60)]
    deliveries = [asyncio.create_task(bench.centre.deliver(message)) for message in messages]
    await bench.ledger.until(lambda: len(bench.ledger.calls) == 50)
    bench.ledger.gate.set()

    results = await asyncio.gather(*deliveries)
    assert results == [status.OK] * 50 + [status.RECEIVER_LATER] * 10
    assert bench.ledger.texts == [f"pesan {n}" for n in range(50)]


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


# What goes out


async def test_a_text_asks_for_a_receipt_and_bears_its_types(bench):
    await sent(bench, Outbound(1, BUDI, "Siap diambil.", valid_seconds=90061))

    (message,) = bench.centre.taken
    assert message == Message(
        source=Number("LOKET", 5, 0),
        destination=Number("6281234567890", 1, 1),
        content=b"Siap diambil.",
        registered_delivery=1,
        validity="000001010101000R",
    )


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (None, ""),
        (0, "000000000100000R"),
        (3600, "000000010000000R"),
        (1e9, "000030000000000R"),
    ],
)
def test_how_long_a_text_is_valid_is_written_as_a_time_from_now(seconds, written):
    assert validity_of(seconds) == written


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("", Number("", 0, 0)),
        ("%2B62811", Number("62811", 1, 1)),
        ("1234", Number("1234", 3, 0)),
        ("0811234567", Number("0811234567", 0, 1)),
        ("Dinas", Number("Dinas", 5, 0)),
        ("1234&source_ton=0&source_npi=9", Number("1234", 0, 9)),
    ],
)
def test_the_sender_gets_the_type_it_looks_like(source, number):
    account = SmppAccount.from_url(f"smpp://a:b@c?source={source}")

    assert submit_of(Outbound(1, BUDI, "halo"), 1, account).source == number


@pytest.mark.parametrize("alphabet", list(Alphabet))
@pytest.mark.parametrize("text", ["halo", LONG, "é" * 161, "€" * 100, "文" * 71, "Ω" * 71])
def test_a_text_comes_apart_in_parts_that_fit_and_together_again(alphabet, text):
    ready = coded(text, alphabet, reference=5)
    pieces = []
    for content in ready.contents:
        start = header.take(content)[1] if ready.has_headers else 0
        septets = {0: 1, 3: 1, 8: 2}[ready.coding]
        assert len(content) <= (160 if septets == 1 else 140)
        pieces.append(content[start:])

    whole = b"".join(pieces)
    decoded = {0: gsm7.decode, 3: lambda b: b.decode("latin-1"), 8: lambda b: b.decode("utf-16-be")}
    assert text == decoded[ready.coding](whole)
    if alphabet is Alphabet.GSM7:
        assert len(ready.contents) == count_segments(text).segments


async def test_a_text_of_too_many_parts_is_refused_for_good(bench):
    seat = await seated(bench, Outbound(1, BUDI, "halo"))
    with pytest.raises(ChannelError) as caught:
        await seat.send(Outbound(1, BUDI, "a" * 153 * 256), 1)
    seat.release()

    assert not caught.value.retryable


async def test_several_texts_are_under_way_at_once_and_no_more_than_the_window():
    async with bench_of(query="window=3") as bench:
        bench.centre.held = asyncio.Event()
        sends = [asyncio.create_task(sent(bench, Outbound(n, BUDI, f"{n}"))) for n in range(5)]
        await bench.centre.until(lambda: len(bench.centre.taken) == 3)
        assert bench.channel.reserve(BUDI, Priority.LIVE) is None
        bench.centre.held.set()
        await asyncio.gather(*sends)

        assert len(bench.centre.taken) == 5


async def test_promotions_leave_a_place_to_live_replies():
    async with bench_of(query="window=2") as bench:
        first = bench.channel.reserve(BUDI, Priority.PROMOTION)
        assert first
        assert bench.channel.reserve(BUDI, Priority.PROMOTION) is None
        second = bench.channel.reserve(BUDI, Priority.LIVE)
        assert second
        for seat in (first, second):
            seat.release()


@pytest.mark.parametrize("code", [status.THROTTLED, status.QUEUE_FULL])
async def test_a_provider_that_asks_for_slower_sending_gets_it(bench, code):
    bench.centre.faults.append(code)
    with pytest.raises(ChannelError) as caught:
        await sent(bench, Outbound(1, BUDI, "halo"))

    assert caught.value.retryable
    assert bench.channel.reserve(BUDI, Priority.LIVE) is None
    assert "slower" in bench.line.detail
    await sent(bench, Outbound(1, BUDI, "halo"))
    assert bench.line.detail == "ready"


@pytest.mark.parametrize("fault", [peers.MUTE, peers.HANG_UP, peers.WRONG_SEQUENCE])
async def test_an_answer_that_never_comes_leaves_the_text_unknown(bench, fault):
    bench.centre.faults.append(fault)
    (report,) = await sent(bench, Outbound(1, BUDI, "halo"))

    assert (report.stage, report.reference) == (Stage.UNKNOWN, None)
    await sent(bench, Outbound(2, BUDI, "lagi"))
    assert await bench.reached() == [(BUDI, "halo"), (BUDI, "lagi")]


async def test_a_late_answer_is_not_taken_for_anothers(bench):
    bench.centre.held = asyncio.Event()
    (first,) = await sent(bench, Outbound(1, BUDI, "halo"))
    second = asyncio.create_task(sent(bench, Outbound(2, BUDI, "lagi")))
    await bench.centre.until(lambda: len(bench.centre.taken) == 2)
    bench.centre.held.set()
    (report,) = await second

    assert (first.stage, report.stage) == (Stage.UNKNOWN, Stage.SENT)
    assert {"a1", "a2"} >= {report.reference}


async def test_a_generic_nack_is_a_refusal(bench):
    bench.centre.faults.append(peers.NACK)
    with pytest.raises(ChannelError):
        await sent(bench, Outbound(1, BUDI, "halo"))


@pytest.mark.parametrize(
    ("code", "retryable"),
    [(0x08, True), (0x45, True), (0x0B, False), (0x0A, False), (0xC2, False), (0x0400, True)],
)
async def test_each_refusal_says_whether_later_is_better(bench, code, retryable):
    bench.centre.faults.append(code)
    with pytest.raises(ChannelError) as caught:
        await sent(bench, Outbound(1, BUDI, "halo"))

    assert retryable is caught.value.retryable


# The connection


async def test_a_wrong_password_is_told_and_not_hammered():
    centre = Smsc(password="another")
    patience = SmppPatience(refused=0.1, reconnect_first=0.001)
    async with bench_of(centre, started=False, patience=patience) as bench:
        began = asyncio.get_running_loop().time()
        await bench.channel.start(bench.ledger, bench.ledger.wake)
        await bench.until(lambda: "refuses the password" in bench.line.detail)
        assert not bench.line.is_up
        assert bench.channel.reserve(BUDI, Priority.LIVE) is None

        await centre.until(lambda: len(centre.binds) == 3)
        assert asyncio.get_running_loop().time() - began >= 0.2


async def test_a_mute_peer_is_left_and_found_again():
    patience = SmppPatience(enquire=0.05, enquire_every=0.02, reconnect_first=0.01)
    async with bench_of(patience=patience) as bench:
        bench.centre.answers_enquiries = False
        await bench.until(lambda: not bench.line.is_up)
        assert "does not answer any more" in bench.line.detail
        bench.centre.answers_enquiries = True
        await bench.until(lambda: bench.line.is_up)


@pytest.mark.parametrize(
    "octets",
    [
        b"\xff\xff\xff\xff",
        b"\0\0\0\1",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"\0\1\0\1" + bytes(12),
    ],
)
async def test_what_is_no_smpp_ends_the_connection_and_another_is_begun(bench, octets):
    bench.centre.send_bytes(octets)

    await bench.until(lambda: len(bench.centre.binds) == 2 and bench.line.is_up)
    await sent(bench, Outbound(1, BUDI, "halo"))


async def test_octets_that_come_one_by_one_are_understood(bench):
    frame = Frame(pdu.DELIVER_SM, 5, body=texts_of(BUDI, "halo")[0].to_bytes())
    for octet in frame.to_bytes():
        bench.centre.send_bytes(bytes([octet]))
        await asyncio.sleep(0)

    await bench.ledger.until(lambda: bench.ledger.texts == ["halo"])


async def test_a_command_nobody_knows_is_told_so_and_nothing_else_happens(bench):
    bench.centre.send(Frame(0x0103, 7, body=b"?"))
    bench.centre.send(Frame(pdu.ALERT_NOTIFICATION, 8, body=b"\0"))
    bench.centre.send(Frame(0x80000777, 9))
    await bench.centre.until(lambda: bench.centre.nacks)

    assert (bench.centre.nacks[0].sequence, bench.centre.nacks[0].status) == (7, 3)
    await sent(bench, Outbound(1, BUDI, "halo"))
    assert len(bench.centre.binds) == 1


async def test_a_provider_that_takes_leave_is_answered_and_called_again(bench):
    answer = await bench.centre.ask(pdu.UNBIND)

    assert answer.command == pdu.UNBIND | pdu.RESPONSE
    await bench.until(lambda: len(bench.centre.binds) == 2 and bench.line.is_up)


async def test_stopping_waits_for_the_answers_under_way():
    async with bench_of() as bench:
        bench.centre.held = asyncio.Event()
        send = asyncio.create_task(sent(bench, Outbound(1, BUDI, "halo")))
        await bench.centre.until(lambda: bench.centre.taken)
        stop = asyncio.create_task(bench.channel.stop())
        await asyncio.sleep(0)
        assert bench.channel.reserve(BUDI, Priority.LIVE) is None
        bench.centre.held.set()
        (report,) = await send
        await stop

        assert Stage.SENT is report.stage


async def test_two_accounts_share_the_work_and_one_may_fail():
    one, other = Smsc(), Smsc()
    await one.start()
    await other.start()
    accounts = [SmppAccount.from_url(f"{centre.url}?window=1") for centre in (one, other)]
    channel = SmppChannel(accounts, patience=PATIENCE)
    bench = SmppBench(one, channel, Ledger())
    await channel.start(bench.ledger, bench.ledger.wake)
    await bench.until(lambda: all(line.is_up for line in channel.condition()))
    seats = [channel.reserve(BUDI, Priority.LIVE) for _ in range(2)]
    assert {account.line for account in accounts} == {seat.line for seat in seats}
    for seat in seats:
        seat.release()

    await one.stop()
    await bench.until(lambda: not channel.condition()[0].is_up)
    await sent(bench, Outbound(1, BUDI, "halo"))
    assert other.reached() == [(BUDI, "halo")]
    await channel.stop()
    await other.stop()


async def test_nothing_private_reaches_the_log(bench, caplog):
    caplog.set_level(logging.DEBUG)
    bench.ledger.failures_left = 1
    await bench.text(SARI, "rahasia keluarga")
    bench.centre.hang_up()
    await bench.until(lambda: len(bench.centre.binds) == 2)

    assert "rahasia" not in caplog.text
    assert SARI.removeprefix("+") not in caplog.text
    assert "secret" not in caplog.text
