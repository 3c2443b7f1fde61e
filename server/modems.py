"""From the modems that the settings name to addresses that the gateway can open."""

import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from gateway.pins import RefusedPins
from gateway.setup import Setup
from gateway.simulator import SimulatedModem
from server.settings import Settings

SIMULATED = "simulated"
REFUSED_PINS = "refused.pins"
_SQLITE = "sqlite://"


async def open_modems(
    modems: Sequence[str], undo: AsyncExitStack
) -> tuple[list[str], SimulatedModem | None]:
    """The addresses, and the simulated modem if one is among them; `undo` ends it."""
    if SIMULATED not in modems:
        return list(modems), None
    folder = undo.enter_context(tempfile.TemporaryDirectory(prefix="loket-"))
    link = str(Path(folder) / "modem")
    modem = await undo.enter_async_context(SimulatedModem(link=link))
    return [link if name == SIMULATED else name for name in modems], modem


def setup_of(settings: Settings) -> Setup:
    """What the operator wishes of the SIMs in them."""
    return Setup(
        pin=settings.sim_pin,
        service_centre=settings.sms_service_centre,
        refused_pins=RefusedPins(_folder(settings) / REFUSED_PINS),
    )


def _folder(settings: Settings) -> Path:
    """Beside the database, or where it would be."""
    if settings.database_url.startswith(_SQLITE):
        return Path(settings.database_url.removeprefix(_SQLITE)).parent
    return Path("data")
