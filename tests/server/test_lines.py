"""Every desk hears when a line needs somebody, whichever process drives it."""

import pytest

from models.lines import services as lines
from models.terms.channel import LineCondition
from server.lines import LineWatch, alarms

UP = LineCondition("usb0", is_up=True, detail="ready", state="ready", signal_percent=60)
GONE = LineCondition("usb0", is_up=False, detail="down: unplugged", state="no_port")
FULL = LineCondition("usb0", is_up=True, detail="ready; storage nearly full", state="ready")


class Lines:
    """A channel that is as it is told to be."""

    name = "sms"

    def __init__(self, *conditions):
        self.conditions = conditions

    def condition(self):
        return self.conditions


@pytest.fixture
async def watched(office, clock):
    channel = Lines(UP)
    watch = LineWatch([channel], office.lanes, clock)
    await watch.look()
    office.events.clear()
    return channel, watch


async def test_a_change_is_told_once_and_kept(office, watched, clock):
    channel, watch = watched
    channel.conditions = (GONE,)
    await watch.look()
    await watch.look()

    (event,) = office.events
    assert (event.kind, event.detail["state"], event.detail["alarm"]) == ("line", "no_port", True)
    (alarm,) = await alarms(clock)
    assert alarm == dict(event.detail)


async def test_a_line_that_is_well_again_ends_its_alarm(office, watched, clock):
    channel, watch = watched
    for condition in (GONE, UP):
        channel.conditions = (condition,)
        await watch.look()

    assert [event.detail["alarm"] for event in office.events] == [True, False]
    assert await alarms(clock) == []


async def test_a_line_that_works_may_still_need_a_look(watched, clock):
    channel, watch = watched
    channel.conditions = (FULL,)
    await watch.look()

    (alarm,) = await alarms(clock)
    assert (alarm["is_up"], alarm["detail"]) == (True, "ready; storage nearly full")


async def test_a_gateway_that_says_nothing_any_more_is_an_alarm(watched, clock):
    clock.advance(60)

    (alarm,) = await alarms(clock)
    assert alarm["state"] == "silent"


async def test_saying_the_same_keeps_the_alarm_away(watched, clock):
    _, watch = watched
    for _ in range(60):
        clock.advance(1)
        await watch.look()

    assert await alarms(clock) == []


async def test_lines_that_are_no_more_are_forgotten_and_their_alarms_end(office, watched):
    channel, watch = watched
    channel.conditions = (LineCondition("usb1", is_up=True, detail="ready"),)
    await watch.look()

    assert [line.condition.line for line in await lines.lines()] == ["usb1"]
    assert [(e.detail["line"], e.detail["alarm"]) for e in office.events] == [
        ("usb1", False),
        ("usb0", False),
    ]


async def test_silence_is_told_once_to_desks_that_are_open_and_ends_when_it_ends(
    office, watched, clock
):
    _, watch = watched
    await LineWatch([], office.lanes, clock).look()
    assert office.events == []
    clock.advance(60)
    for _ in range(3):
        await LineWatch([], office.lanes, clock).look()
    assert [event.detail["state"] for event in office.events] == ["silent"]

    await LineWatch(watch._channels, office.lanes, clock).look()
    assert office.events[-1].detail["alarm"] is False
    assert await alarms(clock) == []
