"""Making surveys, changing their questions, ending them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.db import Rows, Statement
from models.surveys.rules import NUMBER_MOST, TEXT_LENGTH, QuestionKind
from models.surveys.tables import Survey, SurveyQuestion
from models.terms.ids import IdMaker

SKM = Path(__file__).parent / "skm.json"
QUESTIONS_MOST = 50
_SURVEYS = Rows(
    Survey,
    "id",
    "code",
    "title_id",
    "title_en",
    "low",
    "high",
    "is_default",
    "begins_at_ms",
    "ended_at_ms",
    "created_at_ms",
)
_QUESTIONS = Rows(
    SurveyQuestion,
    "id",
    "survey_id",
    "number",
    "code",
    "kind",
    "text_id",
    "text_en",
    "options_id",
    "options_en",
    "low",
    "high",
    "is_optional",
    "is_element",
    "retired_at_ms",
)
ROWS = (_SURVEYS, _QUESTIONS)
_BY_CODE = Statement('select "id" from "survey" where "code" = ?')
_NO_DEFAULT = Statement('update "survey" set "is_default" = (1 = 0) where "is_default"')
_END = Statement('update "survey" set "ended_at_ms" = ? where "code" = ? and "ended_at_ms" is null')
_RETIRE = Statement(
    'update "survey_question" set "retired_at_ms" = ? where "code" = ? and "retired_at_ms" is null '
    'and "survey_id" = (select "id" from "survey" where "survey"."code" = ?)'
)


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question as an office writes it."""

    code: str
    text_id: str
    text_en: str
    kind: QuestionKind = QuestionKind.SCALE
    options_id: Sequence[str] = ()
    options_en: Sequence[str] = ()
    low: int | None = None
    """Of a number; a scale has that of its survey."""
    high: int | None = None
    is_optional: bool = False
    is_element: bool = False


@dataclass(frozen=True, slots=True)
class NewSurvey:
    """A survey as an office writes it; its questions in the order in which they are asked."""

    code: str
    title_id: str
    title_en: str
    questions: Sequence[NewQuestion]
    low: int = 1
    high: int = 4
    is_default: bool = False


class SurveyRefusedError(ValueError):
    """A survey that could not be asked; the text says why."""


def skm(*, is_default: bool = True) -> NewSurvey:
    """The survey that the law asks for, ready made (PermenPAN-RB 14/2017)."""
    told = json.loads(SKM.read_text(encoding="utf-8"))
    questions = [NewQuestion(**question, is_element=True) for question in told["questions"]]
    return NewSurvey(
        code=told["code"],
        title_id=told["title_id"],
        title_en=told["title_en"],
        questions=questions,
        low=told["low"],
        high=told["high"],
        is_default=is_default,
    )


async def add(
    survey: NewSurvey, *, at_ms: int, new_id: IdMaker, begins_at_ms: int | None = None
) -> int:
    """Store a survey with its questions; its id. Raises SurveyRefusedError."""
    _check(survey)
    if await _BY_CODE.rows(survey.code):
        raise SurveyRefusedError(f"there is a survey {survey.code}")
    if survey.is_default:
        await _NO_DEFAULT.run()
    number = new_id()
    begins = at_ms if begins_at_ms is None else begins_at_ms
    await _SURVEYS.insert(
        [
            (
                number,
                survey.code,
                survey.title_id,
                survey.title_en,
                survey.low,
                survey.high,
                survey.is_default,
                begins,
                None,
                at_ms,
            )
        ]
    )
    rows = [
        _question_row(new_id(), number, position, question, survey)
        for position, question in enumerate(survey.questions, start=1)
    ]
    await _QUESTIONS.insert(rows)
    return number


async def end(code: str, *, at_ms: int) -> bool:
    """Ask no more; those who are answering are told so. False when it had ended."""
    return bool(await _END.run(at_ms, code))


async def retire_question(code: str, *, survey: str, at_ms: int) -> bool:
    """Ask a question no more; its answers stay. False when it was not asked."""
    return bool(await _RETIRE.run(at_ms, code, survey))


def _check(survey: NewSurvey) -> None:
    if not 0 < len(survey.questions) <= QUESTIONS_MOST:
        raise SurveyRefusedError(f"a survey has 1 to {QUESTIONS_MOST} questions")
    if survey.high <= survey.low:
        raise SurveyRefusedError("a scale ends above where it begins")
    codes = [question.code for question in survey.questions]
    if len(set(codes)) < len(codes):
        raise SurveyRefusedError("two questions have the same code")
    for question in survey.questions:
        _check_question(question, survey)


def _check_question(question: NewQuestion, survey: NewSurvey) -> None:
    words = len(question.options_id)
    if words != len(question.options_en):
        raise SurveyRefusedError(f"{question.code}: the languages differ in their options")
    if question.kind is QuestionKind.CHOICE and words < 2:  # noqa: PLR2004 -- one is no choice
        raise SurveyRefusedError(f"{question.code}: a choice needs two options")
    marks = survey.high - survey.low + 1
    if question.kind is QuestionKind.SCALE and words not in (0, marks):
        raise SurveyRefusedError(f"{question.code}: the scale has {marks} marks")
    if question.is_element and question.kind is not QuestionKind.SCALE:
        raise SurveyRefusedError(f"{question.code}: an element of the index is a scale")
    low, high = _bounds(question, survey)
    if high < low:
        raise SurveyRefusedError(f"{question.code}: it ends below where it begins")


def _bounds(question: NewQuestion, survey: NewSurvey) -> tuple[int, int]:
    match question.kind:
        case QuestionKind.SCALE:
            return survey.low, survey.high
        case QuestionKind.CHOICE:
            return 1, len(question.options_id)
        case QuestionKind.YES_NO:
            return 0, 0
        case QuestionKind.TEXT:
            return 1, TEXT_LENGTH
        case QuestionKind.NUMBER:
            low = 0 if question.low is None else question.low
            return low, NUMBER_MOST if question.high is None else question.high


def _question_row(
    number: int, survey_id: int, position: int, question: NewQuestion, survey: NewSurvey
) -> tuple[object, ...]:
    low, high = _bounds(question, survey)
    return (
        number,
        survey_id,
        position,
        question.code,
        question.kind.value,
        question.text_id,
        question.text_en,
        json.dumps(list(question.options_id), ensure_ascii=False),
        json.dumps(list(question.options_en), ensure_ascii=False),
        low,
        high,
        question.is_optional,
        question.is_element,
        None,
    )
