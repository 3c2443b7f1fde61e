"""What Prometheus is told of the lines."""

from prometheus_client import CollectorRegistry, generate_latest

from models.terms.channel import LineCondition
from server.figures import LiveFigures


def told(*conditions):
    registry = CollectorRegistry()
    live = LiveFigures(windows=lambda: 1, desks=lambda: 2, waiting=lambda: 3)
    live.lines = conditions
    registry.register(live)
    return generate_latest(registry).decode()


def test_each_line_tells_how_it_is_and_what_it_sent():
    text = told(
        LineCondition(
            "/dev/ttyUSB0",
            is_up=True,
            detail="ready",
            signal_percent=68,
            state="ready",
            used=3,
            capacity=50,
            sent=7,
            unknown=1,
            answer_seconds=2.5,
        ),
        LineCondition("imei:356938035643809", is_up=False, detail="down", state="no_port"),
    )

    for line in (
        'loket_line_up{line="/dev/ttyUSB0"} 1.0',
        'loket_line_up{line="imei:356938035643809"} 0.0',
        'loket_line_state{line="imei:356938035643809",state="no_port"} 1.0',
        'loket_line_signal_percent{line="/dev/ttyUSB0"} 68.0',
        'loket_line_storage_used{line="/dev/ttyUSB0"} 3.0',
        'loket_line_storage_capacity{line="/dev/ttyUSB0"} 50.0',
        'loket_line_answer_seconds{line="/dev/ttyUSB0"} 2.5',
        'loket_line_parts_total{line="/dev/ttyUSB0",outcome="sent"} 7.0',
        'loket_line_parts_total{line="/dev/ttyUSB0",outcome="unknown"} 1.0',
    ):
        assert line in text.splitlines()
    assert 'loket_line_signal_percent{line="imei' not in text
