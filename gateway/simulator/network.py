"""The mobile network behind a simulated modem: handsets, a service centre, and a log of it all."""

import asyncio
import itertools
import re
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import Protocol

from gateway import gsm7
from gateway.address import ALPHANUMERIC, Address
from gateway.concat import Joiner, Whole, headers_of, scheme_of
from gateway.errors import PduError
from gateway.pdu import Deliver, StatusReport, Submit
from gateway.simulator.faults import Fault, Faults
from models.terms.clock import Clock
from models.terms.segments import MOST_SEGMENTS, Encoding, count_segments, split_text

SERVICE_CENTRE = Address("62811000000")
HERE = timezone(timedelta(hours=7))
DELIVERED = 0

_REFERENCES = 256
_MOST_REMEMBERED = 100_000
_NUMBER = re.compile(r"\+?[0-9]{2,15}")
_LONGEST_NAME = 11
_SECOND = timedelta(seconds=1)


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


class Receiver(Protocol):
    """The modem as the network sees it."""

    def take_message(self, pdu: bytes) -> bool:
        """Take a DELIVER; False when it cannot now."""

    def take_report(self, pdu: bytes) -> bool:
        """Take a STATUS-REPORT; False when it cannot now."""


class Network:
    """One service centre, any number of handsets, one modem."""

    def __init__(self, *, clock: Clock, faults: Faults, report_seconds: float) -> None:
        self.report_seconds = report_seconds
        """From a part's arrival to the report of it."""
        self._clock = clock
        self._faults = faults
        self._receiver: Receiver | None = None
        self._messages: deque[bytes] = deque()
        self._reports: deque[bytes] = deque()
        self._references = itertools.count(1)
        self._long_texts = itertools.count(1)
        self._joiner: Joiner[int, Submit] = Joiner()
        self._numbers = itertools.count(1)
        self._log: dict[int, Sent] = {}
        self._unconfirmed: dict[int, set[int]] = {}
        self._unreported: set[int] = set()
        self._followers: list[Callable[[Event], None]] = []
        self._timers: set[asyncio.TimerHandle] = set()
        self._stamps: dict[tuple[str, str], datetime] = {}
        self.submits = 0
        """Parts that came from the modem, copies included."""

    def attach(self, receiver: Receiver) -> None:
        self._receiver = receiver

    def close(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    # From handsets to the modem.

    def inject(self, number: str, text: str) -> int:
        """Text the modem from a number or a sender's name; how many parts it took.

        Raises ValueError for what is neither, or for a text of more than 255 parts.
        """
        sender = _sender(number)
        texts = split_text(text)
        if len(texts) > MOST_SEGMENTS:
            raise ValueError("a text has at most 255 parts")
        sent_at = self._stamp(number, text)
        headers = headers_of(len(texts), reference=next(self._long_texts) % _REFERENCES)
        parts = [
            Deliver(
                sender=sender,
                content=part,
                sent_at=sent_at,
                coding=scheme_of(text),
                header=header,
                smsc=SERVICE_CENTRE,
            ).to_bytes()
            for part, header in zip(texts, headers, strict=True)
        ]
        if len(parts) > 1 and self._faults.happens(Fault.PART_MISSING):
            parts.pop()
        if self._faults.happens(Fault.PART_DOUBLED):
            parts.insert(0, parts[0])
        self._messages.extend(parts)
        self.flush()
        return len(texts)

    def flush(self) -> None:
        """Offer the modem what waits for it."""
        if self._receiver is None:
            return
        while self._messages and self._receiver.take_message(self._messages[0]):
            self._messages.popleft()
        while self._reports and self._receiver.take_report(self._reports[0]):
            self._reports.popleft()

    @property
    def waiting(self) -> int:
        """Messages that the modem has not taken yet."""
        return len(self._messages)

    # From the modem to handsets.

    def accept(self, submit: Submit) -> int:
        """Pass one part on; the reference that its report will name."""
        reference = next(self._references) % _REFERENCES
        self.submits += 1
        self._unreported.add(reference)
        number = submit.recipient.written
        whole = self._joiner.add(number, submit, reference)
        if whole:
            self._receive(number, whole)
        accepted_at = self._now()
        self._later(lambda: self._confirm(submit, reference, accepted_at))
        return reference

    def sent(self, *, since: int = 0) -> Sequence[Sent]:
        """Every message a handset has whole, after number `since`."""
        return [message for n, message in self._log.items() if n > since]

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

    def _receive(self, number: str, whole: Whole[int, Submit]) -> None:
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

    def _confirm(self, submit: Submit, reference: int, accepted_at: datetime) -> None:
        if submit.report_requested:
            report = StatusReport(
                reference=reference,
                recipient=submit.recipient,
                sent_at=accepted_at,
                discharged_at=self._now(),
                status=DELIVERED,
                smsc=SERVICE_CENTRE,
            )
            self._reports.append(report.to_bytes())
            self.flush()
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

    def _later(self, action: Callable[[], None]) -> None:
        def act() -> None:
            self._timers.discard(timer)
            action()

        timer = asyncio.get_running_loop().call_later(self.report_seconds, act)
        self._timers.add(timer)

    def _tell(self, kind: Happening, message: Sent) -> None:
        for follower in list(self._followers):
            follower(Event(kind, message))

    def _stamp(self, number: str, text: str) -> datetime:
        """Now, in whole seconds; a second later for the same words in the same second.

        Nothing else tells a person's second "1" from a copy of the first.
        """
        now = self._now()
        last = self._stamps.get((number, text))
        stamp = last + _SECOND if last and last >= now else now
        self._stamps[number, text] = stamp
        if len(self._stamps) > _MOST_REMEMBERED:
            del self._stamps[next(iter(self._stamps))]
        return stamp

    def _now(self) -> datetime:
        return self._clock.now().astimezone(HERE).replace(microsecond=0)


def _sender(written: str) -> Address:
    if _NUMBER.fullmatch(written):
        return Address.of(written)
    try:
        gsm7.encode(written)
    except PduError:
        raise ValueError("a sender is a number, or a name in the GSM alphabet") from None
    if not 0 < len(gsm7.encode(written)) <= _LONGEST_NAME:
        raise ValueError("a sender's name has 1 to 11 characters")
    return Address(written, ALPHANUMERIC)
