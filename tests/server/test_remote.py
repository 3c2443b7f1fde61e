"""A gateway elsewhere: through every fault of the network nothing is lost and nothing doubled."""

import asyncio
import logging
import os
import random
import shutil
import ssl
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import aiohttp
import pytest
from aiohttp import web

from gateway.remote import forms
from gateway.remote.errands import RemoteGateway
from gateway.remote.forms import Result, Task
from gateway.remote.office import OfficeError, OfficeLine, OwnedError
from gateway.remote.seal import Stamp, authorization
from models.conversations import outbox
from models.conversations import services as conversations
from models.conversations.rules import Author
from models.terms.channel import ChannelError, Delivery, Inbound, Outbound, Priority, Report, Stage
from server.desk.notice import Notice
from server.errands import Errands
from server.relay import Relay
from server.remote import Waits
from tests.clients.proxy import WELL, Fate, FaultProxy, drawn
from tests.server.elsewhere import KEY, PACE, Headquarters, Paper, gateway

PHONE = "+6281200000999"
LONG = "Berkas Anda sudah selesai dan dapat diambil di loket 3. " * 6
LOST = Report(Stage.UNKNOWN, detail="no answer")
IMPATIENT = Waits(look=0.01, away=0.05, gone=1.0, lost=0.1)
"""Gives up so soon that many results come late."""
SEEDS = int(os.environ.get("LOKET_SEEDS", "3"))


@pytest.fixture
async def headquarters(office):
    opened = Headquarters(office)
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
async def proxy(headquarters):
    between = FaultProxy(headquarters.port)
    await between.start()
    yield between
    await between.stop()


@pytest.fixture
async def tls_port(tmp_path):
    """A server whose certificate it signed itself."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl to make a certificate")
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    making = await asyncio.create_subprocess_exec(
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"),
        *("-days", "2", "-keyout", key, "-out", certificate),
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert await making.wait() == 0
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    runner = web.AppRunner(web.Application(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    yield runner.addresses[0][1]
    await runner.cleanup()


@pytest.fixture
def relaying(office, clock):
    """The office's relay on the channel of its headquarters."""

    @asynccontextmanager
    async def started(headquarters):
        relay = Relay(headquarters.channel, office.lanes, clock, look_every_seconds=0.05)
        await headquarters.channel.start(None, relay.wake)
        relay.start()
        try:
            yield relay
        finally:
            await relay.stop(within_seconds=5)

    return started


@pytest.fixture
def queue(office, clock):
    async def queued(text="Siap diambil.", *, to=PHONE, priority=Priority.NOTICE):
        inbound = Inbound("sms", to, text, clock.now(), f"notice-{office.new_id()}")
        return (await office.act(Notice(inbound, "id", priority))).message.id

    return queued


async def until(holds, *, seconds=10):
    """Wait for something that nobody announces."""
    async with asyncio.timeout(seconds):
        while not await holds():
            await asyncio.sleep(0.005)


async def stage_of(number):
    return (await outbox.rows([number]))[number].stage


def reaches(number, stage):
    async def has():
        return await stage_of(number) is stage

    return has


def an_inbound(text="halo", key="key-00000001", *, to=PHONE):
    return Inbound("sms", to, text, datetime(2026, 11, 24, tzinfo=UTC), key)


async def test_a_text_goes_in_and_its_answer_out(headquarters, relaying, office):
    paper = Paper()
    async with relaying(headquarters), gateway(headquarters.url, paper):
        await paper.inbox.receive(an_inbound())
        await paper.inbox.receive(an_inbound())
        said = await office.messages(channel="sms", address=PHONE)
        await until(reaches(said[1].id, Stage.SENT))

    assert [str(line.author) for line in said] == ["visitor", "bot"]
    assert [number for number, *_ in paper.left] == [said[1].id]


async def test_a_long_text_leaves_part_by_part_on_one_line(headquarters, relaying, queue):
    paper = Paper(lines=3)
    async with relaying(headquarters), gateway(headquarters.url, paper):
        number = await queue(LONG)
        await until(reaches(number, Stage.SENT))
        await until(lambda: _is(not paper.taken))

    assert [part for _, part, _ in paper.left] == [1, 2, 3]
    assert len({line for *_, line in paper.left}) == 1


async def test_messages_take_as_many_lines_as_are_up(headquarters, relaying, queue):
    paper = Paper(lines=3)
    paper.gate.clear()
    async with relaying(headquarters), gateway(headquarters.url, paper):
        numbers = [await queue(to=f"+62812000009{n:02}") for n in range(5)]
        await until(lambda: _is(len(paper.left) == 3))
        at_once = len(paper.left)
        paper.gate.set()
        for number in numbers:
            await until(reaches(number, Stage.SENT))

    assert at_once == 3
    assert sorted(number for number, *_ in paper.left) == sorted(numbers)


