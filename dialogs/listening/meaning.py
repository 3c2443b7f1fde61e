"""What a message means: an intent with its values, how surely, and what else it may mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Slots: TypeAlias = Mapping[str, object]

IDLE = "idle"
UNKNOWN, NOISE, ANSWER = "unknown", "abusive_or_noise", "answer"
WEIGHTIEST = 10.0
"""What a weight is a part of; the part is the confidence."""
ENOUGH = 3.0
"""What weighs less is not understood."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """One reading of a message; `others` stand so near that one should ask back."""

    intent: str
    slots: Slots = field(default_factory=dict)
    confidence: float = 0.0
    others: tuple["Understanding", ...] = ()
    then: "Understanding | None" = None
    """The second request of a message that holds two."""
    doubts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Further values that a date or a time may have, to ask back."""
    finer: str = ""
    """What an office tells apart within an intent: stop_offers, cancel_order, news ..."""
