"""What lies in a modem becomes messages: read, joined, handed on, and only then deleted.

One worker does everything that touches the storage, so that a slot is never deleted after
something new came to lie in it. Handing on runs beside it: a slow turn keeps nobody waiting.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from functools import partial

from gateway import at
from gateway.concat import Joiner, Whole, fingerprint
from gateway.errors import GatewayError, LineDownError, NoAnswerError, PduError, RefusedError
from gateway.meaning import delivery_of, inbound_of
from gateway.modem import Modem, Slot
from gateway.patience import Rhythm
from gateway.pdu import Deliver, StatusReport, octets_of, read
from models.terms.channel import Inbox
from models.terms.clock import Clock

_REMEMBERED = 1000
_FAREWELL_SECONDS = 5.0
_LONG_AGO = datetime.min.replace(tzinfo=UTC)

log = logging.getLogger(__name__)


class _State(Enum):
    """What we know of an occupied slot."""

    WAITING = auto()
    """A part whose others are not here yet."""
    IN_HAND = auto()
    """The inbox has it and has not said that it is stored."""
    DONE = auto()
    """Stored; only to be deleted."""
    LEFT = auto()
    """Not to be read, or none of ours."""


@dataclass(slots=True)
class _Held:
    pdu: str
    state: _State


@dataclass(frozen=True, slots=True)
class _Sweep:
    pass


@dataclass(frozen=True, slots=True)
class _Delete:
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class _Acknowledge:
    pass


_Job = Slot | at.Direct | _Delete | _Acknowledge | _Sweep
"""A slot to read, a PDU to take, slots to delete, or everything to look through."""


class Finished:
    """Parts whose message is stored, the latest thousand: it outlives a connection.

    When a line goes down between the deletions of a long message's parts, those that stay are
    known for what they are.
    """

    def __init__(self) -> None:
        self._marks: OrderedDict[str, None] = OrderedDict()

    def add(self, part: Deliver) -> None:
        self._marks[fingerprint([part])] = None
        if len(self._marks) > _REMEMBERED:
            self._marks.popitem(last=False)

    def __contains__(self, part: Deliver) -> bool:
        return fingerprint([part]) in self._marks


class Intake:
    """The inbound side of one modem, from its opening to its loss."""

    def __init__(
        self, modem: Modem, inbox: Inbox, *, clock: Clock, rhythm: Rhythm, finished: Finished
    ) -> None:
        self._modem = modem
        self._inbox = inbox
        self._clock = clock
        self._rhythm = rhythm
        self._finished = finished
        self._jobs: asyncio.Queue[_Job] = asyncio.Queue()
        self._asked: set[_Job] = set()
        self._held: dict[Slot, _Held] = {}
        self._joiner: Joiner[Slot | None, Deliver] = Joiner()
        self._handing: set[asyncio.Task[None]] = set()
        self._retry: asyncio.TimerHandle | None = None

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
        if self._retry:
            self._retry.cancel()
        if self._handing:
            _, late = await asyncio.wait(self._handing, timeout=_FAREWELL_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    @property
    def remarks(self) -> Sequence[str]:
        """What the operator should know of this modem's storage."""
        remarks = []
        if incomplete := len(self._joiner):
            remarks.append(f"{incomplete} long message(s) wait for missing parts")
        left = sorted(
            f"{slot.storage} {slot.index}"
            for slot, held in self._held.items()
            if held.state is _State.LEFT
        )
        if left:
            remarks.append(f"{len(left)} stored message(s) cannot be read ({', '.join(left)})")
        return remarks

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
                    self._hand_on(self._understood([(None, pdu)]))
                case _Delete(slots):
                    await self._delete(slots)
                case _Acknowledge():
                    await self._modem.acknowledge()
                case _Sweep():
                    await self._look_through()
        except LineDownError:
            raise
        except GatewayError as error:
            log.warning("the modem's storage: %s; it is looked through again later", error)
            if isinstance(job, Slot) or isinstance(error, NoAnswerError):
                self._retry_soon()

    async def _read(self, slot: Slot) -> None:
        pdu = await self._modem.read(slot)
        if pdu is None:  # some modems announce a wrong index
            self.sweep()
            return
        self._hand_on(self._understood([(slot, pdu)]))

    async def _look_through(self) -> None:
        for storage in self._modem.storages[::-1]:  # the usual one last, so that it stays chosen
            stored = await self._modem.list(storage)
            self._forget_all_but({slot for slot, _ in stored}, storage)
            self._hand_on(self._understood(stored))
        done = [slot for slot, held in self._held.items() if held.state is _State.DONE]
        await self._delete(done)

    async def _delete(self, slots: Iterable[Slot]) -> None:
        for slot in slots:
            held = self._held.get(slot)
            if held is None or held.state is not _State.DONE:
                continue  # what lies there now is something else
            try:
                await self._modem.delete(slot)
            except (RefusedError, NoAnswerError) as error:
                log.warning("%s is not deleted: %s; the next sweep tries again", slot, error)
            else:
                del self._held[slot]

    def _forget_all_but(self, present: set[Slot], storage: str) -> None:
        for slot, held in list(self._held.items()):
            if slot.storage == storage and slot not in present and held.state is not _State.IN_HAND:
                self._forget(slot)

    def _forget(self, slot: Slot) -> None:
        del self._held[slot]
        self._joiner.forget(slot)

    # From PDUs to messages.

    def _understood(
        self, stored: Iterable[tuple[Slot | None, str]]
    ) -> Sequence[Whole[Slot | None, Deliver]]:
        """The messages these PDUs complete, in the order in which they were sent."""
        wholes = (self._take(slot, pdu) for slot, pdu in stored)
        return sorted((whole for whole in wholes if whole), key=_sent_at)

    def _take(self, slot: Slot | None, pdu: str) -> Whole[Slot | None, Deliver] | None:
        if slot is not None and not self._is_new(slot, pdu):
            return None
        try:
            message = read(octets_of(pdu))
        except PduError as error:
            self._leave(slot, pdu, str(error))
            return None
        if isinstance(message, StatusReport):
            self._report(message, slot, pdu)
            return None
        if not isinstance(message, Deliver) or not isinstance(message.content, str):
            self._leave(slot, pdu, "not a text for us")
            return None
        self._hold(slot, pdu, _State.WAITING)
        if message in self._finished:
            self._finish((slot,))
            return None
        return self._joiner.add(message.sender.written, message, slot)

    def _is_new(self, slot: Slot, pdu: str) -> bool:
        held = self._held.get(slot)
        if held is None:
            return True
        if held.pdu == pdu:
            return False
        self._forget(slot)
        return True

    def _hold(self, slot: Slot | None, pdu: str, state: _State) -> None:
        if slot is not None:
            self._held[slot] = _Held(pdu, state)

    def _leave(self, slot: Slot | None, pdu: str, reason: str) -> None:
        self._hold(slot, pdu, _State.LEFT)
        log.warning("message %s is left in the modem: %s", slot, reason)

    # From messages to the inbox.

    def _hand_on(self, wholes: Iterable[Whole[Slot | None, Deliver]]) -> None:
        for whole in wholes:
            message = inbound_of(whole, now=self._clock.now())
            self._hand(partial(self._inbox.receive, message), whole.places, whole.parts)

    def _report(self, report: StatusReport, slot: Slot | None, pdu: str) -> None:
        self._hold(slot, pdu, _State.IN_HAND)
        delivery = delivery_of(report, now=self._clock.now())
        self._hand(partial(self._inbox.report, delivery), (slot,), ())

    def _hand(
        self,
        action: Callable[[], Awaitable[None]],
        slots: Sequence[Slot | None],
        parts: Sequence[Deliver],
    ) -> None:
        for slot in slots:
            if slot in self._held:
                self._held[slot].state = _State.IN_HAND
        task = asyncio.create_task(self._handed(action, slots, parts))
        self._handing.add(task)
        task.add_done_callback(self._handing.discard)

    async def _handed(
        self,
        action: Callable[[], Awaitable[None]],
        slots: Sequence[Slot | None],
        parts: Sequence[Deliver],
    ) -> None:
        while not await self._is_stored(action):
            if None not in slots:
                self._try_again(slots)
                return
            await asyncio.sleep(self._rhythm.retry)  # the modem keeps no copy: nobody else has it
        for part in parts:
            self._finished.add(part)
        self._finish(slots)

    async def _is_stored(self, action: Callable[[], Awaitable[None]]) -> bool:
        try:
            await action()
        except Exception as error:  # noqa: BLE001 - whatever it is, the message is not stored
            # Only the kind: its words may hold the message.
            log.warning("not stored (%s); it is read again later", type(error).__name__)
            return False
        return True

    def _try_again(self, slots: Iterable[Slot | None]) -> None:
        for slot in slots:
            if slot is not None:
                self._held.pop(slot, None)
        self._retry_soon()

    def _finish(self, slots: Sequence[Slot | None]) -> None:
        stored = tuple(slot for slot in slots if slot is not None)
        for slot in stored:
            if slot in self._held:
                self._held[slot].state = _State.DONE
        if stored:
            self._jobs.put_nowait(_Delete(stored))
        if len(stored) < len(slots):
            self._jobs.put_nowait(_Acknowledge())

    def _retry_soon(self) -> None:
        if self._retry is None:
            loop = asyncio.get_running_loop()
            self._retry = loop.call_later(self._rhythm.retry, self._sweep_again)

    def _sweep_again(self) -> None:
        self._retry = None
        self.sweep()


def _sent_at(whole: Whole[Slot | None, Deliver]) -> datetime:
    return whole.parts[0].sent_at or _LONG_AGO
