"""Processes of one office tell one another over Redis what was committed or said in passing.

A cry says only "look": what happened stands in the database. One that is lost, with Redis or
without, delays a push until the next look by the clock. A word (who types, whom a note names) is
lost for good; nothing is stored here.
"""

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from redis.asyncio import Redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
LOOK = "loket:look"
WORDS = "loket:words"
ANSWER_SECONDS = 1.0
AGAIN_SECONDS = 0.5
"""How long until a Redis that is gone is tried again."""
WORDS_MOST = 500
"""Words that wait for Redis; the oldest is dropped first."""

Told = Callable[[str, bytes], Awaitable[None]]


class Herald:
    """Cries after a commit, passes words on, and hears those of the others."""

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
        self._is_crying = False
        self._words: deque[bytes] = deque(maxlen=WORDS_MOST)
        self._tasks: list[asyncio.Task[None]] = []
        self.is_up = False

    def start(
        self, heard: Callable[[], None], told: Told, arrived: Callable[[], Awaitable[None]]
    ) -> None:
        """`heard` is called whenever another process has something to look at.

        `told` is called with the name of a process and each word of it, `arrived` when words
        begin to come, at first and each time that Redis is back.
        """
        self._tasks = [
            asyncio.create_task(self._listen(heard, told, arrived)),
            asyncio.create_task(self._speak()),
        ]

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
        self._is_crying = True
        self._due.set()

    def say(self, word: bytes) -> None:
        """Pass a word on to the others, in order; lost while Redis is away."""
        if self.is_up:
            self._words.append(word)
            self._due.set()

    async def _speak(self) -> None:
        while True:
            await self._due.wait()
            self._due.clear()
            try:
                if self._is_crying:
                    self._is_crying = False
                    await self._crier.publish(LOOK, self._name)
                while self._words:
                    await self._crier.publish(WORDS, f"{self._name} ".encode() + self._words[0])
                    self._words.popleft()
            except (RedisError, OSError):
                self._words.clear()
                await asyncio.sleep(AGAIN_SECONDS)

    async def _listen(
        self, heard: Callable[[], None], told: Told, arrived: Callable[[], Awaitable[None]]
    ) -> None:
        while True:
            try:
                async with self._listener.pubsub(ignore_subscribe_messages=True) as ears:
                    await ears.subscribe(LOOK, WORDS)
                    self._note(is_up=True)
                    heard()
                    await self._safely(arrived())
                    async for message in ears.listen():
                        name, _, word = message["data"].partition(b" ")
                        if name == self._name.encode():
                            continue
                        if message["channel"] == LOOK.encode():
                            heard()
                        else:
                            await self._safely(told(name.decode(errors="replace"), word))
            except (RedisError, OSError):
                self._note(is_up=False)
            await asyncio.sleep(AGAIN_SECONDS)

    async def _safely(self, passing_on: Awaitable[None]) -> None:
        try:
            await passing_on
        except Exception:
            logger.exception("a word of another process could not be passed on")

    def _note(self, *, is_up: bool) -> None:
        if is_up is not self.is_up:
            told = "is here" if is_up else "is gone: others are looked for by the clock"
            logger.warning("Redis %s", told)
        self.is_up = is_up
