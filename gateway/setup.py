"""What all modems of one gateway share: the operator's wishes, and what was learnt of SIMs."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gateway.pins import RefusedPins
from gateway.ports import candidates

PIN = re.compile(r"[0-9]{4,8}")
NUMBER = re.compile(r"\+?[0-9]{3,20}")
"""What may stand in a command: a service centre's number."""
_OWN_NAME = re.compile(r"imei:([0-9]{14,16})")


@dataclass(slots=True)
class Setup:
    """Made once for each process; what is learnt lives as long."""

    pin: str | None = field(default=None, repr=False)
    """4 to 8 digits, given once to each SIM that asks."""
    service_centre: str | None = None
    """Where the network takes texts; the SIM's own number where this is not set."""
    candidates: Callable[[], Sequence[str]] = candidates
    """Where a modem may be that is not where it was."""
    refused_pins: RefusedPins = field(default_factory=RefusedPins)
    centres: dict[str, str] = field(default_factory=dict)
    """The last service centre of each SIM: some modems forget it."""
    served: dict[str, str] = field(default_factory=dict)
    """Ports that are open now, and the line that has them."""


def imei_of_address(address: str) -> str | None:
    """The serial number of a line that is named by it: `imei:356938035643809`."""
    match = _OWN_NAME.fullmatch(address)
    return match[1] if match else None
