"""Departments, presence and load of the staff, asked and set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from models.db import Rows, Statement
from models.people.rules import Role
from models.staffing.rules import AT_DESK_MS, THREADS_MOST, Owned, Presence, ShownAs
from models.staffing.tables import Department, Membership, Post
from models.terms.ids import IdMaker

_DEPARTMENTS = Rows(Department, "id", "name", "created_at_ms")
_MEMBERSHIPS = Rows(Membership, "id", "department_id", "staff_id")
_POSTS = Rows(
    Post,
    "staff_id",
    "presence",
    "threads_most",
    "shown_as",
    "seen_at_ms",
    "given_at_ms",
    "typed_in",
    "typed_at_ms",
)
ROWS = (_DEPARTMENTS, _MEMBERSHIPS, _POSTS)
_ALL_DEPARTMENTS = Statement('select "id", "name" from "department" order by "name"')
_MEMBERS = Statement('select "department_id", "staff_id" from "membership" order by "id"')
_LEAVE = Statement('delete from "membership" where "staff_id" = ?')
_STAFF = Statement(
    'select s."id", s."name", s."display_name", s."role", p."presence", p."threads_most", '
    'p."shown_as", p."seen_at_ms", p."given_at_ms" from "staff" s '
    'left join "post" p on p."staff_id" = s."id" '
    'where s."disabled_at_ms" is null order by s."display_name", s."id"'
)
_LOADS = Statement(
    'select "owner_id", count(*) as "many" from "conversation" '
    'where "standing" = \'staff\' group by "owner_id"'
)
_BEGIN = Statement(
    'insert into "post" ("staff_id", "presence", "threads_most", "shown_as", "seen_at_ms", '
    '"given_at_ms", "typed_in", "typed_at_ms") '
    "values (?, 'online', ?, 'person', 0, 0, null, 0) "
    'on conflict ("staff_id") do nothing'
)
_SET_PRESENCE = Statement('update "post" set "presence" = ? where "staff_id" = ?')
_SET_MOST = Statement('update "post" set "threads_most" = ? where "staff_id" = ?')
_SET_SHOWN = Statement('update "post" set "shown_as" = ? where "staff_id" = ?')
_SEEN = Statement('update "post" set "seen_at_ms" = ? where "staff_id" in ??')
_GIVEN = Statement('update "post" set "given_at_ms" = ? where "staff_id" = ?')
_TYPED = Statement('update "post" set "typed_in" = ?, "typed_at_ms" = ? where "staff_id" = ?')
_IN = 'from "message" {0} where {0}."conversation_id" = c."id"'
_UNANSWERED = (
    f'(select v."at_ms" {_IN.format("v")} and v."author" = \'visitor\' and v."pos" > coalesce('
    f'(select a."pos" {_IN.format("a")} and (a."author" = \'staff\' '
    "or a.\"act\" in ('close', 'release')) order by a.\"pos\" desc limit 1), 0) "
    f'and v."pos" >= coalesce((select w."pos" {_IN.format("w")} and w."author" = \'visitor\' '
    f'and w."pos" < (select b."pos" {_IN.format("b")} and b."author" = \'bot\' '
    'and b."reply_to" is not null order by b."pos" desc limit 1) '
    'order by w."pos" desc limit 1), 0) order by v."pos" limit 1)'
)
"""What staff have not answered begins with what the bot heard last: its word is no answer."""
_LAST = '(select m."at_ms" from "message" m where m."conversation_id" = c."id" and '
_GIVEN_ACTS = "('take', 'step_in', 'assign')"
_GIVEN_AT = f'{_LAST} m."act" in {_GIVEN_ACTS} order by m."pos" desc limit 1)'
_STEPPED_IN = (
    '(select case when m."act" = \'step_in\' then m."at_ms" else 0 end '
    f'{_IN.format("m")} and m."act" in {_GIVEN_ACTS} order by m."pos" desc limit 1)'
)
"""Who stepped in unasked owes nothing for the time before: the bot was answering."""
_OWNED = Statement(
    f'select c."id", c."owner_id", {_UNANSWERED} as "unanswered", '  # noqa: S608 -- constants
    f'{_GIVEN_AT} as "given", {_STEPPED_IN} as "stepped_in", '
    f'{_LAST} m."staff_id" = c."owner_id" order by m."pos" desc limit 1) as "signed", '
    f'{_LAST} m."author" = \'staff\' order by m."pos" desc limit 1) as "spoke", '
    '(select p."typed_at_ms" from "post" p where p."staff_id" = c."owner_id" '
    'and p."typed_in" = c."id") as "typed" '
    'from "conversation" c where c."standing" = \'staff\''
)
_GONE = Statement(
    'select distinct c."owner_id" as "id" from "conversation" c '
    'left join "staff" s on s."id" = c."owner_id" where c."standing" = \'staff\' and '
    '(s."id" is null or s."disabled_at_ms" is not null or s."role" in ??)'
)
_LOOKERS = [role.value for role in Role if not role.may_answer]
_SINCE = Statement(
    f'select c."id", {_UNANSWERED} as "unanswered", {_STEPPED_IN} as "stepped_in" '  # noqa: S608
    'from "conversation" c where c."id" in ??'
)
_LINE = Statement(
    'select "id" from "conversation" where "waiting_since_ms" is not null '
    'order by "urgency" desc, "waiting_since_ms", "id" limit ?'
)
_SENT_BACK = Statement(
    'select c."id", c."last_owner_id" as "by" from "conversation" c where c."id" in ?? and '
    '(select m."act" = \'requeue\' and m."staff_id" is null from "message" m '
    'where m."conversation_id" = c."id" and (m."act" is not null or m."reply_to" is not null) '
    'order by m."pos" desc limit 1)'
)
_WAITING_SINCE = Statement(
    'select "waiting_since_ms" as "since" from "conversation" '
    'where "waiting_since_ms" is not null order by "waiting_since_ms" limit ?'
)
_SHOWN = Statement(
    'select s."id", coalesce(case when p."shown_as" = \'department\' then '
    '(select d."name" from "membership" m join "department" d on d."id" = m."department_id" '
    'where m."staff_id" = s."id" order by m."id" limit 1) end, s."display_name") as "name" '
    'from "staff" s left join "post" p on p."staff_id" = s."id" where s."id" in ??'
)
_WAITING = Statement(
    'select "department_id", count(*) as "many", min("waiting_since_ms") as "longest" '
    'from "conversation" where "waiting_since_ms" is not null group by "department_id"'
)


class DepartmentView(NamedTuple):
    """A department and who works in it."""

    id: int
    name: str
    members: frozenset[int]


@dataclass(frozen=True, slots=True)
class StaffAtWork:
    """One member of staff as colleagues see them at work."""

    id: int
    name: str
    display_name: str
    role: Role
    presence: Presence
    most: int
    shown_as: ShownAs
    seen_at_ms: int
    given_at_ms: int
    load: int
    departments: tuple[int, ...]

    def is_at_desk(self, now_ms: int) -> bool:
        """Whether a desk of theirs was open just now."""
        return now_ms - self.seen_at_ms <= AT_DESK_MS

    def takes_threads(self, now_ms: int) -> bool:
        """Whether threads may be given to them by themselves."""
        is_online = self.presence is Presence.ONLINE and self.is_at_desk(now_ms)
        return is_online and self.role.may_answer

    def told_presence(self, now_ms: int) -> Presence:
        """What colleagues are told."""
        is_online = self.presence is Presence.ONLINE and self.is_at_desk(now_ms)
        return Presence.ONLINE if is_online else Presence.AWAY


async def departments() -> list[DepartmentView]:
    """All, by name."""
    members: dict[int, set[int]] = {}
    for row in await _MEMBERS.rows():
        members.setdefault(row["department_id"], set()).add(row["staff_id"])
    return [
        DepartmentView(row["id"], row["name"], frozenset(members.get(row["id"], ())))
        for row in await _ALL_DEPARTMENTS.rows()
    ]


async def at_work() -> list[StaffAtWork]:
    """Everybody who may log in, with their load."""
    loads = {row["owner_id"]: row["many"] for row in await _LOADS.rows()}
    works_in: dict[int, list[int]] = {}
    for row in await _MEMBERS.rows():
        works_in.setdefault(row["staff_id"], []).append(row["department_id"])
    return [
        _at_work(row, loads.get(row["id"], 0), works_in.get(row["id"], ()))
        for row in await _STAFF.rows()
    ]


async def found(name: str, *, at_ms: int, new_id: IdMaker) -> int:
    """Make a department; its id."""
    number = new_id()
    await _DEPARTMENTS.insert([(number, name, at_ms)])
    return number


async def place(staff_id: int, department_ids: Sequence[int], *, new_id: IdMaker) -> None:
    """Let somebody work in these departments and in no others."""
    await _LEAVE.run(staff_id)
    await _MEMBERSHIPS.insert([(new_id(), each, staff_id) for each in department_ids])


async def set_presence(staff_id: int, presence: Presence, *, at_ms: int) -> None:
    await _BEGIN.run(staff_id, THREADS_MOST)
    await _SET_PRESENCE.run(presence.value, staff_id)
    await _SEEN.run(at_ms, [staff_id])


async def set_limit(staff_id: int, most: int) -> None:
    await _BEGIN.run(staff_id, THREADS_MOST)
    await _SET_MOST.run(most, staff_id)


async def set_shown_as(staff_id: int, shown_as: ShownAs) -> None:
    """Whether contacts read the person's name or their department's."""
    await _BEGIN.run(staff_id, THREADS_MOST)
    await _SET_SHOWN.run(shown_as.value, staff_id)


async def see(staff_ids: Sequence[int], *, at_ms: int) -> None:
    """Desks of these are open now."""
    for staff_id in staff_ids:
        await _BEGIN.run(staff_id, THREADS_MOST)
    await _SEEN.run(at_ms, staff_ids)


async def note_given(staff_id: int, *, at_ms: int) -> None:
    await _BEGIN.run(staff_id, THREADS_MOST)
    await _GIVEN.run(at_ms, staff_id)


async def note_typing(staff_id: int, conversation_id: int, *, at_ms: int) -> None:
    await _BEGIN.run(staff_id, THREADS_MOST)
    await _TYPED.run(conversation_id, at_ms, staff_id)


async def owned() -> list[Owned]:
    """Every thread that somebody answers now."""
    return [
        Owned(
            row["id"],
            row["owner_id"],
            row["given"] or 0,
            row["signed"] or 0,
            row["spoke"] or 0,
            row["typed"] or 0,
            _owed_since(row),
        )
        for row in await _OWNED.rows()
    ]


async def owners_gone() -> set[int]:
    """Who has threads and answers none: their account was closed, or may only look by now."""
    return {row["id"] for row in await _GONE.rows(_LOOKERS)}


async def unanswered_since(ids: Sequence[int]) -> dict[int, int | None]:
    """Since when an answer is owed to what the contact said, by conversation; None: none is."""
    return {row["id"]: _owed_since(row) for row in await _SINCE.rows(ids)}


async def line(limit: int) -> list[int]:
    """Who waits, in order."""
    return [row["id"] for row in await _LINE.rows(limit)]


async def neglecters(ids: Sequence[int]) -> dict[int, int]:
    """Who had a thread when it went back to the line, of those that stand there since."""
    return {row["id"]: row["by"] for row in await _SENT_BACK.rows(ids) if row["by"]}


async def waiting_since(limit: int) -> list[int]:
    """Since when those in the line wait, the longest first."""
    return [row["since"] for row in await _WAITING_SINCE.rows(limit)]


async def shown_name(staff_id: int) -> str:
    """What contacts read when this person answers: their name, or their first department's."""
    return (await shown_names([staff_id])).get(staff_id, "")


async def shown_names(staff_ids: Sequence[int]) -> dict[int, str]:
    """The same for several, by id."""
    return {row["id"]: row["name"] for row in await _SHOWN.rows(staff_ids)}


async def waiting() -> dict[int | None, tuple[int, int]]:
    """How many wait, and since when the first, by department."""
    return {row["department_id"]: (row["many"], row["longest"]) for row in await _WAITING.rows()}


def _owed_since(row: Mapping[str, Any]) -> int | None:
    unanswered: int | None = row["unanswered"]
    return None if unanswered is None else max(unanswered, row["stepped_in"] or 0)


def _at_work(row: Mapping[str, Any], load: int, works_in: Sequence[int]) -> StaffAtWork:
    return StaffAtWork(
        row["id"],
        row["name"],
        row["display_name"],
        Role(row["role"]),
        Presence(row["presence"] or Presence.ONLINE),
        THREADS_MOST if row["threads_most"] is None else row["threads_most"],
        ShownAs(row["shown_as"] or ShownAs.PERSON),
        row["seen_at_ms"] or 0,
        row["given_at_ms"] or 0,
        load,
        tuple(works_in),
    )
