"""Moving a case from stage to stage: its history, who must hear of it once, and its closing."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from models.cases.rules import CLOSED, CaseStage, may_move
from models.cases.tables import CaseNotice, CaseStep
from models.conversations import doors
from models.conversations.doors import Door
from models.db import Rows, Statement
from models.terms.ids import IdMaker

NOTE_LENGTH = 200
_FIND = Statement('select "id", "stage" from "case_file" where "number" = ?')
_MOVE = Statement(
    'update "case_file" set "stage" = ?, "note_id" = ?, "note_en" = ? '
    'where "id" = ? and "stage" = ?'
)
_TERMS = Statement(
    'insert into "case_terms" ("case_id") values (?) on conflict ("case_id") do nothing'
)
_CLOSE = Statement(
    'update "case_terms" set "closed_at_ms" = ?, "open_key" = null '
    'where "case_id" = ? and "closed_at_ms" is null'
)
_PROMISE = Statement('update "case_terms" set "promised_on" = ? where "case_id" = ?')
_STEPS = Rows(CaseStep, "id", "case_id", "stage", "at_ms", "staff_id")
_NOTICES = Rows(CaseNotice, "step_id", "case_id", "told_at_ms")
ROWS = (_STEPS, _NOTICES)
_HISTORY = Statement(
    'select s."stage", s."at_ms", s."staff_id" from "case_step" s '
    'join "case_file" c on c."id" = s."case_id" where c."number" = ? order by s."id"'
)
_UNTOLD = Statement(
    'select "step_id" from "case_notice" where "told_at_ms" is null order by "step_id" limit ?'
)
_TOLD = Statement(
    'update "case_notice" set "told_at_ms" = ? where "step_id" = ? and "told_at_ms" is null'
)
_STEPS_TOLD = Statement(
    'select s."id" as "step_id", s."stage" as "step_stage", c.*, t."who_id", t."promised_on" '
    'from "case_step" s join "case_file" c on c."id" = s."case_id" '
    'left join "case_terms" t on t."case_id" = c."id" where s."id" in ?? order by s."id"'
)
_MISSING = Statement(
    'select "case_id", "name_id", "name_en" from "missing_paper" '
    'where "case_id" in ?? and "received_at_ms" is null order by "id"'
)
_CLOSED = Statement(
    'select "case_id" from "case_terms" where "closed_at_ms" is not null '
    'and "offered_at_ms" is null and "who_id" is not null order by "case_id" limit ?',
    locks=True,
)
_OFFERED = Statement('update "case_terms" set "offered_at_ms" = ? where "case_id" in ??')
_CLOSED_CASES = Statement(
    'select t."who_id", c."number" from "case_terms" t '
    'join "case_file" c on c."id" = t."case_id" where t."case_id" in ??'
)


class Step(NamedTuple):
    """A stage that a case reached."""

    stage: CaseStage
    at_ms: int
    staff_id: int | None


class StageNotice(NamedTuple):
    """A stage change to be told, once, on the channel that the person used last."""

    step_id: int
    number: str
    service: str
    stage: CaseStage
    note_id: str
    note_en: str
    promised_on: str
    """ISO date, or empty."""
    missing_id: Sequence[str]
    missing_en: Sequence[str]
    door: Door | None
    """None when whoever it concerns never wrote: then there is only the telephone on file."""
    phone: str | None


class NoSuchCaseError(Exception):
    """There is no case of this number."""


class WrongStageError(Exception):
    """The case does not stand where such a move begins, or somebody else just moved it."""

    def __init__(self, stage: CaseStage) -> None:
        super().__init__(f"it stands at {stage.value}")
        self.stage = stage


async def move(
    number: str,
    stage: CaseStage,
    *,
    staff_id: int | None,
    at_ms: int,
    new_id: IdMaker,
    note_id: str = "",
    note_en: str = "",
    promised_on: str | None = None,
) -> None:
    """Take a case to a stage, with a note that the person will read.

    Raises NoSuchCaseError, WrongStageError.
    """
    rows = await _FIND.rows(number)
    if not rows:
        raise NoSuchCaseError(number[:24])
    case_id, now = rows[0]["id"], CaseStage(rows[0]["stage"])
    notes = (note_id.strip()[:NOTE_LENGTH], note_en.strip()[:NOTE_LENGTH])
    may = may_move(now, stage)
    if not may or not await _MOVE.run(stage.value, *notes, case_id, now.value):
        raise WrongStageError(now)
    step_id = new_id()
    await _STEPS.insert([(step_id, case_id, stage.value, at_ms, staff_id)])
    await _NOTICES.insert([(step_id, case_id, None)])
    await _TERMS.run(case_id)
    if stage in CLOSED:
        await _CLOSE.run(at_ms, case_id)
    if promised_on is not None:
        await _PROMISE.run(promised_on, case_id)


async def history(number: str) -> list[Step]:
    """All stages that a case has been through, in order; empty for no such case."""
    return [
        Step(CaseStage(row["stage"]), row["at_ms"], row["staff_id"])
        for row in await _HISTORY.rows(number)
    ]


async def due_notices(*, limit: int = 100) -> list[StageNotice]:
    """What is still to be told, oldest first; `take_notice` each before it is queued."""
    untold = [row["step_id"] for row in await _UNTOLD.rows(limit)]
    if not untold:
        return []
    rows = await _STEPS_TOLD.rows(untold)
    missing = await _MISSING.rows(sorted({row["id"] for row in rows}))
    return [await _notice(row, [m for m in missing if m["case_id"] == row["id"]]) for row in rows]


async def take_notice(step_id: int, *, at_ms: int) -> bool:
    """Whether this transaction is the one that tells it; False when another did."""
    return bool(await _TOLD.run(at_ms, step_id))


async def take_closed(*, at_ms: int, limit: int = 100) -> list[tuple[int, str]]:
    """Person and number of cases that have closed, each once: for a survey to be offered."""
    closed = [row["case_id"] for row in await _CLOSED.rows(limit)]
    if not closed:
        return []
    await _OFFERED.run(at_ms, closed)
    return [(row["who_id"], row["number"]) for row in await _CLOSED_CASES.rows(closed)]


async def _notice(row: Mapping[str, Any], missing: Sequence[Mapping[str, Any]]) -> StageNotice:
    return StageNotice(
        row["step_id"],
        row["number"],
        row["service"],
        CaseStage(row["step_stage"]),
        row["note_id"],
        row["note_en"],
        row["promised_on"] or "",
        [paper["name_id"] for paper in missing],
        [paper["name_en"] for paper in missing],
        await doors.last_used(row["who_id"] or 0, phone=row["phone"]),
        row["phone"],
    )
