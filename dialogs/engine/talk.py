"""One turn being taken: the open dialogs over one another, and what is said on the way."""

from dataclasses import dataclass, field, replace

from dialogs.engine import vocabulary
from dialogs.engine.choosing import More
from dialogs.engine.counter import Counter
from dialogs.engine.ears import Either, Slots, hear
from dialogs.engine.heard import Heard, plain
from dialogs.engine.offering import is_doubted, offered, turn_over
from dialogs.engine.reply import Reply
from dialogs.engine.routing import Answer, Command, Courtesy, Meaning, Stale, Unsure, Word
from dialogs.engine.script import EMPTY, ONWARD, TAKEN, Ask, Do, End, Frame, Go, Next, Tell
from dialogs.engine.snapshot import FRAMES_MOST
from models.terms.request import Fact, Outcome, Request, Services

STEPS_MOST = 30
"""More steps in one turn are a loop in the script."""
ASKED_MOST = 8
"""How many questions KEMBALI can go back."""
TRIES_MOST = 3
"""The third answer that is not understood brings the offer of a person."""
IDLE = "idle"
OFFER = vocabulary.OFFER
ALSO = "also"
"""The dialog that offers what a message asked for besides."""
BEGINS_IN = "begins_in"
"""The slot with the state in which what is offered shall begin."""
WHICH = "which"
"""The dialog that asks which of several dialogs was meant."""
GO_ON = "go_on"
"""The dialog that asks whoever comes back after an expiry."""
CONTROL_WORDS = frozenset({vocabulary.CANCEL, vocabulary.BACK, vocabulary.HELP})
"""Words that are about the open question."""


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
    heard: Heard
    replies: list[Reply] = field(default_factory=list)
    requests: list[tuple[Request, Outcome]] = field(default_factory=list)
    language: str | None = None
    """Set when the contact chooses one."""
    is_understood: bool = True
    unheard: str | None = None
    """Where the words meant nothing: idle, or the question, once it had asked three times."""
    facts: dict[str, Fact] = field(default_factory=dict)
    """What services told in this turn; never stored."""
    steps: int = 0
    failed: int = 0
    """How often the open question had failed before it was answered in this turn."""
    passed: set[tuple[str, str]] = field(default_factory=set)
    """Questions answered or skipped in this turn: whoever comes back to one is asked."""

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
            case More():
                self._show_more()
            case Command(dialog, state, slots, second):
                await self._begin(_filled(Frame(dialog, state), slots))
                self._offer(second)
            case Word(word):
                await self._obey(word)
            case Unsure(dialogs, slots):
                await self._ask_which(dialogs, slots)
            case Stale():
                self.say("engine.stale")
                self._ask()
            case Courtesy(is_thanks):
                await self._be_courteous(is_thanks=is_thanks)
            case None:
                await self._not_understood()

    async def ask_to_go_on(self) -> None:
        """The open question expired, and what was said is no new beginning."""
        dialog = self.counter.by_name[GO_ON]
        resting = self.frames[-1].dialog.name
        self.frames.append(Frame(dialog, dialog.start(), {"dialog": resting}))
        del self.frames[:-FRAMES_MOST]
        await self._walk()

    # Walking the script

    async def _answer(self, trigger: str, slots: Slots) -> None:
        frame = self.frames[-1]
        _filled(frame, slots)
        self.failed = frame.tries
        frame.tries = frame.begin = 0
        question = frame.question
        if question is not None and is_doubted(frame, question):
            self._ask()
            return
        self.passed.add((frame.dialog.name, frame.state))
        frame.asked = [*frame.asked, frame.state][-ASKED_MOST:]
        frame.move(trigger)
        await self._walk()

    async def _begin(self, frame: Frame) -> None:
        """Hold another dialog; the open question waits, if it is one that comes back."""
        self._drop_loose_questions()
        name = frame.dialog.name
        self.frames = [
            each for each in self.frames if each.dialog.name != name and not _offers(each, name)
        ]
        self.frames.append(frame)
        del self.frames[:-FRAMES_MOST]
        await self._walk()

    async def _begin_named(self, name: str) -> None:
        dialog = self.counter.by_name[name]
        await self._begin(Frame(dialog, dialog.start()))

    def _drop_loose_questions(self) -> None:
        """But not the offer of what else was asked for, while it waits for its turn."""
        while self.question is not None and self.question.is_loose:
            self.frames.pop()
            if self.frames and self.frames[-1].dialog.name == ALSO:
                return

    async def _walk(self) -> None:
        """Follow the script to its next question or its end."""
        while True:
            self.steps += 1
            frame = self.frames[-1]
            if self.steps > STEPS_MOST:
                raise DialogStuckError(f"{frame.dialog.name}, {frame.state}")
            match frame.step:
                case Ask() as ask:
                    if self._waits_at(frame, ask):
                        return
                    frame.move(ONWARD)
                case Do() as do:
                    await self._request(frame, do)
                case Tell() as tell:
                    self._tell(frame, tell)
                case Next() as following:
                    self._take_next(frame, following)
                case Go() as go:
                    await self._go(go)
                    return
                case End() as end:
                    self._end(end)
                    return

    def _tell(self, frame: Frame, tell: Tell) -> None:
        """Say it and go on; where it asks for another answer once too often, offer a person."""
        phrase = tell.say
        if tell.is_retry:
            self.is_understood = False
            frame.tries = self.failed + 1
            if frame.tries > 1:
                phrase = "engine.not_understood_2"
        if frame.tries < TRIES_MOST:
            self.replies.append(Reply(phrase, {**frame.slots, **self.facts}))
        _forget(frame, tell.forgets)
        frame.move(ONWARD)
        if frame.tries >= TRIES_MOST:
            self._offer_staff(frame)

    def _is_answered(self, frame: Frame, ask: Ask) -> bool:
        """Whether the slot is known, so that nothing need be asked."""
        if ask.wants is None or ask.wants not in frame.slots:
            return False
        place = (frame.dialog.name, frame.state)
        if place in self.passed:
            _forget(frame, (ask.wants,))
            return False
        self.passed.add(place)
        return True

    def _take_next(self, frame: Frame, following: Next) -> None:
        left = frame.slots.get(following.of)
        if not isinstance(left, list) or not left:
            frame.slots.pop(following.of, None)
            frame.move(EMPTY)
            return
        frame.slots[following.of] = left[1:]
        heard = hear(following.reads, plain(left[0]), replace(self.heard, text=left[0]))
        _filled(frame, heard or {})
        frame.move(TAKEN)

    async def _go(self, go: Go) -> None:
        frame = self.frames.pop()
        name = go.dialog or str(frame.slots.get(go.follows or "", ""))
        dialog = self.counter.by_name.get(name)
        if go.is_fresh:
            self.frames.clear()
        if dialog is None:
            self.say("engine.begin_anew")
            await self._begin_named(vocabulary.MENU)
            return
        handed = frame.slots if go.follows else _of(frame, go.hands)
        slots = {slot: value for slot, value in handed.items() if slot != go.follows}
        state = str(slots.pop(BEGINS_IN, "")) if go.follows else ""
        state = state if state in dialog.steps else dialog.start()
        begun = Frame(dialog, state, slots, doubts=frame.doubts if go.follows else {})
        await self._begin(begun)

    async def _request(self, frame: Frame, do: Do) -> None:
        lacking = [slot for slot in do.takes if slot not in frame.slots]
        if lacking:
            self._ask_for(lacking[0], frame)
            return
        known = [slot for slot in do.may_take if slot in frame.slots]
        arguments = {slot: frame.slots[slot] for slot in (*do.takes, *known)}
        request = Request(do.service, {**arguments, **do.given})
        outcome = await self.services(request)
        self.requests.append((request, outcome))
        if outcome.name not in do.outcomes:
            raise UnexpectedOutcomeError(f"{frame.dialog.name}, {do.name}: {outcome.name}")
        self.facts.update(outcome.facts)
        _forget(frame, do.forgets)
        for name, value in outcome.facts.items():
            if name in do.keeps or name.rpartition("_")[0] in do.keeps:
                frame.slots[name] = value
        frame.move(outcome.name)

    def _ask_for(self, slot: str, frame: Frame) -> None:
        """Go to the question for a slot that is missing: it was in doubt, or forgotten."""
        for step in frame.dialog.script:
            if isinstance(step, Ask) and step.slot == slot:
                frame.state = step.name
                return
        # Only a talk that an older version left half-way can lack an answer.
        self.say("engine.begin_anew")
        frame.state, frame.slots = frame.dialog.start(), {}

    def _end(self, end: End) -> None:
        frame = self.frames.pop()
        self.replies.append(Reply(end.say, {**frame.slots, **self.facts}))
        self.language = end.language or self.language
        self.facts.clear()
        if not end.is_quiet:
            self._resume()
        elif frame.dialog.name in vocabulary.SILENCING:
            self._let_rest()

    def _let_rest(self) -> None:
        """Whoever wants silence is not asked again; what waits is said to rest."""
        while self.question is not None and self.question.is_loose:
            self.frames.pop()
        if self.frames:
            self.frames[-1].rests = True
            self.replies.append(Reply("engine.rests", {"dialog": self.frames[-1].dialog.name}))

    def _waits_at(self, frame: Frame, ask: Ask) -> bool:
        """Ask, unless the answer is known; whether the walk ends here."""
        if ask.name in frame.dialog.gives_way and len(self.frames) > 1:
            self._give_way(frame, ask)
            return True
        if self._is_answered(frame, ask):
            return False
        self._ask(with_help=frame.tries > 1)
        return True

    def _give_way(self, frame: Frame, ask: Ask) -> None:
        """Tell what was asked between, and come back to the question that waits."""
        self.frames.pop()
        self.replies.append(Reply(ask.say, {**frame.slots, **self.facts}))
        self.facts.clear()
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
            self.frames[-1].rests = False
            told = question_of(self.frames[-1], with_help=with_help)
            self.replies.append(Reply(told.phrase, {**told.facts, **self.facts}, told.choices))

    def _show_more(self) -> None:
        question = self.question
        if question is not None:
            turn_over(self.frames[-1], question)
        self._ask()

    # Two requests in one message, two readings of one

    def _offer(self, second: Command | None) -> None:
        """What was asked for besides is offered at once, or after the question that is open."""
        if second is None:
            return
        dialog, secrets = self.counter.by_name[ALSO], second.dialog.secrets
        told = {name: value for name, value in second.slots.items() if name not in secrets}
        wanted: dict[str, Fact] = {"dialog": second.dialog.name, BEGINS_IN: second.state}
        frame = _filled(Frame(dialog, dialog.start(), wanted), told)
        if self.frames:
            self.frames.insert(-1, frame)
            del self.frames[:-FRAMES_MOST]
        elif not any(reply.choices for reply in self.replies):
            self.frames.append(frame)
            self._ask()

    async def _ask_which(self, dialogs: tuple[str, ...], slots: Slots) -> None:
        dialog = self.counter.by_name[WHICH]
        frame = _filled(Frame(dialog, dialog.start()), slots)
        frame.slots["dialogs"] = list(dialogs)
        await self._begin(frame)

    # Words that are known everywhere

    async def _obey(self, word: str) -> None:
        match word:
            case vocabulary.HELP:
                self.say("engine.help")
                self._ask(with_help=True)
            case vocabulary.CANCEL:
                await self._cancel()
            case vocabulary.BACK:
                await self._back()
            case vocabulary.INDONESIAN | vocabulary.ENGLISH:
                self.language = word.removeprefix("language_")
                self.say("language.set")
                self._ask()
            case _:
                await self._begin_named(word)

    async def _cancel(self) -> None:
        """Leave the open dialog; whatever was made before stays, unless that is asked about."""
        frame, question = (self.frames[-1] if self.frames else None), self.question
        if frame is None or question is None or self._shows_menu():
            self.frames.clear()
            await self._give_up()
        elif (way := _way_out(question)) is not None:
            await self._answer(f"choose_{way}", {})
        elif frame.dialog.gives_up is not None:
            frame.state, frame.tries, frame.begin = frame.dialog.gives_up, 0, 0
            await self._walk()
        else:
            self.frames.pop()
            self.say("engine.cancelled")
            self._resume()

    def _shows_menu(self) -> bool:
        return [frame.dialog.name for frame in self.frames] == [vocabulary.MENU]

    async def _give_up(self) -> None:
        """Nothing is open: perhaps something made earlier is meant."""
        if vocabulary.GIVE_UP in self.counter.by_name:
            await self._begin_named(vocabulary.GIVE_UP)
        else:
            self.say("engine.nothing_to_cancel")

    async def _back(self) -> None:
        """To the question before; from a first question to what waited below, or the menu."""
        frame = self.frames[-1] if self.frames else None
        if frame is not None and frame.asked:
            frame.state, frame.tries, frame.begin = frame.asked.pop(), 0, 0
            question = frame.question
            if question is not None and question.slot is not None:
                _forget(frame, (question.slot,))
            if frame.state in frame.dialog.retells:
                frame.state = frame.dialog.retells[frame.state]
                await self._walk()
                return
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
        is_salam = plain(self.heard.text).replace("'", "").startswith(vocabulary.SALAM)
        self.say("engine.salam" if is_salam else "engine.greeting")
        if self.frames:
            self._ask()
        else:
            await self._begin_named(vocabulary.MENU)

    async def _not_understood(self) -> None:
        """Ask again with more help each time; the third time a person is offered."""
        self.is_understood = False
        if self.question is None or self.question.is_loose:
            self.unheard = IDLE
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
            self._offer_staff(frame)
            await self._walk()

    def _offer_staff(self, frame: Frame) -> None:
        frame.tries = 0
        self.unheard = self.unheard or _context_of(frame)
        dialog = self.counter.by_name[OFFER]
        self.frames.append(Frame(dialog, dialog.start()))
        del self.frames[:-FRAMES_MOST]


