"""The command whose answer is awaited: what belongs to it, and for how long it is waited for."""

import asyncio
import re

from gateway import at
from gateway.at import Result
from gateway.errors import RefusedError

MOST_LINES = 4096
"""Twice what the largest storage lists; what comes beyond it is not kept."""
LONGEST_WAIT = 10
"""Times the patience for one line: an answer that drips for longer is given up."""


class Flight:
    """One command on its way, in a running loop."""

    def __init__(
        self,
        *,
        prefix: str = "",
        shape: re.Pattern[str] | None = None,
        has_pdus: bool = False,
        has_prompt: bool = False,
    ) -> None:
        loop = asyncio.get_running_loop()
        self._prefix = prefix
        self._shape = shape
        self._has_pdus = has_pdus
        self._prompt: asyncio.Future[None] | None = loop.create_future() if has_prompt else None
        self._done: asyncio.Future[Result] = loop.create_future()
        self._patience: asyncio.Timeout | None = None
        self._seconds = self._latest = 0.0
        self.lines: list[str] = []

    async def prompted(self, seconds: float) -> None:
        """Until the modem asks for the message. Raises RefusedError, LineDownError, TimeoutError.

        May be called only of a flight that has a prompt.
        """
        if self._prompt is None:
            raise AssertionError("this command is not prompted")
        async with asyncio.timeout(seconds):
            await self._prompt

    async def landed(self, seconds: float) -> Result:
        """How the answer ends. Raises TimeoutError when nothing of it comes for so long."""
        self._seconds = seconds
        self._latest = asyncio.get_running_loop().time() + LONGEST_WAIT * seconds
        async with asyncio.timeout(seconds) as self._patience:
            return await self._done

    def take(self, line: str) -> bool:
        """Whether a line is part of the answer; as long as they come, the end is waited for."""
        if self._awaits_prompt or not self._is_mine(line):
            return False
        if len(self.lines) < MOST_LINES:
            self.lines.append(line)
            self._wait_on()
        return True

    def take_prompt(self) -> None:
        if self._prompt and not self._prompt.done():
            self._prompt.set_result(None)

    def take_result(self, result: Result) -> None:
        if self._prompt and not self._prompt.done():
            if not result.is_ok:  # an OK here ended something older
                self._prompt.set_exception(RefusedError(result.reason, code=result.code))
        elif not self._done.done():
            self._done.set_result(result)

    def crash(self, error: Exception) -> None:
        """The line went down."""
        waited = self._prompt if self._prompt and not self._prompt.done() else self._done
        if not waited.done():
            waited.set_exception(error)
            waited.exception()  # seen: the one who waits may have been told of something before

    def bears(self, reference: int | None) -> bool:
        """Whether the answer names this reference, as an answer to somebody else's does not."""
        return any(at.numbers_of(line)[:1] == (reference,) for line in self.lines)

    @property
    def is_owed(self) -> bool:
        """Whether an answer may still come."""
        return not self._done.done() or self._done.cancelled()

    @property
    def _awaits_prompt(self) -> bool:
        return self._prompt is not None and not self._prompt.done()

    def _is_mine(self, line: str) -> bool:
        if self._has_pdus and at.is_hex(line) and self.lines:
            return True
        if self._shape and self._shape.fullmatch(line):
            return True
        return bool(self._prefix) and line.startswith(self._prefix)

    def _wait_on(self) -> None:
        if self._patience and not self._patience.expired():
            later = asyncio.get_running_loop().time() + self._seconds
            self._patience.reschedule(min(later, self._latest))
