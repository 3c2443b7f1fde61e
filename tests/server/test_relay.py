"""The relay and the outbox: each part leaves once, in order, and what becomes of it is on disk."""

import asyncio
from contextlib import asynccontextmanager
from datetime import time
from zoneinfo import ZoneInfo

import pytest

from models.conversations import outbox
from models.conversations.bulk import queue_for_all
from models.conversations.sending import Manners, Span
from models.people.services import set_opted_out
from models.terms.channel import (
    ChannelError,
    Delivery,
    Inbound,
    LineCondition,
    Priority,
    Report,
    Stage,
    Style,
)
from models.terms.segments import split_text
from server.delivered import Delivered
from server.desk import threads
from server.desk.acts import SendAgain
from server.desk.notice import Notice
from server.outbox import Claim, mark_lost
from server.relay import Relay
from tests.server.office import SARI

PHONE = "+6281200000999"
OTHER = "+6281200000888"
LONG = "Berkas Anda sudah selesai dan dapat diambil di loket 3. " * 6
SENT = Report(Stage.SENT, "7")
LOST = Report(Stage.UNKNOWN, detail="no answer")
REFUSED = ChannelError("no network", retryable=True)
HOPELESS = ChannelError("no such number", retryable=False)


class Lines:
    """A channel of a few lines that do with each part what they were told to."""

    name = "sms"
    style = Style.TERSE

    def __init__(self, *answers, lines=1):
        """`answers` in order of the parts; the last one repeats."""
        self._answers = list(answers) or [SENT]
        self.free = [f"line {number}" for number in range(1, lines + 1)]
        self.sent = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.relay = None

    def parts(self, text):
        return len(split_text(text))

    def reserve(self, address, priority):
        return Seat(self, self.free.pop(0)) if self.free else None

    def condition(self):
        return [LineCondition(line, is_up=True, detail="ready") for line in self.free]

    def answer(self):
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


class Seat:
    def __init__(self, lines, line):
        self.lines, self.line = lines, line

    async def send(self, message, part):
        self.lines.sent.append((message, part))
        await self.lines.gate.wait()
        answer = self.lines.answer()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def release(self):
        self.lines.free.append(self.line)
        self.lines.relay.wake()


@pytest.fixture
def sending(office, clock):
    @asynccontextmanager
    async def started(channel, **how):
        relay = channel.relay = Relay(channel, office.lanes, clock, **how)
        relay.start()
        try:
            yield relay
        finally:
            channel.gate.set()
            await relay.stop(within_seconds=5)

    return started


@pytest.fixture
def queue(office, clock):
    async def queued(text="Siap diambil.", *, to=PHONE, priority=Priority.NOTICE):
        key = f"notice-{office.new_id()}"
        notice = Notice(Inbound("sms", to, text, clock.now(), key), "id", priority)
        return (await office.act(notice)).message.id

    return queued


async def until(holds):
    """Wait for something that nobody announces."""
    async with asyncio.timeout(5):
        while not await holds():
            await asyncio.sleep(0.002)


async def stage_of(number):
    return (await outbox.rows([number]))[number].stage


async def parts_of(number):
    return [(part.number, part.stage) for part in (await outbox.parts([number]))[number]]


def at_rest(number):
    async def rests():
        return await stage_of(number) is not Stage.SUBMITTING

    return rests


async def settle(channel, number):
    """Until the message was offered and what became of it is on disk."""

    async def offered():
        return bool(channel.sent) and await at_rest(number)()

    await until(offered)


