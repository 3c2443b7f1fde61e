"""A handset's joining of long messages: the parts that came, until all of one are there.

Source: 3GPP TS 23.040, 9.2.3.24.1.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gateway.pdu import Submit
from gateway.userdata import Content
from models.terms.segments import join_texts

_MOST_OPEN = 1000
_MOST_ALIKE = 20
"""Incomplete messages to one number with the same reference."""

Key = tuple[str, int, int, int]


@dataclass(frozen=True, slots=True)
class Whole:
    """A message with all its parts."""

    parts: Sequence[Submit]
    """In reading order, each once."""
    places: Sequence[int]
    """What the network called the parts, copies included."""

    @property
    def content(self) -> Content:
        contents = [part.content for part in self.parts]
        texts = [content for content in contents if isinstance(content, str)]
        if len(texts) == len(contents):
            return join_texts(texts)
        return b"".join(content for content in contents if isinstance(content, bytes))


@dataclass(slots=True)
class _Open:
    total: int
    parts: dict[int, Submit] = field(default_factory=dict)
    places: dict[int, list[int]] = field(default_factory=dict)

    def takes(self, number: int, part: Submit) -> bool:
        """Whether its number is free, or it is a copy."""
        there = self.parts.get(number)
        return there is None or there.content == part.content

    def whole(self) -> Whole | None:
        if len(self.parts) < self.total:
            return None
        numbers = range(1, self.total + 1)
        places = [place for number in numbers for place in self.places[number]]
        return Whole([self.parts[number] for number in numbers], places)


class Joiner:
    """Parts that wait for the others."""

    def __init__(self) -> None:
        self._open: dict[Key, list[_Open]] = {}

    def add(self, address: str, part: Submit, place: int) -> Whole | None:
        """The message that is whole with this part, if it is."""
        where = part.concatenation
        if where is None:
            return Whole((part,), (place,))
        key = (address, where.reference, where.total, where.width)
        waiting = self._open.setdefault(key, [])
        taker = next((one for one in waiting if one.takes(where.number, part)), None)
        if taker is None:
            taker = _Open(where.total)
            waiting.append(taker)
            del waiting[:-_MOST_ALIKE]
        taker.parts[where.number] = part
        taker.places.setdefault(where.number, []).append(place)
        whole = taker.whole()
        if whole is not None:
            waiting.remove(taker)
        if not waiting:
            del self._open[key]
        elif len(self._open) > _MOST_OPEN:
            del self._open[next(iter(self._open))]
        return whole

    def __len__(self) -> int:
        """How many messages are incomplete."""
        return sum(map(len, self._open.values()))
