"""A reading: a value that words may mean, and how surely."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")

CERTAIN = 1.0
LIKELY = 0.9
PROBABLE = 0.75
POSSIBLE = 0.5


@dataclass(frozen=True, slots=True)
class Reading(Generic[Value]):
    """One value; confidence goes from 0 to 1."""

    value: Value
    confidence: float


def one(value: Value, confidence: float = CERTAIN) -> tuple[Reading[Value], ...]:
    """The only reading there is."""
    return (Reading(value, confidence),)