@pytest.mark.parametrize(
    ("answer", "stage"),
    [
        (SENT, Stage.SENT),
        (LOST, Stage.UNKNOWN),
        (HOPELESS, Stage.FAILED),
        (REFUSED, Stage.QUEUED),
        (RuntimeError("a bug in the channel"), Stage.UNKNOWN),
    ],
)
async def test_what_the_channel_did_is_put_on_disk(office, sending, answer, stage):
    number = (await office.hear("halo", channel="sms", address=PHONE)).replies[0].id
    channel = Lines(answer)
    async with sending(channel):
        await settle(channel, number)

    row = (await outbox.rows([number]))[number]
    assert (row.stage, row.attempts, row.priority) == (stage, 1, Priority.REPLY)
    assert [(message.id, part) for message, part in channel.sent] == [(number, 1)]


async def test_a_part_is_on_disk_as_submitting_before_its_first_byte(queue, sending):
    number = await queue(LONG)
    channel = Lines()
    channel.gate.clear()
    async with sending(channel):
        await until(lambda: _is(channel.sent))
        assert await stage_of(number) is Stage.SUBMITTING
        assert await parts_of(number) == [(1, Stage.SUBMITTING)]


async def test_a_long_text_leaves_part_by_part_on_one_line(queue, sending):
    number = await queue(LONG)
    channel = Lines(Report(Stage.SENT, "1"), Report(Stage.SENT, "2"), Report(Stage.SENT, "3"))
    async with sending(channel):
        await settle(channel, number)

    parts = (await outbox.parts([number]))[number]
    assert [(p.number, p.total, p.reference, p.line) for p in parts] == [
        (1, 3, "1", "line 1"),
        (2, 3, "2", "line 1"),
        (3, 3, "3", "line 1"),
    ]
    assert await stage_of(number) is Stage.SENT


async def test_an_unknown_part_stops_the_rest(office, queue, sending):
    number = await queue(LONG)
    channel = Lines(SENT, LOST)
    async with sending(channel):
        await settle(channel, number)

    assert await parts_of(number) == [(1, Stage.SENT), (2, Stage.UNKNOWN)]
    row = (await outbox.rows([number]))[number]
    assert (row.stage, row.detail) == (Stage.UNKNOWN, "part 2 of 3: no answer")
    told = [event.detail for event in office.events if event.kind == "status"][-1]
    assert told["parts"] == ["sent", "unknown", "queued"]
    shown = await threads.opened(row.conversation_id, None, {}, staff_id=SARI.id)
    (message,) = [each for each in shown["messages"] if each["id"] == number]
    assert message["parts"] == told["parts"]
    await office.act(SendAgain(row.conversation_id, SARI, number))
    assert (await office.messages("sms", PHONE))[-1].text.endswith("mungkin menerima dua kali.")


async def test_a_refused_part_is_offered_again_and_only_it(queue, sending, clock):
    number = await queue(LONG)
    channel = Lines(SENT, REFUSED, SENT)
    async with sending(channel) as relay:
        await settle(channel, number)
        assert await parts_of(number) == [(1, Stage.SENT), (2, Stage.QUEUED)]
        clock.advance(31)
        relay.wake()
        await until(lambda: _stands(number, Stage.SENT))

    assert [part for _, part in channel.sent] == [1, 2, 2, 3]
    assert len({message.reference for message, _ in channel.sent}) == 1


async def test_a_lines_own_trouble_costs_the_message_no_attempt(queue, sending, clock):
    number = await queue()
    channel = Lines(ChannelError("unplugged", retryable=True, by_line=True), SENT)
    async with sending(channel) as relay:
        await settle(channel, number)
        assert (await outbox.rows([number]))[number].attempts == 0
        clock.advance(2)
        relay.wake()
        await until(lambda: _stands(number, Stage.SENT))


async def test_refusals_end_when_the_message_is_of_no_use_any_more(queue, sending, clock):
    number = await queue(priority=Priority.PROMOTION)
    channel = Lines(REFUSED)
    async with sending(channel) as relay:
        for _ in range(200):
            relay.wake()
            await settle(channel, number)
            if await stage_of(number) is Stage.EXPIRED:
                break
            clock.advance(1801)
            channel.sent.clear()

    assert await stage_of(number) is Stage.EXPIRED


