"""What lies in a modem is read, handed on, and only then deleted.

One worker does everything that touches the storage, so that a slot is never deleted after
something new came to lie in it. Handing on runs beside it: a slow turn keeps nobody waiting.
Parts of a long message are handed on one by one; the server joins them, and knows copies.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from gateway import at
from gateway.errors import GatewayError, LineDownError, NoAnswerError, PduError, RefusedError
from gateway.meaning import delivery_of, found_in, unreadable
from gateway.modem import Modem, Slot
from gateway.patience import Rhythm
from gateway.pdu import Deliver, Pdu, StatusReport, Submit, octets_of, read
from models.terms.channel import Inbound, Inbox, Quarantined
from models.terms.clock import Clock

_FAREWELL_SECONDS = 5.0
_LONG_AGO = datetime.min.replace(tzinfo=UTC)

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Held:
    """A slot whose message the inbox has been handed."""

    pdu: str
    is_stored: bool = False
    """The inbox has it on disk: the slot is only to be deleted, and never handed on again."""


@dataclass(frozen=True, slots=True)
class _Sweep:
    pass


@dataclass(frozen=True, slots=True)
class _Delete:
    slot: Slot


@dataclass(frozen=True, slots=True)
class _Acknowledge:
    pass


Errand = Callable[[], Awaitable[None]]
_Job = Slot | at.Direct | _Delete | _Acknowledge | _Sweep
"""A slot to read, a PDU to take, a slot to delete, or everything to look through."""


class Intake:
    """The inbound side of one modem, from its opening to its loss."""

    def __init__(
        self, modem: Modem, inbox: Inbox, *, line: str, clock: Clock, rhythm: Rhythm
    ) -> None:
        """`line` is what the server calls this modem."""
        self._modem = modem
        self._inbox = inbox
        self._line = line
        self._clock = clock
        self._rhythm = rhythm
        self._jobs: asyncio.Queue[_Job] = asyncio.Queue()
        self._asked: set[_Job] = set()
        self._held: dict[Slot, _Held] = {}
        self._unstored: set[str] = set()
        self._undeleted: set[Slot] = set()
        self._handing: set[asyncio.Task[None]] = set()
        self._retry: asyncio.TimerHandle | None = None
        self._later: asyncio.TimerHandle | None = None
        self._swept_at = -rhythm.sweep_least
        self._to_read_again: set[Slot] = set()

    async def run(self) -> None:
        """Serve until the line goes down (LineDownError) or the task is cancelled."""
        pause = self._rhythm.sweep if self._modem.announces else self._rhythm.deaf_sweep
        self.sweep()
        while True:
            alarm = asyncio.get_running_loop().call_later(pause, self.sweep)
            try:
                await self._until_swept()
            finally:
                alarm.cancel()

    def heed(self, event: at.Stored | at.Direct) -> None:
        """Something came; called by the link, returns at once."""
        match event:
            case at.Stored(storage, index):
                self._ask(Slot(storage, index))
            case at.Direct():
                self._jobs.put_nowait(event)

    def sweep(self) -> None:
        """Look through the whole storage soon."""
        self._ask(_Sweep())

    async def close(self) -> None:
        """Give what is in hand a moment to be stored; it is read again if it was not."""
        for timer in (self._retry, self._later):
            if timer:
                timer.cancel()
        if self._handing:
            _, late = await asyncio.wait(self._handing, timeout=_FAREWELL_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    @property
    def remarks(self) -> Iterator[str]:
        """What the operator should know of this modem's storage."""
        if self._unstored:
            yield f"{len(self._unstored)} message(s) could not be stored yet, and are kept"
        if self._undeleted:
            yield f"{len(self._undeleted)} stored message(s) cannot be deleted from it"

    # The worker.

    async def _until_swept(self) -> None:
        job: _Job | None = None
        while not isinstance(job, _Sweep):
            job = await self._jobs.get()
            self._asked.discard(job)
            await self._do(job)

    def _ask(self, job: _Job) -> None:
        if job not in self._asked:
            self._asked.add(job)
            self._jobs.put_nowait(job)

    async def _do(self, job: _Job) -> None:
        try:
            match job:
                case Slot():
                    await self._read(job)
                case at.Direct(pdu):
                    self._hand_on(None, pdu, _understood(pdu))
                case _Delete(slot):
                    await self._delete(slot)
                case _Acknowledge():
                    await self._modem.acknowledge()
                case _Sweep():
                    await self._look_through()
        except LineDownError:
            raise
        except GatewayError as error:
            log.warning("the modem's storage: %s; it is looked through again later", error)
            if isinstance(job, Slot):
                self._retry_soon(job)
            elif isinstance(error, NoAnswerError):
                self._retry_soon()

    async def _read(self, slot: Slot) -> None:
        pdu = await self._modem.read(slot)
        if pdu is None:  # some modems announce a wrong index
            self._sweep_soon()
            return
        if self._is_new(slot, pdu):
            self._hand_on(slot, pdu, _understood(pdu))

    def _sweep_soon(self) -> None:
        """Look through the storage, but not again and again: a modem may announce without end."""
        loop = asyncio.get_running_loop()
        wait = self._swept_at + self._rhythm.sweep_least - loop.time()
        if wait <= 0:
            self.sweep()
        elif self._later is None:
            self._later = loop.call_later(wait, self._sweep_later)

    def _sweep_later(self) -> None:
        self._later = None
        self.sweep()

    async def _look_through(self) -> None:
        self._swept_at = asyncio.get_running_loop().time()
        for storage in self._modem.storages[::-1]:  # the usual one last, so that it stays chosen
            stored = await self._modem.list(storage)
            self._forget_all_but({slot for slot, _ in stored}, storage)
            self._take_all((slot, pdu) for slot, pdu in stored if self._is_new(slot, pdu))
        for slot in [slot for slot, held in self._held.items() if held.is_stored]:
            await self._delete(slot)

    async def _delete(self, slot: Slot) -> None:
        held = self._held.get(slot)
        if held is None or not held.is_stored:
            return  # what lies there now is something else
        try:
            await self._modem.delete(slot)
        except (RefusedError, NoAnswerError) as error:
            if slot not in self._undeleted:
                log.warning("%s is not deleted: %s; the next sweep tries again", slot, error)
            self._undeleted.add(slot)
        else:
            self._forget(slot)

    def _is_new(self, slot: Slot, pdu: str) -> bool:
        held = self._held.get(slot)
        return held is None or held.pdu != pdu

    def _forget_all_but(self, present: set[Slot], storage: str) -> None:
        for slot in [slot for slot in self._held if slot.storage == storage]:
            if slot not in present:
                self._forget(slot)

    def _forget(self, slot: Slot) -> None:
        self._held.pop(slot, None)
        self._undeleted.discard(slot)

    # From PDUs to the inbox.

    def _take_all(self, stored: Iterable[tuple[Slot, str]]) -> None:
        """Hand on what was found at once, in the order in which it was sent."""
        understood = [(slot, pdu, _understood(pdu)) for slot, pdu in stored]
        for slot, pdu, message in sorted(understood, key=lambda found: _sent_at(found[2])):
            self._hand_on(slot, pdu, message)

    def _hand_on(self, slot: Slot | None, pdu: str, message: Pdu | PduError) -> None:
        held = None
        if slot is not None:
            self._forget(slot)
            held = self._held[slot] = _Held(pdu)
        task = asyncio.create_task(self._handed(self._errand(pdu, message), slot, pdu, held))
        self._handing.add(task)
        task.add_done_callback(self._handing.discard)

    def _errand(self, pdu: str, message: Pdu | PduError) -> Errand:
        """What the inbox is to be told."""
        line, now = self._line, self._clock.now()
        match message:
            case PduError():
                return partial(self._set_aside, unreadable(pdu, str(message), line=line, now=now))
            case Submit():
                reason = "a message to somebody else, not one that came in"
                return partial(self._set_aside, unreadable(pdu, reason, line=line, now=now))
            case StatusReport():
                return partial(self._inbox.report, delivery_of(message, line=line, now=now))
            case Deliver():
                found = found_in(message, pdu, line=line, now=now)
                if isinstance(found, Inbound):
                    return partial(self._inbox.receive, found)
                return partial(self._set_aside, found)

    async def _set_aside(self, found: Quarantined) -> None:
        await self._inbox.quarantine(found)
        log.warning("a message is set aside (%s): %s", found.oddity.value, found.detail)

    async def _handed(
        self,
        errand: Errand,
        slot: Slot | None,
        pdu: str,
        held: _Held | None,
    ) -> None:
        while not await self._is_stored(errand, pdu):
            if slot is not None:
                self._read_again(slot, held)
                return
            await asyncio.sleep(self._rhythm.retry)  # the modem keeps no copy: nobody else has it
        if held is None or slot is None:
            self._jobs.put_nowait(_Acknowledge())
        else:
            held.is_stored = True
            self._jobs.put_nowait(_Delete(slot))

    async def _is_stored(self, errand: Errand, pdu: str) -> bool:
        try:
            await errand()
        except Exception as error:  # noqa: BLE001 - whatever it is, the message is not stored
            # Only the kind: its words may hold the message.
            log.warning("not stored (%s); it is read again later", type(error).__name__)
            self._unstored.add(pdu)
            return False
        self._unstored.discard(pdu)
        return True

    def _read_again(self, slot: Slot, held: _Held | None) -> None:
        if self._held.get(slot) is held:
            self._forget(slot)
        self._retry_soon(slot)

    def _retry_soon(self, *slots: Slot) -> None:
        """Read these again after a pause, for no sweep may reach them, and then sweep."""
        self._to_read_again.update(slots)
        if self._retry is None:
            loop = asyncio.get_running_loop()
            self._retry = loop.call_later(self._rhythm.retry, self._sweep_again)

    def _sweep_again(self) -> None:
        self._retry = None
        for slot in self._to_read_again:
            self._ask(slot)
        self._to_read_again.clear()
        self.sweep()


def _understood(pdu: str) -> Pdu | PduError:
    try:
        return read(octets_of(pdu))
    except PduError as error:
        return error


def _sent_at(message: Pdu | PduError) -> datetime:
    """What tells no time comes first."""
    return getattr(message, "sent_at", None) or _LONG_AGO
