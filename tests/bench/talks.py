"""What the visitors of the load say, and an office in which it comes to something."""

from dataclasses import dataclass

from models.catalogue import stock
from models.db import Database, transaction
from models.queues.keeping import set_plan
from models.queues.rules import Planned
from models.terms.clock import SystemClock
from models.terms.ids import IdMaker
from server.demo.world import furnish

SECRET = b"a secret for the bench, as long as it must be"
PLACES, HOURS = 500, range(8, 15)
"""So many may come at one time that a hundred who choose the first one all find a place."""
PLUG, PLUGS = "BUSI-STD", 50_000


@dataclass(frozen=True, slots=True)
class Talk:
    """Texts said one after the other, over and over, and words of the answer they lead to."""

    name: str
    texts: tuple[str, ...]
    reaches: str


MIXED = Talk(
    "turns",
    (
        "halo",
        "1",
        "apa saja",
        "LKT-2026-000123",
        "BANTUAN",
        "0123",
        "CEK LKT-2026-000456",
        "1",
    ),
    "LKT-2026",
)
"""Menu, a choice by number, an answer that is not understood, a case, help, a proof, a command."""
BOOKING = Talk("booking", ("ANTRI KTP", "1", "YA", "TIKET", "2", "YA"), "Sudah dipesan")
"""A service, one of the times offered, a yes: a ticket; it is cancelled, so that there are more."""
ORDERING = Talk("ordering", (f"PESAN {PLUG} 2", "YA", "PESANAN", "1", "YA"), "menunggu konfirmasi")
"""A part and a yes: an order; it is cancelled, since one person may have only a few waiting."""


async def furnished(url: str) -> None:
    """A database with the demo's catalogue, queues and cases, and enough on the shelf."""
    database = await Database.open(url)
    clock = SystemClock()
    new_id = IdMaker(clock)
    await database.migrate()
    await furnish(secret=SECRET, clock=clock, new_id=new_id)
    at_ms = int(clock.now().timestamp() * 1000)
    plan = [Planned(weekday, f"{hour:02}:00", PLACES) for weekday in range(7) for hour in HOURS]
    async with transaction():
        await set_plan("ktp", plan=plan, new_id=new_id)
        await stock.receive(PLUG, PLUGS, staff_id=None, at_ms=at_ms, new_id=new_id)
    await database.close()
