"""Texts in and out over a simulated modem on a real pseudo-terminal."""

import asyncio

import pytest

from models.terms.channel import ChannelError, Outbound, Priority, Stage, Style

BUDI = "+6281234567890"
LONG = "Berkas Anda sudah selesai dan dapat diambil di loket 3. " * 6
LONG_UCS2 = "文件已经准备好了 😀 " * 12


async def test_a_text_comes_in_and_is_deleted_once_stored(bench):
    bench.modem.inject(BUDI, "CEK LKT-2026-000123")

    await bench.inbox.until(lambda: bench.inbox.stored)
    (message,) = bench.inbox.stored.values()
    assert (message.address, message.text, message.channel) == (BUDI, "CEK LKT-2026-000123", "sms")
    await bench.until(lambda: bench.stored == 0)


async def test_a_text_stays_in_the_modem_until_the_inbox_has_it(bench):
    bench.inbox.gate.clear()
    bench.modem.inject(BUDI, "halo")
    await bench.inbox.until(lambda: bench.inbox.calls)

    assert bench.stored == 1
    bench.inbox.gate.set()
    await bench.until(lambda: bench.stored == 0)


async def test_a_text_that_could_not_be_stored_comes_again_as_the_same(bench):
    bench.inbox.failures_left = 2
    bench.modem.inject(BUDI, "halo")

    await bench.inbox.until(lambda: bench.inbox.stored)
    assert len(bench.inbox.calls) == 3
    assert len({message.external_id for message in bench.inbox.calls}) == 1
    await bench.until(lambda: bench.stored == 0)


@pytest.mark.parametrize("text", [LONG, LONG_UCS2])
async def test_a_long_text_comes_in_whole(bench, text):
    bench.modem.inject(BUDI, text)

    await bench.inbox.until(lambda: bench.inbox.stored)
    assert [text] == bench.inbox.texts
    await bench.until(lambda: bench.stored == 0)


async def test_a_doubled_part_counts_once(bench):
    bench.modem.order("part_doubled")
    bench.modem.inject(BUDI, LONG)

    await bench.inbox.until(lambda: bench.inbox.stored)
    assert bench.inbox.texts == [LONG]
    await bench.until(lambda: bench.stored == 0)


@pytest.mark.parametrize(
    ("sender", "address"),
    [("081234567890", BUDI), ("Telfort", "Telfort"), ("3636", "3636"), (BUDI, BUDI)],
)
async def test_senders_are_numbers_of_one_form_or_names(bench, sender, address):
    bench.modem.inject(sender, "halo")

    await bench.inbox.until(lambda: bench.inbox.stored)
    assert [address] == [message.address for message in bench.inbox.stored.values()]


async def test_texts_that_came_while_nobody_listened_are_found_in_order(bench_of):
    async with bench_of(started=False) as bench:
        for number in range(10):
            bench.modem.inject(BUDI, f"pesan {number}")
        await bench.start()

        await bench.inbox.until(lambda: len(bench.inbox.stored) == 10)
        assert [f"pesan {number}" for number in range(10)] == bench.inbox.texts


async def test_more_texts_than_the_storage_holds_all_come(bench_of):
    async with bench_of(capacity=5) as bench:
        for number in range(40):
            bench.modem.inject(BUDI, f"pesan {number}")

        await bench.inbox.until(lambda: len(bench.inbox.stored) == 40)
        await bench.until(lambda: bench.stored == 0)


async def test_the_same_word_twice_is_two_messages(bench):
    bench.modem.inject(BUDI, "1")
    bench.modem.inject(BUDI, "1")

    await bench.inbox.until(lambda: len(bench.inbox.stored) == 2)


async def test_a_text_goes_out_and_its_delivery_is_reported(bench):
    report = await bench.send(Outbound(1, BUDI, "Siap diambil."))

    assert Stage.SENT is report.stage
    (sent,) = bench.modem.network.sent()
    assert (BUDI, "Siap diambil.", report.references) == (
        sent.number,
        sent.text,
        [str(reference) for reference in sent.references],
    )
    await bench.inbox.until(lambda: bench.inbox.deliveries)
    (delivery,) = bench.inbox.deliveries
    assert (delivery.address, delivery.stage) == (BUDI, Stage.DELIVERED)
    assert report.references == [delivery.reference]


