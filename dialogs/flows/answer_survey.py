"""A survey, question by question, or all marks in one message: `SURVEI 4 4 3 4 4 4 3 4 4`.

`SURVEI KUNJUNGAN` names one; where several are open to a person it is asked which.
Whoever breaks off goes on later at the first question that is still open.
"""

from dialogs.engine.script import Ask, Dialog, Do, End, Tell
from dialogs.filling import anything, marks, named_survey, several_marks, skipping, standard_survey

QUESTION = ("survey", "question", "text", "number", "of", "marks", "options", "optional")


class AnswerSurvey(Dialog):
    name = "answer_survey"
    keywords = ("SURVEI", "SURVEY")
    words = ("ISI SURVEI", "ISI SURVEY", "TAKE SURVEY", "ANSWER SURVEY")
    begins_on = ((standard_survey, "beginning"),)
    fills = (marks, named_survey)

    script = (
        Do(
            "beginning",
            "surveys.answer_many",
            may_take=("answers", "named"),
            keeps=(*QUESTION, "surveys", "names"),
            forgets=("answers", "named"),
            several="asking_which",
            question="asking",
            invalid="telling_invalid",
            finished="finished",
            none="none",
            done="done",
            ended="ended",
        ),
        Ask(
            "asking_which",
            say="answer_survey.ask_which",
            offers="surveys",
            picks="named",
            labels="names",
            at_once=5,
            hears={named_survey: "beginning", marks: "beginning"},
            then="beginning",
            is_loose=True,
        ),
        Ask(
            "asking",
            say="answer_survey.ask",
            offers="marks",
            picks="answer",
            labels="options",
            at_once=9,
            hears={several_marks: "beginning", skipping: "skipping", anything: "answering"},
            then="answering",
        ),
        Do(
            "answering",
            "surveys.answer",
            takes=("survey", "question", "answer"),
            keeps=QUESTION,
            forgets=("answer", "answers", "named"),
            question="asking",
            invalid="telling_invalid",
            finished="finished",
            ended="ended",
        ),
        Tell("telling_invalid", say="answer_survey.invalid", then="asking", is_retry=True),
        Do(
            "skipping",
            "surveys.skip",
            takes=("survey", "question"),
            keeps=QUESTION,
            forgets=("named",),
            question="asking",
            required="telling_required",
            finished="finished",
            ended="ended",
        ),
        Tell("telling_required", say="answer_survey.required", then="asking"),
        End("finished", say="answer_survey.finished"),
        End("done", say="answer_survey.done"),
        End("none", say="answer_survey.none"),
        End("ended", say="answer_survey.ended"),
    )
