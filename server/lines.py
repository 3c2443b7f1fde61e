"""How the lines are: kept for every process, told to every desk when it changes."""

import asyncio
import logging
from collections.abc import Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from models.conversations.page import Desk
from models.lines import services as lines
from models.lines.rules import is_alarming, is_silent
from models.terms.channel import Channel, LineCondition
from models.terms.clock import Clock
from server.lanes import Lanes, TooBusyError
from server.work import Group, Needs, RefusalError, Settled, Work

logger = logging.getLogger(__name__)
EVENT = "line"
LOOK_EVERY_SECONDS = 1.0
SAY_EVERY_SECONDS = 15.0
SILENT_STATE = "silent"
SILENT = "no gateway has said anything of it lately; is it running?"


@dataclass(frozen=True, slots=True)
class Note:
    """What has changed about a channel's lines, and which are as they were."""

    channel: str
    changed: Sequence[LineCondition]
    same: Sequence[LineCondition] = ()
    gone: Sequence[str] = ()
    """Lines that the channel has no more."""

    @property
    def line(self) -> Hashable:
        return (EVENT, self.channel)

    @property
    def needs(self) -> Needs:
        return Needs()

    async def do(self, group: Group) -> Settled:
        for condition in self.changed:
            await lines.keep(condition, self.channel, at_ms=group.at_ms)
            group.written.events.append(Desk(EVENT, None, 1, 0, _told(condition)))
        for condition in self.same:
            await lines.seen(condition, at_ms=group.at_ms)
        for name in self.gone:
            await lines.forget(name)
            told = {"line": name, "is_up": False, "state": "gone", "detail": "", "alarm": False}
            group.written.events.append(Desk(EVENT, None, 1, 0, told))
        return Settled()


class LineWatch:
    """Looks at the channels' conditions and notes what changes.

    In a process without channels it notes when those that have some fall silent.
    """

    def __init__(
        self, channels: Sequence[Channel], lanes: Lanes[Work, Settled], clock: Clock
    ) -> None:
        self._channels = channels
        self._lanes = lanes
        self._clock = clock
        self._known: dict[str, tuple[bool, str, str]] = {}
        self._task: asyncio.Task[None] | None = None
        self._looks = 0

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def look(self) -> None:
        """Note now what has changed."""
        says_all = self._looks % round(SAY_EVERY_SECONDS / LOOK_EVERY_SECONDS) == 0
        self._looks += 1
        if not self._channels:
            await tell_silence(self._lanes, self._clock)
        if says_all:
            await self._forget_what_was_called_silent()
        for channel in self._channels:
            conditions = channel.condition()
            changed = [c for c in conditions if self._known.get(c.line) != _essence(c)]
            same = [c for c in conditions if c not in changed] if says_all else []
            gone = await self._gone(channel) if changed else []
            if changed or same:
                await self._lanes.submit(Note(channel.name, changed, same, gone))
                self._known |= {c.line: _essence(c) for c in changed}

    async def _forget_what_was_called_silent(self) -> None:
        """Somebody thought us dead: say again how these lines are."""
        for line in await lines.lines():
            if line.condition.state == SILENT_STATE:
                self._known.pop(line.condition.line, None)

    async def _gone(self, channel: Channel) -> list[str]:
        """Lines that are kept and that the channel has no more."""
        names = {condition.line for condition in channel.condition()}
        kept = {line.condition.line for line in await lines.lines() if line.channel == channel.name}
        return sorted(kept - names)

    async def _run(self) -> None:
        while True:
            try:
                await self.look()
            except (RefusalError, TooBusyError):
                logger.warning("how the lines are could not be kept")
            except Exception:
                logger.exception("looking at the lines failed")
            await asyncio.sleep(LOOK_EVERY_SECONDS)


async def tell_silence(lanes: Lanes[Work, Settled], clock: Clock) -> None:
    """Note the lines of which no gateway has said anything lately; for processes without one."""
    now_ms = int(clock.now().timestamp() * 1000)
    for line in await lines.lines():
        if is_silent(line.seen_at_ms, now_ms) and line.condition.state != SILENT_STATE:
            silent = replace(line.condition, is_up=False, state=SILENT_STATE, detail=SILENT)
            await lanes.submit(Note(line.channel, [silent]))


async def known_lines(clock: Clock) -> list[LineCondition]:
    """All lines of the office, whichever process drives them."""
    now_ms = int(clock.now().timestamp() * 1000)
    return [
        replace(line.condition, is_up=False, state=SILENT_STATE, detail=SILENT)
        if is_silent(line.seen_at_ms, now_ms)
        else line.condition
        for line in await lines.lines()
    ]


async def alarms(clock: Clock) -> list[dict[str, Any]]:
    """The lines somebody should look at, as a desk is told when it opens."""
    told = map(_told, await known_lines(clock))
    return [line for line in told if line["alarm"]]


def _told(line: LineCondition) -> dict[str, Any]:
    return {
        "line": line.line,
        "is_up": line.is_up,
        "state": line.state,
        "detail": line.detail,
        "alarm": is_alarming(is_up=line.is_up, state=line.state, detail=line.detail),
    }


def _essence(condition: LineCondition) -> tuple[bool, str, str]:
    return condition.is_up, condition.state, condition.detail
