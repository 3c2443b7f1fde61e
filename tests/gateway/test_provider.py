"""Texts over HTTP providers that are described by a file, each played from its documentation."""

import asyncio
import collections
import json
import logging
import random

import pytest
from aiohttp import web

from models.terms.channel import ChannelError, Outbound, Priority, Stage
from tests.contracts.channel import BUDI, SARI, ChannelContract, ready, seated, sent
from tests.gateway.provider_bench import bench_of
from tests.gateway.providers import KEY, PLAYED, PlayedAndroid, PlayedInfobip, PlayedTwilio


@pytest.fixture(params=PLAYED, ids=lambda played: played.__name__)
async def bench(request):
    async with bench_of(request.param()) as made:
        yield made


@pytest.fixture
async def android():
    async with bench_of(PlayedAndroid()) as made:
        yield made


class TestHttpProvider(ChannelContract):
    """The contract, over every shape that Loket brings along."""


# What is asked


async def test_each_provider_is_asked_as_its_documentation_says(bench):
    await sent(bench, Outbound(7, BUDI, "halo", valid_seconds=7200))

    (request,) = bench.provider.requests
    match bench.provider:
        case PlayedTwilio():
            assert request == {
                "To": BUDI,
                "From": "+15005550006",
                "Body": "halo",
                "ValidityPeriod": "7200",
                "StatusCallback": "https://loket.example/gateway/provider/twilio/report",
            }
        case PlayedInfobip():
            (message,) = request["messages"]
            assert message["sender"] == "LOKET"
            assert message["options"] == {"validityPeriod": {"amount": 120, "timeUnit": "MINUTES"}}
            assert message["webhooks"]["delivery"]["url"].endswith("/infobip/report")
        case PlayedAndroid():
            assert request["id"] == "loket-7"
            assert (request["ttl"], request["withDeliveryReport"]) == (7200, True)


# What is answered


async def test_a_wrong_account_is_told_and_texts_wait(android):
    android.provider.authorization = "another"
    seat = await seated(android, Outbound(1, BUDI, "halo"))
    with pytest.raises(ChannelError) as caught:
        await seat.send(Outbound(1, BUDI, "halo"), 1)
    seat.release()

    assert caught.value.retryable
    assert not android.line.is_up
    assert "HTTP 401" in android.line.detail
    assert android.channel.reserve(BUDI, Priority.LIVE) is None
    android.provider.authorization = PlayedAndroid.authorization
    await sent(android, Outbound(1, BUDI, "halo"))
    assert android.line.is_up


async def test_while_there_is_trouble_one_text_tries(android):
    await android.provider.stop()
    with pytest.raises(ChannelError):
        await sent(android, Outbound(1, BUDI, "halo"))
    seat = await seated(android, Outbound(1, BUDI, "halo"))

    assert android.channel.reserve(BUDI, Priority.LIVE) is None
    seat.release()


async def test_a_pause_that_the_provider_asks_for_is_kept(android):
    android.provider.faults.append(web.Response(status=429, headers={"Retry-After": "300"}))
    with pytest.raises(ChannelError):
        await sent(android, Outbound(1, BUDI, "halo"))

    assert android.channel.reserve(BUDI, Priority.LIVE) is None
    assert android.line.is_up
    assert "slower" in android.line.detail


@pytest.mark.parametrize("method", ["POST", "GET", "PUT"])
async def test_a_text_whose_answer_is_lost_is_asked_only_once(method):
    async with bench_of(PlayedAndroid(), method=method) as bench:
        bench.lose_next_answer()
        (report,) = await sent(bench, Outbound(1, BUDI, "halo"))

        assert (report.stage, report.reference) == (Stage.UNKNOWN, "loket-1")
        assert len(bench.provider.taken) == 1


async def test_a_provider_that_is_silent_leaves_the_text_unknown():
    async with bench_of(PlayedAndroid(), timeout_seconds=0.1) as bench:
        bench.provider.faults.append("hold")
        (report,) = await sent(bench, Outbound(1, BUDI, "halo"))
        bench.provider.held.set()

        assert Stage.UNKNOWN is report.stage


async def test_redirects_are_not_followed_and_long_answers_not_read(android):
    away = f"http://127.0.0.1:{android.provider.port}/elsewhere"
    android.provider.faults.append(web.Response(status=302, headers={"Location": away}))
    with pytest.raises(ChannelError):
        await sent(android, Outbound(1, BUDI, "halo"))
    android.provider.faults.append(web.Response(status=202, body=b"x" * 1_000_000))
    (report,) = await sent(android, Outbound(1, BUDI, "halo"))

    assert Stage.SENT is report.stage
    assert len(android.provider.taken) == 2


async def test_promotions_leave_a_place_to_live_replies(android):
    await ready(android)
    seats = [android.channel.reserve(BUDI, Priority.PROMOTION) for _ in range(4)]

    assert [bool(seat) for seat in seats] == [True, True, True, False]
    seats[3] = android.channel.reserve(BUDI, Priority.LIVE)
    assert seats[3]
    for seat in seats:
        seat.release()


# Webhooks


