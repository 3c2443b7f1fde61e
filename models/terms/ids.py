"""Row numbers made by the application, so that rows can be written in one batch.

A number holds 41 bits of milliseconds since 2024, 3 bits of worker and 9 bits of counter:
53 in all, which is what JavaScript can count without loss.
"""

from models.terms.clock import Clock

EPOCH_MS = 1_704_067_200_000
"""2024-01-01T00:00:00Z in Unix milliseconds."""
COUNTER_BITS = 9
WORKER_BITS = 3
WORKERS = 1 << WORKER_BITS
_SHIFT = COUNTER_BITS + WORKER_BITS


class IdMaker:
    """Numbers that rise, also over a restart and when the clock is put back."""

    def __init__(self, clock: Clock, *, worker: int = 0, after: int = 0) -> None:
        """`worker` differs between processes on one database; `after` is the highest id stored.

        Raises ValueError for a worker outside 0..7.
        """
        if not 0 <= worker < WORKERS:
            raise ValueError(f"worker must be 0 to {WORKERS - 1}, not {worker}")
        self._clock = clock
        self._worker = worker
        self._ms = after >> _SHIFT
        self._counter = (1 << COUNTER_BITS) - 1 if after else -1

    def __call__(self, at_ms: int | None = None) -> int:
        """The next number; `at_ms` is the moment it tells, where the caller has just asked."""
        if at_ms is None:
            at_ms = int(self._clock.now().timestamp() * 1000)
        now = at_ms - EPOCH_MS
        if now > self._ms:
            self._ms, self._counter = now, 0
        else:
            self._counter += 1
            if self._counter >> COUNTER_BITS:
                self._ms, self._counter = self._ms + 1, 0
        return (self._ms << _SHIFT) | (self._worker << COUNTER_BITS) | self._counter


def made_at_ms(number: int) -> int:
    """When a number was made: milliseconds since 1970, UTC."""
    return (number >> _SHIFT) + EPOCH_MS
