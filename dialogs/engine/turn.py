"""From what was heard to the next question: one turn, pure but for the services it asks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dialogs.engine.counter import Counter
from dialogs.engine.following import RESTING, ask_to_go_on, follow
from dialogs.engine.frame import Frame
from dialogs.engine.heard import LONGEST_READ, Heard
from dialogs.engine.phrases import wording
from dialogs.engine.render import label
from dialogs.engine.reply import Choice, Reply
from dialogs.engine.routing import Courtesy, Stale, understand
from dialogs.engine.script import Ask
from dialogs.engine.snapshot import from_text, to_text
from dialogs.engine.talk import Talk, question_of
from dialogs.engine.walking import DialogStuckError
from models.terms.channel import Style
from models.terms.request import Outcome, Request, Services

__all__ = [
    "DialogStuckError",
    "Patience",
    "Taken",
    "choice_label",
    "expire",
    "open_question",
    "patience_of",
    "remind",
    "take_turn",
]


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
    patience: "Patience | None" = None
    """How long the question may stay open; None when no clock runs."""
    unheard: str | None = None
    """Where the words meant nothing and are worth keeping, see `Talk.unheard`."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Minutes from the turn until a question is asked again, and until the talk rests."""

    reminds_after: int | None
    expires_after: int | None


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
    is_long = len(heard.text) > LONGEST_READ
    if is_long:
        heard = replace(heard, text=heard.text[:LONGEST_READ])
    frames, is_lost = from_text(snapshot, counter.by_name, counter.older)
    talk = Talk(counter, services, frames, heard)
    if is_long:
        talk.say("engine.read_partly")
    if is_lost:
        talk.say("engine.begin_anew")
    frame = frames[-1] if frames else None
    if frame is not None and frame.rests:
        meaning = understand(heard, None, counter)
        if meaning is None or isinstance(meaning, (Courtesy, Stale)):
            await ask_to_go_on(talk)
        else:
            await follow(talk, meaning)
    else:
        await follow(talk, understand(heard, frame, counter))
    return Taken(
        tuple(talk.replies),
        to_text(talk.frames),
        talk.language if talk.language != language else None,
        tuple(talk.requests),
        talk.is_understood,
        _patience(talk.frames),
        talk.unheard,
    )


def remind(counter: Counter, snapshot: str | None) -> tuple[Reply, ...]:
    """The open question once more, since nobody answered; nothing when none is open."""
    frames, _ = from_text(snapshot, counter.by_name, counter.older)
    if not frames or frames[-1].rests:
        return ()
    return (Reply("engine.reminder"), question_of(frames[-1]))


def expire(counter: Counter, snapshot: str | None) -> tuple[tuple[Reply, ...], str | None]:
    """Let the talk rest, with a word; whoever comes back is asked whether to go on.

    The word bears buttons, which answer that at once.
    """
    frames, _ = from_text(snapshot, counter.by_name, counter.older)
    if not frames or frames[-1].rests:
        return (), snapshot
    frames[-1].rests = True
    return (Reply("engine.expired", choices=RESTING),), to_text(frames)


def patience_of(counter: Counter, snapshot: str | None) -> Patience | None:
    """How long the question of a snapshot may stay open."""
    return _patience(from_text(snapshot, counter.by_name, counter.older)[0])


def _patience(frames: Sequence[Frame]) -> Patience | None:
    if not frames or frames[-1].rests:
        return None
    dialog = frames[-1].dialog
    if dialog.reminds_after is None and dialog.expires_after is None:
        return None
    return Patience(dialog.reminds_after, dialog.expires_after)


def open_question(counter: Counter, snapshot: str | None) -> tuple[Reply, ...]:
    """What the bot says when a person gives a talk back: the question that was open, again."""
    frames, _ = from_text(snapshot, counter.by_name, counter.older)
    if not frames:
        return (Reply("engine.back_idle"),)
    return (Reply("engine.back_again"), question_of(frames[-1]))


def choice_label(counter: Counter, choice: str, language: str) -> str | None:
    """How a pressed button reads in a thread: the words that stood on it."""
    slot, is_value, value = choice.partition("=")
    word, _, mark = choice.partition("@")
    named = counter.by_name.get(mark)
    for dialog in (named,) if named is not None else counter.dialogs:
        for ask in (step for step in dialog.script if isinstance(step, Ask)):
            if is_value and ask.slot == slot:
                told = Choice(value, worded=ask.worded)
                return label(told, language=language, style=Style.RICH)
            for offered in ask.offered:
                if offered.value == word:
                    return wording(offered.phrase, language)
    return None
