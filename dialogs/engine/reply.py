"""What a dialog says: phrases by name, never finished words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.terms.request import Fact


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that are offered; people press it, type its number or its word."""

    value: str
    phrase: str = ""
    """What names it; empty for a value of a list."""
    worded: str | None = None
    """Of a value: how it is said, see `dialogs.engine.wording.say`."""
    labels: tuple[str, ...] = ()
    """Of a value: ready words, one for each of `dialogs.engine.phrases.LANGUAGES`."""
    pressed: str | None = None
    """What its button sends where that must tell more than the value: of which question it is."""

    @property
    def button(self) -> str:
        return self.pressed or self.value


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing to say, with the facts that stand in it."""

    phrase: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
