"""How a message may be labelled, and which labels the bot follows from then on."""

from typing import NamedTuple

IDLE = "idle"
"""The context of a message that came while no question was open."""
NOISE = "noise"
FOLLOWED = frozenset(
    {
        *("track_case", "book_queue", "order_part", "check_price", "check_stock"),
        *("answer_survey", "talk_to_staff", "menu", "help", "cancel", "stop", "start"),
        *("language_id", "language_en", "greeting", "thanks", "requirements"),
        *("opening_hours", "queue_status", "my_bookings", "my_orders"),
    }
)
"""Each of these says something or asks before anything costs, so a label is enough to begin it."""
LABELS = FOLLOWED | {"back", "answer", "confirm_yes", "confirm_no", "unknown", NOISE}
"""The intents by their names in the label guide; noise is its abusive_or_noise."""


class Kept(NamedTuple):
    """How much without a label is kept, and how long; the oldest goes first."""

    most: int = 2000
    days: int = 90


def takes_effect(intent: str, context: str) -> bool:
    """Whether the same words will be understood from now on."""
    return context == IDLE and intent in FOLLOWED
