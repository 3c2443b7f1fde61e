"""Where a simulated modem keeps messages, and the commands that list, read and delete them.

Source: 3GPP TS 27.005, 3.1 (<stat>), 3.4.2, 3.4.3, 3.5.4 and 4.1.
"""

from dataclasses import dataclass, field

from gateway.pdu import tpdu_octets
from gateway.simulator.settings import REPORTS, STORAGES, RefusedCommandError, Settings

RECEIVED_UNREAD, RECEIVED_READ, STORED_UNSENT, STORED_SENT, ALL = range(5)
CAPACITY = 50

_NO_SUCH_INDEX = 321
_SPARED: dict[int, frozenset[int]] = {
    1: frozenset({RECEIVED_UNREAD, STORED_UNSENT, STORED_SENT}),
    2: frozenset({RECEIVED_UNREAD, STORED_UNSENT}),
    3: frozenset({RECEIVED_UNREAD}),
    4: frozenset(),
}
"""What each flag of +CMGD leaves."""


@dataclass(slots=True)
class Entry:
    pdu: bytes
    status: int = RECEIVED_UNREAD

    def mark_read(self) -> None:
        if self.status == RECEIVED_UNREAD:
            self.status = RECEIVED_READ


@dataclass(slots=True)
class Storage:
    """Slots numbered from 1, the lowest free one taken first."""

    capacity: int = CAPACITY
    entries: dict[int, Entry] = field(default_factory=dict)

    @property
    def is_full(self) -> bool:
        return len(self.entries) >= self.capacity

    def put(self, pdu: bytes) -> int:
        """The slot taken; one must be free."""
        index = next(slot for slot in range(1, self.capacity + 1) if slot not in self.entries)
        self.entries[index] = Entry(pdu)
        return index


class Mailbox:
    """The storages, as commands see them."""

    def __init__(self, settings: Settings, *, capacity: int) -> None:
        self._settings = settings
        self.storages: dict[str, Storage] = {
            name: Storage(capacity) for name in (*STORAGES, REPORTS)
        }

    @property
    def receiving(self) -> Storage:
        return self.storages[self._settings.receive_in]

    def listing(self, status: int) -> list[str]:
        lines = []
        for index, entry in sorted(self._chosen.entries.items()):
            if status in {ALL, entry.status}:
                header = f"+CMGL: {index},{entry.status},,{tpdu_octets(entry.pdu)}"
                lines += [header, entry.pdu.hex().upper()]
                entry.mark_read()
        return lines

    def read(self, index: int) -> list[str]:
        entry = self._chosen.entries.get(index)
        if entry is None:
            raise RefusedCommandError(_NO_SUCH_INDEX)
        header = f"+CMGR: {entry.status},,{tpdu_octets(entry.pdu)}"
        entry.mark_read()
        return [header, entry.pdu.hex().upper()]

    def delete(self, index: int, flag: int) -> list[str]:
        """One message, or with a flag all read, all sent, all unsent, everything."""
        entries = self._chosen.entries
        if flag:
            for slot in [slot for slot in entries if entries[slot].status not in _SPARED[flag]]:
                del entries[slot]
        elif entries.pop(index, None) is None:
            raise RefusedCommandError(_NO_SUCH_INDEX)
        return []

    @property
    def indexes(self) -> str:
        """The answer to +CMGD=?."""
        return f"+CMGD: ({','.join(map(str, sorted(self._chosen.entries)))}),(0-4)"

    @property
    def _chosen(self) -> Storage:
        return self.storages[self._settings.read_from]
