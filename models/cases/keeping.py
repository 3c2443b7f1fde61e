"""Entering cases and moving them on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.cases.rules import CaseStage, tail_digest, year_and_running
from models.cases.tables import Case, CaseStep, MissingPaper, RequiredPaper
from models.db import Rows, Statement
from models.terms.ids import IdMaker

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
_REQUIRED = Rows(RequiredPaper, "id", "service", "number", "name_id", "name_en", "is_paper")
ROWS = (_CASES, _STEPS, _PAPERS, _REQUIRED)
_FORGET_REQUIRED = Statement('delete from "required_paper" where "service" = ?')
_COUNT_UP_TO = Statement(
    'insert into "case_count" ("year", "running") values (?, ?) on conflict ("year") do update '
    'set "running" = excluded."running" where "case_count"."running" < excluded."running"'
)


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case as it is entered. `nik_tail` is used for its digest and not kept."""

    number: str
    service: str
    stages: Sequence[CaseStage]
    """All it has been through, the last one being where it stands."""
    phone: str | None = None
    birth_date: str | None = None
    nik_tail: str | None = None
    note_id: str = ""
    note_en: str = ""
    missing: Sequence[tuple[str, str]] = ()
    """Papers still wanted, in Indonesian and English."""


async def enter(cases: Sequence[NewCase], *, secret: bytes, at_ms: int, new_id: IdMaker) -> None:
    """Store cases with their history; call inside a transaction."""
    numbered = [(new_id(), case) for case in cases]
    await _CASES.insert([_row(number, case, secret, at_ms) for number, case in numbered])
    await _STEPS.insert(
        [
            (new_id(), number, stage.value, at_ms, None)
            for number, case in numbered
            for stage in case.stages
        ]
    )
    await _PAPERS.insert(
        [
            (new_id(), number, name_id, name_en, None)
            for number, case in numbered
            for name_id, name_en in case.missing
        ]
    )
    for year, running in filter(None, (year_and_running(case.number) for case in cases)):
        await _COUNT_UP_TO.run(year, running)


class Requirement(NamedTuple):
    """A paper that a service asks for, or (not `is_paper`) a condition to be met."""

    name_id: str
    name_en: str
    is_paper: bool = True


async def require(service: str, papers: Sequence[Requirement], *, new_id: IdMaker) -> None:
    """Set what a service asks for, in order."""
    await _FORGET_REQUIRED.run(service)
    await _REQUIRED.insert(
        [
            (new_id(), service, number, paper.name_id, paper.name_en, paper.is_paper)
            for number, paper in enumerate(papers, start=1)
        ]
    )


def _row(number: int, case: NewCase, secret: bytes, at_ms: int) -> tuple[object, ...]:
    tail = case.nik_tail
    digest = tail_digest(secret, number=case.number, tail=tail) if tail else None
    return (
        number,
        case.number,
        case.service,
        case.stages[-1].value,
        case.phone,
        case.birth_date,
        digest,
        case.note_id,
        case.note_en,
        at_ms,
    )
