"""Every answer, read whole for an outside audit."""

from typing import Any

from models.db import Statement

_ANSWERS = Statement(
    'select a."client_key", v."code" as "survey", q."code" as "question", s."who_id", '
    's."case_number" from "survey_answer" a join "answer_set" s on s."id" = a."set_id" '
    'join "survey" v on v."id" = s."survey_id" '
    'join "survey_question" q on q."id" = a."question_id" '
    'where a."value" is not null order by a."id"'
)


async def all_answers() -> list[dict[str, Any]]:
    """`{key, survey, question, who}` of each answer that counts, as the ledger tells them.

    `who` names the set: a person, and the case where there is one.
    """
    return [
        {
            "key": row["client_key"],
            "survey": row["survey"],
            "question": row["question"],
            "who": "/".join(filter(None, (str(row["who_id"]), row["case_number"]))),
        }
        for row in await _ANSWERS.rows()
    ]
