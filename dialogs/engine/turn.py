"""From what was heard to the next question: one turn, pure but for the services it asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogs.engine import vocabulary
from dialogs.engine.counter import Counter
from dialogs.engine.heard import Heard
from dialogs.engine.phrases import wording
from dialogs.engine.reply import Reply
from dialogs.engine.routing import Answer, Command, Courtesy, Meaning, Word, understand
from dialogs.engine.script import Ask, Do, End, Frame, Go
from dialogs.engine.snapshot import UnreadableSnapshotError, from_text, to_text
from models.terms.request import Fact, Outcome, Request, Services

STEPS_MOST = 20
"""More steps in one turn are a loop in the script."""
TALKS_MOST = 3
"""How many dialogs may lie suspended; the oldest is forgotten."""
ASKED_MOST = 8
"""How many questions KEMBALI can go back."""
TRIES_MOST = 3
"""The third answer that is not understood brings the offer of a person."""


class DialogStuckError(Exception):
    """A script walked too many steps without a question or an end."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a turn leaves: words to say and where the talk stands."""

    replies: tuple[Reply, ...]
    snapshot: str | None
    """JSON; None when no dialog is open."""
    language: str | None
    """Set when the contact chose another language."""
    requests: tuple[tuple[Request, Outcome], ...]
    understood: bool


async def take_turn(
    counter: Counter,
    snapshot: str | None,
    heard: Heard,
    *,
    language: str,
    services: Services,
) -> Taken:
    """Hear one message and say what follows. Raises DialogStuckError, or what a service raises."""
    turn = _Turn(counter, services, language)
    try:
        turn.frames = from_text(snapshot, counter.by_name)
    except UnreadableSnapshotError:
        turn.say("engine.begin_anew")
    meaning = understand(heard, turn.top, counter.dialogs)
    await turn.follow(meaning)
    return Taken(
        tuple(turn.replies),
        to_text(turn.frames),
        turn.language if turn.language != language else None,
        tuple(turn.requests),
        turn.understood,
    )


def open_question(counter: Counter, snapshot: str | None) -> tuple[Reply, ...]:
    """What the bot says when a person gives a talk back: the question that was open, again."""
    try:
        frames = from_text(snapshot, counter.by_name)
    except UnreadableSnapshotError:
        frames = []
    question = frames[-1].question() if frames else None
    if question is None:
        return (Reply("engine.back_idle"),)
    return (Reply("engine.back_again"), question)


