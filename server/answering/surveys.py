"""What dialogs ask of surveys: the next question, what an answer leads to, several at once.

The facts of a `question`, `invalid` or `required`: survey, question, kind: "scale" | "choice" |
"yes_no" | "number" | "text", text_id, text_en, number, of, options_id: list, options_en: list,
marks: list of the answers these options stand for, low, high, optional: "yes" or "", case_number.

- `surveys.begin` (survey?) -> `question`; `none`; `done`
- `surveys.answer` (survey, question, answer) -> `question`; `invalid` (the facts of the question
  that is still open); `finished` {survey, index: "82.64" or "", grade: "A".."D" or ""}; `ended`
- `surveys.answer_many` (survey?, named?: words of the person's for one, answers?: list or a text
  of marks) -> `several` {surveys, names_id, names_en}: none was named, none waits for the person,
  and these are open to them; else as `surveys.begin` and `surveys.answer`; begins at the open
  question, and stops at the first answer that does not fit
- `surveys.skip` (survey, question) -> `question`; `required` (the question); `finished`; `ended`
"""

import re
from collections.abc import Sequence

from models.surveys import services as surveys
from models.surveys.rules import QuestionKind
from models.surveys.services import FinishedView, QuestionView, Step, SurveyTitle
from models.terms.request import Fact, Outcome
from server.answering.arguments import Arguments
from server.answering.asking import Answer, Asking

MARKS_MOST = 100


async def _begin(asking: Asking, arguments: Arguments) -> Outcome:
    wanted = arguments.get("survey")
    try:
        question = await surveys.begin(
            str(wanted) if wanted else None,
            who_ids=await asking.ids(),
            at_ms=asking.page.at_ms,
            new_id=asking.new_id,
        )
    except surveys.NoSurveyError:
        return Outcome("none")
    except surveys.AlreadyAnsweredError:
        return Outcome("done")
    return Outcome("question", _question(question))


async def _answer(asking: Asking, arguments: Arguments) -> Outcome:
    try:
        step = await surveys.answer(
            str(arguments["survey"]),
            str(arguments["question"]),
            _said(arguments["answer"]),
            who_ids=await asking.ids(),
            client_key=asking.inbound.external_id,
            at_ms=asking.page.at_ms,
            new_id=asking.new_id,
        )
    except surveys.InvalidAnswerError as error:
        return Outcome("invalid", _question(error.question))
    except surveys.SurveyEndedError:
        return Outcome("ended")
    return _step(step)


async def _answer_many(asking: Asking, arguments: Arguments) -> Outcome:
    given = arguments.get("answers") or ""
    marks = given if isinstance(given, list) else re.findall(r"[^\s#.*,;]+", str(given))
    survey = arguments.get("survey") or await _survey_named(asking, str(arguments.get("named", "")))
    if not survey and not marks:
        open_to = await surveys.to_choose_from(who_ids=await asking.ids(), at_ms=asking.page.at_ms)
        if len(open_to) > 1:
            return Outcome("several", _titles(open_to))
        survey = open_to[0].code if open_to else None
    outcome = await _begin(asking, {"survey": survey})
    for mark in marks[:MARKS_MOST]:
        if outcome.name != "question":
            break
        outcome = await _answer(asking, {**outcome.facts, "answer": mark})
    return outcome


async def _survey_named(asking: Asking, named: str) -> str | None:
    """The code of the one survey that these words name: its code, or a word of its title."""
    words = set(named.casefold().split())
    found = [
        each.code
        for each in await surveys.running(at_ms=asking.page.at_ms)
        if words & {each.code.casefold(), *f"{each.title_id} {each.title_en}".casefold().split()}
    ]
    return found[0] if len(found) == 1 else None


def _titles(told: Sequence[SurveyTitle]) -> dict[str, Fact]:
    return {
        "surveys": [each.code for each in told],
        "names_id": [each.title_id for each in told],
        "names_en": [each.title_en for each in told],
    }


async def _skip(asking: Asking, arguments: Arguments) -> Outcome:
    try:
        step = await surveys.skip(
            str(arguments["survey"]),
            str(arguments["question"]),
            who_ids=await asking.ids(),
            client_key=asking.inbound.external_id,
            at_ms=asking.page.at_ms,
            new_id=asking.new_id,
        )
    except surveys.NotOptionalError as error:
        return Outcome("required", _question(error.question))
    except surveys.SurveyEndedError:
        return Outcome("ended")
    return _step(step)


def _step(step: Step) -> Outcome:
    if isinstance(step, QuestionView):
        return Outcome("question", _question(step))
    return Outcome("finished", _finished(step))


def _question(question: QuestionView) -> dict[str, Fact]:
    return {
        "survey": question.survey,
        "question": question.code,
        "kind": question.kind.value,
        "text_id": question.text_id,
        "text_en": question.text_en,
        "number": question.number,
        "of": question.of,
        "options_id": list(question.options_id),
        "options_en": list(question.options_en),
        "low": question.low,
        "high": question.high,
        "marks": _marks(question),
        "optional": "yes" if question.is_optional else "",
        "case_number": question.case_number,
    }


def _marks(question: QuestionView) -> list[str]:
    """The answers that the options stand for, in their order."""
    match question.kind:
        case QuestionKind.YES_NO:
            return ["yes", "no"]
        case QuestionKind.SCALE:
            return [str(mark) for mark in range(question.low, question.high + 1)]
        case QuestionKind.CHOICE:
            return [str(number) for number in range(1, len(question.options_id) + 1)]
        case _:
            return []


def _finished(step: FinishedView) -> dict[str, Fact]:
    return {
        "survey": step.survey,
        "index": str(step.index) if step.index is not None else "",
        "grade": step.grade or "",
    }


def _said(answer: Fact) -> str:
    """An answer as text: a yes or no comes as a truth value."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return str(answer)


ANSWERS: dict[str, Answer] = {
    "surveys.begin": _begin,
    "surveys.answer": _answer,
    "surveys.answer_many": _answer_many,
    "surveys.skip": _skip,
}
