"""Why a place is not given, and what may be had instead."""

from datetime import date

from models.queues.rules import Closed


class UnknownServiceError(Exception):
    """Nobody lines up for such a service, or it gives no places now."""


class ClosedError(Exception):
    """Nothing is given on that day."""

    def __init__(self, reason: Closed, next_day: date | None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.next_day = next_day


class FullError(Exception):
    """All places of that day are taken."""

    def __init__(self, next_day: date | None) -> None:
        super().__init__("full")
        self.next_day = next_day


class TakenError(Exception):
    """There is no such place, or it was taken a moment ago; these are free."""

    def __init__(self, day: date | None, times: list[str]) -> None:
        super().__init__("taken")
        self.day = day
        self.times = times


class LimitReachedError(Exception):
    """The person has as many tickets on that day as one may have."""

    def __init__(self, ticket: str, next_day: date | None = None) -> None:
        super().__init__(ticket)
        self.ticket = ticket
        self.next_day = next_day
        """The next day with a place on which they may have one, where that was looked for."""


class TooLateError(Exception):
    """The time has passed, or the ticket was called already."""


class NotYoursError(Exception):
    """The person has no such ticket, whether somebody else has it or not."""
