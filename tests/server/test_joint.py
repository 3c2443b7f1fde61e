"""Two ways out as one: the first carries what it can, the other stands in, also in mid message."""

import pytest

from models.terms.channel import ChannelError, LineCondition, Outbound, Priority, Report, Stage
from models.terms.segments import split_text
from server.joint import Joint

PHONE = "+6281200000999"
LONG = "Berkas Anda sudah selesai dan dapat diambil di loket 3. " * 6


class Way:
    """A way out that cuts texts as it likes and does with them what it is told to."""

    name, style = "sms", "terse"

    def __init__(self, line, *, cuts=True, is_free=True, answers=()):
        self.line, self.cuts, self.is_free = line, cuts, is_free
        self.answers = list(answers)
        self.sent = []

    def parts(self, text):
        return len(split_text(text)) if self.cuts else 1

    def reserve(self, address, priority):
        return self if self.is_free else None

    async def send(self, message, part):
        self.sent.append((message.text, part))
        answer = self.answers.pop(0) if self.answers else Report(Stage.SENT, "1")
        if isinstance(answer, Exception):
            raise answer
        return answer

    def release(self):
        self.is_free = True

    def condition(self):
        return [LineCondition(self.line, is_up=True, detail="ready")]


def test_the_first_free_way_is_taken():
    first, second = Way("provider"), Way("modem")
    joint = Joint([first, second])
    assert joint.reserve(PHONE, Priority.LIVE).line == "provider"
    first.is_free = False
    assert joint.reserve(PHONE, Priority.LIVE).line == "modem"
    second.is_free = False
    assert joint.reserve(PHONE, Priority.LIVE) is None
    assert [line.line for line in joint.condition()] == ["provider", "modem"]


async def test_a_way_that_cuts_by_itself_is_given_the_text_once():
    provider = Way("provider", cuts=False)
    joint = Joint([provider, Way("modem")])
    seat = joint.reserve(PHONE, Priority.LIVE)
    reports = [await seat.send(Outbound(1, PHONE, LONG), n) for n in (1, 2, 3)]

    assert joint.parts(LONG) == 3
    assert provider.sent == [(LONG, 1)]
    assert {(report.stage, report.reference) for report in reports} == {(Stage.SENT, "1")}


async def test_a_way_that_takes_over_sends_only_the_rest():
    provider = Way("provider", cuts=False)
    seat = Joint([provider, Way("modem")]).reserve(PHONE, Priority.LIVE)
    await seat.send(Outbound(1, PHONE, LONG), 2)

    assert provider.sent == [("".join(split_text(LONG)[1:]), 1)]


async def test_ways_that_cut_alike_are_given_part_by_part():
    modem = Way("modem")
    seat = Joint([modem, Way("other")]).reserve(PHONE, Priority.LIVE)
    await seat.send(Outbound(1, PHONE, LONG), 2)

    assert modem.sent == [(LONG, 2)]


@pytest.mark.parametrize("answer", [ChannelError("no", retryable=True)])
async def test_what_surely_did_not_leave_is_said(answer):
    seat = Joint([Way("provider", cuts=False, answers=[answer])]).reserve(PHONE, Priority.LIVE)
    with pytest.raises(ChannelError):
        await seat.send(Outbound(1, PHONE, LONG), 1)
