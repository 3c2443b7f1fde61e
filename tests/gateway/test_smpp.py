"""Texts over SMPP 3.4, against a service centre that plays the faults of real ones."""

import asyncio
import logging

import pytest

from gateway import gsm7, header
from gateway.smpp import pdu, status
from gateway.smpp.account import AccountError, Alphabet, SmppAccount
from gateway.smpp.channel import SmppChannel, submit_of, validity_of
from gateway.smpp.patience import SmppPatience
from gateway.smpp.pdu import Bind, Frame, Message, Number
from gateway.smpp.text import coded
from models.terms.channel import (
    ChannelError,
    Outbound,
    Priority,
    Stage,
)
from models.terms.segments import count_segments
from tests.contracts.channel import BUDI, LONG, SARI, ChannelContract, seated, sent
from tests.contracts.ledger import Ledger
from tests.gateway import smsc as peers
from tests.gateway.smpp_bench import PATIENCE, SmppBench, bench_of
from tests.gateway.smsc import Smsc, texts_of


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
