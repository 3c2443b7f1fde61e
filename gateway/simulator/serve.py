"""`loket simulate-modem`: a simulated modem that runs until it is told to end."""

import asyncio
import sys
from contextlib import AsyncExitStack

from gateway.simulator.control import ControlServer
from gateway.simulator.modem import SimulatedModem
from gateway.simulator.profiles import profile_named
from gateway.simulator.storage import CAPACITY


async def simulate(
    link: str | None = None,
    tcp: int | None = None,
    control: int | None = None,
    *,
    latency_seconds: float = 0.0,
    report_seconds: float = 0.5,
    capacity: int = CAPACITY,
    profile: str = "generic",
    pin: str | None = None,
    baud: int | None = None,
) -> None:
    """Serve until cancelled; says on standard output, in one line, where it listens.

    Raises ValueError unless one of `link` and `tcp` is given and the profile known, OSError when a
    path or a port cannot be had.
    """
    modem = SimulatedModem(
        link=link,
        tcp=tcp,
        latency_seconds=latency_seconds,
        report_seconds=report_seconds,
        capacity=capacity,
        profile=profile_named(profile),
        pin=pin,
        baud=baud,
    )
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(modem)
        where = f"simulated modem at {modem.where}"
        if control is not None:
            server = ControlServer(modem)
            stack.push_async_callback(server.close)
            where += f", control at 127.0.0.1:{await server.start(control)}"
        sys.stdout.write(f"{where}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()
