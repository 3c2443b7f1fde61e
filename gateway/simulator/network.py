"""The mobile network behind a simulated modem: handsets, a service centre, and a log of it all."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from enum import StrEnum

from gateway.pdu import StatusReport, Submit
from gateway.simulator.faults import Fault, Faults
from gateway.simulator.joining import Joiner, Whole
from gateway.simulator.postbag import SERVICE_CENTRE, Postbag, Receiver
from gateway.simulator.settings import RefusedCommandError
from gateway.simulator.submitted import Submittals, Submitted
from models.terms.clock import Clock
from models.terms.segments import Encoding, count_segments

HERE = timezone(timedelta(hours=7))
DELIVERED = 0

_REFERENCES = 256
_MOST_REMEMBERED = 100_000
_REFUSED_DUPLICATE = 197
"""3GPP TS 23.040, 9.2.3.22: SM Rejected - Duplicate SM (0xC5)."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that a handset has whole."""

    n: int
    """Rises by one with each; what a follower asks for the rest by."""
    number: str
    text: str
    references: Sequence[int]
    """What the modem was told of each part, in order."""
    segments: int
    encoding: Encoding
    at: datetime
    is_delivered: bool = False
    """Whether the sender has been told, if it asked."""


class Happening(StrEnum):
    RECEIVED = "received"
    """A handset has the whole message."""
    DELIVERED = "delivered"
    """Its delivery was confirmed to the modem's owner."""


@dataclass(frozen=True, slots=True)
class Event:
    kind: Happening
    message: Sent


