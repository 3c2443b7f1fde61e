"""The words a dialog file is written in: a class with a script of Ask, Do, Go and End.

The script is data. Exits stand on the state itself; each class of dialog is one synchronous
`transitions` machine, built once and used as a table for every contact.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from transitions import Machine, State

from dialogs.engine.ears import Ear
from dialogs.engine.reply import Choice, Reply
from models.terms.request import Fact

logging.getLogger("transitions").setLevel(logging.WARNING)
RESERVED_OUTCOMES = frozenset({"name", "service", "takes", "given"})


class Ask(State):
    """A question: says something and waits."""

    def __init__(
        self,
        name: str,
        *,
        say: str,
        choices: Mapping[str, str] | None = None,
        hears: Mapping[Ear, str] | None = None,
    ) -> None:
        """`choices`: answer word -> next state; `hears`: listener -> next state."""
        super().__init__(name)
        self.say = say
        self.choices = dict(choices or {})
        self.hears = dict(hears or {})

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
        **outcomes: str,
    ) -> None:
        """`takes`: slots handed over; `given`: fixed arguments; `outcomes`: name -> next state."""
        super().__init__(name)
        self.service = service
        self.takes = takes
        self.given = dict(given or {})
        self.outcomes = outcomes

    def exits(self) -> dict[str, str]:
        return dict(self.outcomes)


class Go(State):
    """A door to another dialog, named and not imported."""

    def __init__(self, name: str, dialog: str) -> None:
        super().__init__(name)
        self.dialog = dialog

    def exits(self) -> dict[str, str]:
        return {}


class End(State):
    """The last words of a dialog."""

    def __init__(self, name: str, *, say: str, language: str | None = None) -> None:
        """`language`: from here on the contact is spoken to in it."""
        super().__init__(name)
        self.say = say
        self.language = language

    def exits(self) -> dict[str, str]:
        return {}


Step = Ask | Do | Go | End


class Dialog:
    """One conversation. Subclasses say its name, its keywords and its script."""

    name: ClassVar[str]
    keywords: ClassVar[tuple[str, ...]] = ()
    """First words that begin it, in capitals."""
    begins_on: ClassVar[tuple[tuple[Ear, str], ...]] = ()
    """What begins it without a keyword: listener -> first state."""
    is_resumed: ClassVar[bool] = True
    """Whether its open question comes back after another dialog was held meanwhile."""
    resumes_others: ClassVar[bool] = True
    """Whether, after its end, a suspended dialog's question is asked again."""
    script: ClassVar[tuple[Step, ...]]
    steps: ClassVar[Mapping[str, Step]]
    machine: ClassVar[Machine]

    def __init_subclass__(cls) -> None:
        cls.steps = {step.name: step for step in cls.script}
        cls.machine = Machine(
            model=None,
            states=list(cls.script),
            transitions=[
                {"trigger": trigger, "source": step.name, "dest": target}
                for step in cls.script
                for trigger, target in step.exits().items()
            ],
            initial=cls.script[0].name,
            auto_transitions=False,
        )

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

    def move(self, trigger: str) -> None:
        """Follow an exit of the present state."""
        self.dialog.machine.events[trigger].trigger(self)

    def question(self) -> Reply | None:
        """The open question, or None when the frame does not stand at one."""
        step = self.step
        if not isinstance(step, Ask):
            return None
        name = self.dialog.name
        choices = tuple(Choice(word, f"{name}.choice.{word}") for word in step.choices)
        return Reply(step.say, dict(self.slots), choices)
