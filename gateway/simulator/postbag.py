"""What the service centre keeps for the modem until it takes it: texts and reports.

Source: 3GPP TS 23.040, 3.2.8 (messages waiting): what cannot be delivered is kept.
"""

import itertools
import re
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from gateway import gsm7
from gateway.address import ALPHANUMERIC, Address
from gateway.concat import headers_of, scheme_of
from gateway.errors import PduError
from gateway.pdu import Deliver
from gateway.simulator.faults import Fault, Faults
from models.terms.segments import MOST_SEGMENTS, split_text

SERVICE_CENTRE = Address("62811000000")
MOST_WAITING = 100_000
LONGEST_PDU = 255

_REFERENCES = 256
_NUMBER = re.compile(r"\+?[0-9]{2,15}")
_LONGEST_NAME = 11
_SECOND = timedelta(seconds=1)


class Receiver(Protocol):
    """The modem as the network sees it."""

    def take_message(self, pdu: bytes) -> bool:
        """Take a DELIVER; False when it cannot now."""

    def take_report(self, pdu: bytes) -> bool:
        """Take a STATUS-REPORT; False when it cannot now."""


class Postbag:
    """In order; nothing is offered before what is older."""

    def __init__(self, *, faults: Faults, now: Callable[[], datetime]) -> None:
        self.receiver: Receiver | None = None
        self.messages: deque[bytes] = deque()
        self.reports: deque[bytes] = deque()
        self._faults = faults
        self._now = now
        self._long_texts = itertools.count(1)
        self._stamps: dict[tuple[str, str], datetime] = {}

    def put_text(self, number: str, text: str) -> int:
        """A handset's text, in as many parts as are told. Raises ValueError."""
        sender = _sender(number)
        texts = split_text(text)
        if len(texts) > MOST_SEGMENTS:
            raise ValueError("a text has at most 255 parts")
        if len(self.messages) + len(texts) > MOST_WAITING:
            raise ValueError("too many texts wait already")
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
        self.messages.extend(self._marred(parts))
        self.offer()
        return len(texts)

    def put(self, bag: deque[bytes], pdu: bytes) -> None:
        """One PDU as it is. Raises ValueError."""
        if not 1 <= len(pdu) <= LONGEST_PDU:
            raise ValueError(f"a PDU has 1 to {LONGEST_PDU} octets")
        if len(bag) >= MOST_WAITING:
            raise ValueError("too many wait already")
        bag.append(pdu)

    def offer(self) -> None:
        """Offer the modem what waits for it."""
        if self.receiver is None:
            return
        while self.messages and self.receiver.take_message(self.messages[0]):
            self.messages.popleft()
        while self.reports and self.receiver.take_report(self.reports[0]):
            self.reports.popleft()

    def _marred(self, parts: list[bytes]) -> list[bytes]:
        if len(parts) > 1 and self._faults.happens(Fault.PART_MISSING):
            parts.pop()
        if self._faults.happens(Fault.PART_DOUBLED):
            parts.insert(0, parts[0])
        if len(parts) > 1 and self._faults.happens(Fault.PARTS_SHUFFLED):
            parts.append(parts.pop(0))
        return parts

    def _stamp(self, number: str, text: str) -> datetime:
        """Now, in whole seconds; a second later for the same words in the same second.

        Nothing else tells a person's second "1" from a copy of the first.
        """
        now = self._now()
        last = self._stamps.get((number, text))
        stamp = last + _SECOND if last and last >= now else now
        self._stamps[number, text] = stamp
        if len(self._stamps) > MOST_WAITING:
            del self._stamps[next(iter(self._stamps))]
        return stamp


def _sender(written: str) -> Address:
    if _NUMBER.fullmatch(written):
        return Address.of(written)
    try:
        septets = gsm7.encode(written)
    except PduError:
        raise ValueError("a sender is a number, or a name in the GSM alphabet") from None
    if not 0 < len(septets) <= _LONGEST_NAME:
        raise ValueError("a sender's name has 1 to 11 characters")
    return Address(written, ALPHANUMERIC)
