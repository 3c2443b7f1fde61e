"""How much a SIM may send, and which one a number goes by."""

import pytest

from gateway.allowance import DAY_SECONDS, HOUR_SECONDS, Allowance, Limits
from gateway.routes import Routes, parse_routes
from models.terms.channel import Priority

LINES = ["usb0", "usb1", "usb2"]


def test_without_limits_nothing_waits():
    allowance = Allowance(Limits())
    for second in range(1000):
        assert allowance.wait(float(second), Priority.PROMOTION) == 0
        allowance.note(float(second))
        allowance.rest(float(second))


def test_the_pause_is_drawn_between_shortest_and_longest():
    allowance = Allowance(Limits(3, 8))
    pauses = set()
    for number in range(50):
        now = number * 100.0
        allowance.rest(now)
        pauses.add(allowance.wait(now, Priority.LIVE))

    assert min(pauses) >= 3
    assert max(pauses) <= 8
    assert len(pauses) > 10


@pytest.mark.parametrize(
    ("limits", "span"), [(Limits(per_hour=5), HOUR_SECONDS), (Limits(per_day=5), DAY_SECONDS)]
)
def test_a_full_hour_or_day_waits_for_the_oldest_to_pass(limits, span):
    allowance = Allowance(limits)
    for second in range(5):
        assert allowance.wait(float(second), Priority.LIVE) == 0
        allowance.note(float(second))

    assert allowance.wait(10.0, Priority.LIVE) == span - 10
    assert allowance.wait(span, Priority.LIVE) == 0


def test_promotions_leave_a_tenth_to_conversations():
    allowance = Allowance(Limits(per_hour=20))
    for second in range(18):
        allowance.note(float(second))

    assert allowance.wait(20.0, Priority.PROMOTION) > 0
    assert allowance.wait(20.0, Priority.NOTICE) > 0
    assert allowance.wait(20.0, Priority.REPLY) == 0


def test_what_was_sent_before_a_restart_counts():
    allowance = Allowance(Limits(per_day=2), sent=[0.0, 10.0])

    assert allowance.wait(20.0, Priority.LIVE) == DAY_SECONDS - 20
    assert allowance.used == 2


@pytest.mark.parametrize(
    ("number", "up", "carried_by"),
    [
        ("+62811555", LINES, ["usb1"]),
        ("+62812555", LINES, ["usb1", "usb2"]),
        ("+62813555", LINES, LINES),
        ("+62811555", ["usb0", "usb2"], ["usb0", "usb2"]),
        ("+62812555", ["usb0", "usb2"], ["usb2"]),
        ("+62811555", [], []),
    ],
)
def test_the_longest_prefix_decides_and_others_stand_in(number, up, carried_by):
    routes = Routes(parse_routes(["+62811=usb1", "+6281 = usb0", "+62812=usb1", "+62812=usb2"]))
    if number.startswith("+62813"):
        routes = Routes(parse_routes(["+62811=usb1"]))

    assert list(routes.preferred(number, up)) == carried_by


@pytest.mark.parametrize("written", ["62811=usb0", "+62811", "+62811=", "=usb0", "+62x=usb0"])
def test_what_is_no_route_is_refused(written):
    with pytest.raises(ValueError, match="route"):
        parse_routes([written])
