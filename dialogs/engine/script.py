"""The words a dialog file is written in: a class with a script of Ask, Do, Tell, Go and End.

The script is data. Exits stand on the state itself; each class of dialog is one synchronous
`transitions` machine, built once and used as a table for every contact. docs/dialogs/README.md
shows how a dialog is added.
"""

import hashlib
import logging
from collections.abc import Mapping
from typing import ClassVar

from transitions import Machine, State

from dialogs.engine.ears import Ear
from dialogs.engine.reply import Choice
from models.terms.request import Fact

logging.getLogger("transitions").setLevel(logging.WARNING)
ONWARD = "onward"
"""The trigger by which a Tell is left, and a question whose slot is filled."""
TAKEN, EMPTY = "taken", "empty"
"""The triggers by which a Next is left."""
VERSION_LENGTH = 8
AT_ONCE = 5
"""How many of a list are offered at once; "more" shows the next."""
MORE = "more"
"""The choice that shows the next of a list."""


class Ask(State):
    """A question: says something and waits."""

    def __init__(
        self,
        name: str,
        *,
        say: str,
        explain: str | None = None,
        choices: Mapping[str, str] | None = None,
        hears: Mapping[Ear, str] | None = None,
        is_loose: bool = False,
        wants: str | None = None,
        offers: str | None = None,
        picks: str | None = None,
        worded: str | None = None,
        labels: str | None = None,
        at_once: int = AT_ONCE,
        then: str | None = None,
        context: str | None = None,
    ) -> None:
        """`choices`: answer word -> next state; `hears`: listener -> next state.

        `explain` asks the same with more help. A loose question is dropped when the contact turns
        to something else; any other is asked again afterwards.

        `wants`: the slot this question is for. Where it is known the question is not asked and
        the script goes on to `then`; where a listener left two readings, they are asked about
        here. A script that comes back to it in one turn (the day was full) asks again.

        `offers`: a slot with a list, kept from an outcome; its values stand before `choices`, a
        button or a numbered line each, `at_once` of them. The one that is chosen, by number,
        value or "yang kedua", goes into the slot `picks`, and the script on to `then`. `worded`:
        how a value is said: date, time, money, service, part, or a family of phrases; `labels`: a
        slot with ready words instead, one for each value. `context`: the question's name in the
        understanding of sentences (`dialogs.listening`), such as "asked_date".
        """
        super().__init__(name)
        self.say = say
        self.explain = explain or say
        self.choices = dict(choices or {})
        self.hears = dict(hears or {})
        self.is_loose = is_loose
        self.wants = wants
        self.offers = offers
        self.picks = picks
        self.worded = worded
        self.labels = labels
        self.at_once = at_once
        self.then = then
        self.context = context
        self.offered: tuple[Choice, ...] = ()
        """The choices with the phrases that name them; filled in by the dialog."""

    @property
    def slot(self) -> str | None:
        """The slot an answer fills."""
        return self.picks or self.wants

    def exits(self) -> dict[str, str]:
        """Trigger name -> next state."""
        heard = {ear.__name__: target for ear, target in self.hears.items()}
        onward = {ONWARD: self.then} if self.then else {}
        chosen = {f"choose_{word}": state for word, state in self.choices.items()}
        return {**chosen, **heard, **onward}


class Do(State):
    """A request to a domain service; its outcome leads on."""

    def __init__(
        self,
        name: str,
        service: str,
        *,
        takes: tuple[str, ...] = (),
        may_take: tuple[str, ...] = (),
        given: Mapping[str, Fact] | None = None,
        keeps: tuple[str, ...] = (),
        forgets: tuple[str, ...] = (),
        costs: bool = False,
        **outcomes: str,
    ) -> None:
        """`takes`: slots handed over; `given`: fixed arguments; `outcomes`: name -> next state.

        `may_take`: slots handed over where they are known. `keeps`: facts of the outcome that
        become slots, such as a list to offer (`names` also keeps `names_id` and `names_en`); the
        other facts can be told in the same turn only. Slots in `forgets` are used once and never
        stored. What `costs` (an order, a cancellation) is done only after an explicit choice: no
        listener and no filled slot may lead here.
        """
        super().__init__(name)
        self.service = service
        self.takes = takes
        self.may_take = may_take
        self.given = dict(given or {})
        self.keeps = keeps
        self.forgets = forgets
        self.costs = costs
        self.outcomes = outcomes

    def exits(self) -> dict[str, str]:
        return dict(self.outcomes)


class Tell(State):
    """Something said on the way."""

    def __init__(
        self,
        name: str,
        *,
        say: str,
        then: str,
        forgets: tuple[str, ...] = (),
        is_retry: bool = False,
    ) -> None:
        """`forgets`: slots that turned out wrong, so that they are asked for again.

        `is_retry`: what was answered is none, which counts as not understood: the second time
        more help is given, the third time a person is offered.
        """
        super().__init__(name)
        self.say = say
        self.then = then
        self.forgets = forgets
        self.is_retry = is_retry

    def exits(self) -> dict[str, str]:
        return {ONWARD: self.then}


class Next(State):
    """The next of a list that was heard, one after the other."""

    def __init__(self, name: str, *, of: str, reads: Ear, then: str, done: str) -> None:
        """`of`: the slot with the list of words; the first is taken out and heard by `reads`.

        What it hears fills the slots, and the script goes on to `then`; with nothing left, to
        `done`.
        """
        super().__init__(name)
        self.of = of
        self.reads = reads
        self.then = then
        self.done = done

    def exits(self) -> dict[str, str]:
        return {TAKEN: self.then, EMPTY: self.done}


