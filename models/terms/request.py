"""How a dialog addresses a domain service, and what it is told."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

Fact = str | int | bool | None | list[str]
"""A value that JSON can carry: slots and facts hold nothing else."""


@dataclass(frozen=True, slots=True)
class Request:
    """A `Do` of a dialog: which service, with what."""

    service: str
    """Domain and verb, such as `cases.find`."""
    arguments: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a service answers: one of its declared names, and facts for the next phrases."""

    name: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


Services = Callable[[Request], Awaitable[Outcome]]
"""The one door from a dialog to the domain."""
