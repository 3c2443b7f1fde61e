"""SMPP 3.4 with peers of another make, over TLS, and in a storm of faults."""

import asyncio
import collections
import random
import socket
import ssl
import subprocess
from dataclasses import replace

import pytest
import smpp34

from gateway.smpp import pdu, status
from gateway.smpp.account import SmppAccount
from gateway.smpp.channel import SmppChannel
from gateway.smpp.pdu import Frame, Message, Number
from models.terms.channel import (
    ChannelError,
    Outbound,
    Stage,
)
from tests.contracts.channel import BUDI, LONG, SARI, seated, sent
from tests.contracts.ledger import Ledger
from tests.gateway import smsc as peers
from tests.gateway.smpp_bench import PATIENCE, SmppBench, bench_of
from tests.gateway.smsc import Smsc, texts_of

# Against a service centre that others wrote


async def test_another_makers_service_centre_is_understood():
    server = smpp34.Server("127.0.0.1", port := free_port(), system_id="other")
    await server.start()
    account = SmppAccount.from_url(f"smpp://loket:secret@127.0.0.1:{port}?source=LOKET")
    channel, ledger = SmppChannel([account], patience=PATIENCE), Ledger()
    await channel.start(ledger, ledger.wake)
    try:
        async with asyncio.timeout(10):
            esme = await server.next()
            seat = await seated(SmppBench(None, channel, ledger), Outbound(1, BUDI, "halo"))
            sending = asyncio.create_task(seat.send(Outbound(1, BUDI, LONG, reference=9), 2))
            event = await server.next()
            event.accept("A1B2")
            report = await sending
            seat.release()
            receipt = peers.receipt_of("41394", BUDI).content
            results = [
                await esme.deliver_sm("1234", text, source_addr=BUDI[1:], **options)
                for text, options in (
                    (b"CEK 1", {"source_addr_ton": 1, "source_addr_npi": 1}),
                    ("文件".encode("utf-16-be"), {"source_addr_ton": 1, "data_coding": 8}),
                    (receipt, {"source_addr_ton": 1, "esm_class": 4}),
                )
            ]
    finally:
        await channel.stop()
        await server.stop()

    assert (event.destination_addr, event.dest_addr_ton, event.source_addr) == (
        BUDI[1:],
        1,
        "LOKET",
    )
    assert (event.esm_class, event.registered_delivery, event.data_coding) == (0x40, 1, 0)
    assert event.short_message.startswith(b"\x05\x00\x03\x09\x03\x02")
    assert (report.stage, report.reference) == (Stage.SENT, "a1b2")
    assert all(result.is_success for result in results)
    assert ledger.texts == ["CEK 1", "文件"]
    assert [(found.reference, found.stage) for found in ledger.deliveries] == [
        ("a1b2", Stage.DELIVERED)
    ]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_another_makers_codec_writes_the_same_octets():
    other = smpp34.SubmitSm(
        "LOKET",
        BUDI[1:],
        b"Siap",
        source_addr_ton=5,
        dest_addr_ton=1,
        dest_addr_npi=1,
        esm_class=0x40,
        data_coding=8,
        registered_delivery=1,
        validity_period="000001010101000R",
        tlvs=[smpp34.Tlv(smpp34.TLV_SAR_MSG_REF_NUM, b"\0\7")],
        sequence_number=77,
    )
    ours = Message(
        source=Number("LOKET", 5, 0),
        destination=Number(BUDI[1:], 1, 1),
        content=b"Siap",
        coding=8,
        esm_class=0x40,
        registered_delivery=1,
        validity="000001010101000R",
        parameters={pdu.SAR_REFERENCE: b"\0\7"},
    )

    assert other.encode() == Frame(pdu.SUBMIT_SM, 77, body=ours.to_bytes()).to_bytes()
    assert Message.from_bytes(Frame.from_bytes(other.encode()).body) == ours


async def test_a_secure_line_is_used_where_it_is_asked_for(tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        f"-subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout {key} -out {certificate}"
    )
    try:
        subprocess.run(command.split(), check=True, capture_output=True)  # noqa: ASYNC221, S603
    except FileNotFoundError:
        pytest.skip("openssl is not there to make a certificate")
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(certificate, key)
    trusted = ssl.create_default_context(cafile=certificate)
    async with bench_of(Smsc(tls=served), tls=trusted) as bench:
        await sent(bench, Outbound(1, BUDI, "halo"))
        assert await bench.reached() == [(BUDI, "halo")]
        assert bench.line.line.startswith("smpps://")

    async with bench_of(Smsc(tls=served), started=False) as bench:
        await bench.channel.start(bench.ledger, bench.ledger.wake)
        await bench.until(lambda: "no secure connection" in bench.line.detail)
        assert bench.centre.binds == []


# A storm


class Storm:
    """A hundred texts each way, and weather."""

    def __init__(self, bench, seed: int) -> None:
        self.bench = bench
        self.chance = random.Random(seed)
        self.outcomes: dict[str, str] = {}

    async def one_out(self, number: int) -> None:
        """Send one text as the relay does: again while it is known not to have left."""
        text = f"keluar {number}"
        while text not in self.outcomes:
            try:
                (report,) = await sent(self.bench, Outbound(number, BUDI, text))
                self.outcomes[text] = report.stage
            except ChannelError as error:
                if not error.retryable:
                    self.outcomes[text] = "refused"

    async def one_in(self, number: int) -> None:
        """Hand one text over as a service centre does: again until it is acknowledged."""
        (message,) = texts_of(SARI, f"masuk {number}")
        while await self.bench.centre.deliver(message) != status.OK:
            self.bench.ledger.failures_left += self.chance.random() < 0.2

    async def weather(self) -> None:
        faults = [peers.MUTE, peers.HANG_UP, peers.WRONG_SEQUENCE, peers.NACK]
        faults += [status.THROTTLED, status.SYSTEM_ERROR, 0x0B, None, None, None]
        for _ in range(40):
            self.bench.centre.faults.append(self.chance.choice(faults))
            self.bench.ledger.failures_left += self.chance.random() < 0.2
            if self.chance.random() < 0.1:
                self.bench.centre.hang_up()
            await asyncio.sleep(0.01)
        self.bench.centre.faults.clear()


@pytest.mark.parametrize("seed", range(3))
async def test_in_a_storm_of_faults_nothing_is_lost_doubled_or_told_wrong(seed):
    async with bench_of(patience=replace(PATIENCE, submit=0.05, enquire=0.1)) as bench:
        storm = Storm(bench, seed)
        async with asyncio.timeout(60):
            await asyncio.gather(
                storm.weather(),
                *map(storm.one_out, range(100)),
                *map(storm.one_in, range(100)),
            )

        taken = collections.Counter(text for _, text in bench.centre.reached())
        allowed = {Stage.SENT: {1}, Stage.UNKNOWN: {0, 1}, "refused": {0}}
        wrong = {
            text: outcome
            for text, outcome in storm.outcomes.items()
            if taken[text] not in allowed[outcome]
        }
        assert (len(storm.outcomes), wrong) == (100, {})
        arrived = collections.Counter(bench.ledger.texts)
        assert arrived == {f"masuk {number}": 1 for number in range(100)}
