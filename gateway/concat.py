"""Long messages: one text cut into parts to send, and parts joined as they come.

Source: 3GPP TS 23.040, 9.2.3.24.1 and 9.2.3.24.8. Parts belong together when address,
reference, number of parts and width of the reference agree; the order in which they come does not
matter, a repeated part counts once, and messages may be mingled.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Generic, TypeVar

from gateway import coding, header, moment
from gateway.address import Address
from gateway.errors import PduError
from gateway.header import Concatenation
from gateway.moment import Validity
from gateway.pdu import Deliver, Submit
from gateway.userdata import Content
from models.terms.segments import MOST_SEGMENTS, Encoding, encoding_of, split_text

REUSE_AFTER = timedelta(hours=24)
"""A sender's reference comes round again; parts further apart are of two messages."""
_MOST_OPEN = 1000

Place = TypeVar("Place")
Part = TypeVar("Part", Deliver, Submit)


@dataclass(frozen=True, slots=True)
class Whole(Generic[Place, Part]):
    """A message with all its parts."""

    parts: Sequence[Part]
    """In reading order, each once."""
    places: Sequence[Place]
    """Where the parts came from, copies included."""

    @property
    def content(self) -> Content:
        return joined([part.content for part in self.parts])


@dataclass(slots=True)
class _Group(Generic[Place, Part]):
    total: int
    parts: dict[int, Part] = field(default_factory=dict)
    places: dict[int, list[Place]] = field(default_factory=dict)

    def takes(self, number: int, part: Part) -> bool:
        """Whether the part can be of this message: its number is free, or it is a copy."""
        there = self.parts.get(number)
        if there is not None:
            return there.content == part.content
        return all(_are_near(other, part) for other in self.parts.values())

    def add(self, number: int, part: Part, place: Place) -> None:
        there = self.parts.get(number)
        if there is None or _comes_before(part, there):
            self.parts[number] = part
        self.places.setdefault(number, []).append(place)

    def remove(self, place: Place) -> None:
        for number, places in list(self.places.items()):
            if place in places:
                places.remove(place)
                if not places:
                    del self.places[number], self.parts[number]

    @property
    def is_whole(self) -> bool:
        return len(self.parts) == self.total

    def whole(self) -> Whole[Place, Part]:
        numbers = range(1, self.total + 1)
        return Whole(
            [self.parts[number] for number in numbers],
            [place for number in numbers for place in self.places[number]],
        )


class Joiner(Generic[Place, Part]):
    """Parts that wait for the others."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, int, int, int], list[_Group[Place, Part]]] = {}

    def add(self, address: str, part: Part, place: Place) -> Whole[Place, Part] | None:
        """The message that is whole with this part, if it is."""
        where = part.concatenation
        if where is None:
            return Whole((part,), (place,))
        key = (address, where.reference, where.total, where.width)
        groups = self._groups.setdefault(key, [])
        group = next((group for group in groups if group.takes(where.number, part)), None)
        if group is None:
            group = _Group(where.total)
            groups.append(group)
        group.add(where.number, part, place)
        if not group.is_whole:
            self._forget_oldest()
            return None
        self._drop(key, group)
        return group.whole()

    def forget(self, place: Place) -> None:
        """A part is no longer where it was."""
        for key, groups in list(self._groups.items()):
            for group in groups:
                group.remove(place)
                if not group.parts:
                    self._drop(key, group)

    def __len__(self) -> int:
        """How many messages are incomplete."""
        return sum(map(len, self._groups.values()))

    def _drop(self, key: tuple[str, int, int, int], group: _Group[Place, Part]) -> None:
        self._groups[key] = [other for other in self._groups[key] if other is not group]
        if not self._groups[key]:
            del self._groups[key]

    def _forget_oldest(self) -> None:
        if len(self._groups) > _MOST_OPEN:
            del self._groups[next(iter(self._groups))]


def parts_of(
    text: str,
    recipient: Address,
    *,
    reference: int,
    validity: Validity | None = None,
    report_requested: bool = True,
    smsc: Address | None = None,
) -> Sequence[Submit]:
    """The submits of a text; `reference` (0 to 255) tells its parts from another text's.

    Raises PduError for a text of more than 255 parts.
    """
    texts = split_text(text)
    if len(texts) > MOST_SEGMENTS:
        raise PduError("a text has at most 255 parts")
    return tuple(
        Submit(
            recipient=recipient,
            content=part,
            coding=scheme_of(text),
            header=elements,
            validity=validity,
            report_requested=report_requested,
            smsc=smsc,
        )
        for part, elements in zip(texts, headers_of(len(texts), reference=reference), strict=True)
    )


def scheme_of(text: str) -> coding.Coding:
    """One coding for all parts, though some of them alone would fit in septets."""
    return coding.GSM7 if encoding_of(text) is Encoding.GSM7 else coding.UCS2


def headers_of(total: int, *, reference: int, width: int = 8) -> Iterator[header.Header]:
    """The header of each of `total` parts; none for a message of one part."""
    for number in range(1, total + 1):
        place = Concatenation(reference, total, number, width)
        yield () if total == 1 else (place.element(),)


def joined(contents: Sequence[Content]) -> Content:
    """Texts joined, pairs mended that a sender tore; bytes when any part is bytes."""
    texts = [content for content in contents if isinstance(content, str)]
    if len(texts) < len(contents):
        return b"".join(content for content in contents if isinstance(content, bytes))
    return "".join(texts).encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")


def fingerprint(parts: Sequence[Deliver]) -> str:
    """The same for every copy of a message: sender, time stamps, headers and text.

    A modem gives no message id, so this is it.
    """
    digest = sha256(parts[0].sender.written.encode())
    for part in parts:
        digest.update(b"\0" + moment.stamp_to_bytes(part.sent_at) + header.to_bytes(part.header))
    content = joined([part.content for part in parts])
    digest.update(b"\0" + (content.encode() if isinstance(content, str) else content))
    return digest.hexdigest()[:32]


def _sent_at(part: Deliver | Submit) -> datetime | None:
    return part.sent_at if isinstance(part, Deliver) else None


def _are_near(one: Deliver | Submit, other: Deliver | Submit) -> bool:
    first, second = _sent_at(one), _sent_at(other)
    return first is None or second is None or abs(first - second) < REUSE_AFTER


def _comes_before(one: Deliver | Submit, other: Deliver | Submit) -> bool:
    first, second = _sent_at(one), _sent_at(other)
    return first is not None and second is not None and first < second
