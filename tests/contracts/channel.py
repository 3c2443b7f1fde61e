"""What every Channel promises, whatever stands behind it.

An implementation's tests subclass `ChannelContract` and give it a fixture `bench`: a started
channel, its ledger, and a peer that plays the network (`Bench`).
"""

import asyncio
from typing import Protocol

import pytest

from models.terms.channel import Channel, ChannelError, Outbound, Priority, Report, Stage, Style
from tests.contracts.ledger import PATIENCE_SECONDS, Ledger

BUDI = "+6281234567890"
SARI = "+6281200000002"
LONG = "Berkas Anda sudah selesai dan dapat diambil di loket 3. " * 6
LONG_UCS2 = "文件已经准备好了 😀 " * 12
HOSTILE = "\x1a\x1b\r\n\";AT+CMGD=1,4 & = % + {to} {text} \x00 </Message> '"


class Bench(Protocol):
    """The network behind a channel, as the contract needs it."""

    channel: Channel
    ledger: Ledger

    async def reached(self) -> list[tuple[str, str]]:
        """Number and text of every whole message that reached the network, in order."""

    async def text(self, number: str, text: str) -> bool:
        """A phone sends a text; whether the channel acknowledged it to the network."""

    async def text_again(self) -> bool:
        """The network hands the last text over once more."""

    async def deliver(self, reference: str, number: str) -> bool:
        """The network reports a part as delivered; whether the channel took the report."""

    def refuse_next(self, *, retryable: bool) -> None:
        """The network refuses the next text."""

    def lose_next_answer(self) -> None:
        """The next text reaches the network, and its answer never comes back."""

    async def unplug(self) -> None:
        """The network cannot be reached any more."""

    async def plug(self) -> None: ...


async def sent(bench: Bench, message: Outbound) -> list[Report]:
    """Hand all parts on, as the server's relay does."""
    seat = await seated(bench, message)
    try:
        parts = bench.channel.parts(message.text)
        return [await seat.send(message, part) for part in range(1, parts + 1)]
    finally:
        seat.release()


async def ready(bench: Bench) -> None:
    """Return once a text could be sent."""
    (await seated(bench, Outbound(0, BUDI, ""))).release()


async def seated(bench: Bench, message: Outbound):
    seat = None

    def is_seated():
        nonlocal seat
        seat = seat or bench.channel.reserve(message.address, message.priority)
        return seat is not None

    await bench.ledger.until(is_seated)
    return seat


