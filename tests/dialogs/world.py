"""Services that answer as asked for, and a contact who talks to the dialogs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from dialogs.engine.heard import Heard
from dialogs.engine.phrases import LANGUAGES
from dialogs.engine.render import render
from dialogs.engine.script import Ask
from dialogs.engine.turn import Taken, take_turn
from dialogs.longest import LONGEST
from models.terms.channel import Style
from models.terms.request import Fact, Outcome, Request
from tests.dialogs.home import counter

CASE: Mapping[str, Fact] = {
    "number": "LKT-2026-000123",
    "service": "ktp",
    "stage": "ready",
}
OUTCOMES = {
    "cases.find": Outcome("stage_only", CASE),
    "cases.prove": Outcome("own", {**CASE, "note_id": "Ada.", "note_en": "There."}),
    "desk.open_thread": Outcome("opened", {"place": 1}),
    "people.opt_out": Outcome("done"),
    "people.opt_in": Outcome("done"),
}


@dataclass(slots=True)
class Contact:
    """Somebody who talks; between two messages nothing is kept but the snapshot."""

    outcomes: dict[str, Outcome] = field(default_factory=lambda: dict(OUTCOMES))
    language: str = "id"
    snapshot: str | None = None
    counter: object = counter
    today: object = None
    catalogue: object = None
    asked: list[Request] = field(default_factory=list)

    async def say(self, text: str, choice: str | None = None) -> Taken:
        taken = await take_turn(
            self.counter,
            self.snapshot,
            Heard(text, choice, self.today, self.catalogue),
            language=self.language,
            services=self._answer,
        )
        self.snapshot = taken.snapshot
        self.language = taken.language or self.language
        return taken

    async def hear(self, text: str, choice: str | None = None) -> list[str]:
        """The names of the phrases that are said to a message."""
        return [reply.phrase for reply in (await self.say(text, choice)).replies]

    def read(self, taken: Taken, style: Style = Style.RICH) -> str:
        return render(taken.replies, style=style, language=self.language).text

    async def _answer(self, request: Request) -> Outcome:
        self.asked.append(request)
        known = self.outcomes.get(request.service)
        return known or any_outcome(self.counter, request.service)


def any_outcome(talked_to, service, place=0):
    """One of the outcomes a service may have, with the longest facts and short lists."""
    names = sorted(talked_to.services[service])
    facts = _facts_of(tuple(talked_to.dialogs))
    return Outcome(names[place % len(names)], dict(facts))


@cache
def _facts_of(dialogs):
    """The longest facts, and what the questions of these dialogs offer: what a service may tell."""
    return {**LONGEST, **lists_of(dialogs)}


def lists_of(dialogs):
    """What the questions of these dialogs offer."""
    asks = [step for dialog in dialogs for step in dialog.script]
    offers = {step.offers for step in asks if isinstance(step, Ask) and step.offers}
    labels = {step.labels for step in asks if isinstance(step, Ask) and step.labels}
    told = {f"{name}_{language}" for name in labels for language in LANGUAGES}
    return {name: ["09:00", "10:30"] for name in offers - {"dialogs"} | labels | told}


async def leaves(contact):
    """Whether BATAL, said three times at most, leads out of the dialog that is open."""
    before = json.loads(contact.snapshot)
    for _ in range(3):
        assert await contact.hear("BATAL")
        now = json.loads(contact.snapshot) if contact.snapshot else []
        if len(now) < len(before) or now[-1]["dialog"] != before[-1]["dialog"]:
            return True
    return False
