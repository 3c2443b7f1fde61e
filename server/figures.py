"""What Prometheus is told: how much comes in, waits, leaves and fails. No numbers of people."""

from collections.abc import Callable, Iterable, Sequence

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from models.terms.channel import Channel

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


class LiveFigures(Collector):
    """What is read at the moment of asking."""

    def __init__(
        self,
        channels: Sequence[Channel],
        *,
        windows: Callable[[], int],
        desks: Callable[[], int],
        waiting: Callable[[], int],
    ) -> None:
        self._channels = channels
        self._gauges = {
            "loket_open_windows": ("Visitors' windows open now", windows),
            "loket_open_desks": ("Desks open now", desks),
            "loket_waiting_works": ("Works that wait for a group", waiting),
        }

    def collect(self) -> Iterable[Metric]:
        for name, (text, read) in self._gauges.items():
            yield GaugeMetricFamily(name, text, value=read())
        up = GaugeMetricFamily("loket_line_up", "Whether a line can send", labels=["line"])
        signal = GaugeMetricFamily("loket_line_signal_percent", "Signal strength", labels=["line"])
        for channel in self._channels:
            for line in channel.condition():
                up.add_metric([line.line], float(line.is_up))
                if line.signal_percent is not None:
                    signal.add_metric([line.line], line.signal_percent)
        yield up
        yield signal
