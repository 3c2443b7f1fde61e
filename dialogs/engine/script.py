"""The words a dialog file is written in: a class with a script of Ask, Do, Tell, Go and End.

The script is data. Exits stand on the state itself; each class of dialog is one synchronous
`transitions` machine, built once and used as a table for every contact.
"""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from transitions import Machine, State

from dialogs.engine.ears import Ear
from dialogs.engine.reply import Choice
from models.terms.request import Fact

logging.getLogger("transitions").setLevel(logging.WARNING)
ONWARD = "onward"
"""The trigger by which a Tell is left."""
VERSION_LENGTH = 8


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
    ) -> None:
        """`choices`: answer word -> next state; `hears`: listener -> next state.

        `explain` asks the same with more help. A loose question is dropped when the contact turns
        to something else; any other is asked again afterwards.
        """
        super().__init__(name)
        self.say = say
        self.explain = explain or say
        self.choices = dict(choices or {})
        self.hears = dict(hears or {})
        self.is_loose = is_loose
        self.offered: tuple[Choice, ...] = ()
        """The choices with the phrases that name them; filled in by the dialog."""

    def exits(self) -> dict[str, str]:
        """Trigger name -> next state."""
        heard = {ear.__name__: target for ear, target in self.hears.items()}
        return {**{f"choose_{word}": state for word, state in self.choices.items()}, **heard}


class Do(State):
    """A request to a domain service; its outcome leads on."""

    def __init__(
        self,
        name: str,
        service: str,
        *,
        takes: tuple[str, ...] = (),
        given: Mapping[str, Fact] | None = None,
        forgets: tuple[str, ...] = (),
        **outcomes: str,
    ) -> None:
        """`takes`: slots handed over; `given`: fixed arguments; `outcomes`: name -> next state.

        Slots in `forgets` are used once and never stored. The facts of an outcome can be told in
        the same turn only.
        """
        super().__init__(name)
        self.service = service
        self.takes = takes
        self.given = dict(given or {})
        self.forgets = forgets
        self.outcomes = outcomes

    def exits(self) -> dict[str, str]:
        return dict(self.outcomes)


class Tell(State):
    """Something said on the way."""

    def __init__(self, name: str, *, say: str, then: str) -> None:
        super().__init__(name)
        self.say = say
        self.then = then

    def exits(self) -> dict[str, str]:
        return {ONWARD: self.then}


class Go(State):
    """A door to another dialog, named and not imported."""

    def __init__(self, name: str, dialog: str) -> None:
        super().__init__(name)
        self.dialog = dialog

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


Step = Ask | Do | Tell | Go | End


class Dialog:
    """One conversation. Subclasses say its name, what begins it and its script."""

    name: ClassVar[str]
    keywords: ClassVar[tuple[str, ...]] = ()
    """First words that begin it, in capitals; what follows is heard by `begins_on`."""
    words: ClassVar[tuple[str, ...]] = ()
    """Whole messages that begin it, in capitals."""
    begins_on: ClassVar[tuple[tuple[Ear, str], ...]] = ()
    """What begins it without a keyword: listener -> first state."""
    renamed: ClassVar[Mapping[str, str]] = {}
    """States of older versions -> where a talk that stands there goes on."""
    script: ClassVar[tuple[Step, ...]]

    steps: ClassVar[Mapping[str, Step]]
    machine: ClassVar[Machine]
    version: ClassVar[str]
    """A digest of the script: a running talk remembers with which one it began."""

    def __init_subclass__(cls) -> None:
        cls.steps = {step.name: step for step in cls.script}
        for step in cls.script:
            if isinstance(step, Ask):
                step.offered = tuple(
                    Choice(word, f"{cls.name}.choice.{word}") for word in step.choices
                )
        cls.machine = _machine(cls.script)
        cls.version = _digest(cls.script)

    @classmethod
    def start(cls) -> str:
        """The state it begins in."""
        name: str = cls.script[0].name
        return name


@dataclass(slots=True)
class Frame:
    """A dialog in progress with one contact."""

    dialog: type[Dialog]
    state: str
    slots: dict[str, Fact] = field(default_factory=dict)
    tries: int = 0
    """Answers to the open question that were not understood."""
    asked: list[str] = field(default_factory=list)
    """Questions asked before the open one, for KEMBALI."""

    @property
    def step(self) -> Step:
        return self.dialog.steps[self.state]

    @property
    def question(self) -> Ask | None:
        """The open question, or None when the frame does not stand at one."""
        step = self.step
        return step if isinstance(step, Ask) else None

    def move(self, trigger: str) -> None:
        """Follow an exit of the present state. Raises MachineError or KeyError for none."""
        self.dialog.machine.events[trigger].trigger(self)


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


def _digest(script: tuple[Step, ...]) -> str:
    told = [(type(step).__name__, step.name, sorted(step.exits().items())) for step in script]
    return hashlib.blake2b(repr(told).encode(), digest_size=VERSION_LENGTH // 2).hexdigest()