@pytest.mark.parametrize(
    ("answer", "stage"),
    [
        (LOST, Stage.UNKNOWN),
        (ChannelError("no such number", retryable=False), Stage.FAILED),
        (ChannelError("no network", retryable=True), Stage.QUEUED),
        (RuntimeError("a bug in the channel"), Stage.UNKNOWN),
    ],
)
async def test_what_the_modem_said_is_put_on_disk(headquarters, relaying, queue, answer, stage):
    paper = Paper(answer)
    async with relaying(headquarters), gateway(headquarters.url, paper):
        number = await queue()

        async def is_settled():
            row = (await outbox.rows([number]))[number]
            return row.attempts == 1 and row.stage is not Stage.SUBMITTING

        await until(is_settled)

    assert await stage_of(number) is stage


async def test_a_delivery_report_finds_its_part(headquarters, relaying, queue, clock):
    paper = Paper(lines=2)
    async with relaying(headquarters), gateway(headquarters.url, paper):
        numbers = [await queue(to=to) for to in (PHONE, "+6281200000888")]
        for number in numbers:
            await until(reaches(number, Stage.SENT))
        line = next(line for number, _, line in paper.left if number == numbers[0])
        told = Delivery("sms", PHONE, "7", Stage.DELIVERED, clock.now(), line=line)
        await paper.inbox.report(told)

    assert [await stage_of(number) for number in numbers] == [Stage.DELIVERED, Stage.SENT]


async def test_what_was_never_taken_is_given_again(headquarters, relaying, queue, proxy):
    """The answer with the part is cut before its last byte: the next poll says so."""
    fates = [WELL, Fate(cut_back_after=400), WELL]
    proxy.fate = lambda: fates.pop(0) if len(fates) > 1 else fates[0]
    paper = Paper()
    async with relaying(headquarters), gateway(proxy.url, paper):
        number = await queue(LONG)
        await until(reaches(number, Stage.SENT))

    assert [part for _, part, _ in paper.left] == [1, 2, 3]


async def test_a_gateway_that_falls_silent_makes_it_unknown_and_a_late_result_sent(
    headquarters, relaying, queue, proxy
):
    paper = Paper()
    paper.gate.clear()
    async with relaying(headquarters), gateway(proxy.url, paper):
        number = await queue()
        await until(lambda: _is(paper.left))
        proxy.fate = lambda: Fate(swallows=True)
        proxy.cut_all()
        await until(reaches(number, Stage.UNKNOWN))
        paper.gate.set()
        proxy.fate = lambda: WELL
        proxy.cut_all()
        await until(reaches(number, Stage.SENT))
        ((part, *others),) = (await outbox.parts([number])).values()

    assert (part.stage, others) == (Stage.SENT, [])
    assert part.reference.endswith("-7")
    assert len(paper.left) == 1


async def test_the_late_word_that_it_did_not_leave_lets_it_leave(
    headquarters, relaying, queue, proxy, clock
):
    paper = Paper(ChannelError("no network", retryable=True), Report(Stage.SENT, "7"))
    paper.gate.clear()
    async with relaying(headquarters), gateway(proxy.url, paper):
        number = await queue()
        await until(lambda: _is(paper.left))
        proxy.fate = lambda: Fate(swallows=True)
        proxy.cut_all()
        await until(reaches(number, Stage.UNKNOWN))
        paper.gate.set()
        proxy.fate = lambda: WELL
        proxy.cut_all()
        await until(reaches(number, Stage.QUEUED))
        clock.advance(60)
        await until(reaches(number, Stage.SENT))

    assert len(paper.left) == 1


async def test_what_a_first_try_did_says_nothing_of_a_second():
    """Else a text that staff sent again, and of which nobody knows, would leave a third time."""
    errands = Errands()
    message = Outbound(7, PHONE, "Siap diambil.")
    first = errands.add(Task("first", "seat", 1, 1, message), now=0.0)
    errands.doubt(first, "silence")
    errands.add(Task("second", "seat", 1, 1, message), now=1.0)

    assert not errands.doubted
    assert not errands.is_last_try(Result("first", 7, PHONE, 1))
    assert errands.is_last_try(Result("second", 7, PHONE, 1))
    assert errands.is_last_try(Result("of before a restart", 7, PHONE, 2))


async def test_without_a_gateway_texts_wait(headquarters, relaying, queue):
    async with relaying(headquarters):
        number = await queue()
        before = (await outbox.rows([number]))[number]
        async with gateway(headquarters.url, Paper()):
            await until(reaches(number, Stage.SENT))

    assert (before.stage, before.attempts) == (Stage.QUEUED, 0)


