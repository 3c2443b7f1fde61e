"""Notices that a voice message, a fax or a mail waits elsewhere.

Sources: 3GPP TS 23.038, 4 (coding groups C, D and E) and 3GPP TS 23.040, 9.2.3.24.2 (header).
"""

from dataclasses import dataclass
from enum import Enum


class Awaited(Enum):
    """What waits; both sources number them alike."""

    VOICE = 0
    FAX = 1
    MAIL = 2
    OTHER = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """Whether something waits, and how much of it."""

    awaited: Awaited
    count: int | None = None
    """None where the number is not said; none waits any more at 0."""
    is_kept: bool = False
    """Whether the notice is to be kept as a message, or only heeded."""
