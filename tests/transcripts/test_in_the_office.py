"""The same conversations on the real services and the demo's data, through lanes and database.

What a `?` line says a service answers is what it does answer, and both doors say the same words.
"""

import pytest

from models.terms.channel import Inbound, Style
from server.hearing import Hear
from tests.transcripts.engine import hold
from tests.transcripts.transcript import DOORS, load_all

STYLES = {"web": Style.RICH, "sms": Style.TERSE}
ADDRESSES = {"web": "visitor-1", "sms": "+6281300009999"}
HELD = [(door, transcript) for door in sorted(DOORS) for transcript in load_all(door)]


@pytest.mark.parametrize(
    ("door", "transcript"), [pytest.param(*each, id=f"{each[0]}-{each[1].name}") for each in HELD]
)
async def test_the_office_says_what_the_engine_says(demo_office, door, transcript):
    address = transcript.phone or ADDRESSES[door]
    now = demo_office.clock.now()
    for held in await hold(transcript):
        key = f"line-{held.step.line:04}"
        inbound = Inbound(door, address, held.step.text, now, key, held.step.choice)
        hear = Hear(inbound, demo_office.talk, transcript.language)
        settled = await demo_office.lanes.submit(hear)
        expected = held.rendered(STYLES[door])

        assert [expected.text] == [reply.text for reply in settled.replies], key
        assert [expected.choices] == [tuple(reply.choices) for reply in settled.replies], key
        assert held.taken.snapshot == settled.conversation.dialog, key
