"""What Prometheus is told: how much comes in, waits, leaves and fails. No numbers of people."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from models.terms.channel import LineCondition, Priority
from models.terms.ids import made_at_ms

GROUP_BUCKETS = (1, 2, 4, 8, 16, 32, 64, 128)
SECONDS_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5)


class Figures:
    """The counters that the path of a turn keeps."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.works = Counter(
            "loket_works", "Turns, replies and marks settled", ["outcome"], registry=self.registry
        )
        self.group_size = Histogram(
            "loket_group_size",
            "Works settled in one transaction",
            buckets=GROUP_BUCKETS,
            registry=self.registry,
        )
        self.group_seconds = Histogram(
            "loket_group_seconds",
            "From loading a group to its commit",
            buckets=SECONDS_BUCKETS,
            registry=self.registry,
        )
        self.outbound = Counter(
            "loket_outbound",
            "Messages by the stage they reached",
            ["stage"],
            registry=self.registry,
        )
        self.queued = Gauge(
            "loket_queued", "Texts that wait, by class", ["priority"], registry=self.registry
        )
        self.queued_seconds = Gauge(
            "loket_queued_oldest_seconds",
            "How long the oldest of a class has waited",
            ["priority"],
            registry=self.registry,
        )

    def note_queue(self, queue: Mapping[Priority, tuple[int, int]], now_ms: int) -> None:
        """How many texts of each class wait, and the number of the oldest."""
        for priority in Priority:
            waiting, oldest = queue.get(priority, (0, 0))
            seconds = (now_ms - made_at_ms(oldest)) / 1000 if waiting else 0.0
            self.queued.labels(priority.name.lower()).set(waiting)
            self.queued_seconds.labels(priority.name.lower()).set(seconds)


class LiveFigures(Collector):
    """What is read at the moment of asking."""

    def __init__(
        self,
        *,
        windows: Callable[[], int],
        desks: Callable[[], int],
        waiting: Callable[[], int],
    ) -> None:
        self.lines: Sequence[LineCondition] = ()
        """How the lines are, set before figures are asked for."""
        self._gauges = {
            "loket_open_windows": ("Visitors' windows open now", windows),
            "loket_open_desks": ("Desks open now", desks),
            "loket_waiting_works": ("Works that wait for a group", waiting),
        }

    def collect(self) -> Iterable[Metric]:
        for name, (text, read) in self._gauges.items():
            yield GaugeMetricFamily(name, text, value=read())
        yield from _of_lines(self.lines)


def _of_lines(lines: Sequence[LineCondition]) -> Iterable[Metric]:
    """Of each modem or account: whether it can send, how it is, what it has sent."""
    for name, text, read in _LINE_GAUGES:
        gauge = GaugeMetricFamily(name, text, labels=["line"])
        for line in lines:
            value = read(line)
            if value is not None:
                gauge.add_metric([line.line], value)
        yield gauge
    state = GaugeMetricFamily("loket_line_state", "How it is, 1", labels=["line", "state"])
    parts = CounterMetricFamily(
        "loket_line_parts", "Parts that a line was given, by outcome", labels=["line", "outcome"]
    )
    for line in lines:
        if line.state:
            state.add_metric([line.line, line.state], 1)
        for outcome in ("sent", "failed", "unknown"):
            parts.add_metric([line.line, outcome], getattr(line, outcome))
    yield state
    yield parts


_LINE_GAUGES: Sequence[tuple[str, str, Callable[[LineCondition], float | None]]] = (
    ("loket_line_up", "Whether a line can send", lambda line: float(line.is_up)),
    ("loket_line_signal_percent", "Signal strength", lambda line: line.signal_percent),
    ("loket_line_storage_used", "Messages in its own storage", lambda line: line.used),
    ("loket_line_storage_capacity", "Room for messages", lambda line: line.capacity),
    (
        "loket_line_answer_seconds",
        "From the last part handed on to the network's reference",
        lambda line: line.answer_seconds,
    ),
)
