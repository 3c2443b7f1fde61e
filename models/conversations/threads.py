"""The desk's lists: each tab a page at a time, how many stand in each, and what a thread bears.

A thread stands in exactly one place (`Standing`), kept in its row and indexed with the time it
moved last, so that a page costs the same with ten threads and with a million.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from models.conversations import tallies
from models.conversations.rules import Standing
from models.conversations.views import ConversationView
from models.db import Statement

PAGE_MOST = 100


class Tab(StrEnum):
    """A list that the desk shows."""

    MINE = "mine"
    WAITING = "waiting"
    BOT = "bot"
    ALL = "all"
    """Everything but what is closed."""
    CLOSED = "closed"


STANDINGS: Mapping[Tab, Sequence[Standing]] = {
    Tab.MINE: (Standing.STAFF,),
    Tab.WAITING: (Standing.WAITING,),
    Tab.BOT: (Standing.BOT,),
    Tab.ALL: (Standing.BOT, Standing.WAITING, Standing.STAFF, Standing.ASLEEP),
    Tab.CLOSED: (Standing.CLOSED,),
}


@dataclass(frozen=True, slots=True)
class Sieve:
    """What else a thread must be to be listed; None lets everything through."""

    label: str | None = None
    """Folded, as `labels.fold` makes it."""
    channel: str | None = None
    department_id: int | None = None
    owner_id: int | None = None


class Place(NamedTuple):
    """Where a page ends and the next one goes on; how it sorts depends on the tab."""

    first: int
    second: int
    id: int


class About(NamedTuple):
    """What the list shows of a thread beside its own row."""

    name: str | None
    doors: tuple[str, ...]
    labels: tuple[str, ...]
    read_pos: int


_MOVED = '"updated_at_ms" desc, "id" desc'
_LINE = '"urgency" desc, "waiting_since_ms", "id"'
_BY_LABEL = (
    'exists (select 1 from "thread_label" l where l."conversation_id" = c."id" and l."label" = ?)'
)
_COUNTS = Statement('select "standing", count(*) as "many" from "conversation" group by "standing"')
_MINE = Statement(
    'select count(*) as "many" from "conversation" where "owner_id" = ? and "standing" = \'staff\''
)
_ASLEEP = Statement(
    'select "id" from "conversation" where "snoozed_until_ms" <= ? '
    'order by "snoozed_until_ms" limit ?'
)
_WHO = Statement(
    'select a."contact_id", a."channel", coalesce(p."name", q."name", k."name") as "name" '
    'from "address" a join "contact" k on k."id" = a."contact_id" '
    'left join "person_contact" pc on pc."contact_id" = a."contact_id" '
    'left join "person" p on p."id" = coalesce(pc."person_id", a."contact_id") '
    'left join "proved_phone" pp on pp."phone" = a."value" '
    'left join "person" q on q."id" = pp."person_id" '
    'where a."contact_id" in ?? order by a."channel" desc'
)
_LABELS = Statement(
    'select t."conversation_id", l."name" from "thread_label" t '
    'join "label" l on l."key" = t."label" where t."conversation_id" in ?? order by l."key"'
)
_READ = Statement(
    'select "conversation_id", "pos" from "thread_read" '
    'where "staff_id" = ? and "conversation_id" in ??'
)
_MARK_READ = Statement(
    'insert into "thread_read" ("id", "staff_id", "conversation_id", "pos") values (?, ?, ?, ?) '
    'on conflict ("staff_id", "conversation_id") do update set "pos" = excluded."pos" '
    'where excluded."pos" > "thread_read"."pos"'
)


async def listed(
    tab: Tab, *, staff_id: int, sieve: Sieve, before: Place | None, limit: int
) -> tuple[list[ConversationView], Place | None]:
    """One page of a tab and where the next one begins; None when this was the last.

    Who waits is listed by urgency, then the longest first; the rest by who moved last.
    """
    if limit < 1:
        return [], None
    wanted: list[tuple[str, str | int]] = [("staff", staff_id)] if tab is Tab.MINE else []
    if sieve.owner_id is not None:
        wanted.append(("staff", sieve.owner_id))
    for name, value in (
        ("label", sieve.label),
        ("channel", sieve.channel),
        ("department", sieve.department_id),
    ):
        if value is not None:
            wanted.append((name, value))
    of_one = [value for _, value in wanted]
    if before is not None:
        of_one += _bounds(tab, before)
    page = _page(tab, tuple(name for name, _ in wanted), before is not None)
    values: list[str | int] = []
    for standing in STANDINGS[tab]:
        values += [standing.value, *of_one, limit + 1]
    rows = await page.rows(*values, limit + 1)
    found = [ConversationView.from_row(row) for row in rows]
    shown = found[:limit]
    return shown, place_of(tab, shown[-1]) if len(found) > limit else None


def place_of(tab: Tab, last: ConversationView) -> Place:
    """The place of a thread in a tab's order."""
    if tab is Tab.WAITING:
        return Place(last.urgency, last.waiting_since_ms or 0, last.id)
    return Place(last.updated_at_ms, 0, last.id)


