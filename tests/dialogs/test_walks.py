"""Ten thousand messages at random in each dialog: there is always a next step, and a way out.

`make soak-dialogs` takes a million. A walk is known by its dialog, and goes the same way again.
"""

import json
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from dialogs.engine import vocabulary
from dialogs.engine.script import Ask
from dialogs.registry import counter
from models.terms.channel import Style
from models.terms.segments import count_segments
from tests.dialogs.test_hostile import TEXTS
from tests.dialogs.world import Contact, any_outcome, leaves
from tests.transcripts.engine import WORDS
from tests.transcripts.transcript import TODAY

STEPS = int(os.environ.get("LOKET_STEPS", "10000"))
WALK = 30
"""Messages until somebody else begins."""
LOOK_ASIDE = 0.02
"""How often it is tried whether help, cancel and staff are reached from here."""
TOLD = Path(__file__).parent.parent / "messages" / "messages.jsonl"
PLAIN = [json.loads(line)["text"] for line in TOLD.read_text(encoding="utf-8").splitlines()]
PLAIN += ["besok", "lusa jam 9", "2", "1990-08-17", "0123", "AKI 1, BUSI 2", "Siti Aminah"]
PLAIN += ["3275014505900001", "08123456789", "123456", "yang kedua", "jam 25", "30 februari", "ok"]
WORDS_KNOWN = sorted(
    {
        *vocabulary.GLOBAL_WORDS,
        *(word for words in vocabulary.CHOICE_WORDS.values() for word in words),
        *(word for dialog in counter.dialogs for word in (*dialog.keywords, *dialog.words)),
    }
)
TALKS = [each for each in counter.dialogs if any(isinstance(step, Ask) for step in each.script)]


class _Moody(dict):
    """Services that answer with any of their outcomes."""

    def __init__(self, dice):
        super().__init__()
        self._dice = dice

    def get(self, service, default=None):
        return any_outcome(counter, service, self._dice.randrange(64)) or default


def _begun(dialog, dice):
    """Somebody at any question of the dialog, or about to begin it."""
    state = dice.choice([step.name for step in dialog.script if isinstance(step, Ask)])
    frame = {"dialog": dialog.name, "state": state, "slots": {"number": "LKT-2026-000123"}}
    return Contact(
        outcomes=_Moody(dice),
        language=dice.choice(("id", "en")),
        snapshot=json.dumps([frame]) if dice.random() < 0.5 else None,
        counter=counter,
        today=TODAY,
        catalogue=WORDS.catalogue,
    )


def _next(dice, dialog, choices):
    """What is written or pressed; mostly something that leads on."""
    roll = dice.random()
    if roll < 0.4 and choices:
        number = dice.randrange(len(choices))
        press = dice.random() < 0.5
        return ("", choices[number].button) if press else (str(number + 1), None)
    if roll < 0.65:
        return dice.choice(PLAIN), None
    if roll < 0.9:
        return dice.choice([*WORDS_KNOWN, *dialog.keywords]), None
    return dice.choice(TEXTS), None


@pytest.mark.parametrize("dialog", TALKS, ids=lambda dialog: dialog.name)
async def test_a_walk_always_leads_on(dialog):
    dice = random.Random(dialog.name)
    said: list[object] = []
    for step in range(STEPS):
        if step % WALK == 0:
            contact, said, choices = _begun(dialog, dice), [], ()
            said.append(contact.snapshot)
        said.append(_next(dice, dialog, choices))
        try:
            choices = await _one_step(contact, *said[-1])
            if contact.snapshot and dice.random() < LOOK_ASIDE:
                await _ways_out(contact)
        except Exception as error:
            raise AssertionError([str(each)[:80] for each in said]) from error


async def _one_step(contact, text, choice):
    taken = await contact.say(text, choice)
    brief = contact.read(taken, Style.TERSE)

    assert taken.replies
    assert contact.read(taken)
    assert 1 <= count_segments(brief).segments <= 3
    assert contact.snapshot is None or len(json.loads(contact.snapshot)) <= 3
    assert contact.snapshot is None or len(contact.snapshot) < 2500
    contact.asked.clear()
    return taken.replies[-1].choices


async def _ways_out(contact):
    """Help leaves the question open, cancel leads out of it, staff come; each tried by a twin."""
    helped, cancelled, with_staff = (replace(contact, asked=[]) for _ in range(3))
    before = json.loads(contact.snapshot)[-1]["state"]

    assert await helped.hear("BANTUAN")
    assert json.loads(helped.snapshot)[-1]["state"] == before
    assert await leaves(cancelled)
    told = await with_staff.hear("PETUGAS")
    assert told[0].endswith((".handed_over", ".away")), told
