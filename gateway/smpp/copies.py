"""Which texts may come again: SMPP gives a text no id that would tell a copy from the same words.

A person may send "1" twice, and a service centre sends a text again that it believes not to have
handed over. So each text gets an id of its own, unless the same octets are owed to us: their last
copy was refused, or the connection was lost before the peer could be known to have our answer.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass
from hashlib import sha256
from uuid import uuid4

from models.terms.clock import Clock

_MOST = 1000


@dataclass(frozen=True, slots=True)
class Arrival:
    """One text that came, or came again."""

    digest: bytes
    external_id: str


class Copies:
    """Memory of one account, over its sessions."""

    def __init__(self, clock: Clock, *, seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._owed: OrderedDict[bytes, deque[tuple[str, float]]] = OrderedDict()

    def arrive(self, body: bytes) -> Arrival:
        """A text has come: a copy of what is owed, or a message of its own."""
        digest = sha256(body).digest()
        owed = self._owed.get(digest, deque())
        while owed:
            external_id, until = owed.popleft()
            if until > self._clock.monotonic():
                return Arrival(digest, external_id)
        self._owed.pop(digest, None)
        return Arrival(digest, uuid4().hex)

    def expect(self, arrival: Arrival) -> None:
        """The text may come again, and is then the same message."""
        until = self._clock.monotonic() + self._seconds
        self._owed.setdefault(arrival.digest, deque()).append((arrival.external_id, until))
        self._owed.move_to_end(arrival.digest)
        while len(self._owed) > _MOST:
            self._owed.popitem(last=False)
