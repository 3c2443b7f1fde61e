"""Processes of one office tell one another over Redis that something was committed.

A cry says only "look": what happened stands in the database. One that is lost, with Redis or
without, delays a push until the next look by the clock; nothing is stored here.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable
from contextlib import suppress

from redis.asyncio import Redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
CHANNEL = "loket:look"
ANSWER_SECONDS = 1.0
AGAIN_SECONDS = 0.5
"""How long until a Redis that is gone is tried again."""


class Herald:
    """Cries after a commit, and hears the cries of the others."""

    def __init__(self, url: str) -> None:
        """Raises ValueError for an address that is none."""
        self._name = secrets.token_hex(8)
        self._crier = Redis.from_url(
            url, socket_connect_timeout=ANSWER_SECONDS, socket_timeout=ANSWER_SECONDS
        )
        self._listener = Redis.from_url(
            url, socket_connect_timeout=ANSWER_SECONDS, health_check_interval=5
        )
        self._due = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.is_up = False

    def start(self, heard: Callable[[], None]) -> None:
        """`heard` is called whenever another process has something to look at."""
        self._tasks = [asyncio.create_task(self._listen(heard)), asyncio.create_task(self._cry())]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        with suppress(RedisError, OSError):
            await self._crier.aclose()
            await self._listener.aclose()

    def cry(self) -> None:
        """Tell the others soon; several cries at once are one."""
        self._due.set()

    async def _cry(self) -> None:
        while True:
            await self._due.wait()
            self._due.clear()
            try:
                await self._crier.publish(CHANNEL, self._name)
            except (RedisError, OSError):
                await asyncio.sleep(AGAIN_SECONDS)

    async def _listen(self, heard: Callable[[], None]) -> None:
        while True:
            try:
                async with self._listener.pubsub(ignore_subscribe_messages=True) as ears:
                    await ears.subscribe(CHANNEL)
                    self._note(is_up=True)
                    heard()
                    async for message in ears.listen():
                        if message["data"] != self._name.encode():
                            heard()
            except (RedisError, OSError):
                self._note(is_up=False)
            await asyncio.sleep(AGAIN_SECONDS)

    def _note(self, *, is_up: bool) -> None:
        if is_up is not self.is_up:
            told = "is here" if is_up else "is gone: others are looked for by the clock"
            logger.warning("Redis %s", told)
        self.is_up = is_up
