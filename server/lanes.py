"""Groups of work: what waits at the same moment is settled together, in order for each line.

While one group commits, the next gathers: no timer and no wait.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, Protocol, TypeVar

Result = TypeVar("Result")


class Lined(Protocol):
    """Work that must keep its order with other work of the same line."""

    @property
    def line(self) -> Hashable: ...


W = TypeVar("W", bound=Lined)


class TooBusyError(Exception):
    """More work waits than may wait; trying again in a moment may help."""


class Lanes(Generic[W, Result]):
    """A line for each conversation; a lane takes the head of every waiting line at once."""

    def __init__(
        self,
        settle: Callable[[Sequence[W]], Awaitable[Sequence[Result | Exception]]],
        *,
        lanes: int = 1,
        most: int = 128,
        waiting_most: int = 20_000,
    ) -> None:
        """`settle` answers a group with a result or an error for each of its works, in order.

        `lanes`: groups settled side by side; `most`: works in a group.
        """
        self._settle = settle
        self._lane_count = lanes
        self._most = most
        self._waiting_most = waiting_most
        self._lines: dict[Hashable, deque[tuple[W, asyncio.Future[Result]]]] = {}
        self._heads: deque[Hashable] = deque()
        self._waiting = 0
        self._wake = asyncio.Event()
        self._closing = False
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def waiting(self) -> int:
        """Works that are not settled yet."""
        return self._waiting

    def start(self) -> None:
        self._tasks = [asyncio.create_task(self._run()) for _ in range(self._lane_count)]

    async def stop(self) -> None:
        """Refuse new work, settle all that waits, then end."""
        self._closing = True
        self._wake.set()
        await asyncio.gather(*self._tasks)

    def submit(self, work: W) -> "asyncio.Future[Result]":
        """Put work into its line; the future is done after the commit.

        Raises TooBusyError when too much waits or the lanes are closing.
        """
        if self._closing or self._waiting >= self._waiting_most:
            raise TooBusyError
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        line = self._lines.get(work.line)
        if line is None:
            self._lines[work.line] = deque([(work, future)])
            self._heads.append(work.line)
            self._wake.set()
        else:
            line.append((work, future))
        self._waiting += 1
        return future

    async def _run(self) -> None:
        while True:
            if not self._heads:
                if self._closing and not self._waiting:
                    self._wake.set()
                    return
                self._wake.clear()
                await self._wake.wait()
                continue
            taken = [self._heads.popleft() for _ in range(min(self._most, len(self._heads)))]
            await self._settle_heads(taken)

    async def _settle_heads(self, taken: Sequence[Hashable]) -> None:
        group = [self._lines[key][0] for key in taken]
        try:
            results = await self._settle([work for work, _ in group])
        except Exception as error:  # noqa: BLE001 -- whatever happened, the senders must hear of it
            results = [error] * len(group)
        for (_, future), result in zip(group, results, strict=True):
            _resolve(future, result)
        for key in taken:
            self._advance(key)

    def _advance(self, key: Hashable) -> None:
        line = self._lines[key]
        line.popleft()
        self._waiting -= 1
        if line:
            self._heads.append(key)
        else:
            del self._lines[key]
        if self._closing:
            self._wake.set()


def _resolve(future: "asyncio.Future[Result]", result: Result | Exception) -> None:
    if future.done():
        return
    if isinstance(result, Exception):
        future.set_exception(result)
    else:
        future.set_result(result)