@pytest.mark.parametrize(("text", "parts"), [(LONG, 3), (LONG_UCS2, 3), ("€" * 160, 3)])
async def test_a_long_text_goes_out_in_parts(bench, text, parts):
    report = await bench.send(Outbound(1, BUDI, text))

    assert parts == len(report.references)
    (sent,) = bench.modem.network.sent()
    assert (text, parts) == (sent.text, sent.segments)
    await bench.inbox.until(lambda: len(bench.inbox.deliveries) == parts)


async def test_reports_that_the_modem_stores_are_fetched_and_deleted(bench):
    bench.modem._settings.announce_reports = 2
    report = await bench.send(Outbound(1, BUDI, "halo"))

    await bench.inbox.until(lambda: bench.inbox.deliveries)
    assert report.references == [bench.inbox.deliveries[0].reference]
    await bench.until(lambda: bench.stored == 0)


async def test_a_modem_that_hands_messages_over_is_understood(bench):
    bench.modem._settings.announce_messages = 2
    bench.inbox.failures_left = 1
    bench.modem.inject(BUDI, "halo")

    await bench.inbox.until(lambda: bench.inbox.stored)
    assert bench.inbox.texts == ["halo"]


async def test_texts_go_both_ways_at_once(bench):
    sends = [bench.send(Outbound(n, BUDI, f"keluar {n}")) for n in range(20)]
    for number in range(20):
        bench.modem.inject(BUDI, f"masuk {number}")

    reports = await asyncio.gather(*sends)
    await bench.inbox.until(lambda: len(bench.inbox.stored) == 20)
    assert {Stage.SENT} == {report.stage for report in reports}
    assert len(bench.modem.network.sent()) == 20


@pytest.mark.parametrize("address", ["", "budi", "+62;AT", "12", "+6281234567890\r", "٠٨١٢٣٤٥"])
async def test_only_a_number_is_sent_to(bench, address):
    with pytest.raises(ChannelError) as caught:
        await bench.send(Outbound(1, address, "halo"))

    assert not caught.value.retryable
    assert bench.modem.network.submits == 0


async def test_a_text_of_more_than_255_parts_is_refused(bench):
    with pytest.raises(ChannelError) as caught:
        await bench.send(Outbound(1, BUDI, "a" * 153 * 256))

    assert not caught.value.retryable


async def test_no_text_becomes_a_command(bench):
    text = 'x\x1a\x1b\r\nAT+CMGD=1,4\r";AT+CMGD=1,4'
    await bench.send(Outbound(1, BUDI, text))

    assert [text] == [message.text for message in bench.modem.network.sent()]


async def test_byte_by_byte_is_enough(bench_of):
    async with bench_of(dribbles=True) as bench:
        bench.modem.inject(BUDI, LONG)
        report = await bench.send(Outbound(1, BUDI, LONG))

        assert Stage.SENT is report.stage
        await bench.inbox.until(lambda: bench.inbox.stored)
        assert bench.inbox.texts == [LONG]


async def test_a_modem_behind_a_socket_is_the_same(bench_of):
    async with bench_of(tcp=0) as bench:
        bench.modem.inject(BUDI, "halo")
        report = await bench.send(Outbound(1, BUDI, LONG))

        assert Stage.SENT is report.stage
        await bench.inbox.until(lambda: bench.inbox.stored)


async def test_a_modem_that_is_not_there_yet_is_waited_for(bench_of):
    async with bench_of(started=False) as bench:
        await bench.modem.unplug()
        await bench.start()
        await bench.until(lambda: "no such device" in _detail(bench))
        assert bench.channel.reserve(BUDI, Priority.LIVE) is None
        assert not bench.channel.condition()[0].is_up

        await bench.modem.plug_in()
        await bench.ready()

        assert bench.channel.condition()[0].is_up


async def test_the_condition_tells_signal_and_readiness(bench):
    (condition,) = bench.channel.condition()

    assert (bench.modem.where, True, 68) == (
        condition.line,
        condition.is_up,
        condition.signal_percent,
    )
    assert condition.detail == "ready"


async def test_stopping_lets_a_message_end(bench):
    bench.modem.latency_seconds = 0.05
    sending = asyncio.create_task(bench.send(Outbound(1, BUDI, "halo")))
    await bench.until(bench.channel._lines[0].supervisor.sending.locked)

    await bench.channel.stop()

    assert Stage.SENT is (await sending).stage
    assert bench.channel.reserve(BUDI, Priority.LIVE) is None


async def test_the_channel_is_terse_and_named_sms(bench):
    assert (bench.channel.name, bench.channel.style) == ("sms", Style.TERSE)


def _detail(bench):
    return bench.channel.condition()[0].detail
