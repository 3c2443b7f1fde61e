"""Several ways out as one channel: an office that changes its provider has both for a while."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.terms.channel import (
    Channel,
    Inbox,
    LineCondition,
    Outbound,
    Priority,
    Report,
    Seat,
    Stage,
    Style,
)
from models.terms.segments import split_text


class Joint:
    """Channels of one name: the first that has a line free carries the message."""

    def __init__(self, ways: Sequence[Channel]) -> None:
        """The most wanted first; the others stand in for it."""
        self._ways = ways

    @property
    def name(self) -> str:
        return self._ways[0].name

    @property
    def style(self) -> Style:
        return self._ways[0].style

    async def start(self, inbox: Inbox, wake: Callable[[], None]) -> None:
        for way in self._ways:
            await way.start(inbox, wake)

    def parts(self, text: str) -> int:
        """The same whichever way it goes, so that another may take over in the middle."""
        return len(split_text(text))

    def reserve(self, address: str, priority: Priority) -> "JointSeat | None":
        for way in self._ways:
            if seat := way.reserve(address, priority):
                return JointSeat(way, seat)
        return None

    async def stop(self) -> None:
        for way in self._ways:
            await way.stop()

    def condition(self) -> Sequence[LineCondition]:
        return [line for way in self._ways for line in way.condition()]


@dataclass(slots=True)
class JointSeat:
    """A seat of one of the ways. A way that cuts texts otherwise is given all the rest at once."""

    _way: Channel
    _seat: Seat
    _rest: Report | None = None

    @property
    def line(self) -> str:
        return self._seat.line

    async def send(self, message: Outbound, part: int) -> Report:
        pieces = split_text(message.text)
        if self._way.parts(message.text) == len(pieces):
            return await self._seat.send(message, part)
        if self._rest is None:
            rest = replace(message, text="".join(pieces[part - 1 :]))
            self._rest = await self._send_all(rest)
        return self._rest

    def release(self) -> None:
        self._seat.release()

    async def _send_all(self, message: Outbound) -> Report:
        """Every part as the way cuts it; what became of the worst of them."""
        report = await self._seat.send(message, 1)
        for part in range(2, self._way.parts(message.text) + 1):
            if report.stage is not Stage.SENT:
                break
            report = await self._seat.send(message, part)
        return report
