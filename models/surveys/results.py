"""What came of a survey: index and grade, and how each question was answered."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from models.db import Statement
from models.surveys.rules import QuestionKind, grade_of, index_of, mean_of

_SURVEY = Statement('select * from "survey" where "code" = ?')
_SETS = Statement(
    'select "state", count(*) as "sets" from "answer_set" where "survey_id" = ? group by "state"'
)
_QUESTIONS = Statement('select * from "survey_question" where "survey_id" = ? order by "number"')
_GIVEN = Statement(
    'select a."question_id", a."value", count(*) as "times" from "survey_answer" a '
    'join "answer_set" s on s."id" = a."set_id" where s."survey_id" = ? '
    'and s."state" = \'finished\' and s."finished_at_ms" >= ? and s."finished_at_ms" < ? '
    'and a."value" is not null group by a."question_id", a."value"'
)
_MARKED = frozenset({QuestionKind.SCALE, QuestionKind.NUMBER})
EVER_MS = 1 << 53


class QuestionResult(NamedTuple):
    """How one question was answered. Free texts are counted, not told: they are for staff."""

    code: str
    kind: QuestionKind
    text_id: str
    text_en: str
    answered: int
    mean: Decimal | None
    times: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """What came of a survey in a span of time, from finished sets alone."""

    finished: int
    """Ever."""
    begun: int
    index: Decimal | None
    grade: str | None
    questions: Sequence[QuestionResult]


async def results(survey: str, *, from_ms: int = 0, until_ms: int = EVER_MS) -> SurveyResult | None:
    """The results of the sets finished in a span of time; None for no such survey."""
    rows = await _SURVEY.rows(survey)
    if not rows:
        return None
    found = rows[0]
    states = {row["state"]: row["sets"] for row in await _SETS.rows(found["id"])}
    given: dict[int, Counter[str]] = defaultdict(Counter)
    for row in await _GIVEN.rows(found["id"], from_ms, until_ms):
        given[row["question_id"]][row["value"]] += row["times"]
    questions = await _QUESTIONS.rows(found["id"])
    marks = {q["code"]: _marks(given[q["id"]]) for q in questions if q["is_element"]}
    index = index_of(marks, low=found["low"], high=found["high"])
    return SurveyResult(
        states.get("finished", 0),
        states.get("open", 0),
        index,
        grade_of(index) if index is not None else None,
        [_result(question, given[question["id"]]) for question in questions],
    )


def _result(question: Mapping[str, Any], given: Counter[str]) -> QuestionResult:
    kind = QuestionKind(question["kind"])
    marks = _marks(given) if kind in _MARKED else []
    return QuestionResult(
        question["code"],
        kind,
        question["text_id"],
        question["text_en"],
        given.total(),
        mean_of(marks) if marks else None,
        {} if kind is QuestionKind.TEXT else dict(sorted(given.items())),
    )


def _marks(given: Counter[str]) -> list[int]:
    return [int(value) for value, times in given.items() for _ in range(times)]
