"""One owner of the modems: the second is refused by name, the dead one is followed at once."""

import asyncio
import os
import subprocess
import sys
import uuid

import pytest

from models.db import Database, Statement
from models.leases import services as leases
from models.leases.rules import Lease, may_take
from server.faults import CommandError
from server.owner import LEASE_SECONDS, LockFile, Owner, lock_path
from tests.models.either import SHORT_KINDS, fresh

END = Statement('update "lease" set "ends_at_s" = 1 where "name" = ?')
TO_OTHER_PLACE = Statement('update "lease" set "place" = \'elsewhere\' where "name" = ?')


@pytest.fixture(params=SHORT_KINDS)
async def url(request, tmp_path):
    """A migrated database of either kind."""
    async with fresh(request, tmp_path) as where:
        opened = await Database.open(where)
        yield where
        await opened.close()


@pytest.fixture
def name():
    """A lease of its own for each test: the lock beside it is the machine's."""
    return f"t-{uuid.uuid4().hex[:20]}"


def take(url, clock, name, lost=lambda said: None):
    return Owner.take(url, clock, lost=lost, name=name)


LEASE = Lease("gateway", 7, "process 1", "here", 100)


@pytest.mark.parametrize(
    ("lease", "place", "now_s", "may"),
    [
        (None, "here", 0, True),
        (LEASE, "there", 99, False),
        (LEASE, "there", 100, True),
        (LEASE, "here", 99, True),
    ],
)
def test_a_lease_is_free_when_none_has_it_or_its_holder_is_dead(lease, place, now_s, may):
    assert may_take(lease, place=place, now_s=now_s) is may


async def test_the_second_owner_on_one_machine_is_told_who_the_first_is(url, clock, name):
    first = await take(url, clock, name)
    with pytest.raises(CommandError) as refusal:
        await take(url, clock, name)
    await first.release()
    second = await take(url, clock, name)
    await second.release()

    assert f"process {os.getpid()}" in str(refusal.value)
    assert "\n" not in str(refusal.value)


async def test_the_second_owner_on_another_machine_is_told_when_the_first_ends(url, clock, name):
    first = await take(url, clock, name)
    await TO_OTHER_PLACE.run(name)
    lock_path(url, name).unlink()
    with pytest.raises(CommandError, match="seconds") as refusal:
        await take(url, clock, name)
    await END.run(name)
    second = await take(url, clock, name)

    assert f"process {os.getpid()}" in str(refusal.value)
    assert second.fence == first.fence + 1
    await second.release()
    await first.release()


async def test_who_lost_the_lease_is_told_and_does_not_get_it_back(url, clock, name):
    said = []
    first = await take(url, clock, name, said.append)
    lock_path(url, name).unlink()
    await END.run(name)
    second = await take(url, clock, name)
    kept = await first.renew()
    await first.release()

    assert (kept, first.is_sure, await second.renew()) == (False, False, True)
    assert "taken over" in said[0]
    await second.release()


async def test_a_silent_database_leaves_no_doubt_for_long(url, clock, name):
    owner = await take(url, clock, name)
    clock.advance(LEASE_SECONDS - 4)
    was_sure = owner.is_sure
    clock.advance(4)
    was_in_doubt = not owner.is_sure
    await owner.renew()

    assert (was_sure, was_in_doubt, owner.is_sure) == (True, True, True)
    await owner.release()


async def test_of_many_that_want_a_lease_at_once_one_has_it(url, name):
    takes = [
        leases.take(name, holder=f"taker {n}", place=f"place {n}", seconds=30) for n in range(20)
    ]
    results = await asyncio.gather(*takes, return_exceptions=True)
    taken = [result for result in results if isinstance(result, Lease)]

    assert len(taken) == 1
    assert all(isinstance(r, leases.HeldError) for r in results if r is not taken[0])


HOLD = """
import sys, time
from pathlib import Path
from server.owner import LockFile
lock = LockFile.take(Path(sys.argv[1]), holder="a process that will be killed")
print(lock.place, flush=True)
time.sleep(60)
"""


def test_a_killed_process_leaves_its_lock_and_its_place_to_the_next(tmp_path):
    path = tmp_path / "x.lock"
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        place = process.stdout.readline().strip()
        with pytest.raises(CommandError, match="a process that will be killed"):
            LockFile.take(path, holder="the next")
        process.kill()
    lock = LockFile.take(path, holder="the next")

    assert lock.place == place
    lock.release()


def test_a_lock_is_not_taken_through_a_link(tmp_path):
    (tmp_path / "target").write_text("precious")
    (tmp_path / "x.lock").symlink_to(tmp_path / "target")
    with pytest.raises(OSError, match="symbolic links"):
        LockFile.take(tmp_path / "x.lock", holder="me")

    assert (tmp_path / "target").read_text() == "precious"
