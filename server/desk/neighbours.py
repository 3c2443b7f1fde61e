"""Desks of other processes of this office: who looks where at them, and what is called to them.

Processes tell one another over Redis (`server/herald.py`). Nothing of it is stored: each says anew
every little while who sits at its desks, and one that has fallen silent is forgotten.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct

from models.terms.clock import Clock

SAID_EVERY_SECONDS = 1.5
FORGOTTEN_AFTER_SECONDS = 6.0


class Watcher(Struct, frozen=True):
    """Somebody who looks at a thread; the invisible ones are counted and not shown."""

    id: int
    name: str
    typing: bool
    unseen: bool = False


Watching: TypeAlias = Mapping[int, Sequence[Watcher]]
"""Who looks at each thread."""


class Look(Struct, tag="look"):
    """Everybody who looks at a thread at the desks of one process."""

    watching: dict[int, list[Watcher]]


class Call(Struct, tag="call"):
    """An event without a number, for the desks of some staff or those that show one thread."""

    event: str
    told: dict[str, Any]
    staff: list[int] | None = None
    viewing: int | None = None


class StaffMoved(Struct, tag="staff"):
    """Somebody came, left, may take more, or may log in no more: look at it."""


class Arrived(Struct, tag="arrived"):
    """A process hears from now on: let it hear who looks where."""


Word: TypeAlias = Look | Call | StaffMoved | Arrived
_WORDS: msgspec.json.Decoder[Word] = msgspec.json.Decoder(Word)


def _to_nobody(_: bytes) -> None:
    """Where there is no other process."""


@dataclass(slots=True)
class _Said:
    watching: Watching
    until: float


class Neighbours:
    """What this process knows of the others' desks."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._speak: Callable[[bytes], None] = _to_nobody
        self._said: dict[str, _Said] = {}
        self._mine: Watching = {}
        self._say_again_at = 0.0

    def speak_by(self, speak: Callable[[bytes], None]) -> None:
        """Let words go out by this; they may be lost."""
        self._speak = speak

    def say(self, word: Word) -> None:
        """Tell every other process."""
        if self._speak is not _to_nobody:
            self._speak(msgspec.json.encode(word))

    def say_watching(self, mine: Watching) -> None:
        """Tell the others who looks where here, if it has changed or was said a while ago."""
        now = self._clock.monotonic()
        if mine == self._mine and (not mine or now < self._say_again_at):
            return
        self._mine, self._say_again_at = mine, now + SAID_EVERY_SECONDS
        self.say(Look({number: list(watchers) for number, watchers in mine.items()}))

    def say_anew(self) -> None:
        """Let the next `say_watching` tell all, whatever was told before."""
        self._say_again_at = 0.0

    def hear(self, process: str, word: bytes) -> Word | None:
        """What another process said, its watchers kept; None when it is no word of ours."""
        try:
            heard = _WORDS.decode(word)
        except msgspec.DecodeError:
            return None
        if isinstance(heard, Look):
            until = self._clock.monotonic() + FORGOTTEN_AFTER_SECONDS
            self._said[process] = _Said(heard.watching, until)
        return heard

    @property
    def watching(self) -> Sequence[Watching]:
        """What each process that was heard lately says of its desks."""
        now = self._clock.monotonic()
        self._said = {name: said for name, said in self._said.items() if said.until > now}
        return [said.watching for said in self._said.values()]

    def is_shown(self, conversation_id: int) -> bool:
        """Whether a desk elsewhere shows this thread."""
        return any(conversation_id in watching for watching in self.watching)
