"""Lanes: order within a line, togetherness across lines, nothing lost at the end."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from server.lanes import Lanes, TooBusyError


@dataclass(frozen=True)
class Step:
    line: str
    number: int


class Recorder:
    """Settles by writing down what came together."""

    def __init__(self) -> None:
        self.groups: list[list[Step]] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def settle(self, works: Sequence[Step]) -> list[int | Exception]:
        await self.gate.wait()
        self.groups.append(list(works))
        return [ValueError("odd") if work.number < 0 else work.number for work in works]


async def test_a_line_keeps_its_order_and_a_group_holds_each_line_once():
    recorder = Recorder()
    lanes = Lanes(recorder.settle)
    futures = [lanes.submit(Step(line, n)) for n in range(5) for line in "abc"]
    lanes.start()
    results = await asyncio.gather(*futures)
    await lanes.stop()

    assert results == [n for n in range(5) for _ in "abc"]
    assert [[step.line for step in group] for group in recorder.groups] == [["a", "b", "c"]] * 5
    assert [[step.number for step in group] for group in recorder.groups] == [
        [n] * 3 for n in range(5)
    ]


async def test_what_waits_while_a_group_is_settled_makes_the_next_group():
    recorder = Recorder()
    recorder.gate.clear()
    lanes = Lanes(recorder.settle)
    lanes.start()
    first = lanes.submit(Step("a", 1))
    await asyncio.sleep(0)
    others = [lanes.submit(Step(line, 2)) for line in "bcd"]
    recorder.gate.set()
    await asyncio.gather(first, *others)
    await lanes.stop()

    assert [len(group) for group in recorder.groups] == [1, 3]


async def test_a_group_is_not_larger_than_it_may_be():
    recorder = Recorder()
    lanes = Lanes(recorder.settle, most=4)
    futures = [lanes.submit(Step(str(n), n)) for n in range(10)]
    lanes.start()
    await asyncio.gather(*futures)
    await lanes.stop()

    assert [len(group) for group in recorder.groups] == [4, 4, 2]


async def test_an_error_reaches_only_its_sender():
    recorder = Recorder()
    lanes = Lanes(recorder.settle)
    good, bad = lanes.submit(Step("a", 1)), lanes.submit(Step("b", -1))
    lanes.start()
    results = await asyncio.gather(good, bad, return_exceptions=True)
    await lanes.stop()

    assert results[0] == 1
    assert isinstance(results[1], ValueError)


async def test_stopping_settles_what_waits_and_takes_nothing_new():
    recorder = Recorder()
    lanes = Lanes(recorder.settle)
    futures = [lanes.submit(Step("a", n)) for n in range(20)]
    lanes.start()
    await lanes.stop()

    assert [future.result() for future in futures] == list(range(20))
    with pytest.raises(TooBusyError):
        lanes.submit(Step("a", 21))


async def test_too_much_waiting_is_refused():
    recorder = Recorder()
    lanes = Lanes(recorder.settle, waiting_most=2)
    futures = [lanes.submit(Step("a", n)) for n in range(2)]
    with pytest.raises(TooBusyError):
        lanes.submit(Step("b", 3))
    lanes.start()
    await asyncio.gather(*futures)
    await lanes.stop()


async def test_a_settler_that_breaks_is_told_to_every_sender_and_the_lane_goes_on():
    calls = []

    async def settle(works: Sequence[Step]) -> list[int | Exception]:
        calls.append(works)
        if len(calls) == 1:
            raise RuntimeError("once")
        return [work.number for work in works]

    lanes = Lanes(settle)
    lanes.start()
    with pytest.raises(RuntimeError):
        await lanes.submit(Step("a", 1))
    assert await lanes.submit(Step("a", 2)) == 2
    await lanes.stop()
