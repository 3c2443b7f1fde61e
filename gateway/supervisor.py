"""Keeps one modem at work: connects, watches, and connects again when it comes back."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator

from gateway import at
from gateway.errors import GatewayError, LineDownError, NoAnswerError
from gateway.intake import Finished, Intake
from gateway.link import Link, open_link
from gateway.modem import Health, Modem
from gateway.patience import Patience, Rhythm
from models.terms.channel import Inbox, LineCondition
from models.terms.clock import Clock

NEARLY_FULL = 0.8
_MOST_EARLY = 100
_RESTARTS = frozenset({"RDY", "Call Ready", "SMS Ready", "^SYSSTART"})
"""What modems of several makers say after a restart."""

log = logging.getLogger(__name__)


class Supervisor:
    """One line: an address where a modem is, or will be."""

    def __init__(
        self,
        address: str,
        *,
        clock: Clock,
        patience: Patience,
        rhythm: Rhythm,
        changed: Callable[[], None],
    ) -> None:
        """`changed` is called whenever the line comes up or goes down."""
        self.address = address
        self._clock = clock
        self._patience = patience
        self._rhythm = rhythm
        self._changed = changed
        self._trouble = "not connected yet"
        self._health = Health()
        self._intake: Intake | None = None
        self._finished = Finished()
        self._early: list[at.Stored | at.Direct] = []
        self._doubted = asyncio.Event()
        self._pause = rhythm.reconnect_first
        self._modem: Modem | None = None
        self.sending = asyncio.Lock()
        """Held for one message at a time, all its parts."""

    @property
    def modem(self) -> Modem | None:
        """The modem while it can be used."""
        return self._modem if self._modem and self._modem.is_open else None

    @property
    def is_free(self) -> bool:
        return self.modem is not None and not self.sending.locked()

    def doubt(self) -> None:
        """Something went wrong: see at once whether the modem is well."""
        self._doubted.set()

    async def run(self, inbox: Inbox) -> None:
        """Serve until cancelled."""
        while True:
            try:
                await self._serve(inbox)
            except GatewayError as error:
                self._note(str(error))
            await asyncio.sleep(self._pause)
            self._pause = min(self._pause * 2, self._rhythm.reconnect_longest)

    def condition(self) -> LineCondition:
        return LineCondition(
            line=self.address,
            is_up=self.modem is not None and self._health.is_registered,
            detail="; ".join(self._remarks()),
            signal_percent=self._health.signal_percent if self.modem else None,
        )

    async def _serve(self, inbox: Inbox) -> None:
        """From opening the port to its loss. Raises GatewayError."""
        link = await open_link(
            self.address, hear=self._hear, doubt=self.doubt, patience=self._patience
        )
        try:
            modem = Modem(link, patience=self._patience)
            await modem.prepare()
            self._health = await modem.health()
            await self._work(link, modem, inbox)
        finally:
            self._go_down()
            await link.close()

    async def _work(self, link: Link, modem: Modem, inbox: Inbox) -> None:
        intake = Intake(
            modem, inbox, clock=self._clock, rhythm=self._rhythm, finished=self._finished
        )
        self._come_up(modem, intake)
        tasks = [asyncio.create_task(intake.run()), asyncio.create_task(self._watch(modem))]
        try:
            await asyncio.wait({link.lost, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._go_down()
            for task in tasks:
                task.cancel()
            outcomes = await asyncio.gather(*tasks, return_exceptions=True)
            await intake.close()
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                raise outcome
        raise LineDownError("the modem was unplugged")

    async def _watch(self, modem: Modem) -> None:
        """Ask after the modem's health now and then, and at once when there is doubt."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._rhythm.watch):
                    await self._doubted.wait()
            self._doubted.clear()
            with contextlib.suppress(NoAnswerError):
                self._health = await modem.health()
                if not await modem.is_as_prepared():
                    raise LineDownError("the modem has restarted")

    def _hear(self, event: at.Unasked) -> None:
        match event:
            case at.Notice(line):
                if line in _RESTARTS:
                    self.doubt()
            case _ if self._intake:
                self._intake.heed(event)
            case _ if len(self._early) < _MOST_EARLY:
                self._early.append(event)

    def _come_up(self, modem: Modem, intake: Intake) -> None:
        self._modem, self._intake, self._trouble = modem, intake, ""
        for event in self._early:
            intake.heed(event)
        self._early.clear()
        self._pause = self._rhythm.reconnect_first
        log.info("modem %s is ready", self.address)
        self._changed()

    def _go_down(self) -> None:
        if self._modem is not None:
            self._modem = None
            self._changed()

    def _note(self, trouble: str) -> None:
        self._intake = None
        if trouble != self._trouble:
            self._trouble = trouble
            log.warning("modem %s: %s; it is tried again", self.address, trouble)

    def _remarks(self) -> Iterator[str]:
        if self.modem is None:
            yield f"down: {self._trouble}; it is tried again"
            return
        health = self._health
        yield "ready" if health.is_registered else "not registered in the network"
        if health.used and health.capacity and health.used >= NEARLY_FULL * health.capacity:
            yield f"storage nearly full: {health.used} of {health.capacity}"
        if self._intake:
            yield from self._intake.remarks
