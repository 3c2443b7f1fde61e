"""What a provider's webhooks tell, in the words of the house."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

from gateway.provider.reading import MalformedError, at, form_of, found_in, json_of, time_of
from gateway.provider.shape import Hearing, Incoming, Paths, Reporting
from models.terms.channel import Delivery, Inbound, Part
from models.terms.phone import parse_phone

_LONGEST_ADDRESS = 40
_LONGEST_ID = 100
_SHORT_CODE = 6
_MOST_PARTS = 255


def entries_of(incoming: Incoming, body: bytes) -> Iterator[Any]:
    """The entries of a document that are for us. Raises MalformedError."""
    document = form_of(body) if incoming.form == "form" else json_of(body)
    entries = [document] if incoming.list is None else at(document, incoming.list)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise MalformedError("no list of entries")
    for entry in entries:
        if all(found_in(entry, path) == value for path, value in incoming.only.items()):
            yield entry


def inbound_of(hearing: Hearing, entry: Any, *, channel: str, name: str, now: datetime) -> Inbound:
    """Raises MalformedError when sender, text or id are not told."""
    return Inbound(
        channel=channel,
        address=address_of(_told(entry, hearing.sender, "sender"), hearing),
        text=_told(entry, hearing.text, "text"),
        received_at=time_of(found_in(entry, hearing.time), hearing.time_form, now=now),
        external_id=f"{name}:{_id_of(entry, hearing.id)}",
        part=_part_of(hearing, entry),
    )


def delivery_of(
    reporting: Reporting, entry: Any, *, channel: str, line: str, now: datetime
) -> Delivery | None:
    """None when it is no news. Raises MalformedError when it does not say of what."""
    stage = reporting.stage_of(_told(entry, reporting.status, "status"))
    if stage is None:
        return None
    code = found_in(entry, reporting.code) or ""
    return Delivery(
        channel=channel,
        address=address_of(_told(entry, reporting.to, "recipient"), reporting),
        reference=_id_of(entry, reporting.id),
        stage=stage,
        at=now,
        detail=f"error {code}"[:_LONGEST_ID] if code.strip("0") else "",
        line=line,
    )


def address_of(written: str, incoming: Incoming) -> str:
    """E.164 where it is a telephone number; a short code or a name as it stands."""
    written = written.strip()
    if not 0 < len(written) <= _LONGEST_ADDRESS:
        raise MalformedError("no address")
    lacks_plus = incoming.numbers_lack_plus and len(written) > _SHORT_CODE
    if lacks_plus and written.isdecimal():
        written = f"+{written}"
    return parse_phone(written) or written


def _told(entry: Any, paths: Paths, what: str) -> str:
    found = found_in(entry, paths)
    if found is None:
        raise MalformedError(f"no {what}")
    return found


def _id_of(entry: Any, paths: Paths) -> str:
    told = _told(entry, paths, "id").strip()
    if not told:
        raise MalformedError("no id")
    return told if len(told) <= _LONGEST_ID else sha256(told.encode()).hexdigest()


def _part_of(hearing: Hearing, entry: Any) -> Part | None:
    told = (
        found_in(entry, paths)
        for paths in (hearing.part_reference, hearing.part_total, hearing.part_number)
    )
    numbers = [int(word) for word in told if word and word.isascii() and word.isdecimal()]
    match numbers:
        case [reference, total, number] if 0 < number <= total and 1 < total <= _MOST_PARTS:
            return Part(reference, total, number, width=16)
        case _:
            return None
