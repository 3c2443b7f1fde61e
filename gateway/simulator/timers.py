"""Things a modem does after a while, unless it loses power first."""

import asyncio
from collections.abc import Callable


class Timers:
    def __init__(self) -> None:
        self._running: set[asyncio.TimerHandle] = set()

    def after(self, seconds: float, act: Callable[[], None]) -> None:
        def do() -> None:
            self._running.discard(timer)
            act()

        timer = asyncio.get_running_loop().call_later(seconds, do)
        self._running.add(timer)

    def stop(self) -> None:
        for timer in self._running:
            timer.cancel()
        self._running.clear()