class Network:
    """One service centre, any number of handsets, one modem."""

    def __init__(self, *, clock: Clock, faults: Faults, report_seconds: float) -> None:
        self.report_seconds = report_seconds
        """From a part's arrival to the report of it."""
        self._clock = clock
        self._faults = faults
        self._postbag = Postbag(faults=faults, now=self._now)
        self._references = itertools.count(1)
        self._submittals = Submittals()
        self._joiner = Joiner()
        self._numbers = itertools.count(1)
        self._log: dict[int, Sent] = {}
        self._unconfirmed: dict[int, set[int]] = {}
        self._unreported: set[int] = set()
        self._followers: list[Callable[[Event], None]] = []
        self._timers: set[asyncio.TimerHandle] = set()

    def attach(self, receiver: Receiver) -> None:
        self._postbag.receiver = receiver

    def close(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    # From handsets to the modem.

    def inject(self, number: str, text: str) -> int:
        """Text the modem from a number or a sender's name; how many parts it took.

        Raises ValueError for what is neither, for a text of more than 255 parts, and when as many
        wait as are kept.
        """
        return self._postbag.put_text(number, text)

    def inject_pdu(self, pdu: bytes) -> None:
        """Bring the modem a DELIVER as it is, whether it can be read or not. Raises ValueError."""
        self._postbag.put(self._postbag.messages, pdu)
        self.flush()

    def inject_report(self, pdu: bytes) -> None:
        """Bring the modem a STATUS-REPORT as it is. Raises ValueError."""
        self._postbag.put(self._postbag.reports, pdu)
        self.flush()

    def give_back_message(self, pdu: bytes) -> None:
        """The modem could not take it after all."""
        self._postbag.messages.appendleft(pdu)

    def give_back_report(self, pdu: bytes) -> None:
        self._postbag.reports.appendleft(pdu)

    def flush(self) -> None:
        """Offer the modem what waits for it."""
        self._postbag.offer()

    @property
    def waiting(self) -> int:
        """Messages that the modem has not taken yet."""
        return len(self._postbag.messages)

    # From the modem to handsets.

    def accept(self, submit: Submit) -> int:
        """Pass one part on; the reference that its report will name.

        A reference that the modem's owner chose is kept. Raises RefusedCommandError for a copy that
        is not wanted twice.
        """
        now = self._clock.now()
        if self._submittals.holds_copy(submit, now):
            self._submittals.note(submit, now, reference=None)
            raise RefusedCommandError(_REFUSED_DUPLICATE)
        reference = submit.reference or next(self._references) % _REFERENCES
        self._submittals.note(submit, now, reference=reference)
        if self._faults.happens(Fault.REPORT_FAILED):
            self._report_later(submit, reference, self._faults.code(Fault.REPORT_FAILED))
            return reference
        self._unreported.add(reference)
        whole = self._joiner.add(submit.recipient.written, submit, reference)
        if whole:
            self._receive(submit.recipient.written, whole)
        self._report_later(submit, reference, DELIVERED)
        return reference

    def sent(self, *, since: int = 0) -> Sequence[Sent]:
        """Every message a handset has whole, after number `since`."""
        return [message for n, message in self._log.items() if n > since]

    @property
    def submits(self) -> int:
        """Parts that the network took from the modem, copies included."""
        return self._submittals.taken

    def submitted(self, *, since: int = 0) -> Sequence[Submitted]:
        """Every part that came from the modem, refused copies included, after number `since`."""
        return self._submittals.log(since=since)

    @property
    def incomplete(self) -> int:
        """Long messages to handsets whose parts are not all there."""
        return len(self._joiner)

    # Followers.

    def subscribe(self, follower: Callable[[Event], None]) -> Callable[[], None]:
        """Call `follower` with each event, in the loop; what is returned ends that."""
        self._followers.append(follower)
        return lambda: self._followers.remove(follower)

    async def events(self) -> AsyncIterator[Event]:
        """The same as an endless iterator; nothing is missed between two steps of it."""
        queue: asyncio.Queue[Event] = asyncio.Queue()
        unsubscribe = self.subscribe(queue.put_nowait)
        try:
            while True:
                yield await queue.get()
        finally:
            unsubscribe()

    # Inside.

    def _receive(self, number: str, whole: Whole) -> None:
        content = whole.content
        text = content if isinstance(content, str) else content.decode("latin-1")
        n = next(self._numbers)
        message = Sent(
            n=n,
            number=number,
            text=text,
            references=tuple(whole.places),
            segments=len(whole.parts),
            encoding=count_segments(text).encoding,
            at=self._clock.now(),
        )
        self._log[n] = message
        self._unconfirmed[n] = self._unreported.intersection(whole.places)
        if len(self._log) > _MOST_REMEMBERED:
            del self._log[next(iter(self._log))]
        self._tell(Happening.RECEIVED, message)

    def _report_later(self, submit: Submit, reference: int, status: int) -> None:
        accepted_at = self._now()

        def act() -> None:
            self._timers.discard(timer)
            self._report(submit, reference, status, accepted_at)

        timer = asyncio.get_running_loop().call_later(self.report_seconds, act)
        self._timers.add(timer)

    def _report(self, submit: Submit, reference: int, status: int, accepted_at: datetime) -> None:
        if submit.report_requested and not self._faults.happens(Fault.REPORT_LOST):
            report = StatusReport(
                reference=reference,
                recipient=submit.recipient,
                sent_at=accepted_at,
                discharged_at=self._now(),
                status=status,
                smsc=SERVICE_CENTRE,
            ).to_bytes()
            copies = 1 + self._faults.happens(Fault.REPORT_DOUBLED)
            with suppress(ValueError):
                for _ in range(copies):
                    self.inject_report(report)
        if status == DELIVERED:
            self._confirm(reference)

    def _confirm(self, reference: int) -> None:
        self._unreported.discard(reference)
        for n, references in list(self._unconfirmed.items()):
            references.discard(reference)
            if not references:
                del self._unconfirmed[n]
                self._deliver(n)

    def _deliver(self, n: int) -> None:
        if n in self._log:
            self._log[n] = replace(self._log[n], is_delivered=True)
            self._tell(Happening.DELIVERED, self._log[n])

    def _tell(self, kind: Happening, message: Sent) -> None:
        for follower in list(self._followers):
            follower(Event(kind, message))

    def _now(self) -> datetime:
        return self._clock.now().astimezone(HERE).replace(microsecond=0)
