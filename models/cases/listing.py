"""Somebody's cases as staff see them: whole, with the papers still wanted."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from models.cases.rules import CaseStage
from models.cases.tables import MissingPaper
from models.db import Rows, Statement
from models.terms.ids import IdMaker

LISTED_MOST = 20
PAPER_LENGTH = 120
PAPERS_MOST = 20

_OF_PEOPLE = Statement(
    'select c.*, t."promised_on" from "case_file" c '
    'left join "case_terms" t on t."case_id" = c."id" where c."id" in '
    '(select "id" from "case_file" where "phone" in ?? '
    'union select "case_id" from "case_terms" where "who_id" in ??) '
    'order by c."id" desc limit ?'
)
_WANTED = Statement(
    'select * from "missing_paper" where "case_id" in ?? and "received_at_ms" is null order by "id"'
)
_RECEIVE = Statement(
    'update "missing_paper" set "received_at_ms" = ? '
    'where "id" = ? and "case_id" = ? and "received_at_ms" is null'
)
_PAPERS = Rows(MissingPaper, "id", "case_id", "name_id", "name_en", "received_at_ms")
ROWS = (_PAPERS,)


class Paper(NamedTuple):
    """A paper the office still waits for, in both languages."""

    id: int
    name_id: str
    name_en: str
    handed_in_at_ms: int | None
    """When a file came for it, which waits to be checked."""


class CaseFile(NamedTuple):
    """A case with all that staff may know of it."""

    id: int
    number: str
    service: str
    stage: CaseStage
    note_id: str
    note_en: str
    promised_on: str | None
    """ISO date."""
    created_at_ms: int
    wanted: Sequence[Paper]


class TooManyPapersError(ValueError):
    """More papers would be wanted than a case can have."""


async def of_people(
    ids: Sequence[int], *, phones: Sequence[str], limit: int = LISTED_MOST
) -> list[CaseFile]:
    """The cases these people applied for, or that have a telephone of theirs on file, newest first.

    Telephones must be proved to be theirs.
    """
    rows = await _OF_PEOPLE.rows(phones, ids, limit)
    wanted: dict[int, list[Paper]] = {row["id"]: [] for row in rows}
    if rows:
        for paper in await _WANTED.rows(sorted(wanted)):
            named = Paper(*(paper[name] for name in Paper._fields))
            wanted[paper["case_id"]].append(named)
    return [_file(row, wanted[row["id"]]) for row in rows]


async def receive(case_id: int, paper_id: int, *, at_ms: int) -> bool:
    """Note that a paper has come; False when the case waits for no such one."""
    return bool(await _RECEIVE.run(at_ms, paper_id, case_id))


async def want(case_id: int, papers: Sequence[tuple[str, str]], *, new_id: IdMaker) -> None:
    """Ask for more papers, each named in Indonesian and English; one wanted already stays one.

    Raises TooManyPapersError.
    """
    known = {paper["name_id"]: paper for paper in await _WANTED.rows([case_id])}
    told = {name_id: name_en for name_id, name_en in papers if name_id not in known}
    if len(known) + len(told) > PAPERS_MOST:
        raise TooManyPapersError(PAPERS_MOST)
    await _PAPERS.insert(
        [
            (new_id(), case_id, name_id[:PAPER_LENGTH], name_en[:PAPER_LENGTH], None)
            for name_id, name_en in told.items()
        ]
    )


def _file(row: Mapping[str, Any], wanted: Sequence[Paper]) -> CaseFile:
    return CaseFile(
        row["id"],
        row["number"],
        row["service"],
        CaseStage(row["stage"]),
        row["note_id"],
        row["note_en"],
        row["promised_on"],
        row["created_at_ms"],
        wanted,
    )
