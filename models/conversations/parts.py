"""Parts of long messages that came in: each kept at once, put together when all are there.

Parts belong together when channel, address, reference, number of parts and width of the reference
agree and all were sent within a day: 3GPP TS 23.040, 9.2.3.24.1, and references come round.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple

from models.conversations.tables import InboundPart
from models.db import Rows, Statement, lock_until_commit
from models.terms.channel import Inbound, Part
from models.terms.segments import MOST_SEGMENTS, join_texts

NEAR_MS = int(timedelta(hours=24) / timedelta(milliseconds=1))
"""Parts sent further apart are of two messages."""
SOON_MS = int(timedelta(minutes=30) / timedelta(milliseconds=1))
"""A phone sends its parts in a row: what is further apart is joined only when nothing else fits."""
GAP = " [...] "
"""Stands for parts that did not come, however many are missing between two that did."""
REFERENCES = 1 << 16
MOST_READ = 2000
"""More parts than that under one reference of one address are not looked at together."""


class PartStage(StrEnum):
    """How far a part got; it only moves forward."""

    WAITING = "waiting"
    SHOWN = "shown"
    """Told to staff as part of an incomplete message."""
    HEARD = "heard"
    """Its message is in the thread; kept for a while so that a copy is known."""


class KeptPart(NamedTuple):
    """One part; the columns of its row."""

    id: int
    group_id: int
    channel: str
    address: str
    external_id: str
    reference: int
    width: int
    total: int
    number: int
    text: str
    sent_at_ms: int
    stored_at_ms: int
    stage: PartStage


class Incomplete(NamedTuple):
    """A message of which parts are missing, and where it came from."""

    group_id: int
    channel: str
    address: str


_PARTS = Rows(InboundPart, *KeptPart._fields)
ROWS = (_PARTS,)
_COPY = Statement('select "id" from "inbound_part" where "external_id" = ?')
_LIKE = Statement(
    'select * from "inbound_part" where "address" = ? and "reference" = ? and "total" = ? '
    'and "width" = ? and "channel" = ? order by "id" desc limit ?'
)
_OF_GROUP = Statement('select * from "inbound_part" where "group_id" = ? order by "id"')
_MOVE = Statement('update "inbound_part" set "stage" = ? where "group_id" = ?')
_REGROUP = Statement('update "inbound_part" set "group_id" = ? where "id" in ??')
_SILENT_SINCE = Statement(
    'select distinct p."group_id", p."channel", p."address" from "inbound_part" p '
    'where p."stage" in ?? and p."stored_at_ms" <= ? and not exists (select 1 '
    'from "inbound_part" n where n."group_id" = p."group_id" and n."stored_at_ms" > ?) '
    'order by p."group_id" limit ?'
)
_FORGET = Statement('delete from "inbound_part" where "stage" = ? and "stored_at_ms" < ?')


def place_of(inbound: Inbound) -> Part | None:
    """Where a part stands, or None for a whole message: a place that cannot be is none.

    Such a text is heard by itself, as 3GPP TS 23.040, 9.2.3.24.1 asks.
    """
    part = inbound.part
    if part is None or part.total == 1:
        return None
    can_be = 0 < part.number <= part.total <= MOST_SEGMENTS and 0 <= part.reference < REFERENCES
    return part if can_be else None


def group_of(number: int, text: str, sent_at_ms: int, *, among: Sequence[KeptPart]) -> int | None:
    """The message that takes a part, of those under its reference: the nearest in time.

    It takes what was sent soon before or after, under a number that is free; and copies. A message
    that was heard whole takes nothing more: the same again is another.
    """
    ranked = []
    for group_id, parts in groups_of(among).items():
        there = {kept.text for kept in parts if kept.number == number}
        is_over = is_heard(parts) and is_whole(parts)
        nearest = min(abs(sent_at_ms - kept.sent_at_ms) for kept in parts)
        furthest = max(abs(sent_at_ms - kept.sent_at_ms) for kept in parts)
        is_ours = there == {text} or (not there and nearest < SOON_MS)
        if is_ours and furthest < NEAR_MS and not is_over:
            ranked.append((is_heard(parts), nearest, group_id))
    return min(ranked)[2] if ranked else None


def completed(group_id: int, *, among: Sequence[KeptPart]) -> Sequence[KeptPart]:
    """A whole message of these parts and of those that were sent later or earlier the same day.

    None when no others fill exactly what is missing. Only once nothing more comes: the first part
    of a new message would fill the gap of an old one.
    """
    groups = {key: parts for key, parts in groups_of(among).items() if not is_heard(parts)}
    ours = groups.pop(group_id, [])
    if not ours:
        return ()
    for parts in sorted(groups.values(), key=lambda parts: _span([*ours, *parts])):
        numbers = {kept.number for kept in ours}
        is_apart = numbers.isdisjoint(kept.number for kept in parts)
        if is_apart and _span([*ours, *parts]) < NEAR_MS:
            ours = [*ours, *parts]
    return ours if is_whole(ours) else ()


def groups_of(among: Iterable[KeptPart]) -> dict[int, list[KeptPart]]:
    """The parts of each message."""
    groups: dict[int, list[KeptPart]] = {}
    for kept in among:
        groups.setdefault(kept.group_id, []).append(kept)
    return groups


def is_whole(parts: Sequence[KeptPart]) -> bool:
    """Whether every part of the message is there."""
    return len({kept.number for kept in parts}) == parts[0].total


def is_heard(parts: Sequence[KeptPart]) -> bool:
    """Whether the message stands in its thread, perhaps with gaps."""
    return any(kept.stage is PartStage.HEARD for kept in parts)


def arrived(parts: Iterable[KeptPart]) -> Sequence[KeptPart]:
    """One of each number, the one that came first, in reading order."""
    first: dict[int, KeptPart] = {}
    for kept in sorted(parts, key=lambda kept: kept.id):
        first.setdefault(kept.number, kept)
    return [first[number] for number in sorted(first)]


def text_of(parts: Iterable[KeptPart]) -> str:
    """The text, each gap marked; letters that a sender tore between two parts are mended."""
    came = arrived(parts)
    pieces: list[str] = []
    expected = 1
    for kept in came:
        if kept.number > expected:
            pieces.append(GAP)
        pieces.append(kept.text)
        expected = kept.number + 1
    if came and expected <= came[0].total:
        pieces.append(GAP)
    text = join_texts(pieces)
    return text.strip() if GAP in pieces else text


def key_of(parts: Iterable[KeptPart]) -> str:
    """The key of the message that these parts make: the same parts, the same key."""
    digest = sha256()
    for kept in arrived(parts):
        digest.update(kept.external_id.encode() + b"\0")
    return f"parts-{digest.hexdigest()[:32]}"


async def keep(inbound: Inbound, place: Part, *, number: int, at_ms: int) -> Sequence[KeptPart]:
    """Store a part under the row number `number`: its message's parts, this one last.

    None for a copy, which changes nothing. Call inside a transaction.
    """
    await lock_until_commit()  # else none of two would find the message whole
    if await _COPY.rows(inbound.external_id):
        return ()
    sent_at_ms = int(inbound.received_at.timestamp() * 1000)
    known = await _like(inbound.channel, inbound.address, place.reference, place.total, place.width)
    group_id = group_of(place.number, inbound.text, sent_at_ms, among=known)
    part = KeptPart(
        number,
        number if group_id is None else group_id,
        inbound.channel,
        inbound.address,
        inbound.external_id,
        place.reference,
        place.width,
        place.total,
        place.number,
        inbound.text,
        sent_at_ms,
        at_ms,
        PartStage.WAITING,
    )
    await _PARTS.insert([part._replace(text=json.dumps(part.text))])
    return [*(kept for kept in known if kept.group_id == group_id), part]


async def of_group(group_id: int) -> Sequence[KeptPart]:
    """The parts of one message, as they came."""
    return [_part(row) for row in await _OF_GROUP.rows(group_id)]


async def complete(group_id: int, *, silent_since_ms: int) -> Sequence[KeptPart]:
    """Join a message with others that fill what it lacks; its parts, or none when they do not.

    Of the others, too, nothing may have come since the moment. Call inside a transaction.
    """
    first = (await of_group(group_id))[0]
    like = await _like(first.channel, first.address, first.reference, first.total, first.width)
    silent = [
        kept
        for parts in groups_of(like).values()
        if all(part.stored_at_ms <= silent_since_ms for part in parts)
        for kept in parts
    ]
    whole = completed(group_id, among=silent)
    if whole:
        await _REGROUP.run(group_id, [kept.id for kept in whole])
    return whole


async def move(group_id: int, stage: PartStage) -> None:
    """All parts of a message have got so far."""
    await _MOVE.run(stage.value, group_id)


async def silent_since(
    at_ms: int, *, stages: Sequence[PartStage], limit: int = 100
) -> Sequence[Incomplete]:
    """Messages with parts at one of these stages of which nothing came after a moment."""
    found = await _SILENT_SINCE.rows([stage.value for stage in stages], at_ms, at_ms, limit)
    return [Incomplete(row["group_id"], row["channel"], row["address"]) for row in found]


async def forget_heard(before_ms: int) -> int:
    """Delete the parts of messages heard long ago; how many."""
    return await _FORGET.run(PartStage.HEARD.value, before_ms)


def _span(parts: Sequence[KeptPart]) -> int:
    times = [kept.sent_at_ms for kept in parts]
    return max(times) - min(times)


async def _like(
    channel: str, address: str, reference: int, total: int, width: int
) -> Sequence[KeptPart]:
    """All that came under one reference."""
    rows = await _LIKE.rows(address, reference, total, width, channel, MOST_READ)
    return [_part(row) for row in rows]


def _part(row: Mapping[str, Any]) -> KeptPart:
    values = {name: row[name] for name in KeptPart._fields}
    # Half a letter cannot be stored as it is, nor can a NUL: the text is kept as JSON.
    return KeptPart(**{**values, "text": json.loads(row["text"]), "stage": PartStage(row["stage"])})
