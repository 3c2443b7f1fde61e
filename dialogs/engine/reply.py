"""What a dialog says: phrases by name, never finished words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.terms.request import Fact


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that are offered; people press it, type its number or its word."""

    value: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing to say, with the facts that stand in it."""

    phrase: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
