"""What a dialog hands over with a request, read as text or as a date."""

from collections.abc import Mapping
from datetime import date

from models.terms.request import Fact

Arguments = Mapping[str, Fact]


def as_text(arguments: Arguments, name: str) -> str:
    """A number comes as its digits, what is left out as an empty text."""
    value = arguments.get(name)
    return "" if value is None else str(value)


def as_date(said: Fact) -> date | None:
    """A date that was handed over as ISO has it; None for anything else."""
    try:
        return date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
