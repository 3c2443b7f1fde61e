"""Times in PDUs: service-centre time stamps with their zone, and how long a message is valid.

Source: 3GPP TS 23.040, 9.2.3.11 (time stamp) and 9.2.3.12 (validity period).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from gateway.errors import PduError

STAMP_OCTETS = 7
NO_STAMP = bytes(STAMP_OCTETS)
CENTURY = 2000

_YEARS = range(CENTURY, CENTURY + 100)
_SIGN = 0x08
_QUARTER = timedelta(minutes=15)
_FURTHEST = 79 * _QUARTER
"""The tens of the quarters have three bits beside the sign."""
_DECIMAL = 10
_FORM, _SINGLE_SHOT = 0x87, 0x40
"""Of the first octet of an enhanced validity: the form with its extension bit, and one try only."""
_EIGHTY = 80
"""Minus zero is no zone; where a centre sends it, the eight is read as the digit it looks like."""


def stamp_to_bytes(moment: datetime | None) -> bytes:
    """Seven octets of swapped decimal digits; zeros for None.

    A zone that is no whole number of quarter hours, or too far off, is written as UTC.
    """
    if moment is None:
        return NO_STAMP
    offset = moment.utcoffset()
    if offset is None:
        raise PduError("a time stamp needs a zone")
    if moment.year not in _YEARS:
        raise PduError("a time stamp has two digits for its year")
    if offset % _QUARTER or abs(offset) > _FURTHEST:
        return stamp_to_bytes(moment.astimezone(UTC))
    quarters = abs(offset) // _QUARTER
    zone = _swapped(quarters) | (_SIGN if offset < timedelta(0) else 0)
    fields = (moment.year % 100, moment.month, moment.day)
    clock = (moment.hour, moment.minute, moment.second)
    return bytes([*map(_swapped, fields + clock), zone])


def stamp_of(octets: bytes) -> datetime | None:
    """The moment, aware; None when the digits are no date, as some centres send."""
    *fields, zone = octets
    if not all(map(_is_decimal, fields)):
        return None
    year, month, day, hour, minute, second = map(_unswapped, fields)
    quarters = _unswapped(zone & ~_SIGN)
    if zone == _SIGN:
        quarters = -_EIGHTY
    offset = quarters * _QUARTER * (-1 if zone & _SIGN else 1)
    try:
        zone_of_centre = timezone(offset) if offset else UTC
        return datetime(CENTURY + year, month, day, hour, minute, second, tzinfo=zone_of_centre)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class RelativeValidity:
    """So long after the service centre has the message: 9.2.3.12.1."""

    octet: int

    @property
    def minutes(self) -> int:
        for highest, step, base in _RELATIVE_SCALE:
            if self.octet <= highest:
                return (self.octet - base) * step
        raise PduError("validity is more than an octet")

    @classmethod
    def at_least(cls, minutes: int) -> "RelativeValidity":
        """The shortest form that is no shorter than `minutes`; 63 weeks at most."""
        for highest, step, base in _RELATIVE_SCALE:
            octet = base - (-minutes // step)
            if octet <= highest:
                return cls(max(octet, 0))
        return cls(255)


@dataclass(frozen=True, slots=True)
class AbsoluteValidity:
    """Until a moment: 9.2.3.12.2."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class EnhancedValidity:
    """Seven octets whose first says what the others mean: 9.2.3.12.3. Kept as they came."""

    octets: bytes

    @property
    def seconds(self) -> int | None:
        """How long, where the form says so; a form that goes on in another octet is not known."""
        match self.octets[0] & _FORM:
            case 1:
                return RelativeValidity(self.octets[1]).minutes * 60
            case 2:
                return self.octets[1]
            case 3 if all(map(_is_decimal, self.octets[1:4])):
                hours, minutes, seconds = map(_unswapped, self.octets[1:4])
                return (hours * 60 + minutes) * 60 + seconds
            case _:
                return None

    @property
    def is_single_shot(self) -> bool:
        """Whether the service centre is to try only once."""
        return bool(self.octets[0] & _SINGLE_SHOT)


Validity = RelativeValidity | AbsoluteValidity | EnhancedValidity

# highest octet of the step, minutes for each, octet that would stand for zero
_RELATIVE_SCALE = (
    (143, 5, -1),
    (167, 30, 119),
    (196, 1440, 166),
    (255, 10080, 192),
)


def _swapped(number: int) -> int:
    return number % _DECIMAL << 4 | number // _DECIMAL


def _is_decimal(octet: int) -> bool:
    return octet >> 4 < _DECIMAL and octet & 15 < _DECIMAL


def _unswapped(octet: int) -> int:
    return (octet & 15) * _DECIMAL + (octet >> 4)
