"""Following a script to its next question or its end, and into another dialog."""

from dataclasses import replace

from dialogs.engine import vocabulary
from dialogs.engine.ears import Slots, hear
from dialogs.engine.frame import Frame
from dialogs.engine.heard import plain
from dialogs.engine.offering import is_doubted
from dialogs.engine.requesting import request
from dialogs.engine.script import EMPTY, ONWARD, TAKEN, Ask, Do, End, Go, Next, Tell
from dialogs.engine.talk import ALSO, TRIES_MOST, Talk

STEPS_MOST = 30
"""More steps in one turn are a loop in the script."""
ASKED_MOST = 8
"""How many questions KEMBALI can go back."""
BEGINS_IN = "begins_in"
"""The slot with the state in which what is offered shall begin."""


class DialogStuckError(Exception):
    """A script walked too many steps without a question or an end."""


async def answer(talk: Talk, trigger: str, slots: Slots) -> None:
    """The open question is answered: leave it by this exit."""
    frame = talk.frames[-1]
    frame.fill(slots)
    talk.failed = frame.tries
    frame.tries = frame.begin = 0
    question = frame.question
    if question is not None and is_doubted(frame, question):
        talk.ask()
        return
    talk.passed.add((frame.dialog.name, frame.state))
    frame.asked = [*frame.asked, frame.state][-ASKED_MOST:]
    frame.move(trigger)
    await walk(talk)


async def begin(talk: Talk, frame: Frame) -> None:
    """Hold another dialog; the open question waits, if it is one that comes back."""
    talk.drop_loose_questions()
    name = frame.dialog.name
    talk.frames = [
        each for each in talk.frames if each.dialog.name != name and not _offers(each, name)
    ]
    talk.put_over(frame)
    await walk(talk)


async def begin_named(talk: Talk, name: str) -> None:
    """Hold the dialog of this name from its start."""
    dialog = talk.counter.by_name[name]
    await begin(talk, Frame(dialog, dialog.start()))


async def walk(talk: Talk) -> None:
    """Follow the running script to its next question or its end. Raises DialogStuckError."""
    while True:
        talk.steps += 1
        frame = talk.frames[-1]
        if talk.steps > STEPS_MOST:
            raise DialogStuckError(f"{frame.dialog.name}, {frame.state}")
        match frame.step:
            case Ask() as ask:
                if _waits_at(talk, frame, ask):
                    return
                frame.move(ONWARD)
            case Do() as do:
                await request(talk, frame, do)
            case Tell() as tell:
                _tell(talk, frame, tell)
            case Next() as following:
                _take_next(talk, frame, following)
            case Go() as go:
                await _go(talk, go)
                return
            case End() as end:
                _end(talk, end)
                return


def _offers(frame: Frame, name: str) -> bool:
    """Whether a frame only offers the dialog of this name, which is begun now."""
    return frame.dialog.name == ALSO and frame.slots.get("dialog") == name


def _waits_at(talk: Talk, frame: Frame, ask: Ask) -> bool:
    """Ask, unless the answer is known; whether the walk ends here."""
    if ask.name in frame.dialog.gives_way and len(talk.frames) > 1:
        _give_way(talk, frame, ask)
        return True
    if _is_answered(talk, frame, ask):
        return False
    talk.ask(with_help=frame.tries > 1)
    return True


def _give_way(talk: Talk, frame: Frame, ask: Ask) -> None:
    """Tell what was asked between, and come back to the question that waits."""
    talk.frames.pop()
    talk.tell(ask.say, frame)
    talk.facts.clear()
    talk.resume()


def _is_answered(talk: Talk, frame: Frame, ask: Ask) -> bool:
    """Whether the slot is known, so that nothing need be asked."""
    if ask.wants is None or ask.wants not in frame.slots:
        return False
    place = (frame.dialog.name, frame.state)
    if place in talk.passed:
        frame.forget(ask.wants)
        return False
    talk.passed.add(place)
    return True


def _tell(talk: Talk, frame: Frame, tell: Tell) -> None:
    """Say it and go on; where it asks for another answer once too often, offer a person."""
    phrase = tell.say
    if tell.is_retry:
        talk.is_understood = False
        frame.tries = talk.failed + 1
        if frame.tries > 1:
            phrase = "engine.not_understood_2"
    if frame.tries < TRIES_MOST:
        talk.tell(phrase, frame)
    frame.forget(*tell.forgets)
    frame.move(ONWARD)
    if frame.tries >= TRIES_MOST:
        talk.offer_person(frame)


def _take_next(talk: Talk, frame: Frame, following: Next) -> None:
    left = frame.slots.get(following.of)
    if not isinstance(left, list) or not left:
        frame.slots.pop(following.of, None)
        frame.move(EMPTY)
        return
    frame.slots[following.of] = left[1:]
    heard = hear(following.reads, plain(left[0]), replace(talk.heard, text=left[0]))
    frame.fill(heard or {})
    frame.move(TAKEN)


async def _go(talk: Talk, go: Go) -> None:
    """Leave for another dialog, with what is handed over."""
    frame = talk.frames.pop()
    name = go.dialog or str(frame.slots.get(go.follows or "", ""))
    dialog = talk.counter.by_name.get(name)
    if go.is_fresh:
        talk.frames.clear()
    if dialog is None:
        talk.say("engine.begin_anew")
        await begin_named(talk, vocabulary.MENU)
        return
    handed = frame.slots if go.follows else frame.known(*go.hands)
    slots = {slot: value for slot, value in handed.items() if slot != go.follows}
    state = str(slots.pop(BEGINS_IN, "")) if go.follows else ""
    state = state if state in dialog.steps else dialog.start()
    doubts = frame.doubts if go.follows else {}
    await begin(talk, Frame(dialog, state, slots, doubts=doubts))


def _end(talk: Talk, end: End) -> None:
    frame = talk.frames.pop()
    talk.tell(end.say, frame)
    talk.language = end.language or talk.language
    talk.facts.clear()
    if not end.is_quiet:
        talk.resume()
    elif frame.dialog.name in vocabulary.SILENCING:
        _let_rest(talk)


def _let_rest(talk: Talk) -> None:
    """Whoever wants silence is not asked again; what waits is said to rest."""
    while talk.question is not None and talk.question.is_loose:
        talk.frames.pop()
    if talk.frames:
        talk.frames[-1].rests = True
        talk.say("engine.rests", {"dialog": talk.frames[-1].dialog.name})
