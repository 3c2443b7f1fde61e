"""Words that are known everywhere: help, the way back, the way out, another language."""

from dialogs.engine import vocabulary
from dialogs.engine.script import Ask
from dialogs.engine.talk import Talk
from dialogs.engine.walking import answer, begin_named, walk


async def obey(talk: Talk, word: str) -> None:
    """Do what a word means; one that is no control begins the dialog of its name."""
    match word:
        case vocabulary.HELP:
            talk.say("engine.help")
            talk.ask(with_help=True)
        case vocabulary.CANCEL:
            await _cancel(talk)
        case vocabulary.BACK:
            await _back(talk)
        case vocabulary.INDONESIAN | vocabulary.ENGLISH:
            talk.language = word.removeprefix("language_")
            talk.say("language.set")
            talk.ask()
        case _:
            await begin_named(talk, word)


async def _cancel(talk: Talk) -> None:
    """Leave the open dialog; whatever was made before stays, unless that is asked about."""
    frame, question = (talk.frames[-1] if talk.frames else None), talk.question
    if frame is None or question is None or _shows_menu(talk):
        talk.frames.clear()
        await _give_up(talk)
    elif (way := _way_out(question)) is not None:
        await answer(talk, f"choose_{way}", {})
    elif frame.dialog.gives_up is not None:
        frame.stand_at(frame.dialog.gives_up)
        await walk(talk)
    else:
        talk.frames.pop()
        talk.say("engine.cancelled")
        talk.resume()


def _shows_menu(talk: Talk) -> bool:
    return [frame.dialog.name for frame in talk.frames] == [vocabulary.MENU]


def _way_out(question: Ask) -> str | None:
    """The choice that BATAL is at this question: to cancel what it tells of, or a no."""
    if vocabulary.CANCEL in question.choices:
        return vocabulary.CANCEL
    return "no" if {"yes", "no"} <= question.choices.keys() else None


async def _give_up(talk: Talk) -> None:
    """Nothing is open: perhaps something made earlier is meant."""
    if vocabulary.GIVE_UP in talk.counter.by_name:
        await begin_named(talk, vocabulary.GIVE_UP)
    else:
        talk.say("engine.nothing_to_cancel")


async def _back(talk: Talk) -> None:
    """To the question before; from a first question to what waited below, or the menu."""
    frame = talk.frames[-1] if talk.frames else None
    if frame is not None and frame.asked:
        frame.stand_at(frame.asked.pop())
        question = frame.question
        if question is not None and question.slot is not None:
            frame.forget(question.slot)
        if frame.state in frame.dialog.retells:
            frame.state = frame.dialog.retells[frame.state]
            await walk(talk)
            return
    elif len(talk.frames) > 1:
        talk.frames.pop()
    elif frame is None or frame.dialog.name != vocabulary.MENU:
        talk.frames.clear()
        await begin_named(talk, vocabulary.MENU)
        return
    else:
        talk.say("engine.first_question")
    talk.ask()
