"""Fetches what the office wants sent, sends it by the channel here, and tells what became of it.

A part is taken when an answer to a poll is read whole, and named in every poll from then on until
the office has accepted its result: so the office always knows what was surely never taken.
"""

import asyncio
import logging
import random
from contextlib import suppress
from dataclasses import dataclass

from gateway.remote import forms
from gateway.remote.forms import Given, Poll, Refusal, Result, Stored, Task
from gateway.remote.inbox import HttpInbox, reference_of
from gateway.remote.office import OfficeError, OfficeLine, OwnedError
from models.terms.channel import Channel, ChannelError, Priority, Report, Seat, Stage

log = logging.getLogger(__name__)


class _BusyError(Exception):
    """No line was free for a part in time."""


@dataclass(slots=True)
class _Kept:
    """The line that a seat of the office has here."""

    seat: Seat
    is_sending: bool = False
    is_closed: bool = False
    """The office has no such seat any more; let go when the part has been sent."""


class RemoteGateway:
    """One channel here, at the service of one office elsewhere."""

    def __init__(self, office: OfficeLine, channel: Channel, *, name: str, place: str) -> None:
        """`name`: who we are, for the operator; `place`: only one process at a time has it."""
        self._office = office
        self._channel = channel
        self._name = name
        self._place = place
        self._held: set[str] = set()
        self._kept: dict[str, _Kept] = {}
        self._carrying: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Event()
        self._news = asyncio.Event()
        self._told_up: frozenset[str] = frozenset()
        self._full_from: Priority | None = None
        self._polling: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Look for the office and for modems; both may come later.

        Raises OwnedError when another gateway serves this office.
        """
        await self._office.open()
        try:
            await self._poll(wait_seconds=0.0)
        except OwnedError:
            await self._office.close()
            raise
        except OfficeError:
            pass  # the log has been told, and it is tried again
        await self._channel.start(HttpInbox(self._office), self._wake)
        self._polling = asyncio.create_task(self._poll_on())

    async def stop(self) -> None:
        """Let parts that are being sent end and their results be accepted, then go."""
        if self._polling is not None:
            self._polling.cancel()
            with suppress(asyncio.CancelledError):
                await self._polling
        await self._channel.stop()
        farewell = self._office.pace.farewell
        if self._carrying:
            _, late = await asyncio.wait(self._carrying, timeout=farewell)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        with suppress(OfficeError):
            last = self._state(wait_seconds=0.0, is_last=True)
            await self._office.post(forms.OUTBOX, last, Given, seconds=farewell)
        await self._office.close()

    # Asking.

    async def _poll_on(self) -> None:
        pace, pause = self._office.pace, 0.0
        while True:
            try:
                brought = await self._poll_until_news()
            except Exception as error:
                if not isinstance(error, OfficeError):
                    log.exception("a poll stumbled and is made again")
                pause = min(max(pause * 2, pace.retry_first), pace.retry_longest)
            else:
                pause = 0.0 if brought else pace.retry_first
            await asyncio.sleep(pause * random.uniform(0.7, 1.0))  # noqa: S311 -- spreads tries

    async def _poll_until_news(self) -> bool:
        """One poll, given up when the office should hear of our lines at once.

        False when it was over at once and brought nothing: an office in trouble.
        """
        began = asyncio.get_running_loop().time()
        self._news.clear()
        polling = asyncio.create_task(self._poll(wait_seconds=self._office.pace.poll))
        hearing = asyncio.create_task(self._news.wait())
        try:
            await asyncio.wait({polling, hearing}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            hearing.cancel()
            polling.cancel()
            await asyncio.wait({polling})
        if polling.cancelled():
            return True
        took = asyncio.get_running_loop().time() - began
        return polling.result() or took > self._office.pace.poll / 2

    async def _poll(self, *, wait_seconds: float) -> bool:
        """Whether it brought anything."""
        state = self._state(wait_seconds=wait_seconds)
        self._told_up = frozenset(line.line for line in state.lines if line.is_up)
        seconds = wait_seconds + self._office.pace.answer
        return self._take(await self._office.post(forms.OUTBOX, state, Given, seconds=seconds))

    def _state(self, *, wait_seconds: float, is_last: bool = False) -> Poll:
        return Poll(
            name=self._name,
            place=self._place,
            held=tuple(self._held),
            seats=tuple(name for name, kept in self._kept.items() if not kept.is_closed),
            lines=tuple(self._channel.condition()),
            full_from=self._full_from,
            wait_seconds=wait_seconds,
            is_last=is_last,
        )

    def _wake(self) -> None:
        """A line came, went or became free."""
        self._changed.set()
        up = frozenset(line.line for line in self._channel.condition() if line.is_up)
        if self._full_from is not None or up != self._told_up:
            self._full_from = None
            self._news.set()

    # Taking and sending.

    def _take(self, given: Given) -> bool:
        """From here on these parts are ours, and lines of seats that are not named are free."""
        closed = [name for name in self._kept if name not in given.seats]
        for name in closed:
            self._kept[name].is_closed = True
            self._let_go(name)
        for task in given.tasks:
            if task.errand not in self._held:
                self._held.add(task.errand)
                carrying = asyncio.create_task(self._carry(task))
                self._carrying.add(carrying)
                carrying.add_done_callback(self._carrying.discard)
        return bool(closed or given.tasks)

    def _let_go(self, name: str) -> None:
        kept = self._kept[name]
        if kept.is_closed and not kept.is_sending:
            del self._kept[name]
            kept.seat.release()

    async def _carry(self, task: Task) -> None:
        """Send a part, then hand its result in until it is accepted."""
        result = await self._send(task)
        pace, pause = self._office.pace, self._office.pace.retry_first
        while True:
            try:
                await self._office.post(forms.RESULT, result, Stored)
            except OfficeError:
                await asyncio.sleep(pause)
                pause = min(pause * 2, pace.retry_longest)
            else:
                self._held.discard(task.errand)
                return

    async def _send(self, task: Task) -> Result:
        """What became of the part, whatever happens."""
        message = task.message
        report, refusal = None, None
        try:
            report = await self._offer(task)
        except ChannelError as error:
            refusal = Refusal(error.reason, error.retryable, error.by_line)
        except _BusyError:
            if self._full_from is None or message.priority < self._full_from:
                self._full_from = message.priority
            refusal = Refusal("no line is free for it", retryable=True, by_line=True)
        except Exception:
            log.exception("a channel broke while it was sending")
            report = Report(Stage.UNKNOWN, detail="a fault at the gateway")
        return Result(task.errand, message.id, message.address, task.part, report, refusal)

    async def _offer(self, task: Task) -> Report:
        """Raises ChannelError, _BusyError."""
        if self._channel.parts(task.message.text) != task.total:
            reason = "the gateway counts parts otherwise than the office: bring both to one version"
            raise ChannelError(reason, retryable=False)
        kept = await self._line_of(task)
        kept.is_sending = True
        try:
            report = await kept.seat.send(task.message, task.part)
        finally:
            kept.is_sending = False
            self._let_go(task.seat)
        if report.reference is None:
            return report
        reference = reference_of(kept.seat.line, report.reference)
        return Report(report.stage, reference, report.detail)

    async def _line_of(self, task: Task) -> _Kept:
        """The line that this message has, or one that is free. Raises _BusyError."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._office.pace.hold):
                while task.seat not in self._kept:
                    self._changed.clear()
                    seat = self._channel.reserve(task.message.address, task.message.priority)
                    if seat is None:
                        await self._changed.wait()
                    else:
                        self._kept[task.seat] = _Kept(seat)
        if task.seat not in self._kept:
            raise _BusyError
        return self._kept[task.seat]
