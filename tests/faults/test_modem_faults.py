"""Whatever the modem does wrong and whenever the gateway dies: nothing is lost, nothing doubled.

`make soak-modem` does the same a hundred times for each fault, and ten thousand random mixes.
"""

import asyncio
import os
import random
from contextlib import asynccontextmanager

import pytest

from gateway.simulator import SimulatedModem
from gateway.simulator.faults import LASTING, Fault
from tests.faults.modem_world import World

TIMES = int(os.environ.get("LOKET_FAULT_TIMES", "1"))
"""How many messages each fault meets, both ways."""
MIXES = int(os.environ.get("LOKET_FAULT_MIXES", "60"))
KILL_SHARE = 0.15
INCOMPLETE = frozenset({Fault.PART_MISSING})
"""A part that the network never hands over is waited for a day: its own tests show that."""
APART = frozenset({Fault.SWAP_SIM, Fault.POWER_DOWN, Fault.BOOT_FLOOD}) | INCOMPLETE
CODES = (38, 50, 304, 322, 331, 332, 500, 512)


@asynccontextmanager
async def world_of(folder, seed):
    """A modem and an office at work."""
    options = {"report_seconds": 0.02, "away_seconds": 0.1, "capacity": 20}
    async with SimulatedModem(link=str(folder / "modem"), **options) as modem:
        world = World(modem, folder, random.Random(seed))
        async with world.open_books():
            await world.start_office()
            try:
                yield world
            finally:
                await world.stop_office()


@pytest.mark.xdist_group("modem_faults")
async def test_every_fault_by_itself(tmp_path):
    async with world_of(tmp_path, 1) as world:
        number = 0
        for fault in sorted(set(Fault) - APART):
            for _ in range(TIMES):
                number += 1
                await _meet(world, fault, number)
        await world.settled()
        breaches = await world.breaches()

    print(f"{number} faults met: {len(world.texted)} texts in, {len(world.queued)} out")  # noqa: T201
    assert breaches == []


@pytest.mark.xdist_group("modem_faults")
async def test_random_mixes_of_faults_with_the_gateway_killed(tmp_path):
    async with world_of(tmp_path, 2) as world:
        faults = sorted(set(Fault) - APART - LASTING)
        for number in range(MIXES):
            for fault in world.dice.sample(faults, world.dice.choice((0, 1, 1, 2, 3))):
                world.modem.order(_coded(fault, world.dice))
            world.text_office(number)
            await world.queue_text(number)
            await asyncio.sleep(world.dice.random() * 0.2)
            if world.dice.random() < KILL_SHARE:
                await world.kill_office()
                await world.start_office()
        await world.settled()
        breaches = await world.breaches()

    print(f"{MIXES} mixes, {world.kills} kills, {len(world.texted)} in, {len(world.queued)} out")  # noqa: T201
    assert breaches == []
    assert world.kills


async def _meet(world, fault, number):
    """One message each way while a fault is on; the next ones go their way all the same."""
    world.modem.order(_coded(fault, world.dice))
    world.text_office(number)
    await world.queue_text(number)
    await asyncio.sleep(0.15)
    if fault in LASTING:
        world.modem.order(fault, 0)


def _coded(fault, dice):
    if fault in {Fault.CMS_ERROR, Fault.PROMPT_ERROR}:
        return f"{fault}:{dice.choice(CODES)}"
    return fault
