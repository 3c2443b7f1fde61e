"""Surveys: question by question, broken off and resumed, ended, counted."""

import asyncio
from decimal import Decimal

import pytest

from models.db import transaction
from models.surveys import keeping
from models.surveys import services as surveys
from models.surveys.audit import all_answers
from models.surveys.keeping import NewQuestion, NewSurvey, SurveyRefusedError
from models.surveys.results import results
from models.surveys.rules import QuestionKind, grade_of, index_of, read_answer
from models.surveys.services import FinishedView
from tests.models.either import database  # noqa: F401

WHO = [7001]
OWN = NewSurvey(
    code="kunjungan",
    title_id="Kunjungan",
    title_en="Visit",
    low=1,
    high=5,
    questions=(
        NewQuestion("puas", "Puas?", "Satisfied?"),
        NewQuestion(
            "cara",
            "Naik apa?",
            "How did you come?",
            kind=QuestionKind.CHOICE,
            options_id=("Motor", "Mobil"),
            options_en=("Motorcycle", "Car"),
        ),
        NewQuestion("menit", "Menit?", "Minutes?", kind=QuestionKind.NUMBER, high=600),
        NewQuestion("pungli", "Diminta biaya?", "Asked for fees?", kind=QuestionKind.YES_NO),
        NewQuestion("saran", "Saran?", "Ideas?", kind=QuestionKind.TEXT, is_optional=True),
    ),
)


class Office:
    """The verbs with a transaction round each, as a turn has it."""

    def __init__(self, clock, new_id):
        self.clock, self.new_id = clock, new_id
        self.keys = 0

    async def add(self, survey):
        async with transaction():
            await keeping.add(survey, at_ms=self.clock.ms, new_id=self.new_id)

    async def begin(self, survey=None, who=WHO):
        async with transaction():
            return await surveys.begin(survey, who_ids=who, at_ms=self.clock.ms, new_id=self.new_id)

    async def answer(self, question, given, survey="skm", who=WHO):
        self.keys += 1
        async with transaction():
            return await surveys.answer(
                survey,
                question,
                given,
                who_ids=who,
                client_key=f"key-{self.keys}",
                at_ms=self.clock.ms,
                new_id=self.new_id,
            )

    async def skip(self, question, survey="skm", who=WHO):
        async with transaction():
            return await surveys.skip(
                survey,
                question,
                who_ids=who,
                client_key="skip",
                at_ms=self.clock.ms,
                new_id=self.new_id,
            )

    async def fill(self, marks, who=WHO, survey="skm"):
        step = await self.begin(survey, who)
        for mark in marks:
            step = await self.answer(step.code, str(mark), survey, who)
        return step

    async def end(self, survey="skm"):
        async with transaction():
            assert await keeping.end(survey, at_ms=self.clock.ms)

    async def offer(self, closed):
        async with transaction():
            await surveys.offer(closed, at_ms=self.clock.ms, new_id=self.new_id)
        due = await surveys.due_invitations(at_ms=self.clock.ms)
        async with transaction():
            return [one for one in due if await self.take(one)]

    async def take(self, invitation):
        return await surveys.take_invitation(invitation.set_id, at_ms=self.clock.ms)


@pytest.fixture
async def office(database, clock, new_id):  # noqa: F811
    made = Office(clock, new_id)
    await made.add(keeping.skm())
    await made.add(OWN)
    return made


@pytest.mark.parametrize(
    ("marks", "index", "grade"),
    [
        ([4] * 9, "100.00", "A"),
        ([1] * 9, "25.00", "D"),
        ([3] * 9, "75.00", "C"),
        ([4, 3, 4, 4, 3, 4, 4, 3, 4], "91.67", "A"),  # 33 / 9 x 25
        ([3, 3, 3, 4, 3, 3, 4, 3, 3], "80.56", "B"),  # 29 / 9 x 25
        ([2, 3, 3, 2, 3, 2, 3, 3, 2], "63.89", "D"),  # 23 / 9 x 25
        ([2, 3, 3, 3, 3, 2, 3, 3, 2], "66.67", "C"),  # 24 / 9 x 25
    ],
)
async def test_nine_elements_make_the_index_of_a_hand_calculation(office, marks, index, grade):
    assert await office.fill(marks) == FinishedView("skm", Decimal(index), grade)


