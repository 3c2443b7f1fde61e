"""When a line is worth an alarm."""

WELL = "ready"
SILENT_AFTER_MS = 45_000
"""A gateway says every quarter of a minute how its lines are; this long without is no gateway."""


def is_alarming(*, is_up: bool, state: str, detail: str) -> bool:
    """Whether somebody should look: it cannot send, or has something to say beside "ready"."""
    return not is_up or state not in ("", WELL) or ";" in detail


def is_silent(seen_at_ms: int, now_ms: int) -> bool:
    return now_ms - seen_at_ms > SILENT_AFTER_MS
