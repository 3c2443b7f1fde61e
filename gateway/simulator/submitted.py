"""A log of every part that reached the network, and which copies it does not want twice.

Source: 3GPP TS 23.040, 9.2.3.25 (TP-Reject-Duplicates): a message is refused while the service
centre still holds one from the same sender, with the same TP-MR, to the same recipient.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gateway.pdu import Submit

HELD = timedelta(minutes=10)
_MOST_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Submitted:
    """One part, as it came."""

    n: int
    """Rises by one with each."""
    number: str
    text: str
    chosen_reference: int
    """TP-MR as it was written; 0 leaves the choice to the modem."""
    rejects_duplicates: bool
    """TP-RD."""
    part: tuple[int, int] | None
    """Number and total, of a long message."""
    reference: int | None
    """What the modem was told; None for a copy that was refused."""
    at: datetime


class Submittals:
    def __init__(self) -> None:
        self.taken = 0
        self._log: deque[Submitted] = deque(maxlen=_MOST_REMEMBERED)
        self._held: dict[tuple[str, int], datetime] = {}
        self._count = 0

    def holds_copy(self, submit: Submit, now: datetime) -> bool:
        """Whether this is one too many."""
        held = self._held.get((submit.recipient.written, submit.reference))
        return submit.reject_duplicates and held is not None and now - held < HELD

    def note(self, submit: Submit, now: datetime, *, reference: int | None) -> None:
        """`reference`: None for one that was refused."""
        self._count += 1
        where, content = submit.concatenation, submit.content
        self._log.append(
            Submitted(
                n=self._count,
                number=submit.recipient.written,
                text=content if isinstance(content, str) else content.decode("latin-1"),
                chosen_reference=submit.reference,
                rejects_duplicates=submit.reject_duplicates,
                part=(where.number, where.total) if where else None,
                reference=reference,
                at=now,
            )
        )
        if reference is None:
            return
        self.taken += 1
        key = (submit.recipient.written, reference)
        self._held.pop(key, None)
        self._held[key] = now
        if len(self._held) > _MOST_REMEMBERED:
            del self._held[next(iter(self._held))]

    def log(self, *, since: int) -> Sequence[Submitted]:
        return [one for one in self._log if one.n > since]