class Go(State):
    """A door to another dialog, named and not imported."""

    def __init__(
        self,
        name: str,
        dialog: str | None = None,
        *,
        follows: str | None = None,
        hands: tuple[str, ...] = (),
        is_fresh: bool = False,
    ) -> None:
        """`hands`: slots the other dialog gets, where they are known.

        `follows`: the slot with the dialog's name, for a dialog that is only known when talking;
        it gets all slots. `is_fresh`: what waited is dropped.
        """
        super().__init__(name)
        self.dialog = dialog
        self.follows = follows
        self.hands = hands
        self.is_fresh = is_fresh

    def exits(self) -> dict[str, str]:
        return {}


class End(State):
    """The last words of a dialog."""

    def __init__(
        self, name: str, *, say: str, language: str | None = None, is_quiet: bool = False
    ) -> None:
        """`language`: from here on the contact is spoken to in it.

        After a quiet end a question that waits stays open but is not asked again: a person is
        about to answer, or the contact wants to hear less.
        """
        super().__init__(name)
        self.say = say
        self.language = language
        self.is_quiet = is_quiet

    def exits(self) -> dict[str, str]:
        return {}


Step = Ask | Do | Tell | Next | Go | End


class Dialog:
    """One conversation. Subclasses say its name, what begins it and its script."""

    name: ClassVar[str]
    keywords: ClassVar[tuple[str, ...]] = ()
    """First words that begin it, in capitals; what follows is heard by `begins_on`."""
    words: ClassVar[tuple[str, ...]] = ()
    """Whole messages that begin it, in capitals."""
    begins_on: ClassVar[tuple[tuple[Ear, str], ...]] = ()
    """What begins it without a keyword: listener -> first state."""
    fills: ClassVar[tuple[Ear, ...]] = ()
    """Listeners for everything that may be said at once, in any order: behind a keyword, or beside
    an answer. What they hear goes into the slots, and only what is missing is asked for."""
    brings: ClassVar[tuple[Ear, ...]] = ()
    """Listeners for what stands behind the keyword and is heard nowhere else."""
    twice: ClassVar[str | None] = None
    """A slot of which one message may hold two: "antri ktp & kk" asks for this dialog twice."""
    secrets: ClassVar[tuple[str, ...]] = ()
    """Slots that live within one turn: a question that waits does not keep them."""
    reminds_after: ClassVar[int | None] = None
    """Minutes until an open question is asked again, once."""
    expires_after: ClassVar[int | None] = None
    """Minutes until the talk rests; whoever comes back is asked whether to go on."""
    gives_up: ClassVar[str | None] = None
    """The state to which BATAL leads, where something is to be said of what stays; a question that
    can be answered with `cancel`, or with yes and no, takes it as that answer."""
    retells: ClassVar[Mapping[str, str]] = {}
    """Questions that tell what has changed since: the step that looks it up for KEMBALI."""
    gives_way: ClassVar[tuple[str, ...]] = ()
    """Questions that are only told where another dialog waits, which is then asked again."""
    renamed: ClassVar[Mapping[str, str]] = {}
    """States of older versions -> where a talk that stands there goes on."""
    script: ClassVar[tuple[Step, ...]]

    steps: ClassVar[Mapping[str, Step]]
    machine: ClassVar[Machine]
    version: ClassVar[str]
    """A digest of name and script: a running talk remembers with which one it began."""

    def __init_subclass__(cls) -> None:
        cls.steps = {step.name: step for step in cls.script}
        for step in cls.script:
            if isinstance(step, Ask):
                step.offered = tuple(
                    Choice(word, f"{cls.name}.choice.{word}") for word in step.choices
                )
        cls.machine = _machine(cls.script)
        cls.version = _digest(cls)

    @classmethod
    def start(cls) -> str:
        """The state it begins in."""
        name: str = cls.script[0].name
        return name


def _machine(script: tuple[Step, ...]) -> Machine:
    return Machine(
        model=None,
        states=list(script),
        transitions=[
            {"trigger": trigger, "source": step.name, "dest": target}
            for step in script
            for trigger, target in step.exits().items()
            if target in {known.name for known in script}
        ],
        initial=script[0].name,
        auto_transitions=False,
    )


def _digest(dialog: type[Dialog]) -> str:
    ears = [ear.__name__ for ear in dialog.fills]
    told = [dialog.name, ears, *(written(step) for step in dialog.script)]
    return hashlib.blake2b(repr(told).encode(), digest_size=VERSION_LENGTH // 2).hexdigest()


def written(step: Step) -> dict[str, object]:
    """A step as plain data, ears by name: what a version is known by and kept as."""
    skipped = {"_name", "offered", "hears", "reads", *_OF_THE_LIBRARY}
    told = {key: value for key, value in sorted(vars(step).items()) if key not in skipped}
    if isinstance(step, Ask):
        told["hears"] = {ear.__name__: target for ear, target in step.hears.items()}
    if isinstance(step, Next):
        told["reads"] = step.reads.__name__
    return {"is": type(step).__name__, "name": step.name, **told}


_OF_THE_LIBRARY = frozenset(vars(State("")))
