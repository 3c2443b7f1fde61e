"""A dialog in progress with one contact: where it stands, and what it knows."""

from dataclasses import dataclass, field

from dialogs.engine.ears import Either, Slots
from dialogs.engine.script import Ask, Dialog, Step
from models.terms.request import Fact


@dataclass(slots=True)
class Frame:
    """One open dialog; what stands here is kept between two messages."""

    dialog: type[Dialog]
    state: str
    slots: dict[str, Fact] = field(default_factory=dict)
    tries: int = 0
    """Answers to the open question that were not understood."""
    asked: list[str] = field(default_factory=list)
    """Questions asked before the open one, for KEMBALI."""
    begin: int = 0
    """From which of a list on the open question offers."""
    doubts: dict[str, list[str]] = field(default_factory=dict)
    """Slots that were heard in several ways, with the readings; a question settles them."""
    rests: bool = False
    """It expired; whoever comes back is asked first whether to go on."""

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

    def stand_at(self, state: str) -> None:
        """Go there without an exit, as to a question that nobody has failed yet."""
        self.state, self.tries, self.begin = state, 0, 0

    def fill(self, slots: Slots) -> None:
        """Take in what was heard; several readings of a slot are kept as a doubt."""
        for slot, value in slots.items():
            if isinstance(value, Either):
                self.slots.pop(slot, None)
                self.doubts[slot] = list(value)
            else:
                self.slots[slot] = value
                self.doubts.pop(slot, None)

    def forget(self, *slots: str) -> None:
        for slot in slots:
            self.slots.pop(slot, None)
            self.doubts.pop(slot, None)

    def known(self, *slots: str) -> dict[str, Fact]:
        """Those of the slots that are filled."""
        return {slot: self.slots[slot] for slot in slots if slot in self.slots}
