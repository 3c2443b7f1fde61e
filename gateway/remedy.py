"""When a modem is restarted by command: rarely, and more rarely each time it did not help."""


class Remedy:
    """Of one line; seconds of a steady clock."""

    def __init__(self, *, first: float, longest: float) -> None:
        self._gap = first
        self._longest = longest
        self._last: float | None = None

    def is_allowed(self, *, now: float) -> bool:
        return self._last is None or now - self._last >= self._gap

    def take(self, *, now: float) -> None:
        """It is restarted now."""
        if self._last is not None:
            self._gap = min(2 * self._gap, self._longest)
        self._last = now
