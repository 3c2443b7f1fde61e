"""Under which number a process makes its row numbers: no two at once on one database."""

from collections.abc import Callable
from contextlib import AsyncExitStack

from models.terms.clock import Clock
from models.terms.ids import WORKERS
from server.faults import CommandError
from server.owner import Owner

ALONE = 0
"""Of a process that runs every part: there is no other beside it but commands."""
SHARED = range(1, WORKERS - 1)
"""The last one belongs to commands that run beside an office."""


async def take_worker(
    database_url: str, clock: Clock, undo: AsyncExitStack, *, lost: Callable[[str], None]
) -> int:
    """A number that is held until `undo` runs. Raises CommandError when all are taken."""
    for number in SHARED:
        try:
            owner = await Owner.take(database_url, clock, lost=lost, name=f"worker-{number}")
        except CommandError:
            continue
        undo.push_async_callback(owner.release)
        return number
    raise CommandError(f"{len(SHARED)} processes of this office run already; that is the most.")