class ChannelContract:
    """Subclass, and give a fixture `bench`."""

    async def test_it_has_a_name_a_style_and_a_condition(self, bench):
        await ready(bench)

        assert bench.channel.name
        assert bench.channel.style in Style
        conditions = bench.channel.condition()
        assert conditions
        assert all(line.is_up and line.detail and line.line for line in conditions)

    @pytest.mark.parametrize("text", ["Siap diambil.", LONG, LONG_UCS2, "€[]{}^~|\\@ $é", "1"])
    async def test_a_text_arrives_as_it_was_written(self, bench, text):
        reports = await sent(bench, Outbound(1, BUDI, text, reference=7))

        assert {Stage.SENT} == {report.stage for report in reports}
        assert [(BUDI, text)] == await bench.reached()
        (line,) = bench.channel.condition()
        assert (len(reports), 0, 0) == (line.sent, line.failed, line.unknown)

    async def test_hostile_letters_are_only_letters(self, bench):
        await sent(bench, Outbound(1, BUDI, HOSTILE))

        ((number, text),) = await bench.reached()
        assert number == BUDI
        assert HOSTILE.replace("\x00", "").replace("\x1b", "") == text.replace("\x00", "").replace(
            "\x1b", ""
        )

    @pytest.mark.parametrize("address", ["", "budi", "+62812;AT", "62 812 345", "+" + "9" * 40])
    async def test_what_is_no_number_is_refused_for_good(self, bench, address):
        seat = await seated(bench, Outbound(1, BUDI, "halo"))
        with pytest.raises(ChannelError) as caught:
            await seat.send(Outbound(1, address, "halo"), 1)
        seat.release()

        assert not caught.value.retryable
        assert await bench.reached() == []

    @pytest.mark.parametrize("retryable", [True, False])
    async def test_a_refusal_says_whether_later_is_better(self, bench, retryable):
        seat = await seated(bench, Outbound(1, BUDI, "halo"))
        bench.refuse_next(retryable=retryable)
        with pytest.raises(ChannelError) as caught:
            await seat.send(Outbound(1, BUDI, "halo"), 1)
        seat.release()

        assert retryable is caught.value.retryable
        assert caught.value.reason

    async def test_a_line_goes_on_after_a_refusal(self, bench):
        await self.test_a_refusal_says_whether_later_is_better(bench, retryable=True)
        await sent(bench, Outbound(2, BUDI, "lagi"))

        assert await bench.reached() == [(BUDI, "lagi")]

    async def test_a_lost_answer_is_unknown_and_never_an_error(self, bench):
        seat = await seated(bench, Outbound(1, BUDI, "halo"))
        bench.lose_next_answer()
        report = await seat.send(Outbound(1, BUDI, "halo"), 1)
        seat.release()

        assert Stage.UNKNOWN is report.stage
        assert report.detail
        assert await bench.reached() == [(BUDI, "halo")]
        await sent(bench, Outbound(2, BUDI, "lagi"))
        assert (await bench.reached())[-1] == (BUDI, "lagi")

    async def test_what_cannot_be_reached_is_retryable_and_comes_back_by_itself(self, bench):
        seat = await seated(bench, Outbound(1, BUDI, "halo"))
        await bench.unplug()
        with pytest.raises(ChannelError) as caught:
            await seat.send(Outbound(1, BUDI, "halo"), 1)
        seat.release()
        assert caught.value.retryable
        assert not any(line.is_up for line in bench.channel.condition())

        await bench.plug()
        await sent(bench, Outbound(1, BUDI, "halo"))
        assert await bench.reached() == [(BUDI, "halo")]

    async def test_a_seat_is_released_once_and_others_are_woken(self, bench):
        seats = []
        await ready(bench)
        while seat := bench.channel.reserve(BUDI, Priority.LIVE):
            seats.append(seat)
            assert len(seats) < 1000
        wakes = bench.ledger.wakes
        for seat in seats:
            seat.release()
            seat.release()

        assert bench.ledger.wakes > wakes
        assert {seat.line for seat in seats} <= {line.line for line in bench.channel.condition()}
        again = []
        while seat := bench.channel.reserve(BUDI, Priority.LIVE):
            again.append(seat)
        assert len(again) == len(seats)
        for seat in again:
            seat.release()

    async def test_a_text_comes_in(self, bench):
        assert await bench.text(BUDI, "CEK LKT-2026-000123")

        (message,) = bench.ledger.stored.values()
        assert (message.address, message.text) == (BUDI, "CEK LKT-2026-000123")
        assert message.channel == bench.channel.name
        assert message.received_at.utcoffset() is not None
        assert message.external_id

    async def test_the_same_word_twice_is_two_messages(self, bench):
        await bench.text(BUDI, "1")
        await bench.text(BUDI, "1")

        assert bench.ledger.texts == ["1", "1"]

    async def test_a_text_that_is_not_stored_is_not_acknowledged_and_comes_again_as_the_same(
        self, bench
    ):
        bench.ledger.failures_left = 1
        assert not await bench.text(BUDI, "halo")
        assert bench.ledger.texts == []

        assert await bench.text_again()
        assert bench.ledger.texts == ["halo"]
        assert len({message.external_id for message in bench.ledger.calls}) == 1

    async def test_an_odd_text_comes_in_whole(self, bench):
        for text in ("😀 Šedá ñ", "a" * 160):
            await bench.text(SARI, text)

        assert bench.ledger.texts == ["😀 Šedá ñ", "a" * 160]

    async def test_a_report_finds_its_part(self, bench):
        (report,) = await sent(bench, Outbound(1, BUDI, "halo"))
        assert await bench.deliver(report.reference, BUDI)

        (delivery,) = bench.ledger.deliveries
        assert report.reference == delivery.reference
        assert (delivery.address, delivery.stage) == (BUDI, Stage.DELIVERED)
        assert delivery.channel == bench.channel.name
        assert delivery.line in {"", *(line.line for line in bench.channel.condition())}

    async def test_a_report_that_is_not_stored_is_not_acknowledged(self, bench):
        (report,) = await sent(bench, Outbound(1, BUDI, "halo"))
        bench.ledger.failures_left = 1
        assert not await bench.deliver(report.reference, BUDI)

        assert await bench.deliver(report.reference, BUDI)
        assert len(bench.ledger.deliveries) == 1

    async def test_texts_go_both_ways_at_once(self, bench):
        await ready(bench)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await asyncio.gather(
                *(sent(bench, Outbound(n, BUDI, f"keluar {n}")) for n in range(20)),
                *(bench.text(SARI, f"masuk {n}") for n in range(20)),
            )

        assert {f"keluar {n}" for n in range(20)} == {text for _, text in await bench.reached()}
        assert {f"masuk {n}" for n in range(20)} == set(bench.ledger.texts)
