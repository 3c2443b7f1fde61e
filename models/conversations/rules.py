"""Who speaks, how far a message may move, and when to try again: decided without a database."""

from enum import StrEnum

from models.terms.channel import Stage


class Speaker(StrEnum):
    """Who answers the contact now; exactly one at a time."""

    BOT = "bot"
    WAITING = "waiting"
    """The contact asked for a person and none has come yet."""
    STAFF = "staff"


class Author(StrEnum):
    """Who said a message."""

    VISITOR = "visitor"
    BOT = "bot"
    STAFF = "staff"
    SYSTEM = "system"
    """What happened rather than what was said: taken over, given back, closed."""
    NOTE = "note"
    """Said by staff to staff; no contact ever sees it."""


class Act(StrEnum):
    """What a line of the system tells of."""

    TAKE = "take"
    RELEASE = "release"
    CLOSE = "close"


STAGE_RANK = {
    Stage.QUEUED: 0,
    Stage.SUBMITTING: 1,
    Stage.UNKNOWN: 2,
    Stage.SENT: 3,
    Stage.FAILED: 4,
    Stage.DELIVERED: 5,
}
SEND_AGAIN_SECONDS = (30, 60, 120, 240, 480, 960, 1800)
"""Waits after a definite refusal; the last one repeats until the message is too old."""
SEND_AT_MOST_SECONDS = 24 * 3600
TURN_AGAIN_SECONDS = (2, 10, 60)
"""Waits before a parked turn is tried again; then it stands on the desk for a person."""


def moves_forward(now: Stage, then: Stage) -> bool:
    """Whether a report may change the stage: late and repeated ones may not."""
    return STAGE_RANK[then] > STAGE_RANK[now]


def send_again_after(attempts: int, age_seconds: float) -> int | None:
    """Seconds to wait after `attempts` refusals, or None when the message has grown too old."""
    if age_seconds > SEND_AT_MOST_SECONDS:
        return None
    return SEND_AGAIN_SECONDS[min(attempts, len(SEND_AGAIN_SECONDS)) - 1]


def turn_again_after(attempts: int) -> int | None:
    """Seconds until a turn that failed `attempts` times is tried again, or None: a person must."""
    return TURN_AGAIN_SECONDS[attempts - 1] if attempts <= len(TURN_AGAIN_SECONDS) else None