@dataclass(slots=True)
class _Turn:
    counter: Counter
    services: Services
    language: str
    frames: list[Frame] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    requests: list[tuple[Request, Outcome]] = field(default_factory=list)
    understood: bool = True
    steps: int = 0

    @property
    def top(self) -> Frame | None:
        return self.frames[-1] if self.frames else None

    def say(self, phrase: str) -> None:
        self.replies.append(Reply(phrase))

    async def follow(self, meaning: Meaning) -> None:
        """Do what the message means."""
        match meaning:
            case Word(word):
                await self._obey(word)
            case Command(dialog, state, slots):
                await self._begin(Frame(dialog, state, dict(slots)))
            case Answer(trigger, slots):
                await self._answer(trigger, slots)
            case Courtesy(is_thanks):
                await self._be_courteous(is_thanks=is_thanks)
            case None:
                await self._not_understood()

    async def _answer(self, trigger: str, slots: Mapping[str, Fact]) -> None:
        frame = self.frames[-1]
        frame.slots.update(slots)
        frame.tries = 0
        frame.asked = [*frame.asked, frame.state][-ASKED_MOST:]
        frame.move(trigger)
        await self._walk()

    async def _begin(self, frame: Frame) -> None:
        """Hold another dialog; the open question waits, if it is one that comes back."""
        top = self.top
        if top is not None and (not top.dialog.is_resumed or top.dialog is frame.dialog):
            self.frames.pop()
        self.frames.append(frame)
        del self.frames[:-TALKS_MOST]
        await self._walk()

    async def _begin_named(self, name: str) -> None:
        dialog = self.counter.by_name[name]
        await self._begin(Frame(dialog, dialog.start()))

    async def _walk(self) -> None:
        """Follow the script to its next question or its end."""
        while True:
            self.steps += 1
            if self.steps > STEPS_MOST:
                raise DialogStuckError(self.frames[-1].dialog.name)
            frame = self.frames[-1]
            step = frame.step
            match step:
                case Ask():
                    self._ask()
                    return
                case Do():
                    await self._request(frame, step)
                case Go():
                    dialog = self.counter.by_name[step.dialog]
                    self.frames[-1] = Frame(dialog, dialog.start(), dict(frame.slots))
                case End():
                    self._end(frame, step)
                    return

    async def _request(self, frame: Frame, step: Do) -> None:
        given = {slot: frame.slots.get(slot) for slot in step.takes}
        request = Request(step.service, {**given, **step.given})
        outcome = await self.services(request)
        self.requests.append((request, outcome))
        frame.slots.update(outcome.facts)
        frame.move(outcome.name)

    def _end(self, frame: Frame, step: End) -> None:
        self.replies.append(Reply(step.say, dict(frame.slots)))
        self.language = step.language or self.language
        self.frames.pop()
        below = self.top
        if below is not None and frame.dialog.resumes_others:
            self.replies.append(Reply(f"{below.dialog.name}.resumed"))
            self._ask()

    def _ask(self) -> None:
        question = self.frames[-1].question()
        if question is not None:
            self.replies.append(question)

    async def _obey(self, word: str) -> None:
        match word:
            case vocabulary.HELP:
                await self._help()
            case vocabulary.CANCEL:
                await self._cancel()
            case vocabulary.BACK:
                await self._back()
            case vocabulary.INDONESIAN | vocabulary.ENGLISH:
                self.language = word.removeprefix("language_")
                self.say("language.set")
                self._ask_again()
            case _:
                await self._begin_named(_DIALOG_OF_WORD[word])

    async def _help(self) -> None:
        self.say("engine.help")
        if self.top is None:
            await self._begin_named("menu")
        else:
            self._ask_again()

    async def _cancel(self) -> None:
        if self.top is None:
            self.say("engine.nothing_to_cancel")
            return
        self.frames.clear()
        self.say("engine.cancelled")

    async def _back(self) -> None:
        frame = self.top
        if frame is None:
            await self._begin_named("menu")
            return
        if frame.asked:
            frame.state = frame.asked.pop()
            frame.tries = 0
        else:
            self.say("engine.first_question")
        self._ask_again()

    async def _be_courteous(self, *, is_thanks: bool) -> None:
        self.say("engine.welcome" if is_thanks else "engine.greeting")
        if self.top is not None:
            self._ask_again()
        elif not is_thanks:
            await self._begin_named("menu")

    async def _not_understood(self) -> None:
        """Ask again with more help each time; the third time a person is offered."""
        self.understood = False
        frame = self.top
        if frame is None:
            self.say("engine.greeting")
            await self._begin_named("menu")
            return
        frame.tries += 1
        if frame.tries < TRIES_MOST:
            self.say(f"engine.not_understood_{frame.tries}")
            self._ask_again()
            return
        frame.tries = 0
        await self._begin_named("offer_staff")

    def _ask_again(self) -> None:
        if self.top is not None:
            self._ask()


_DIALOG_OF_WORD = {
    vocabulary.MENU: "menu",
    vocabulary.STAFF: "talk_to_staff",
    vocabulary.STOP: "opt_out",
    vocabulary.START: "opt_in",
    vocabulary.LANGUAGE: "language",
}


def choice_label(counter: Counter, choice: str, language: str) -> str | None:
    """How a pressed button reads in a thread: the words that stood on it."""
    for dialog in counter.dialogs:
        for step in dialog.script:
            if isinstance(step, Ask) and choice in step.choices:
                return wording(f"{dialog.name}.choice.{choice}", language)
    return None
