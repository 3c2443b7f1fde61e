"""The parts that a gateway elsewhere is to send: waiting, given, answered, or given up in doubt."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass

from gateway.remote.forms import Result, Task
from models.terms.channel import ChannelError, Report, Stage

DOUBTED_MOST = 1000
TRIES_MOST = 10_000


@dataclass(slots=True)
class Errand:
    """A part that is waited for."""

    task: Task
    since: float
    answer: "asyncio.Future[Report]"
    is_given: bool = False
    """It stands in an answer that the gateway may have read."""


class Errands:
    """All errands of one office; one that has ended is never given again."""

    def __init__(self) -> None:
        self._open: dict[str, Errand] = {}
        self.doubted: OrderedDict[str, Task] = OrderedDict()
        """Given up while the gateway was silent; its next poll may tell that it has none."""
        self._tries: OrderedDict[tuple[int, int], str] = OrderedDict()
        """The last errand of each part: what an earlier one did says nothing of a later one."""

    def add(self, task: Task, *, now: float) -> Errand:
        key = (task.message.id, task.part)
        self.doubted.pop(self._tries.pop(key, ""), None)
        self._tries[key] = task.errand
        if len(self._tries) > TRIES_MOST:
            self._tries.popitem(last=False)
        errand = Errand(task, now, asyncio.get_running_loop().create_future())
        self._open[task.errand] = errand
        return errand

    def find(self, name: str) -> Errand | None:
        return self._open.get(name)

    def is_last_try(self, result: Result) -> bool:
        """Whether the part was not tried again since; before a restart counts as last."""
        last = self._tries.get((result.message_id, result.part), result.errand)
        return last == result.errand

    @property
    def has_waiting(self) -> bool:
        return any(not errand.is_given for errand in self._open.values())

    def give(self) -> tuple[Task, ...]:
        """All that wait, for an answer that is written now."""
        waiting = [errand for errand in self._open.values() if not errand.is_given]
        for errand in waiting:
            errand.is_given = True
        return tuple(errand.task for errand in waiting)

    def take_back(self, held: set[str], *, now: float) -> None:
        """What the gateway does not have after all may be given again."""
        for name, errand in self._open.items():
            if errand.is_given and name not in held:
                errand.is_given, errand.since = False, now

    def answer(self, errand: Errand, report: Report) -> None:
        self.end(errand)
        if not errand.answer.done():
            errand.answer.set_result(report)

    def refuse(self, errand: Errand, error: ChannelError) -> None:
        self.end(errand)
        if not errand.answer.done():
            errand.answer.set_exception(error)

    def refuse_waiting(self, reason: str) -> None:
        for errand in list(self._open.values()):
            if not errand.is_given:
                self.refuse(errand, not_now(reason))

    def give_up(self, reason: str) -> None:
        """Nobody will tell soon what became of the parts that were given."""
        for errand in list(self._open.values()):
            if errand.is_given:
                self.answer(errand, Report(Stage.UNKNOWN, detail=reason))

    def doubt(self, errand: Errand, reason: str) -> None:
        """Give one up that may turn out never to have been taken."""
        self.doubted[errand.task.errand] = errand.task
        if len(self.doubted) > DOUBTED_MOST:
            self.doubted.popitem(last=False)
        self.answer(errand, Report(Stage.UNKNOWN, detail=reason))

    def end(self, errand: Errand) -> None:
        """Nobody waits for it any more."""
        self._open.pop(errand.task.errand, None)


def not_now(reason: str) -> ChannelError:
    """The part surely did not leave, and that is not its own fault."""
    return ChannelError(reason, retryable=True, by_line=True)