async def test_what_waited_too_long_expires_unsent_and_may_be_sent_again(
    office, queue, sending, clock
):
    number = await queue()
    clock.advance(24 * 3600)
    channel = Lines()
    async with sending(channel):
        await until(lambda: _stands(number, Stage.EXPIRED))

    assert channel.sent == []
    conversation = await office.conversation("sms", PHONE)
    await office.act(SendAgain(conversation.id, SARI, number))
    assert await stage_of(number) is Stage.QUEUED
    assert (await office.messages("sms", PHONE))[-1].text == "Dikirim lagi."


async def test_a_live_reply_overtakes_waiting_promotions(queue, sending, clock):
    channel = Lines()
    channel.gate.clear()
    promotions = [
        await queue("Diskon!", to=f"+62812000{n:05}", priority=Priority.PROMOTION)
        for n in range(30)
    ]
    async with sending(channel) as relay:
        await until(lambda: _is(channel.sent))
        live = await queue("Kami bantu.", to=OTHER, priority=Priority.LIVE)
        relay.wake()
        channel.gate.set()
        await until(lambda: _stands(promotions[-1], Stage.SENT))

    order = [message.id for message, _ in channel.sent]
    assert order == [promotions[0], live, *promotions[1:]]


async def test_classes_leave_by_urgency_and_one_number_keeps_its_order(queue, sending):
    notice = await queue("Pengingat", to=PHONE, priority=Priority.NOTICE)
    reply = await queue("Jawaban", to=PHONE, priority=Priority.REPLY)
    live = await queue("Orang", to=PHONE, priority=Priority.LIVE)
    channel = Lines(lines=3)
    async with sending(channel):
        await until(lambda: _stands(notice, Stage.SENT))

    assert [message.id for message, _ in channel.sent] == [reply, live, notice]


async def test_one_bad_number_holds_nobody_up(queue, sending):
    bad = await queue(to=PHONE)
    later = await queue("dan lagi", to=PHONE)
    good = await queue(to=OTHER)
    channel = Lines(REFUSED, SENT)
    async with sending(channel):
        await until(lambda: _stands(good, Stage.SENT))

    assert (await stage_of(bad), await stage_of(later)) == (Stage.QUEUED, Stage.QUEUED)


async def test_all_free_lines_send_at_once(queue, sending):
    numbers = [await queue(to=f"+628120000{n:04}") for n in range(5)]
    channel = Lines(lines=3)
    channel.gate.clear()
    async with sending(channel):
        await until(lambda: _is(len(channel.sent) == 3))
        channel.gate.set()
        await until(lambda: _stands(numbers[-1], Stage.SENT))

    assert len(channel.sent) == 5


async def test_a_class_waits_for_the_end_of_its_quiet_hours(queue, sending, clock):
    zone = ZoneInfo("Asia/Jakarta")
    hour = clock.now().astimezone(zone).hour
    manners = Manners(
        quiet={Priority.PROMOTION: Span(time(hour), time((hour + 2) % 24))},
    )
    promotion = await queue(priority=Priority.PROMOTION)
    notice = await queue(to=OTHER)
    channel = Lines()
    async with sending(channel, manners=manners, zone=zone) as relay:
        await until(lambda: _stands(notice, Stage.SENT))
        assert await stage_of(promotion) is Stage.QUEUED
        clock.advance(2 * 3600)
        relay.wake()
        await until(lambda: _stands(promotion, Stage.SENT))


