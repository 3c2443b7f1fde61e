"""Where a simulated modem keeps messages: numbered slots in a few named storages."""

from collections.abc import Iterator
from dataclasses import dataclass, field


RECEIVED_UNREAD, RECEIVED_READ, STORED_UNSENT, STORED_SENT, ALL = range(5)
"""Of +CMGL in PDU mode: 3GPP TS 27.005, 3.1 (<stat>)."""
CAPACITY = 50


@dataclass(slots=True)
class Entry:
    pdu: bytes
    status: int = RECEIVED_UNREAD

    @property
    def is_received(self) -> bool:
        return self.status in {RECEIVED_UNREAD, RECEIVED_READ}


@dataclass(slots=True)
class Storage:
    """Slots numbered from 1, the lowest free one taken first."""

    capacity: int = CAPACITY
    entries: dict[int, Entry] = field(default_factory=dict)

    @property
    def is_full(self) -> bool:
        return len(self.entries) >= self.capacity

    def put(self, pdu: bytes, status: int = RECEIVED_UNREAD) -> int:
        """The slot taken. There must be one free."""
        index = next(slot for slot in range(1, self.capacity + 1) if slot not in self.entries)
        self.entries[index] = Entry(pdu, status)
        return index

    def list(self, status: int) -> Iterator[tuple[int, Entry]]:
        for index in sorted(self.entries):
            entry = self.entries[index]
            if status in {ALL, entry.status}:
                yield index, entry

    def delete(self, index: int, flag: int) -> bool:
        """By +CMGD's flag: this one, or all read, also sent, also unsent, or everything.

        3GPP TS 27.005, 3.5.4. False when there was no such message.
        """
        if flag == 0:
            return self.entries.pop(index, None) is not None
        spared = _SPARED[flag]
        for slot, entry in list(self.entries.items()):
            if entry.status not in spared:
                del self.entries[slot]
        return True


_SPARED: dict[int, frozenset[int]] = {
    1: frozenset({RECEIVED_UNREAD, STORED_UNSENT, STORED_SENT}),
    2: frozenset({RECEIVED_UNREAD, STORED_UNSENT}),
    3: frozenset({RECEIVED_UNREAD}),
    4: frozenset(),
}