@pytest.mark.parametrize(
    ("index", "grade"),
    [
        ("100", "A"),
        ("88.31", "A"),
        ("88.30", "B"),
        ("76.61", "B"),
        ("76.60", "C"),
        ("65.00", "C"),
        ("64.99", "D"),
        ("25", "D"),
    ],
)
def test_grades_change_where_the_regulation_says(index, grade):
    assert grade_of(Decimal(index)) == grade


def test_a_scale_of_five_is_converted_in_a_straight_line():
    assert index_of({"a": [1]}, low=1, high=5) == Decimal("25.00")
    assert index_of({"a": [3]}, low=1, high=5) == Decimal("62.50")
    assert index_of({"a": [5]}, low=1, high=5) == Decimal("100.00")
    assert index_of({"a": []}, low=1, high=5) is None


def test_every_element_weighs_the_same_however_many_answered():
    marks = {"a": [4, 4, 4, 4], "b": [2]}

    assert index_of(marks, low=1, high=4) == Decimal("75.00")


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        (QuestionKind.SCALE, " 3 ", "3"),
        (QuestionKind.SCALE, "0", None),
        (QuestionKind.SCALE, "6", None),
        (QuestionKind.SCALE, "2.5", None),
        (QuestionKind.SCALE, "1e1", None),
        (QuestionKind.SCALE, "٣", None),
        (QuestionKind.SCALE, "9" * 10_000, None),
        (QuestionKind.CHOICE, "2", "2"),
        (QuestionKind.CHOICE, "MOBIL", "2"),
        (QuestionKind.CHOICE, "motorcycle", "1"),
        (QuestionKind.CHOICE, "3", None),
        (QuestionKind.CHOICE, "", None),
        (QuestionKind.YES_NO, "Ya", "yes"),
        (QuestionKind.YES_NO, "no", "no"),
        (QuestionKind.YES_NO, "mungkin", None),
        (QuestionKind.TEXT, " {{7*7}} %s '; DROP TABLE x ", "{{7*7}} %s '; DROP TABLE x"),
        (QuestionKind.TEXT, "   ", None),
        (QuestionKind.TEXT, "x" * 10_000, None),
    ],
)
def test_answers_that_do_not_fit_are_none(kind, given, kept):
    options = (("Motor", "Mobil"), ("Motorcycle", "Car"))

    assert read_answer(kind, given, low=1, high=5, options=options) == kept


async def test_questions_come_in_order_with_their_place(office):
    first = await office.begin()
    second = await office.answer("requirements", "4")

    assert (first.survey, first.code, first.number, first.of) == ("skm", "requirements", 1, 9)
    assert (first.low, first.high, list(first.options_id)[3]) == (1, 4, "Sangat sesuai")
    assert (second.code, second.number) == ("procedure", 2)


async def test_an_own_survey_takes_every_kind_of_answer_and_has_no_index(office):
    await office.begin("kunjungan")
    for code, given in (("puas", "5"), ("cara", "mobil"), ("menit", "15"), ("pungli", "no")):
        step = await office.answer(code, given, "kunjungan")
    assert (step.code, step.is_optional) == ("saran", True)

    assert await office.skip("saran", "kunjungan") == FinishedView("kunjungan", None, None)


async def test_what_does_not_fit_leaves_the_question_open(office):
    await office.begin()
    with pytest.raises(surveys.InvalidAnswerError) as wrong:
        await office.answer("requirements", "5")

    assert (wrong.value.question.code, wrong.value.question.high) == ("requirements", 4)
    assert (await office.begin()).code == "requirements"
    assert await all_answers() == []


async def test_a_question_that_must_be_answered_is_not_passed_over(office):
    await office.begin()
    with pytest.raises(surveys.NotOptionalError):
        await office.skip("requirements")


async def test_what_was_broken_off_goes_on_where_it_stood(office, clock):
    await office.begin("skm")
    await office.answer("requirements", "4")
    clock.advance(3 * 86_400)

    assert (await office.begin()).code == "procedure"


async def test_the_last_answer_counts_until_the_end_and_none_after(office):
    await office.begin()
    await office.answer("requirements", "1")
    assert (await office.answer("requirements", "4")).code == "procedure"
    for code in ("procedure", "time", "cost", "product", "competence", "conduct", "facilities"):
        await office.answer(code, "4")
    done = await office.answer("complaints", "4")
    again = await office.answer("complaints", "1")

    assert done == again == FinishedView("skm", Decimal("100.00"), "A")
    with pytest.raises(surveys.AlreadyAnsweredError):
        await office.begin()


