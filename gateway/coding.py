"""What the data coding scheme octet says of a message's text.

Source: 3GPP TS 23.038, 4 (SMS data coding scheme).
"""

from dataclasses import dataclass
from enum import Enum

from gateway.waiting import Awaited, Waiting


class Alphabet(Enum):
    GSM7 = 0
    DATA = 1
    UCS2 = 2


_GENERAL_GROUPS = 8
"""High halves 0 to 7: general coding, and the same marked for automatic deletion."""
_WAITING_DISCARD, _WAITING_STORE, _WAITING_UCS2 = 0xC, 0xD, 0xE
_CLASS_GROUP = 0xF
_COMPRESSED = 0x20
_HAS_CLASS = 0x10
_DATA_BIT = 0x04
_IS_ACTIVE = 0x08


@dataclass(frozen=True, slots=True)
class Coding:
    """A data coding scheme octet and its meaning."""

    octet: int = 0

    @property
    def alphabet(self) -> Alphabet:
        """How to read the user data; reserved values are the default alphabet, as 4 asks."""
        group = self.octet >> 4
        if group < _GENERAL_GROUPS:
            return _BY_BITS[self.octet >> 2 & 3]
        if group == _WAITING_UCS2:
            return Alphabet.UCS2
        if group == _CLASS_GROUP and self.octet & _DATA_BIT:
            return Alphabet.DATA
        return Alphabet.GSM7

    @property
    def is_compressed(self) -> bool:
        return self.octet >> 4 < _GENERAL_GROUPS and bool(self.octet & _COMPRESSED)

    @property
    def message_class(self) -> int | None:
        """0 is shown at once and not kept (flash), 1 the phone's, 2 the SIM's, 3 a terminal's."""
        group = self.octet >> 4
        marked = group < _GENERAL_GROUPS and bool(self.octet & _HAS_CLASS)
        return self.octet & 3 if marked or group == _CLASS_GROUP else None

    @property
    def waiting(self) -> Waiting | None:
        """What groups C, D and E say: something waits, or nothing any more."""
        group = self.octet >> 4
        if group not in {_WAITING_DISCARD, _WAITING_STORE, _WAITING_UCS2}:
            return None
        count = None if self.octet & _IS_ACTIVE else 0
        return Waiting(Awaited(self.octet & 3), count, is_kept=group != _WAITING_DISCARD)


GSM7 = Coding(0x00)
UCS2 = Coding(0x08)

_BY_BITS = (Alphabet.GSM7, Alphabet.DATA, Alphabet.UCS2, Alphabet.GSM7)
