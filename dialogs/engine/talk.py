"""One turn with one contact: the open dialogs, one over the other, and what is said of them."""

from dataclasses import dataclass, field

from dialogs.engine.counter import Counter
from dialogs.engine.frame import Frame
from dialogs.engine.heard import Heard
from dialogs.engine.offering import is_doubted, offered, turn_over
from dialogs.engine.reply import Reply
from dialogs.engine.script import Ask
from dialogs.engine.snapshot import FRAMES_MOST
from dialogs.engine.vocabulary import OFFER
from models.terms.request import Fact, Outcome, Request, Services

TRIES_MOST = 3
"""The third answer that is not understood brings the offer of a person."""
ALSO = "also"
"""The dialog that offers what a message asked for besides."""


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

    def say(self, phrase: str, facts: dict[str, Fact] | None = None) -> None:
        self.replies.append(Reply(phrase, facts or {}))

    def tell(self, phrase: str, frame: Frame) -> None:
        """Say it with all that the dialog knows and services have just told."""
        self.say(phrase, {**frame.slots, **self.facts})

    def ask(self, *, with_help: bool = False) -> None:
        """Ask the open question, where there is one."""
        if self.frames:
            self.frames[-1].rests = False
            told = question_of(self.frames[-1], with_help=with_help)
            self.replies.append(Reply(told.phrase, {**told.facts, **self.facts}, told.choices))

    def show_more(self) -> None:
        """The next of what the open question offers."""
        question = self.question
        if question is not None:
            turn_over(self.frames[-1], question)
        self.ask()

    def resume(self) -> None:
        """Ask again what waited while another dialog was held."""
        if not self.frames:
            return
        if self.question is not None and not self.question.is_loose:
            self.say(f"{self.frames[-1].dialog.name}.resumed")
        self.ask()

    def put_over(self, frame: Frame) -> None:
        """Open a dialog over those that are open; of too many the oldest is forgotten."""
        self.frames.append(frame)
        del self.frames[:-FRAMES_MOST]

    def put_under(self, frame: Frame) -> None:
        """Let a dialog wait for its turn, just under the running one."""
        self.frames.insert(-1, frame)
        del self.frames[:-FRAMES_MOST]

    def drop_loose_questions(self) -> None:
        """But not the offer of what else was asked for, while it waits for its turn."""
        while self.question is not None and self.question.is_loose:
            self.frames.pop()
            if self.frames and self.frames[-1].dialog.name == ALSO:
                return

    def offer_person(self, frame: Frame) -> None:
        """The dialog of this frame has asked often enough: open the offer of a person."""
        frame.tries = 0
        self.unheard = self.unheard or _context_of(frame)
        dialog = self.counter.by_name[OFFER]
        self.put_over(Frame(dialog, dialog.start()))


def question_of(frame: Frame, *, with_help: bool = False) -> Reply:
    """The open question of a frame. Raises TypeError when it does not stand at one."""
    ask = frame.question
    if ask is None:
        raise TypeError(f"{frame.dialog.name} asks nothing in {frame.state}")
    phrase = ask.explain if with_help else ask.say
    if is_doubted(frame, ask):
        phrase = "engine.which_value"
    return Reply(phrase, dict(frame.slots), offered(frame, ask))


def _context_of(frame: Frame) -> str:
    """The name of the open question, as listening knows it or as the script calls it."""
    question = frame.question
    named = question.context if question is not None else None
    return named or f"{frame.dialog.name}.{frame.state}"
