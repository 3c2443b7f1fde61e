"""Counting inputs while they are checked: how long the slowest took, and whether memory grows."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LONGEST_SECONDS = 0.05
"""No input may take longer to read."""
MOST_GROWN_OBJECTS = 2_000
"""Python objects alive at the end beyond those alive after the first tenth."""


class TooSlowError(Exception):
    """An input took longer than one may."""


class GrownError(Exception):
    """Something stays in memory that should not."""


@dataclass(slots=True)
class Watch:
    """One run of `total` inputs."""

    total: int
    check: Callable[[bytes], None]
    clock: Callable[[], float] = time.thread_time
    """Seconds of work, so that a busy machine makes nothing slow."""
    count: int = 0
    slowest: float = 0.0
    objects: int = 0
    began: float = 0.0
    resident_kb: int = 0

    def __call__(self, data: bytes) -> None:
        """Check one input. Raises what the check raises, and TooSlowError."""
        if not self.count:
            self.began = time.perf_counter()
        self.count += 1
        if self.count == self.total // 10:
            self.objects, self.resident_kb = _objects(), _resident_kb()
        took = self._took(data)
        if took > self.slowest:
            # What is slow only once (a table made, a file read) is none of the input's.
            took = min(took, self._took(data), self._took(data))
        self.slowest = max(self.slowest, took)
        if took > LONGEST_SECONDS:
            raise TooSlowError(f"{took * 1000:.0f} ms: {data.hex()}")

    @property
    def is_over(self) -> bool:
        return self.count >= self.total

    def figures(self) -> dict[str, object]:
        """What the run showed. Raises GrownError."""
        grown = _objects() - self.objects
        if grown > MOST_GROWN_OBJECTS:
            raise GrownError(f"{grown} objects more than after the first tenth")
        return {
            "inputs": self.count,
            "seconds": round(time.perf_counter() - self.began, 1),
            "slowest_ms": round(self.slowest * 1000, 2),
            "grown_objects": grown,
            "grown_kb": _resident_kb() - self.resident_kb,
        }

    def _took(self, data: bytes) -> float:
        began = self.clock()
        self.check(data)
        return self.clock() - began


def _objects() -> int:
    gc.collect()
    return len(gc.get_objects())


def _resident_kb() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0])
