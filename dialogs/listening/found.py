"""A value that stands somewhere in a message: what it is, where, and how surely."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from dialogs.listening.reading import Reading

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """A value between two places of the cleaned text; `others` are its further readings."""

    value: Value
    start: int
    end: int
    confidence: float = 1.0
    others: tuple[Reading[Value], ...] = ()

    def readings(self) -> tuple[Reading[Value], ...]:
        """The likeliest first."""
        return (Reading(self.value, self.confidence), *self.others)


def readings(found: Iterable[Found[Value]]) -> tuple[Reading[Value], ...]:
    """The readings of several finds, none twice; several values share what is sure."""
    listed = list(found)
    told: dict[Value, float] = {}
    for each in listed:
        for reading in each.readings():
            confidence = reading.confidence if len(listed) == 1 else reading.confidence / 2 + 0.1
            told.setdefault(reading.value, confidence)
    return tuple(
        sorted((Reading(value, sure) for value, sure in told.items()), key=lambda r: -r.confidence)
    )