async def test_what_was_queued_for_many_is_in_the_thread_once_it_leaves(
    office, queue, sending, clock
):
    await queue("Halo")
    conversation = await office.conversation("sms", PHONE)
    how = {"channel": "sms", "priority": Priority.PROMOTION, "clock": clock}
    counts = queue_for_all([conversation.id], "Diskon!", new_id=office.new_id, **how)
    assert [count async for count in counts] == [1]
    assert await office.said(channel="sms", address=PHONE) == [("staff", "Halo")]
    promotion = (await outbox.latest(1))[0].message_id
    channel = Lines(SENT, REFUSED, SENT)
    async with sending(channel) as relay:
        await until(lambda: _is(len(channel.sent) == 2))
        await until(lambda: _stands(promotion, Stage.QUEUED))
        clock.advance(31)
        relay.wake()
        await until(lambda: _stands(promotion, Stage.SENT))

    said = await office.said(channel="sms", address=PHONE)
    assert said == [("staff", "Halo"), ("bot", "Diskon!")]


async def test_stop_is_honoured_up_to_the_moment_of_sending(office, queue, sending):
    promotion = await queue(priority=Priority.PROMOTION)
    conversation = await office.conversation("sms", PHONE)
    await set_opted_out(conversation.contact_id, at_ms=1)
    notice = await queue(priority=Priority.NOTICE)
    channel = Lines()
    async with sending(channel):
        await until(lambda: _stands(notice, Stage.SENT))
        await until(lambda: _stands(promotion, Stage.FAILED))

    assert [message.id for message, _ in channel.sent] == [notice]


async def test_a_class_may_be_sent_once_more_and_only_once(queue, sending, clock):
    number = await queue()
    channel = Lines(LOST)
    manners = Manners(once_more=frozenset({Priority.NOTICE}))
    async with sending(channel, manners=manners) as relay:
        await settle(channel, number)
        assert await stage_of(number) is Stage.QUEUED
        clock.advance(61)
        relay.wake()
        await until(lambda: _stands(number, Stage.UNKNOWN))

    first, second = (message for message, _ in channel.sent)
    assert (first.is_repeat, second.is_repeat) == (False, True)
    assert first.reference == second.reference


async def test_a_report_in_time_spares_sending_once_more(office, queue, sending, clock):
    number = await queue()
    channel = Lines(LOST)
    manners = Manners(once_more=frozenset({Priority.NOTICE}))
    async with sending(channel, manners=manners) as relay:
        await settle(channel, number)
        await office.act(Delivered(_delivery("9", clock)))
        clock.advance(61)
        relay.wake()
        await until(lambda: _stands(number, Stage.DELIVERED))

    assert len(channel.sent) == 1


async def test_what_was_leaving_when_the_process_died_is_unknown_and_waits_for_staff(office, queue):
    number = await queue(LONG)
    await office.act(Claim(number, PHONE, "line 1", 3, 5))
    assert await mark_lost(office.lanes, "sms", Manners()) == 1
    conversation = await office.conversation("sms", PHONE)

    assert await stage_of(number) is Stage.UNKNOWN
    assert await parts_of(number) == [(1, Stage.UNKNOWN)]
    await office.act(SendAgain(conversation.id, SARI, number))
    assert await stage_of(number) is Stage.QUEUED


async def test_sending_again_sends_only_what_the_network_has_not(office, queue, sending):
    number = await queue(LONG)
    channel = Lines(SENT, LOST, SENT)
    async with sending(channel) as relay:
        await settle(channel, number)
        conversation = await office.conversation("sms", PHONE)
        await office.act(SendAgain(conversation.id, SARI, number))
        relay.wake()
        await until(lambda: _stands(number, Stage.SENT))

    assert [(part, m.is_repeat) for m, part in channel.sent] == [
        (1, False),
        (2, False),
        (2, True),
        (3, True),
    ]


async def test_reports_move_parts_and_never_back(office, queue, sending, clock):
    number = await queue(LONG)
    channel = Lines(Report(Stage.SENT, "1"), Report(Stage.SENT, "2"), Report(Stage.SENT, "3"))
    async with sending(channel):
        await settle(channel, number)
    for reference in ("3", "1"):
        await office.act(Delivered(_delivery(reference, clock)))
    assert await stage_of(number) is Stage.SENT
    await office.act(Delivered(_delivery("2", clock)))
    assert await stage_of(number) is Stage.DELIVERED
    await office.act(Delivered(_delivery("2", clock, stage=Stage.FAILED)))

    assert await stage_of(number) is Stage.DELIVERED


