"""Services that answer as asked for, and a contact who talks to the dialogs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogs.engine.heard import Heard
from dialogs.engine.render import render
from dialogs.engine.turn import Taken, take_turn
from dialogs.registry import counter
from models.terms.channel import Style
from models.terms.request import Fact, Outcome, Request

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
    asked: list[Request] = field(default_factory=list)

    async def say(self, text: str, choice: str | None = None) -> Taken:
        taken = await take_turn(
            self.counter,
            self.snapshot,
            Heard(text, choice),
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
        return self.outcomes[request.service]