async def test_a_text_for_which_no_line_is_free_waits_without_losing_a_try(
    headquarters, relaying, queue, clock
):
    """The modem's SIM has sent its share: only the gateway knows that."""
    paper = Paper()
    paper.taken.add("line 1")
    async with relaying(headquarters), gateway(headquarters.url, paper):
        number = await queue()

        async def is_back():
            row = (await outbox.rows([number]))[number]
            return row.detail and row.stage is Stage.QUEUED

        await until(is_back)
        clock.advance(10)
        waiting = (await outbox.rows([number]))[number]
        paper.taken.clear()
        paper.wake()
        await until(reaches(number, Stage.SENT))

    assert waiting.attempts == 0


async def test_an_office_that_restarts_learns_what_became_of_its_texts(
    headquarters, relaying, queue
):
    paper = Paper()
    paper.gate.clear()
    async with gateway(headquarters.url, paper):
        async with relaying(headquarters):
            number = await queue()
            await until(lambda: _is(paper.left))
            await headquarters.close()
        unsure = await stage_of(number)
        await headquarters.open()
        async with relaying(headquarters):
            paper.gate.set()
            await until(reaches(number, Stage.SENT))
            await until(lambda: _is(not paper.taken))
            later = await queue(to="+6281200000888")
            await until(reaches(later, Stage.SENT))

    assert unsure is Stage.UNKNOWN
    assert [sent for sent, *_ in paper.left] == [number, later]


async def test_a_second_gateway_is_refused_by_the_name_of_the_first(headquarters):
    async with gateway(headquarters.url, Paper(), name="box one", place="here"):
        with pytest.raises(OwnedError, match="box one"):
            async with gateway(headquarters.url, Paper(), name="box two", place="there"):
                pass
        async with gateway(headquarters.url, Paper(), name="box one again", place="here"):
            pass
    async with gateway(headquarters.url, Paper(), name="box two", place="there"):
        pass


async def test_a_gateway_that_was_killed_is_followed_when_it_has_been_silent(
    headquarters, relaying, queue
):
    dead = RemoteGateway(
        OfficeLine(headquarters.url, KEY, pace=PACE), Paper(), name="dead", place="there"
    )
    await dead.start()
    dead._polling.cancel()
    await asyncio.wait({dead._polling})
    await dead._office.close()
    paper = Paper()

    async def is_let_in():
        try:
            async with gateway(headquarters.url, paper, place="here"), relaying(headquarters):
                await until(reaches(number, Stage.SENT))
        except OwnedError:
            return False
        return True

    number = await queue()
    await until(is_let_in)

    assert len(paper.left) == 1


async def test_a_wrong_key_is_told_once_and_does_not_spin(headquarters, caplog):
    caplog.set_level(logging.INFO)
    seen = []
    proxy = FaultProxy(headquarters.port, lambda: seen.append(1) or WELL)
    await proxy.start()
    async with gateway(proxy.url, Paper(), key="another key, just as long as it must") as wrong:
        with pytest.raises(OfficeError):
            await wrong._channel.inbox.receive(an_inbound())
        await asyncio.sleep(0.5)
    await proxy.stop()
    told = [record.getMessage() for record in caplog.records if "gateway_key" in record.message]

    assert len(told) == 2, "each side says it once"
    assert await conversations.by_addresses("sms", [PHONE]) == {}
    assert not any(KEY in record.getMessage() for record in caplog.records)


class Forger:
    """Somebody in the network who can send what they like."""

    def __init__(self, headquarters, session):
        self.url = headquarters.url
        self.session = session

    async def post(self, body, *, path=forms.INBOUND, **headers):
        async with self.session.post(self.url + path, data=body, headers=headers) as answer:
            return answer.status, await answer.read()

    async def challenge(self):
        stamp = Stamp("0" * 32, 1, "-")
        header = authorization(b"none", stamp, forms.INBOUND, b"{}")
        _, answer = await self.post(b"{}", Authorization=header)
        return forms.from_bytes(answer, forms.Trouble).challenge


