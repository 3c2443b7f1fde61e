"""The inbox of an office elsewhere: returns once the office has stored what was handed in."""

import hashlib
from dataclasses import dataclass, replace

from gateway.remote import forms
from gateway.remote.forms import Stored
from gateway.remote.office import OfficeLine
from models.terms.channel import Delivery, Inbound, Quarantined


@dataclass(frozen=True, slots=True)
class HttpInbox:
    """`models.terms.channel.Inbox`; whatever it raises, hand it in again: a copy is known."""

    office: OfficeLine

    async def receive(self, message: Inbound) -> None:
        await self.office.post(forms.INBOUND, message, Stored)

    async def report(self, delivery: Delivery) -> None:
        told = replace(delivery, reference=reference_of(delivery.line, delivery.reference), line="")
        await self.office.post(forms.REPORT, told, Stored)

    async def quarantine(self, found: Quarantined) -> None:
        await self.office.post(forms.QUARANTINE, found, Stored)


def reference_of(line: str, reference: str) -> str:
    """A reference that names its line: the office does not know yet by which line a text goes."""
    return f"{hashlib.sha256(line.encode()).hexdigest()[:8]}-{reference}"
