"""From what was heard to the next question: one turn, pure but for the services it asks."""

from dataclasses import dataclass

from dialogs.engine.counter import Counter
from dialogs.engine.heard import Heard
from dialogs.engine.phrases import wording
from dialogs.engine.render import label
from dialogs.engine.reply import Choice, Reply
from dialogs.engine.routing import Courtesy, Stale, understand
from dialogs.engine.script import Ask
from dialogs.engine.snapshot import from_text, to_text
from dialogs.engine.talk import DialogStuckError, Talk, question_of
from models.terms.channel import Style
from models.terms.request import Outcome, Request, Services

__all__ = ["DialogStuckError", "Taken", "choice_label", "open_question", "take_turn"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a turn leaves: words to say and where the talk stands."""

    replies: tuple[Reply, ...]
    snapshot: str | None
    """JSON; None when no dialog is open."""
    language: str | None
    """Set when the contact chose another language."""
    requests: tuple[tuple[Request, Outcome], ...]
    """What was asked of the domain, and what it answered."""
    understood: bool


async def take_turn(
    counter: Counter,
    snapshot: str | None,
    heard: Heard,
    *,
    language: str,
    services: Services,
) -> Taken:
    """Hear one message and say what follows.

    Any snapshot and any text are taken. Raises DialogStuckError for a script that walks in
    circles, UnexpectedOutcomeError, or what a service raises.
    """
    frames, is_lost = from_text(snapshot, counter.by_name, counter.older)
    talk = Talk(counter, services, frames)
    if is_lost:
        talk.say("engine.begin_anew")
    frame = frames[-1] if frames else None
    if frame is not None and frame.rests:
        meaning = understand(heard, None, counter)
        if meaning is None or isinstance(meaning, (Courtesy, Stale)):
            await talk.ask_to_go_on()
        else:
            await talk.follow(meaning)
    else:
        await talk.follow(understand(heard, frame, counter))
    return Taken(
        tuple(talk.replies),
        to_text(talk.frames),
        talk.language if talk.language != language else None,
        tuple(talk.requests),
        talk.is_understood,
    )


def open_question(counter: Counter, snapshot: str | None) -> tuple[Reply, ...]:
    """What the bot says when a person gives a talk back: the question that was open, again."""
    frames, _ = from_text(snapshot, counter.by_name, counter.older)
    if not frames:
        return (Reply("engine.back_idle"),)
    return (Reply("engine.back_again"), question_of(frames[-1]))


def choice_label(counter: Counter, choice: str, language: str) -> str | None:
    """How a pressed button reads in a thread: the words that stood on it."""
    slot, is_value, value = choice.partition("=")
    word = choice.partition("@")[0]
    for dialog in counter.dialogs:
        for ask in (step for step in dialog.script if isinstance(step, Ask)):
            if is_value and ask.slot == slot:
                told = Choice(value, worded=ask.worded)
                return label(told, language=language, style=Style.RICH)
            for offered in ask.offered:
                if offered.value == word:
                    return wording(offered.phrase, language)
    return None
