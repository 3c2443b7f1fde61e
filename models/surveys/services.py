"""Asking a survey question by question, over as many days as it takes the person.

A set belongs to one person and one case; the next question is the first that has no answer, so
what was broken off goes on by itself. People come as `who_ids`: all ids they are known by, the
first being the one that new rows bear.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from models.db import Statement
from models.surveys.rules import QuestionKind, grade_of, index_of, read_answer
from models.terms.ids import IdMaker

_SETS_OF = (
    'select s.*, v."code" from "answer_set" s join "survey" v on v."id" = s."survey_id" '
    'where s."who_id" in ?? '
)
_WAITING_SET = Statement(
    _SETS_OF + "and s.\"state\" <> 'finished' "
    'and v."begins_at_ms" <= ? and v."ended_at_ms" is null '
    'order by s."state" desc, coalesce(s."begun_at_ms", s."offered_at_ms") desc limit 1'
)
"""An open one before one that is only offered, the newest first."""
_SETS_IN = Statement(
    _SETS_OF + 'and s."survey_id" = ? '
    "order by case s.\"state\" when 'open' then 0 when 'offered' then 1 else 2 end, "
    'coalesce(s."finished_at_ms", s."begun_at_ms", s."offered_at_ms") desc'
)
_LOCK = Statement('select "state" from "answer_set" where "id" = ?', locks=True)
_BY_CODE = Statement('select * from "survey" where "code" = ?')
_DEFAULT = Statement('select * from "survey" where "is_default" limit 1')
_RUNNING = Statement(
    'select "id", "code", "title_id", "title_en" from "survey" where "begins_at_ms" <= ? '
    'and "ended_at_ms" is null order by "is_default" desc, "id"'
)
_FINISHED_BY = Statement(
    'select distinct "survey_id" from "answer_set" where "who_id" in ?? and "state" = \'finished\''
)
_MAKE_SET = Statement(
    'insert into "answer_set" ("id", "survey_id", "who_id", "case_number", "state", '
    '"offered_at_ms") values (?, ?, ?, ?, ?, ?) '
    'on conflict ("survey_id", "who_id", "case_number") do nothing'
)
_OPEN = Statement(
    'update "answer_set" set "state" = \'open\', "begun_at_ms" = ? '
    'where "id" = ? and "state" <> \'finished\''
)
_FINISH = Statement(
    'update "answer_set" set "state" = \'finished\', "finished_at_ms" = ? '
    'where "id" = ? and "state" = \'open\''
)
_QUESTIONS = Statement(
    'select q.*, a."id" as "answer_id", a."value" as "given" from "survey_question" q '
    'left join "survey_answer" a on a."question_id" = q."id" and a."set_id" = ? '
    'where q."survey_id" = ? and q."retired_at_ms" is null order by q."number"'
)
_KEEP = Statement(
    'insert into "survey_answer" ("id", "set_id", "question_id", "value", "client_key", "at_ms") '
    'values (?, ?, ?, ?, ?, ?) on conflict ("set_id", "question_id") do update set '
    '"value" = excluded."value", "client_key" = excluded."client_key", '
    '"at_ms" = excluded."at_ms"'
)
_TO_ASK = Statement(
    'select s."id", s."who_id", s."case_number", v."code" from "answer_set" s '
    'join "survey" v on v."id" = s."survey_id" where s."state" = \'offered\' '
    'and s."told_at_ms" is null and s."case_number" <> \'\' and v."begins_at_ms" <= ? '
    'and v."ended_at_ms" is null order by s."id" limit ?'
)
_ASKED = Statement(
    'update "answer_set" set "told_at_ms" = ? '
    'where "id" = ? and "told_at_ms" is null and "state" = \'offered\''
)


class QuestionView(NamedTuple):
    """A question as it is asked now."""

    survey: str
    code: str
    kind: QuestionKind
    text_id: str
    text_en: str
    number: int
    """From 1 among those that are asked."""
    of: int
    options_id: Sequence[str]
    options_en: Sequence[str]
    low: int
    high: int
    is_optional: bool
    case_number: str
    """Empty when it is about no case."""


@dataclass(frozen=True, slots=True)
class FinishedView:
    """All questions are answered; index and grade where the survey has elements."""

    survey: str
    index: Decimal | None
    grade: str | None


class Invitation(NamedTuple):
    """Somebody to be asked, once, to answer a survey about a case that has closed."""

    set_id: int
    who_id: int
    case_number: str
    survey: str


class SurveyTitle(NamedTuple):
    """A survey by its code and what it is called."""

    code: str
    title_id: str
    title_en: str


Step = QuestionView | FinishedView


class NoSurveyError(Exception):
    """There is no such survey, or none that is asked now."""


class AlreadyAnsweredError(Exception):
    """This person has answered this survey."""


class SurveyEndedError(Exception):
    """The survey was ended, or this person answers none."""


class InvalidAnswerError(Exception):
    """The question cannot be answered so; `question` is still open."""

    def __init__(self, question: QuestionView) -> None:
        super().__init__(question.code)
        self.question = question


class NotOptionalError(InvalidAnswerError):
    """The question may not be passed over."""


async def begin(
    survey: str | None, *, who_ids: Sequence[int], at_ms: int, new_id: IdMaker
) -> QuestionView:
    """The next question of a survey; without a name of the one that was broken off or offered.

    Raises NoSurveyError, AlreadyAnsweredError.
    """
    found = None if survey else await _waiting(who_ids, at_ms)
    if found is None:
        wanted = await _survey(survey, at_ms)
        found = await _set_in(wanted, who_ids, at_ms, new_id)
    if found["state"] == "finished" or not await _OPEN.run(at_ms, found["id"]):
        raise AlreadyAnsweredError
    step = await _next(found, at_ms)
    if isinstance(step, FinishedView):
        raise AlreadyAnsweredError
    return step


async def running(*, at_ms: int) -> list[SurveyTitle]:
    """All surveys that are asked now, the default one first."""
    return [_title(row) for row in await _RUNNING.rows(at_ms)]


async def to_choose_from(*, who_ids: Sequence[int], at_ms: int) -> list[SurveyTitle]:
    """The surveys that this person has not answered; none while one of theirs waits already."""
    if await _waiting(who_ids, at_ms) is not None:
        return []
    finished = {row["survey_id"] for row in await _FINISHED_BY.rows(who_ids)}
    return [_title(row) for row in await _RUNNING.rows(at_ms) if row["id"] not in finished]


async def answer(
    survey: str,
    question: str,
    given: str,
    *,
    who_ids: Sequence[int],
    client_key: str,
    at_ms: int,
    new_id: IdMaker,
) -> Step:
    """Keep an answer and tell what comes next; a second one to the same question replaces it.

    Raises InvalidAnswerError, SurveyEndedError.
    """
    found, questions = await _open_set(survey, who_ids, at_ms)
    if found["state"] == "finished":
        return _finished(found, questions)
    row = _row_of(question, questions)
    if row is None:
        return await _next(found, at_ms)
    options = (json.loads(row["options_id"]), json.loads(row["options_en"]))
    value = read_answer(
        QuestionKind(row["kind"]), given, low=row["low"], high=row["high"], options=options
    )
    if value is None:
        raise InvalidAnswerError(_view(row, questions, found))
    await _KEEP.run(new_id(), found["id"], row["id"], value, client_key, at_ms)
    return await _next(found, at_ms)


async def skip(
    survey: str,
    question: str,
    *,
    who_ids: Sequence[int],
    client_key: str,
    at_ms: int,
    new_id: IdMaker,
) -> Step:
    """Pass over an optional question. Raises NotOptionalError, SurveyEndedError."""
    found, questions = await _open_set(survey, who_ids, at_ms)
    if found["state"] == "finished":
        return _finished(found, questions)
    row = _row_of(question, questions)
    if row is not None:
        if not row["is_optional"]:
            raise NotOptionalError(_view(row, questions, found))
        await _KEEP.run(new_id(), found["id"], row["id"], None, client_key, at_ms)
    return await _next(found, at_ms)


async def offer(closed: Sequence[tuple[int, str]], *, at_ms: int, new_id: IdMaker) -> int:
    """Let these people (id and case number) be asked about their closed cases; how many.

    Nobody is asked twice about a case, and nobody at all while no default survey runs.
    """
    try:
        survey = await _survey(None, at_ms)
    except NoSurveyError:
        return 0
    for who_id, case_number in closed:
        await _MAKE_SET.run(new_id(), survey["id"], who_id, case_number, "offered", at_ms)
    return len(closed)


async def due_invitations(*, at_ms: int, limit: int = 100) -> list[Invitation]:
    """Whom to ask, longest waiting first; `take_invitation` each before it is queued."""
    return [
        Invitation(row["id"], row["who_id"], row["case_number"], row["code"])
        for row in await _TO_ASK.rows(at_ms, limit)
    ]


async def take_invitation(set_id: int, *, at_ms: int) -> bool:
    """Whether this transaction is the one that asks; False when another did, or they began."""
    return bool(await _ASKED.run(at_ms, set_id))


def _title(row: Mapping[str, Any]) -> SurveyTitle:
    return SurveyTitle(row["code"], row["title_id"], row["title_en"])


async def _waiting(who_ids: Sequence[int], at_ms: int) -> Mapping[str, Any] | None:
    rows = await _WAITING_SET.rows(who_ids, at_ms)
    return rows[0] if rows else None


async def _survey(code: str | None, at_ms: int) -> Mapping[str, Any]:
    rows = await (_BY_CODE.rows(code) if code else _DEFAULT.rows())
    if not rows or rows[0]["begins_at_ms"] > at_ms or rows[0]["ended_at_ms"] is not None:
        raise NoSurveyError
    return rows[0]


async def _set_in(
    survey: Mapping[str, Any], who_ids: Sequence[int], at_ms: int, new_id: IdMaker
) -> Mapping[str, Any]:
    """The set to go on with: an open or offered one first, then what was finished, else a new."""
    rows = await _SETS_IN.rows(who_ids, survey["id"])
    if not rows:
        await _MAKE_SET.run(new_id(), survey["id"], who_ids[0], "", "offered", at_ms)
        rows = await _SETS_IN.rows(who_ids, survey["id"])
    return rows[0]


async def _open_set(
    code: str, who_ids: Sequence[int], at_ms: int
) -> tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]:
    """The set that is being answered, locked, with its questions."""
    try:
        survey = await _survey(code, at_ms)
    except NoSurveyError:
        raise SurveyEndedError from None
    rows = await _SETS_IN.rows(who_ids, survey["id"])
    if not rows or rows[0]["state"] == "offered":
        raise SurveyEndedError
    found = dict(rows[0])
    found["state"] = (await _LOCK.rows(found["id"]))[0]["state"]
    return found, await _QUESTIONS.rows(found["id"], survey["id"])


async def _next(found: Mapping[str, Any], at_ms: int) -> Step:
    questions = await _QUESTIONS.rows(found["id"], found["survey_id"])
    for row in questions:
        if row["answer_id"] is None:
            return _view(row, questions, found)
    await _FINISH.run(at_ms, found["id"])
    return _finished(found, questions)


def _finished(found: Mapping[str, Any], questions: Sequence[Mapping[str, Any]]) -> FinishedView:
    marked = [q for q in questions if q["is_element"]]
    marks = {q["code"]: [int(q["given"])] for q in marked if q["given"] is not None}
    if not marks:
        return FinishedView(found["code"], None, None)
    index = index_of(marks, low=marked[0]["low"], high=marked[0]["high"])
    return FinishedView(found["code"], index, grade_of(index) if index is not None else None)


def _row_of(code: str, questions: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    return next((row for row in questions if row["code"] == code), None)


def _view(
    row: Mapping[str, Any], questions: Sequence[Mapping[str, Any]], found: Mapping[str, Any]
) -> QuestionView:
    place = [question["id"] for question in questions].index(row["id"])
    return QuestionView(
        found["code"],
        row["code"],
        QuestionKind(row["kind"]),
        row["text_id"],
        row["text_en"],
        place + 1,
        len(questions),
        json.loads(row["options_id"]),
        json.loads(row["options_en"]),
        row["low"],
        row["high"],
        bool(row["is_optional"]),
        found["case_number"],
    )
