"""A `Do`: one request to a domain service, and what the dialog keeps of its answer."""

from dialogs.engine.frame import Frame
from dialogs.engine.script import Ask, Do
from dialogs.engine.talk import Talk
from models.terms.request import Request


class UnexpectedOutcomeError(Exception):
    """A service gave an outcome that the script has no exit for."""


async def request(talk: Talk, frame: Frame, do: Do) -> None:
    """Ask the service and go on by its outcome; where a slot is missing, to its question.

    Raises UnexpectedOutcomeError, or what the service raises.
    """
    lacking = [slot for slot in do.takes if slot not in frame.slots]
    if lacking:
        _ask_for(talk, frame, lacking[0])
        return
    arguments = {**frame.known(*do.takes, *do.may_take), **do.given}
    asked = Request(do.service, arguments)
    outcome = await talk.services(asked)
    talk.requests.append((asked, outcome))
    if outcome.name not in do.outcomes:
        raise UnexpectedOutcomeError(f"{frame.dialog.name}, {do.name}: {outcome.name}")
    talk.facts.update(outcome.facts)
    frame.forget(*do.forgets)
    for name, value in outcome.facts.items():
        if name in do.keeps or name.rpartition("_")[0] in do.keeps:
            frame.slots[name] = value
    frame.move(outcome.name)


def _ask_for(talk: Talk, frame: Frame, slot: str) -> None:
    """Go to the question for a slot that is missing: it was in doubt, or forgotten."""
    for step in frame.dialog.script:
        if isinstance(step, Ask) and step.slot == slot:
            frame.state = step.name
            return
    # Only a talk that an older version left half-way can lack an answer.
    talk.say("engine.begin_anew")
    frame.state, frame.slots = frame.dialog.start(), {}
