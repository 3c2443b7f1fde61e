"""Who speaks, and when a turn that failed is tried again: decided without a database."""

from enum import StrEnum


class Speaker(StrEnum):
    """Who answers the contact now; exactly one at a time."""

    BOT = "bot"
    WAITING = "waiting"
    """The contact asked for a person and none has come yet."""
    STAFF = "staff"


class Standing(StrEnum):
    """Where a thread stands on the desk; exactly one at a time."""

    BOT = "bot"
    WAITING = "waiting"
    STAFF = "staff"
    ASLEEP = "asleep"
    """Its owner put it away until a time, or until something is said."""
    CLOSED = "closed"


class ReopenTo(StrEnum):
    """To whom a closed thread goes when it opens again: the office's rule."""

    BOT = "bot"
    OWNER = "owner"
    """Who closed it."""
    LINE = "line"


URGENCY_MOST = 3


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
    """Taken over by somebody, from the line or from a colleague."""
    STEP_IN = "step_in"
    """Taken from the bot, though nobody had asked for a person."""
    RELEASE = "release"
    CLOSE = "close"
    ASSIGN = "assign"
    """Given to a member of staff by a colleague, or by the office itself."""
    REQUEUE = "requeue"
    """Given to a department, or back to the line."""
    PAPER = "paper"
    """The contact handed in papers of a case by a link."""
    BEGIN = "begin"
    """The contact began anew: what was open has ended, what was said stands before it."""


class TimerKind(StrEnum):
    """What becomes of a question that nobody answers."""

    REMIND = "remind"
    EXPIRE = "expire"


TURN_AGAIN_SECONDS = (2, 10, 60)
"""Waits before a parked turn is tried again; then it stands on the desk for a person."""


def turn_again_after(attempts: int) -> int | None:
    """Seconds until a turn that failed `attempts` times is tried again, or None: a person must."""
    return TURN_AGAIN_SECONDS[attempts - 1] if attempts <= len(TURN_AGAIN_SECONDS) else None