async def test_a_wrong_secret_is_refused_and_nothing_is_read(bench):
    path, body, headers = bench.provider.inbound(BUDI, "halo", "key")
    wrong = {name: "Basic d3Jvbmc=" for name in headers if name != "Content-Type"}
    for tried in (wrong, {}, {"Authorization": "é"}):
        assert await bench.call(path, body, tried) == 401

    assert bench.answer[0].headers["WWW-Authenticate"] == "Basic"
    assert bench.ledger.calls == []


@pytest.mark.parametrize("bench", [PlayedTwilio, PlayedAndroid], indirect=True)
async def test_a_signature_holds_for_its_body_only(bench):
    path, body, headers = bench.provider.inbound(BUDI, "halo", "key")

    assert await bench.call(path, body.replace(b"halo", b"hola"), headers) == 401
    await bench.call(path.replace("inbound", "report"), body, headers)
    assert bench.ledger.calls == bench.ledger.deliveries == []


async def test_a_repeated_call_is_acknowledged_and_one_message(bench):
    await bench.text(BUDI, "halo")

    assert await bench.text_again()
    assert bench.ledger.texts == ["halo"]


async def test_twilio_hears_an_empty_answer_in_its_language():
    async with bench_of(PlayedTwilio()) as bench:
        await bench.text(BUDI, "halo")

        answer, text = bench.answer
        assert (answer.content_type, text) == ("text/xml", "<Response/>")


async def test_several_entries_in_one_call_are_all_stored_or_all_come_again():
    async with bench_of(PlayedInfobip()) as bench:
        path, body, headers = bench.provider.inbound(BUDI, "satu", "1")
        entry = json.loads(body)["results"][0]
        results = [entry, entry | {"messageId": "2", "text": "dua"}]
        body = json.dumps({"results": results}).encode()
        bench.ledger.failures_left = 1
        assert await bench.call(path, body, headers) == 503

        assert await bench.call(path, body, headers) == 200
        assert bench.ledger.texts == ["satu", "dua"]


async def test_what_is_not_for_us_is_acknowledged_and_left(android):
    path, body, headers = android.provider._call("inbound", {"event": "system:ping"})
    assert await android.call(path, body, headers) == 200
    path, body, headers = android.provider.report("loket-1", BUDI, "sms:data-sent")
    assert await android.call(path, body, headers) == 200

    assert android.ledger.calls == android.ledger.deliveries == []


@pytest.mark.parametrize(
    "told",
    [
        [],
        5,
        "text",
        None,
        {"event": "sms:received"},
        {"event": "sms:received", "id": "1", "payload": {"sender": BUDI}},
        {"event": "sms:received", "id": "", "payload": {"sender": BUDI, "message": "x"}},
        {"event": "sms:received", "id": "1", "payload": {"sender": " ", "message": "x"}},
        {"event": "sms:received", "id": "1", "payload": {"sender": "1" * 99, "message": "x"}},
        {"event": "sms:received", "id": {"a": 1}, "payload": {"sender": BUDI, "message": "x"}},
    ],
)
async def test_a_malformed_call_is_refused(android, told):
    assert await android.call(*android.provider._call("inbound", told)) == 400
    assert android.ledger.calls == []


async def test_a_call_is_bounded(android):
    path, _, headers = android.provider.inbound(BUDI, "halo", "key")

    assert await android.call(path, b"x" * 65_537, headers) == 413


async def test_before_the_start_nothing_is_acknowledged():
    async with bench_of(PlayedAndroid(), started=False) as bench:
        assert not await bench.text(BUDI, "halo")


async def test_nothing_private_reaches_the_log(android, caplog):
    caplog.set_level(logging.INFO)
    android.ledger.failures_left = 1
    await android.text(SARI, "rahasia keluarga")
    await android.provider.stop()
    with pytest.raises(ChannelError):
        await sent(android, Outbound(1, BUDI, "rahasia kantor"))

    ours = "\n".join(record.getMessage() for record in caplog.records if "gateway" in record.name)
    assert ours
    for secret in ("rahasia", SARI, BUDI, KEY):
        assert secret not in ours


# A storm


@pytest.mark.parametrize("seed", range(2))
async def test_in_a_storm_of_faults_no_text_is_lost_doubled_or_told_wrong(android, seed):
    chance = random.Random(seed)
    outcomes = {}

    async def one_out(number):
        while number not in outcomes:
            try:
                (report,) = await sent(android, Outbound(number, BUDI, f"{number}"))
                outcomes[number] = report.stage
            except ChannelError as error:
                if not error.retryable:
                    outcomes[number] = "refused"

    async def weather():
        for _ in range(20):
            android.provider.faults.append(chance.choice(["lose", "later", "refuse", "", ""]))
            await asyncio.sleep(0.005)
        await android.unplug()
        await asyncio.sleep(0.02)
        await android.plug()

    async with asyncio.timeout(30):
        await asyncio.gather(weather(), *map(one_out, range(100)))

    taken = collections.Counter(text for _, text in android.provider.taken)
    allowed = {Stage.SENT: {1}, Stage.UNKNOWN: {0, 1}, "refused": {0}}
    wrong = {
        number: outcome
        for number, outcome in outcomes.items()
        if taken[f"{number}"] not in allowed[outcome]
    }
    assert (len(outcomes), wrong) == (100, {})
