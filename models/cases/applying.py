"""Applying for a service: a number, the papers still wanted, and a promised date.

The one who applies is given by the ids they are known by, the first being their own.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from models.cases.rules import RUNNING_MOST, CaseStage, number_of, tail_digest
from models.cases.tables import Case, CaseStep, MissingPaper
from models.db import Rows, Statement
from models.hours.services import opening_hours
from models.terms.ids import IdMaker

_SERVICE = Statement('select * from "service" where "code" = ?')
_FEES = Statement('select "code", "fee_idr" from "service" order by "number"')
_REQUIRED = Statement('select * from "required_paper" where "service" = ? order by "number"')
_OPEN_NUMBER = Statement(
    'select c."number" from "case_terms" t join "case_file" c on c."id" = t."case_id" '
    'where t."open_key" in ??'
)
_CLAIM = Statement(
    'insert into "case_terms" ("case_id", "who_id", "promised_on", "open_key") '
    'values (?, ?, ?, ?) on conflict ("open_key") do nothing'
)
_CLAIMED = Statement('select "case_id" from "case_terms" where "open_key" = ?')
_BEGIN_YEAR = Statement(
    'insert into "case_count" ("year", "running") values (?, 0) on conflict ("year") do nothing'
)
_COUNT = Statement(
    'update "case_count" set "running" = "running" + 1 where "year" = ? and "running" < ?'
)
_COUNTED = Statement('select "running" from "case_count" where "year" = ?')
_CASES = Rows(
    Case,
    "id",
    "number",
    "service",
    "stage",
    "phone",
    "birth_date",
    "nik_tail_digest",
    "note_id",
    "note_en",
    "created_at_ms",
)
_STEPS = Rows(CaseStep, "id", "case_id", "stage", "at_ms", "staff_id")
_PAPERS = Rows(MissingPaper, "id", "case_id", "name_id", "name_en", "received_at_ms")
ROWS = (_CASES, _STEPS, _PAPERS)


class Applicant(NamedTuple):
    """Who applies, with what will open the case to them later."""

    ids: Sequence[int]
    phone: str | None = None
    birth_date: str | None = None
    nik_tail: str | None = None
    """Used for its digest and not kept."""


class Applied(NamedTuple):
    """A case just begun."""

    number: str
    service: str
    promised_on: date
    missing_id: Sequence[str]
    missing_en: Sequence[str]


class Requirements(NamedTuple):
    """What a service asks for, what it costs and how long it takes."""

    service: str
    papers_id: Sequence[str]
    papers_en: Sequence[str]
    fee_idr: int
    working_days: int


class UnknownServiceError(Exception):
    """The office offers no such service."""


class AlreadyAppliedError(Exception):
    """This person has an open case of the same service."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class NumbersUsedUpError(Exception):
    """A million cases in a year: no number is left."""


async def apply(
    service: str, *, applicant: Applicant, secret: bytes, today: date, at_ms: int, new_id: IdMaker
) -> Applied:
    """Begin a case. Raises UnknownServiceError, AlreadyAppliedError, NumbersUsedUpError."""
    offered = await _service(service)
    keys = [f"{known}:{service}" for known in applicant.ids]
    if held := await _OPEN_NUMBER.rows(keys):
        raise AlreadyAppliedError(held[0]["number"])
    hours = await opening_hours()
    promised = hours.working_day_after(today, offered["working_days"])
    case_id = new_id()
    await _CLAIM.run(case_id, applicant.ids[0], promised.isoformat(), keys[0])
    if (await _CLAIMED.rows(keys[0]))[0]["case_id"] != case_id:
        raise AlreadyAppliedError((await _OPEN_NUMBER.rows(keys))[0]["number"])
    number = await _next_number(today.year)
    papers = [row for row in await _REQUIRED.rows(service) if row["is_paper"]]
    row = _row(case_id, number, service, applicant, secret=secret, at_ms=at_ms)
    await _CASES.insert([row])
    await _STEPS.insert([(new_id(), case_id, CaseStage.RECEIVED.value, at_ms, None)])
    await _PAPERS.insert(
        [(new_id(), case_id, row["name_id"], row["name_en"], None) for row in papers]
    )
    return Applied(
        number,
        service,
        promised,
        [row["name_id"] for row in papers],
        [row["name_en"] for row in papers],
    )


async def requirements(service: str) -> Requirements:
    """What a service asks for, conditions included. Raises UnknownServiceError."""
    offered = await _service(service)
    rows = await _REQUIRED.rows(service)
    return Requirements(
        service,
        [row["name_id"] for row in rows],
        [row["name_en"] for row in rows],
        offered["fee_idr"],
        offered["working_days"],
    )


async def fees() -> list[tuple[str, int]]:
    """Every service by its code, with its fee in rupiah."""
    return [(row["code"], row["fee_idr"]) for row in await _FEES.rows()]


async def _service(code: str) -> Mapping[str, Any]:
    rows = await _SERVICE.rows(code)
    if not rows:
        raise UnknownServiceError(code[:24])
    return rows[0]


async def _next_number(year: int) -> str:
    """The row stays locked until the commit, so no two get the same and none is lost."""
    await _BEGIN_YEAR.run(year)
    if not await _COUNT.run(year, RUNNING_MOST):
        raise NumbersUsedUpError
    return number_of(year, (await _COUNTED.rows(year))[0]["running"])


def _row(
    case_id: int, number: str, service: str, applicant: Applicant, *, secret: bytes, at_ms: int
) -> tuple[object, ...]:
    tail = applicant.nik_tail
    return (
        case_id,
        number,
        service,
        CaseStage.RECEIVED.value,
        applicant.phone,
        applicant.birth_date,
        tail_digest(secret, number=number, tail=tail) if tail else None,
        "",
        "",
        at_ms,
    )
