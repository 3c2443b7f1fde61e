"""One turn being taken: the open dialogs over one another, and what is said on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogs.engine import vocabulary
from dialogs.engine.counter import Counter
from dialogs.engine.reply import Reply
from dialogs.engine.routing import Answer, Command, Courtesy, Meaning, Word
from dialogs.engine.script import ONWARD, Ask, Do, End, Frame, Go, Tell
from dialogs.engine.snapshot import FRAMES_MOST
from models.terms.request import Fact, Outcome, Request, Services

STEPS_MOST = 20
"""More steps in one turn are a loop in the script."""
ASKED_MOST = 8
"""How many questions KEMBALI can go back."""
TRIES_MOST = 3
"""The third answer that is not understood brings the offer of a person."""
OFFER = "offer_staff"
"""The dialog that offers one."""


class DialogStuckError(Exception):
    """A script walked too many steps without a question or an end."""


class UnexpectedOutcomeError(Exception):
    """A service gave an outcome that the script has no exit for."""


@dataclass(slots=True)
class Talk:
    """The dialogs open with one contact, the running one last."""

    counter: Counter
    services: Services
    frames: list[Frame]
    replies: list[Reply] = field(default_factory=list)
    requests: list[tuple[Request, Outcome]] = field(default_factory=list)
    language: str | None = None
    """Set when the contact chooses one."""
    is_understood: bool = True
    facts: dict[str, Fact] = field(default_factory=dict)
    """What services told in this turn; never stored."""
    steps: int = 0

    @property
    def question(self) -> Ask | None:
        """The open question."""
        return self.frames[-1].question if self.frames else None

    def say(self, phrase: str) -> None:
        self.replies.append(Reply(phrase))

    async def follow(self, meaning: Meaning) -> None:
        """Do what the message means."""
        match meaning:
            case Answer(trigger, slots):
                await self._answer(trigger, slots)
            case Command(dialog, state, slots):
                await self._begin(Frame(dialog, state, dict(slots)))
            case Word(word):
                await self._obey(word)
            case Courtesy(is_thanks):
                await self._be_courteous(is_thanks=is_thanks)
            case None:
                await self._not_understood()

    # Walking the script

    async def _answer(self, trigger: str, slots: Mapping[str, Fact]) -> None:
        frame = self.frames[-1]
        frame.slots.update(slots)
        frame.tries = 0
        frame.asked = [*frame.asked, frame.state][-ASKED_MOST:]
        frame.move(trigger)
        await self._walk()

    async def _begin(self, frame: Frame) -> None:
        """Hold another dialog; the open question waits, if it is one that comes back."""
        self._drop_loose_questions()
        self.frames = [each for each in self.frames if each.dialog is not frame.dialog]
        self.frames.append(frame)
        del self.frames[:-FRAMES_MOST]
        await self._walk()

    async def _begin_named(self, name: str) -> None:
        dialog = self.counter.by_name[name]
        await self._begin(Frame(dialog, dialog.start()))

    def _drop_loose_questions(self) -> None:
        while self.question is not None and self.question.is_loose:
            self.frames.pop()

    async def _walk(self) -> None:
        """Follow the script to its next question or its end."""
        while True:
            self.steps += 1
            frame = self.frames[-1]
            if self.steps > STEPS_MOST:
                raise DialogStuckError(f"{frame.dialog.name}, {frame.state}")
            match frame.step:
                case Ask():
                    self._ask()
                    return
                case Do() as do:
                    await self._request(frame, do)
                case Tell() as tell:
                    self.replies.append(Reply(tell.say, {**frame.slots, **self.facts}))
                    frame.move(ONWARD)
                case Go() as go:
                    self.frames.pop()
                    await self._begin_named(go.dialog)
                    return
                case End() as end:
                    self._end(end)
                    return

    async def _request(self, frame: Frame, do: Do) -> None:
        if not frame.slots.keys() >= set(do.takes):
            # Only a talk that an older version left half-way can lack an answer.
            self.say("engine.begin_anew")
            frame.state, frame.slots = frame.dialog.start(), {}
            return
        arguments = {slot: frame.slots[slot] for slot in do.takes}
        request = Request(do.service, {**arguments, **do.given})
        outcome = await self.services(request)
        self.requests.append((request, outcome))
        if outcome.name not in do.outcomes:
            raise UnexpectedOutcomeError(f"{frame.dialog.name}, {do.name}: {outcome.name}")
        self.facts.update(outcome.facts)
        for slot in do.forgets:
            frame.slots.pop(slot, None)
        frame.move(outcome.name)

    def _end(self, end: End) -> None:
        frame = self.frames.pop()
        self.replies.append(Reply(end.say, {**frame.slots, **self.facts}))
        self.language = end.language or self.language
        if not end.is_quiet:
            self._resume()

    def _resume(self) -> None:
        """Ask again what waited while another dialog was held."""
        if not self.frames:
            return
        if self.question is not None and not self.question.is_loose:
            self.say(f"{self.frames[-1].dialog.name}.resumed")
        self._ask()

    def _ask(self, *, with_help: bool = False) -> None:
        if self.frames:
            told = question_of(self.frames[-1], with_help=with_help)
            self.replies.append(Reply(told.phrase, {**told.facts, **self.facts}, told.choices))

    # Words that are known everywhere

    async def _obey(self, word: str) -> None:
        match word:
            case vocabulary.HELP:
                self.say("engine.help")
                self._ask(with_help=True)
            case vocabulary.CANCEL:
                self._cancel()
            case vocabulary.BACK:
                await self._back()
            case vocabulary.INDONESIAN | vocabulary.ENGLISH:
                self.language = word.removeprefix("language_")
                self.say("language.set")
                self._ask()
            case _:
                await self._begin_named(word)

    def _cancel(self) -> None:
        if not self.frames:
            self.say("engine.nothing_to_cancel")
            return
        self.frames.pop()
        self.say("engine.cancelled")
        self._resume()

    async def _back(self) -> None:
        """To the question before; from a first question to what waited below, or the menu."""
        frame = self.frames[-1] if self.frames else None
        if frame is not None and frame.asked:
            frame.state, frame.tries = frame.asked.pop(), 0
        elif len(self.frames) > 1:
            self.frames.pop()
        elif frame is None or frame.dialog.name != vocabulary.MENU:
            self.frames.clear()
            await self._begin_named(vocabulary.MENU)
            return
        else:
            self.say("engine.first_question")
        self._ask()

    async def _be_courteous(self, *, is_thanks: bool) -> None:
        if is_thanks:
            self.say("engine.welcome")
            self._drop_loose_questions()
            self._ask()
        else:
            await self._greet()

    async def _greet(self) -> None:
        self.say("engine.greeting")
        if self.frames:
            self._ask()
        else:
            await self._begin_named(vocabulary.MENU)

    async def _not_understood(self) -> None:
        """Ask again with more help each time; the third time a person is offered."""
        self.is_understood = False
        if not self.frames:
            await self._greet()
            return
        frame = self.frames[-1]
        frame.tries += 1
        if frame.tries < TRIES_MOST:
            self.say(f"engine.not_understood_{frame.tries}")
            self._ask(with_help=frame.tries > 1)
        elif frame.dialog.name == OFFER:
            self.frames.clear()
            self.say("engine.rest")
        else:
            frame.tries = 0
            dialog = self.counter.by_name[OFFER]
            self.frames.append(Frame(dialog, dialog.start()))
            del self.frames[:-FRAMES_MOST]
            await self._walk()


def question_of(frame: Frame, *, with_help: bool = False) -> Reply:
    """The open question of a frame. Raises TypeError when it does not stand at one."""
    ask = frame.question
    if ask is None:
        raise TypeError(f"{frame.dialog.name} asks nothing in {frame.state}")
    return Reply(ask.explain if with_help else ask.say, dict(frame.slots), ask.offered)