async def test_a_survey_ended_while_it_is_answered_says_so_and_keeps_nothing_more(office):
    await office.begin()
    await office.answer("requirements", "4")
    await office.end()

    with pytest.raises(surveys.SurveyEndedError):
        await office.answer("procedure", "4")
    with pytest.raises(surveys.NoSurveyError):
        await office.begin("skm")
    assert len(await all_answers()) == 1


async def test_who_never_began_and_a_survey_that_is_none_are_told(office):
    for survey in ("skm", "tidak-ada"):
        with pytest.raises(surveys.SurveyEndedError):
            await office.answer("requirements", "4", survey)
    with pytest.raises(surveys.NoSurveyError):
        await office.begin("tidak-ada")


async def test_a_question_retired_while_it_is_answered_is_passed_over(office, clock):
    await office.begin()
    async with transaction():
        assert await keeping.retire_question("procedure", survey="skm", at_ms=clock.ms)

    assert (await office.answer("requirements", "4")).code == "time"
    assert (await office.answer("procedure", "4")).code == "time"
    assert (await office.answer("time", "4")).of == 8


async def test_a_closed_case_is_asked_about_once(office):
    closed = [(7001, "LKT-2026-000001"), (7002, "LKT-2026-000002")]
    told = await office.offer(closed)
    again = await office.offer(closed)

    assert [(one.who_id, one.case_number, one.survey) for one in told] == [
        (7001, "LKT-2026-000001", "skm"),
        (7002, "LKT-2026-000002", "skm"),
    ]
    assert again == []


async def test_each_case_has_its_own_answers(office):
    await office.offer([(7001, "LKT-2026-000001")])
    first = await office.fill([4] * 9)
    await office.offer([(7001, "LKT-2026-000009")])
    question = await office.begin()

    assert first.grade == "A"
    assert (question.case_number, question.number) == ("LKT-2026-000009", 1)


async def test_nobody_is_offered_a_survey_while_none_runs(office):
    await office.end()

    assert await office.offer([(7001, "LKT-2026-000001")]) == []


async def test_a_person_of_two_contacts_answers_once(office):
    await office.fill([4] * 9, who=[7001])

    with pytest.raises(surveys.AlreadyAnsweredError):
        await office.begin("skm", who=[7000, 7001])


async def test_two_answers_at_the_same_moment_are_one_row(office):
    await office.begin()
    await asyncio.gather(*(office.answer("requirements", str(mark)) for mark in (1, 2, 3, 4) * 3))
    await asyncio.gather(*(office.begin("skm", who=[7002]) for _ in range(8)))

    assert len(await all_answers()) == 1


async def test_results_count_finished_sets_alone(office, clock):
    await office.fill([4] * 9, who=[1])
    await office.fill([2] * 9, who=[2])
    await office.fill([1, 1], who=[3])
    told = await results("skm")
    later = await results("skm", from_ms=clock.ms + 1)

    assert (told.finished, told.begun, told.index, told.grade) == (2, 1, Decimal("75.00"), "C")
    assert told.questions[0].times == {"2": 1, "4": 1}
    assert told.questions[0].mean == Decimal("3.00")
    assert (later.index, await results("none")) == (None, None)


async def test_the_audit_reads_key_survey_question_and_set(office):
    await office.offer([(7001, "LKT-2026-000001")])
    await office.begin()
    await office.answer("requirements", "4")

    assert await all_answers() == [
        {
            "key": "key-1",
            "survey": "skm",
            "question": "requirements",
            "who": "7001/LKT-2026-000001",
        }
    ]


@pytest.mark.parametrize(
    "questions",
    [
        (),
        (NewQuestion("a", "A", "A"), NewQuestion("a", "B", "B")),
        (NewQuestion("a", "A", "A", kind=QuestionKind.CHOICE, options_id=["x"], options_en=["x"]),),
        (NewQuestion("a", "A", "A", options_id=["x"], options_en=[]),),
        (NewQuestion("a", "A", "A", options_id=["x"], options_en=["x"]),),
        (NewQuestion("a", "A", "A", kind=QuestionKind.TEXT, is_element=True),),
        (NewQuestion("a", "A", "A", kind=QuestionKind.NUMBER, low=5, high=1),),
    ],
)
async def test_a_survey_that_could_not_be_asked_is_refused(office, questions):
    with pytest.raises(SurveyRefusedError):
        await office.add(NewSurvey("x", "X", "X", questions))
