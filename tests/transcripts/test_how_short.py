"""How many messages a conversation needs: five from a person who answers plainly, one or two from
one who knows the commands. A survey is as long as it has questions."""

import pytest

from tests.transcripts.transcript import load_all

MOST = {
    "book_at_once": 2,
    "book_said_plainly": 2,
    "book_step_by_step": 5,
    "requirements_at_once": 1,
    "requirements_said_plainly": 1,
    "requirements_asked": 2,
    "hours_today": 1,
    "hours_said_plainly": 1,
    "line_named": 1,
    "line_said_plainly": 1,
    "line_asked": 2,
    "survey_at_once": 1,
    "apply_at_once": 2,
    "news_newest": 1,
    "tickets_none": 1,
}
HELD = {transcript.name: transcript for transcript in load_all()}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", MOST)
def test_no_more_messages_are_needed(name, language):
    steps = HELD[f"{name}.{language}"].steps

    assert len(steps) <= MOST[name]
    assert steps[-1].is_closed or steps[-1].phrases == ["news.told"]
