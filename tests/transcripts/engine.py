"""A transcript held on the engine alone: the services answer what the file says they answer."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.engine.heard import Heard
from dialogs.engine.render import Rendered, render
from dialogs.engine.turn import Taken, take_turn
from dialogs.registry import counter
from models.catalogue.services import ServiceWords
from models.catalogue.spare_parts import PartWords
from models.terms.channel import Style
from models.terms.request import Outcome, Request
from server.demo.world import CATALOGUE
from server.wordbook import Wordbook
from tests.transcripts.transcript import TODAY, Asked, Step, Transcript, as_text


def _demo_words() -> Wordbook:
    """What the demo's office calls its parts and services."""
    listed = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    book = Wordbook()
    book.fill(
        [
            PartWords(row["sku"], _names(row), tuple(row["synonyms"]), tuple(row["family"]), ())
            for row in listed["parts"]
        ],
        [ServiceWords(row["code"], _names(row)) for row in listed["services"]],
    )
    return book


def _names(row: dict[str, dict[str, str]]) -> tuple[str, str]:
    return row["name"]["id"], row["name"]["en"]


WORDS = _demo_words()


@dataclass(frozen=True, slots=True)
class Held:
    """One step as it went; `language` is the one it is answered in."""

    step: Step
    taken: Taken
    language: str

    @property
    def phrases(self) -> Sequence[str]:
        return [reply.phrase for reply in self.taken.replies]

    @property
    def is_closed(self) -> bool:
        return self.taken.snapshot is None

    def rendered(self, style: Style) -> Rendered:
        """What a contact reads: the same words must come through every door."""
        return render(self.taken.replies, style=style, language=self.language, names=WORDS.name)


async def hold(transcript: Transcript) -> list[Held]:
    """Hold the whole conversation; every turn starts from nothing but the stored snapshot.

    Raises AssertionError where a service is asked otherwise than the file says.
    """
    held: list[Held] = []
    snapshot, language = None, transcript.language
    for step in transcript.steps:
        script = _Scripted(step)
        taken = await take_turn(
            counter,
            snapshot,
            Heard(step.text, step.choice, TODAY, WORDS.catalogue),
            language=language,
            services=script.answer,
        )
        script.finish()
        snapshot, language = taken.snapshot, taken.language or language
        held.append(Held(step, taken, language))
    return held


class _Scripted:
    """Services that must be asked as a step says, and answer as it says."""

    def __init__(self, step: Step) -> None:
        self._line = step.line
        self._left = list(step.asked)

    async def answer(self, request: Request) -> Outcome:
        assert self._left, f"line {self._line}: {request.service} is asked besides"
        expected: Asked = self._left.pop(0)
        arguments = {name: as_text(value) for name, value in request.arguments.items()}
        asked = (request.service, arguments)
        assert (expected.service, expected.arguments) == asked, f"line {self._line}"
        return Outcome(expected.outcome, expected.facts)

    def finish(self) -> None:
        assert not self._left, f"line {self._line}: {self._left[0].service} is not asked"
