"""What all modems of one gateway share: the operator's wishes, and what was learnt of SIMs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gateway.ports import candidates


@dataclass(slots=True)
class Setup:
    """Made once for each process; what is learnt lives as long."""

    pin: str | None = field(default=None, repr=False)
    """4 to 8 digits, given once to each SIM that asks."""
    service_centre: str | None = None
    """Where the network takes texts; the SIM's own number where this is not set."""
    candidates: Callable[[], Sequence[str]] = candidates
    """Where a modem may be that is not where it was."""
    refused: set[str] = field(default_factory=set)
    """SIMs, or modems whose SIM has no name, that were given the PIN and did not open."""
    centres: dict[str, str] = field(default_factory=dict)
    """The last service centre of each SIM: some modems forget it."""
    served: dict[str, str] = field(default_factory=dict)
    """Ports that are open now, and the line that has them."""