async def test_what_is_forged_changed_or_played_again_is_refused(headquarters):
    body, key = forms.to_bytes(an_inbound()), KEY.encode()
    async with aiohttp.ClientSession() as session:
        forger = Forger(headquarters, session)
        challenge = await forger.challenge()
        good = authorization(key, Stamp("a" * 32, 1, challenge), forms.INBOUND, body)
        other_path = authorization(key, Stamp("a" * 32, 2, challenge), forms.REPORT, body)
        old = authorization(key, Stamp("a" * 32, 3, "f" * 32), forms.INBOUND, body)
        answers = [
            await forger.post(body),
            await forger.post(body, Authorization="Loket nonsense"),
            await forger.post(body, Authorization=f"Bearer {KEY}"),
            await forger.post(body.replace(b"halo", b"hole"), Authorization=good),
            await forger.post(body, Authorization=good.replace("a" * 32, "b" * 32)),
            await forger.post(body, Authorization=other_path),
            await forger.post(body, Authorization=old),
            await forger.post(body, Authorization=good),
            await forger.post(body, Authorization=good),
        ]

    codes = [forms.from_bytes(a, forms.Trouble).code if s != 200 else "" for s, a in answers]
    assert [status for status, _ in answers] == [401] * 7 + [200, 401]
    assert codes == ["refused"] * 6 + ["stale", "", "replayed"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (forms.INBOUND, b"", 400),
        (forms.INBOUND, b"[" * 60_000, 400),
        (forms.INBOUND, b"x" * 70_000, 413),
        (forms.INBOUND, forms.to_bytes(an_inbound()).replace(b'"sms"', b'"web"'), 400),
        (forms.INBOUND, forms.to_bytes(an_inbound()).replace(b"T00:00:00Z", b"T00:00:00"), 400),
        (forms.INBOUND, forms.to_bytes(an_inbound(to="6" * 65)), 400),
        (forms.REPORT, b'{"stage": "sent"}', 400),
        (forms.QUARANTINE, b"null", 400),
        (forms.OUTBOX, b"{}", 400),
        (forms.RESULT, b'{"errand": 1}', 400),
        (forms.RESULT, b"\xff\xfe", 400),
    ],
)
async def test_what_has_the_key_and_no_form_is_refused(headquarters, path, body, status):
    async with aiohttp.ClientSession() as session:
        forger = Forger(headquarters, session)
        stamp = Stamp("a" * 32, 1, await forger.challenge())
        header = authorization(KEY.encode(), stamp, path, body)
        answer = await forger.post(body, path=path, Authorization=header)

    assert answer[0] == status


async def test_an_office_behind_a_certificate_nobody_vouches_for_is_not_believed(
    tls_port,
):
    line = OfficeLine(f"https://localhost:{tls_port}", KEY, pace=PACE)
    await line.open()
    with pytest.raises(OfficeError, match="Certificate"):
        await line.post(forms.INBOUND, an_inbound(), forms.Stored)
    await line.close()


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_through_a_bad_network_nothing_is_lost_and_nothing_doubled(  # noqa: PLR0917 -- fixtures
    headquarters, relaying, queue, proxy, office, clock, seed
):
    dice = random.Random(seed)
    if seed % 2:
        headquarters.channel._waits = IMPATIENT
    weather = {"is_bad": True}
    proxy.fate = lambda: drawn(dice) if weather["is_bad"] else WELL
    answers = [SENT_AS(n) if dice.random() < 0.9 else LOST for n in range(400)]
    paper = Paper(*answers, lines=3)
    numbers, came = [], []

    async def people_text():
        for n in range(12):
            message = an_inbound(f"pesan {n}", f"key-{n:08}", to=f"+62813000000{n % 4:02}")
            while True:
                try:
                    await paper.inbox.receive(message)
                except OfficeError:
                    await asyncio.sleep(0.02)
                else:
                    came.append(message.external_id)
                    break

    async def office_texts():
        for n in range(12):
            numbers.append(await queue(dice.choice(["Siap.", LONG]), to=f"+62812000000{n:02}"))
            await asyncio.sleep(dice.random() * 0.05)

    async def all_settled():
        clock.advance(0.2)
        found = await outbox.latest(200)
        is_open = remote._held or headquarters.channel._errands.doubted
        return not is_open and all(row.stage in (Stage.SENT, Stage.UNKNOWN) for row in found)

    async with relaying(headquarters), gateway(proxy.url, paper) as remote:
        await asyncio.gather(people_text(), office_texts())
        await asyncio.sleep(dice.random())
        weather["is_bad"] = False
        proxy.cut_all()
        await until(all_settled, seconds=30)

    handed = [(number, part) for number, part, _ in paper.left]
    stages = await stages_of_parts()
    assert await heard_by(office) == sorted(came), "each text once"
    assert len(handed) == len(set(handed)), "no part left twice"
    assert len(await outbox.latest(200)) == 24
    assert stages.keys() == set(handed)
    assert list(stages.values()).count(Stage.UNKNOWN) == answers[: len(handed)].count(LOST)


async def stages_of_parts():
    numbers = [row.message_id for row in await outbox.latest(200)]
    begun = (await outbox.parts(numbers)).values()
    return {(part.message_id, part.number): part.stage for parts in begun for part in parts}


async def heard_by(office):
    """The keys of all that is stored of what people texted."""
    keys = []
    for n in range(4):
        said = await office.messages(channel="sms", address=f"+62813000000{n:02}")
        keys += [line.client_key for line in said if line.author is Author.VISITOR]
    return sorted(keys)


def SENT_AS(number):  # noqa: N802 -- reads as a constant
    return Report(Stage.SENT, str(number % 256))


async def _is(truth):
    return bool(truth)
