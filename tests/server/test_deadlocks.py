"""Two who wait for each other: one is undone, and does it once more by itself."""

import asyncio
from dataclasses import dataclass, field

import pytest

from models.db import DeadlockError, Statement, lock_until_commit, transaction
from server.turns import DEADLOCK_TRIES
from server.work import Needs, RefusalError, Settled
from tests.models.either import SHORT_KINDS, database  # noqa: F401

ROW = Statement('select "name" from "queue_counter" where "name" = ?', locks=True)
ENTER = Statement('insert into "queue_counter" ("id", "name", "service") values (?, ?, ?)')


@dataclass
class Crossing:
    """A work that another crosses some times."""

    times: int
    done: list[int] = field(default_factory=list)
    line = ("crossing",)
    needs = Needs()

    async def do(self, group):
        self.done.append(1)
        if len(self.done) <= self.times:
            raise DeadlockError
        return Settled()


async def test_what_was_crossed_is_done_once_more(office):
    work = Crossing(times=DEADLOCK_TRIES - 1)

    assert await office.act(work) == Settled()
    assert len(work.done) == DEADLOCK_TRIES


async def test_what_is_crossed_for_ever_is_refused(office):
    with pytest.raises(RefusalError):
        await office.act(Crossing(times=1000))


@pytest.mark.parametrize("database", SHORT_KINDS[1:], indirect=True)
async def test_of_two_that_wait_for_each_other_one_is_told_so(database):  # noqa: F811
    async with transaction():
        for number, name in enumerate(("a", "b")):
            await ENTER.run(number, name, None)
    both = asyncio.Barrier(2)

    async def take(*names):
        async with transaction():
            await ROW.rows(names[0])
            await both.wait()
            await ROW.rows(names[1])

    results = await asyncio.gather(take("a", "b"), take("b", "a"), return_exceptions=True)

    assert sorted(type(result) for result in results if result) == [DeadlockError]


@pytest.mark.parametrize("database", SHORT_KINDS[1:], indirect=True)
async def test_all_who_count_wait_for_the_same_lock(database):  # noqa: F811
    inside = []

    async def count(who):
        async with transaction():
            await lock_until_commit()
            inside.append(who)
            await asyncio.sleep(0)
            await lock_until_commit()
            assert inside[-1] == who

    await asyncio.gather(*map(count, range(20)))

    assert sorted(inside) == list(range(20))
