"""The browsers that are connected: which conversation each shows, and how fast it may write."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.terms.clock import Clock
from web_chat.acks import Ack, slow_down
from web_chat.limits import Bucket, Buckets, Places
from web_chat.visitors import Visitor

OF_ONE_PLACE = 20
"""Many share one address behind a network's own translation: so many times one visitor's pace."""
ASKED = 4
"""What is only asked or told in passing may come so many times as fast."""


@dataclass(frozen=True, slots=True)
class VisitorLimits:
    """What one visitor and one place may use."""

    messages_per_second: float
    """0 sets no limit."""
    burst: int
    places: Places


@dataclass(frozen=True, slots=True)
class Caller:
    """A connected browser."""

    visitor: Visitor
    conversation_id: int
    """The one it shows: not the one promised by its token when that goes on in another."""
    language: str
    origin: str | None
    transport: str
    """Engine.IO's own id of the connection."""
    writing: tuple[Bucket, ...] = ()
    """What is written takes from each: the visitor's, and that of the place."""
    asking: Bucket | None = None
    """What is asked takes from this one."""

    def writes_too_fast(self) -> Ack | None:
        """A refusal for somebody who sends more than one window may."""
        return _too_fast(self.writing)

    def asks_too_fast(self) -> Ack | None:
        """The same for what is only asked."""
        return None if self.asking is None else _too_fast([self.asking])


class Paces:
    """How fast each visitor may write: their windows share it, also one after the other."""

    def __init__(self, limits: VisitorLimits, clock: Clock) -> None:
        rate, burst = limits.messages_per_second, limits.burst
        self._is_limited = bool(rate)
        self._visitors = Buckets(clock, per_second=rate, burst=burst)
        self._origins = Buckets(clock, per_second=rate * OF_ONE_PLACE, burst=burst * OF_ONE_PLACE)
        self._asking = Buckets(clock, per_second=rate * ASKED, burst=burst * ASKED)

    def caller(
        self, visitor: Visitor, shown: int, *, language: str, origin: str | None, transport: str
    ) -> Caller:
        """A browser that has just connected and shows a conversation."""
        if not self._is_limited:
            return Caller(visitor, shown, language, origin, transport)
        writing = [self._visitors.of(visitor.address)]
        if origin is not None:
            writing.append(self._origins.of(origin))
        asking = self._asking.of(visitor.address)
        return Caller(visitor, shown, language, origin, transport, tuple(writing), asking)


class Callers:
    """Everybody who is connected to this process, by the socket's id and by conversation."""

    def __init__(self) -> None:
        self._by_sid: dict[str, Caller] = {}
        self._sids: dict[str, str] = {}
        self._showing: dict[int, set[str]] = {}

    def __len__(self) -> int:
        return len(self._by_sid)

    def add(self, sid: str, caller: Caller) -> None:
        self._by_sid[sid] = caller
        self._sids[caller.transport] = sid
        self._showing.setdefault(caller.conversation_id, set()).add(sid)

    def remove(self, sid: str) -> Caller | None:
        """Who has gone; nobody when they were never let in."""
        caller = self._by_sid.pop(sid, None)
        if caller is None:
            return None
        self._sids.pop(caller.transport, None)
        showing = self._showing.get(caller.conversation_id, set())
        showing.discard(sid)
        if not showing:
            self._showing.pop(caller.conversation_id, None)
        return caller

    def of(self, sid: str) -> Caller | None:
        return self._by_sid.get(sid)

    def sid_of(self, transport: str) -> str | None:
        """By which id a connection goes in the namespace, once it has joined it."""
        return self._sids.get(transport)

    def showing(self, conversation_id: int) -> list[str]:
        """The ids of those that show a conversation now."""
        return list(self._showing.get(conversation_id, ()))

    def is_shown(self, conversation_id: int, *, but: str | None) -> bool:
        """Whether any browser besides one shows the conversation."""
        showing = self._showing.get(conversation_id)
        return showing is not None and (len(showing) > 1 or but not in showing)

    @property
    def shown(self) -> list[int]:
        """The conversations that any browser shows."""
        return list(self._showing)


def _too_fast(buckets: Iterable[Bucket]) -> Ack | None:
    waits = (bucket.take() for bucket in buckets)
    wait = next((wait for wait in waits if wait), 0)
    return slow_down(wait) if wait else None
