"""How fast a modem may talk: what is more than any real one says is read slowly.

A stick gone wild writes as fast as USB takes it. Reading it at that speed would use up the
processor and help nobody; paced, it costs little, and its answers still come through.
"""

BURST_OCTETS = 512 * 1024
"""More than a full storage of a thousand messages."""
OCTETS_A_SECOND = 64 * 1024
"""Five times what a serial line at 115,200 baud carries."""
PAUSE_SECONDS = 0.02
FORGIVEN_AFTER_SECONDS = 60.0


class Pace:
    """A bucket that empties as octets come and fills with time."""

    def __init__(self, *, now: float) -> None:
        self._room = float(BURST_OCTETS)
        self._at = now
        self._exceeded_at: float | None = None

    def take(self, octets: int, *, now: float) -> bool:
        """Whether reading should rest for PAUSE_SECONDS."""
        self._room += (now - self._at) * OCTETS_A_SECOND
        self._room = min(self._room, BURST_OCTETS) - octets
        self._at = now
        if self._room >= 0:
            return False
        self._room = max(self._room, -OCTETS_A_SECOND)
        self._exceeded_at = now
        return True

    def is_exceeded(self, *, now: float) -> bool:
        """Whether it was too fast within the last minute."""
        return self._exceeded_at is not None and now - self._exceeded_at < FORGIVEN_AFTER_SECONDS
