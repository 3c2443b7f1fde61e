"""Doing what a message means: answer, begin, obey, greet, ask which, or ask again."""

from dialogs.engine import vocabulary
from dialogs.engine.choosing import More
from dialogs.engine.ears import Slots
from dialogs.engine.frame import Frame
from dialogs.engine.heard import plain
from dialogs.engine.obeying import obey
from dialogs.engine.reply import Choice, Reply
from dialogs.engine.routing import Answer, Command, Courtesy, Meaning, Stale, Unsure, Word
from dialogs.engine.talk import ALSO, TRIES_MOST, Talk
from dialogs.engine.walking import BEGINS_IN, answer, begin, begin_named, walk
from models.terms.request import Fact

IDLE = "idle"
WHICH = "which"
"""The dialog that asks which of several dialogs was meant."""
GO_ON = "go_on"
"""The dialog that asks whoever comes back after an expiry."""
RESTING = tuple(
    Choice(word, f"{GO_ON}.choice.{word}", pressed=f"{word}@{GO_ON}") for word in ("yes", "no")
)
"""What may be pressed below the word that a talk rests: an answer before the question is put."""


async def follow(talk: Talk, meaning: Meaning) -> None:
    """Do what the message means."""
    match meaning:
        case Answer(trigger, slots):
            await answer(talk, trigger, slots)
        case More():
            talk.show_more()
        case Command() as command:
            await _begin(talk, command)
        case Word(word):
            await obey(talk, word)
        case Unsure(dialogs, slots):
            await _ask_which(talk, dialogs, slots)
        case Stale():
            talk.say("engine.stale")
            talk.ask()
        case Courtesy(is_thanks):
            await _be_courteous(talk, is_thanks=is_thanks)
        case None:
            await _not_understood(talk)


async def ask_to_go_on(talk: Talk) -> None:
    """The open question expired, and what was said is no new beginning."""
    dialog = talk.counter.by_name[GO_ON]
    resting = talk.frames[-1].dialog.name
    talk.put_over(Frame(dialog, dialog.start(), {"dialog": resting}))
    way = _way_on(talk)
    if way is not None:
        await answer(talk, f"choose_{way}", {})
    else:
        await walk(talk)


def _way_on(talk: Talk) -> str | None:
    """The way that is pressed, or written by the number it had in the text that it rests.

    A word alone, such as a late "yes" to the old question, is asked about.
    """
    written = plain(talk.heard.text).strip(" .!")
    for number, each in enumerate(RESTING, 1):
        if talk.heard.choice == each.button or (not talk.heard.choice and written == str(number)):
            return each.value
    return None


async def _begin(talk: Talk, command: Command) -> None:
    frame = Frame(command.dialog, command.state)
    frame.fill(command.slots)
    await begin(talk, frame)
    if command.second is not None:
        _offer(talk, command.second)


def _offer(talk: Talk, second: Command) -> None:
    """What was asked for besides is offered at once, or named until the open question is done."""
    dialog, secrets = talk.counter.by_name[ALSO], second.dialog.secrets
    wanted: dict[str, Fact] = {"dialog": second.dialog.name, BEGINS_IN: second.state}
    frame = Frame(dialog, dialog.start(), wanted)
    frame.fill({name: value for name, value in second.slots.items() if name not in secrets})
    if talk.frames:
        talk.put_under(frame)
        talk.replies.insert(-1, Reply("engine.also", dict(frame.slots)))
    elif not any(reply.choices for reply in talk.replies):
        talk.put_over(frame)
        talk.ask()


async def _ask_which(talk: Talk, dialogs: tuple[str, ...], slots: Slots) -> None:
    dialog = talk.counter.by_name[WHICH]
    frame = Frame(dialog, dialog.start())
    frame.fill({**slots})
    frame.slots["dialogs"] = list(dialogs)
    await begin(talk, frame)


async def _be_courteous(talk: Talk, *, is_thanks: bool) -> None:
    if is_thanks:
        talk.say("engine.welcome")
        talk.drop_loose_questions()
        talk.ask()
    else:
        await _greet(talk)


async def _greet(talk: Talk) -> None:
    is_salam = plain(talk.heard.text).replace("'", "").startswith(vocabulary.SALAM)
    talk.say("engine.salam" if is_salam else "engine.greeting")
    if talk.frames:
        talk.ask()
    else:
        await begin_named(talk, vocabulary.MENU)


async def _not_understood(talk: Talk) -> None:
    """Ask again with more help each time; the third time a person is offered."""
    talk.is_understood = False
    if talk.question is None or talk.question.is_loose:
        talk.unheard = IDLE
    is_asked = _is_a_question(talk.heard.text)
    if not talk.frames and is_asked:
        talk.say("engine.not_answered")
        await begin_named(talk, vocabulary.MENU)
        return
    if not talk.frames:
        await _greet(talk)
        return
    frame = talk.frames[-1]
    frame.tries += 1
    if frame.tries < TRIES_MOST:
        is_asked = is_asked and frame.tries == 1
        talk.say("engine.not_answered" if is_asked else f"engine.not_understood_{frame.tries}")
        talk.ask(with_help=frame.tries > 1)
    elif frame.dialog.name == vocabulary.OFFER:
        talk.frames.clear()
        talk.say("engine.rest")
    else:
        talk.offer_person(frame)
        await walk(talk)


def _is_a_question(text: str) -> bool:
    """Whether somebody asks, in words or by the sign, and does not only send signs."""
    words = plain(text).replace("?", " ? ").split()
    return len(words) > 1 and not vocabulary.ASKING.isdisjoint(words)