async def counts(staff_id: int) -> dict[Tab, int]:
    """How many threads stand in each tab, filters aside."""
    by_standing = await tallies.told()
    many = {
        tab: sum(by_standing[standing] for standing in standings)
        for tab, standings in STANDINGS.items()
    }
    many[Tab.MINE] = (await _MINE.rows(staff_id))[0]["many"]
    return many


async def about(
    conversations: Sequence[ConversationView], *, staff_id: int | None
) -> dict[int, About]:
    """Name, doors, labels and what a member of staff has read, by conversation."""
    if not conversations:
        return {}
    ids = [each.id for each in conversations]
    names: dict[int, str | None] = {}
    doors: dict[int, list[str]] = {}
    for row in await _WHO.rows([each.contact_id for each in conversations]):
        contact = row["contact_id"]
        names[contact] = names.get(contact) or row["name"]
        if row["channel"] not in doors.setdefault(contact, []):
            doors[contact].append(row["channel"])
    labels: dict[int, list[str]] = {}
    for row in await _LABELS.rows(ids):
        labels.setdefault(row["conversation_id"], []).append(row["name"])
    read = {} if staff_id is None else await read_positions(staff_id, ids)
    return {
        each.id: About(
            names.get(each.contact_id),
            tuple(doors.get(each.contact_id, ())),
            tuple(labels.get(each.id, ())),
            read.get(each.id, 0),
        )
        for each in conversations
    }


async def read_positions(staff_id: int, ids: Sequence[int]) -> dict[int, int]:
    """How far somebody has read in these threads."""
    return {row["conversation_id"]: row["pos"] for row in await _READ.rows(staff_id, ids)}


async def mark_read(number: int, *, staff_id: int, conversation_id: int, pos: int) -> None:
    """Note how far somebody has read; it never goes back. `number`: of a row, if one is new."""
    await _MARK_READ.run(number, staff_id, conversation_id, pos)


async def to_wake(*, now_ms: int, limit: int = 100) -> list[int]:
    """Threads that were put to sleep until now or before."""
    return [row["id"] for row in await _ASLEEP.rows(now_ms, limit)]


def _bounds(tab: Tab, before: Place) -> list[int]:
    if tab is Tab.WAITING:
        urgency, since, number = before
        return [urgency, urgency, since, since, number]
    return [before.first, before.first, before.id]


_SIEVES = {
    "staff": 'c."owner_id" = ?',
    "label": _BY_LABEL,
    "channel": 'c."channel" = ?',
    "department": 'c."department_id" = ?',
}
_AFTER_MOVED = (
    'c."updated_at_ms" <= ? and (c."updated_at_ms" < ? or c."id" < ?)'  # an index begins by <=
)
_AFTER_LINE = (
    'c."urgency" <= ? and (c."urgency" < ? or c."waiting_since_ms" > ? '
    'or (c."waiting_since_ms" = ? and c."id" > ?))'
)


@cache
def _page(tab: Tab, wanted: tuple[str, ...], goes_on: bool) -> Statement:  # noqa: FBT001
    order = _LINE if tab is Tab.WAITING else _MOVED
    conditions = ['c."standing" = ?', *(_SIEVES[name] for name in wanted)]
    if goes_on:
        conditions.append(_AFTER_LINE if tab is Tab.WAITING else _AFTER_MOVED)
    one = (
        'select * from (select c.* from "conversation" c '  # noqa: S608 -- constants
        f"where {' and '.join(conditions)} order by {order} limit ?) x"
    )
    each = " union all ".join([one] * len(STANDINGS[tab]))
    return Statement(f"select * from ({each}) y order by {order} limit ?")  # noqa: S608
