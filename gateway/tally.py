"""What became of the parts that one line was given, counted while the process lives."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """Of one line, whatever modem it has."""

    sent: int = 0
    failed: int = 0
    """Surely not sent."""
    unknown: int = 0
    unknown_in_a_row: int = 0
    answer_seconds: float | None = None
    """From the last part's command to the network's reference."""

    @contextmanager
    def counting(self, lost: type[Exception], refused: type[Exception]) -> Iterator[None]:
        """Count what is sent inside by how it ends."""
        begun = time.monotonic()
        try:
            yield
        except lost:
            self.unknown += 1
            self.unknown_in_a_row += 1
            raise
        except refused:
            self.failed += 1
            raise
        self.sent += 1
        self.unknown_in_a_row = 0
        self.answer_seconds = time.monotonic() - begun