def question_of(frame: Frame, *, with_help: bool = False) -> Reply:
    """The open question of a frame. Raises TypeError when it does not stand at one."""
    ask = frame.question
    if ask is None:
        raise TypeError(f"{frame.dialog.name} asks nothing in {frame.state}")
    phrase = ask.explain if with_help else ask.say
    if is_doubted(frame, ask):
        phrase = "engine.which_value"
    return Reply(phrase, dict(frame.slots), offered(frame, ask))


def _filled(frame: Frame, slots: Slots) -> Frame:
    """The frame with what was heard; several readings of a slot are kept as a doubt."""
    for slot, value in slots.items():
        if isinstance(value, Either):
            frame.slots.pop(slot, None)
            frame.doubts[slot] = list(value)
        else:
            frame.slots[slot] = value
            frame.doubts.pop(slot, None)
    return frame


def _offers(frame: Frame, name: str) -> bool:
    """Whether a frame only offers the dialog of this name, which is begun now."""
    return frame.dialog.name == ALSO and frame.slots.get("dialog") == name


def _way_out(question: Ask) -> str | None:
    """The choice that BATAL is at this question: to cancel what it tells of, or a no."""
    if vocabulary.CANCEL in question.choices:
        return vocabulary.CANCEL
    return "no" if {"yes", "no"} <= question.choices.keys() else None


def _context_of(frame: Frame) -> str:
    """The name of the open question, as listening knows it or as the script calls it."""
    question = frame.question
    named = question.context if question is not None else None
    return named or f"{frame.dialog.name}.{frame.state}"


def _of(frame: Frame, slots: tuple[str, ...]) -> dict[str, Fact]:
    return {slot: frame.slots[slot] for slot in slots if slot in frame.slots}


def _forget(frame: Frame, slots: tuple[str, ...]) -> None:
    for slot in slots:
        frame.slots.pop(slot, None)
        frame.doubts.pop(slot, None)