@pytest.mark.parametrize("stage", [Stage.FAILED, Stage.EXPIRED])
async def test_one_part_that_did_not_arrive_spoils_the_message(
    office, queue, sending, clock, stage
):
    number = await queue(LONG)
    channel = Lines(Report(Stage.SENT, "1"), Report(Stage.SENT, "2"), Report(Stage.SENT, "3"))
    async with sending(channel):
        await settle(channel, number)
    await office.act(Delivered(_delivery("2", clock, stage=stage)))

    assert await stage_of(number) is stage


async def test_a_report_turns_unknown_into_delivered_and_the_rest_follows(
    office, queue, sending, clock
):
    number = await queue(LONG)
    channel = Lines(SENT, LOST, Report(Stage.SENT, "8"))
    async with sending(channel) as relay:
        await settle(channel, number)
        await office.act(Delivered(_delivery("55", clock)))
        relay.wake()
        await until(lambda: _stands(number, Stage.SENT))
        assert (await parts_of(number))[:2] == [(1, Stage.SENT), (2, Stage.DELIVERED)]

    assert [part for _, part in channel.sent] == [1, 2, 3]


async def test_a_report_is_matched_by_line_where_lines_count_for_themselves(
    office, queue, sending, clock
):
    first, second = await queue(), await queue("dan lagi")
    channel = Lines(SENT, lines=2)
    async with sending(channel):
        await until(lambda: _stands(second, Stage.SENT))
    lines = {n: (await outbox.parts([n]))[n][0].line for n in (first, second)}
    assert set(lines.values()) == {"line 1", "line 2"}
    await office.act(Delivered(_delivery("7", clock, line=lines[first])))

    assert (await stage_of(first), await stage_of(second)) == (Stage.DELIVERED, Stage.SENT)


async def test_a_report_names_the_part_by_the_reference_that_was_asked_for(
    office, queue, sending, clock
):
    lost, arrived = await queue(), await queue("dan lagi")
    channel = Lines(LOST)
    async with sending(channel):
        await until(lambda: _stands(arrived, Stage.UNKNOWN))
    second = channel.sent[-1][0]
    await office.act(Delivered(_delivery(str((second.reference + 1) % 256), clock)))

    assert (await stage_of(lost), await stage_of(arrived)) == (Stage.UNKNOWN, Stage.DELIVERED)


async def test_a_report_that_may_be_of_several_is_nobodys(office, queue, sending, clock):
    lost, arrived = await queue(), await queue("dan lagi")
    channel = Lines(LOST)
    async with sending(channel):
        await until(lambda: _stands(arrived, Stage.UNKNOWN))
    taken = {(message.reference + 1) % 256 for message, _ in channel.sent}
    stranger = next(n for n in range(256) if n not in taken)
    await office.act(Delivered(_delivery(str(stranger), clock)))

    assert (await stage_of(lost), await stage_of(arrived)) == (Stage.UNKNOWN, Stage.UNKNOWN)


async def test_a_report_for_nobody_changes_nothing(office, clock):
    await office.act(Delivered(_delivery("7", clock)))


async def test_a_report_that_comes_before_the_answer_is_handed_in_again(office, queue, clock):
    number = await queue()
    await office.act(Claim(number, PHONE, "line 1", 1, 5))

    with pytest.raises(Exception, match="just being sent"):
        await office.act(Delivered(_delivery("7", clock)))


async def _is(value):
    return bool(value)


async def _stands(number, stage):
    return await stage_of(number) is stage


def _delivery(reference, clock, *, stage=Stage.DELIVERED, line=""):
    return Delivery("sms", PHONE, reference, stage, clock.now(), line=line)
