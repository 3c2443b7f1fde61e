"""Every conversation goes on the engine as its file says."""

import pytest

from models.terms.channel import Style
from models.terms.segments import count_segments
from tests.transcripts.engine import hold
from tests.transcripts.transcript import load_all

TRANSCRIPTS = load_all()
LONGER = {
    *("track_own_phone", "requirements_asked", "requirements_at_once"),
    *("requirements_nonsense", "requirements_unknown", "requirements_said_plainly"),
    "two_in_one",
}
"""Two segments where papers are told by name, since nothing of them may be left out."""


@pytest.fixture(params=TRANSCRIPTS, ids=lambda transcript: transcript.name)
def transcript(request):
    return request.param


async def test_the_bot_says_what_the_file_says(transcript):
    for held in await hold(transcript):
        assert held.step.phrases == held.phrases, f"line {held.step.line}"
        assert held.step.is_closed == held.is_closed, f"line {held.step.line}"


async def test_every_answer_by_text_message_is_one_segment(transcript):
    most = 2 if transcript.name.partition(".")[0] in LONGER else 1
    for held in await hold(transcript):
        assert count_segments(held.rendered(Style.TERSE).text).segments <= most


def test_every_conversation_is_held_in_both_languages():
    spoken = {
        language: {
            t.name.removesuffix(f".{language}") for t in TRANSCRIPTS if t.language == language
        }
        for language in ("id", "en")
    }

    assert spoken["id"] == spoken["en"]
    assert len(spoken["id"]) * 2 == len(TRANSCRIPTS)
