"""Keeps one modem at work: connects, watches, and connects again when it comes back."""

import asyncio
import contextlib
import logging
import traceback
from collections.abc import Callable, Iterator
from datetime import timedelta

from gateway import at, condition
from gateway.errors import GatewayError, LineDownError, NoAnswerError, State
from gateway.health import Health
from gateway.identity import masked
from gateway.intake import Intake
from gateway.link import Link, open_link
from gateway.modem import Modem
from gateway.patience import Patience, Rhythm
from gateway.preparing import Findings
from gateway.remedy import Remedy
from gateway.seeking import Whereabouts
from gateway.setup import Setup
from gateway.tally import Tally
from models.terms.channel import Inbox, LineCondition
from models.terms.clock import Clock

MUTE_OPENINGS = 3
"""So often a mute modem is opened anew before it is restarted."""
LOST_ANSWERS = 3
"""In a row: a modem that takes messages and says nothing is restarted."""
SWAP_TOLD_FOR = timedelta(days=1)
_MOST_EARLY = 100
_TELLING = (
    *(*at.RESTARTED, "Call Ready", "SMS Ready"),
    *("+CREG:", "+CPIN:", "+CFUN:", "^SIMST:", "^SRVST:"),  # network and SIM
    *("^SMMEMFULL", "+CIEV: 8,", "+ZUSIMR"),  # the storage
    *("NORMAL POWER DOWN", "POWERED DOWN", "UNDER-VOLTAGE"),
)
"""Notices after which a modem is not what it was."""

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
        setup: Setup | None = None,
    ) -> None:
        """`changed` is called whenever the line comes up or goes down."""
        self.address = address
        self._clock = clock
        self._patience = patience
        self._rhythm = rhythm
        self._changed = changed
        self._setup = setup or Setup()
        self._where = Whereabouts(address, setup=self._setup, patience=patience)
        self._remedy = Remedy(first=rhythm.remedy, longest=rhythm.remedy_longest)
        self._tally = Tally()
        self._state, self._trouble = State.STARTING, "not connected yet"
        self._health, self._findings = Health(), Findings()
        self._swap, self._swapped_at = "", clock.now()
        self._intake: Intake | None = None
        self._early: list[at.Stored | at.Direct] = []
        self._doubted = asyncio.Event()
        self._pause = rhythm.reconnect_first
        self._mute_openings = 0
        self._up_since = self._registered_at = 0.0
        self._modem: Modem | None = None
        self.sending = asyncio.Lock()
        """Held for one message at a time, all its parts."""

    @property
    def modem(self) -> Modem | None:
        """The modem while it can be used."""
        return self._modem if self._modem and self._modem.is_open else None

    @property
    def is_up(self) -> bool:
        """Whether a message could leave by it, if not at once."""
        return self.modem is not None and self._health.is_registered

    def doubt(self) -> None:
        """Something went wrong: see at once whether the modem is well."""
        self._doubted.set()

    async def run(self, inbox: Inbox) -> None:
        """Serve until cancelled."""
        while True:
            try:
                await self._serve(inbox)
            except GatewayError as error:
                self._note(getattr(error, "state", State.MUTE), str(error))
            except Exception as error:  # noqa: BLE001 - a fault of ours must not end the line
                self._note(State.MUTE, f"a fault of Loket's own ({_place_of(error)})")
            if self._has_been_steady:
                self._pause = self._rhythm.reconnect_first
            self._up_since = 0.0
            await asyncio.sleep(self._pause)
            self._pause = min(self._pause * 2, self._rhythm.reconnect_longest)

    def condition(self) -> LineCondition:
        modem = self.modem
        if modem is None:
            return condition.broken(
                self.address, self._state, self._trouble, findings=self._findings, tally=self._tally
            )
        return condition.working(
            self.address, modem, self._health, tally=self._tally, remarks=tuple(self._remarks())
        )

    # From opening the port to its loss.

    async def _serve(self, inbox: Inbox) -> None:
        """Raises GatewayError."""
        path = await self._where.find()
        link = await open_link(path, hear=self._hear, doubt=self.doubt, patience=self._patience)
        with self._where.taken(path):
            try:
                modem = Modem(
                    link,
                    line=self.address,
                    patience=self._patience,
                    setup=self._setup,
                    tally=self._tally,
                )
                await self._restart_if_mute(modem)
                await modem.prepare()
                self._recognise(modem.findings)
                self._health = await modem.health()
                await self._work(link, modem, inbox)
            finally:
                self._go_down()
                await link.close()

    async def _work(self, link: Link, modem: Modem, inbox: Inbox) -> None:
        intake = Intake(modem, inbox, line=self.address, clock=self._clock, rhythm=self._rhythm)
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
        raise link.loss

    def _recognise(self, findings: Findings) -> None:
        """Whether it is the modem, and the SIM, that was here before."""
        self._where.check(findings.identity.imei)
        before, after = self._findings.card, findings.card
        if after.is_another_than(before):
            names = f"{masked(after.key)} instead of {masked(before.key)}"
            self._swap = f"another SIM than before: {names}"
            self._swapped_at = self._clock.now()
            log.warning("modem %s has %s", self.address, self._swap)
        self._findings = findings
        self._findings.card = after if after.key else before

    # While it works.

    async def _watch(self, modem: Modem) -> None:
        """Ask after the modem's health now and then, oftener in trouble, soon when in doubt."""
        while True:
            is_well = self._health.state is State.READY
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(
                    self._rhythm.watch if is_well else self._rhythm.watch_troubled
                ):
                    await self._doubted.wait()
            self._doubted.clear()
            with contextlib.suppress(NoAnswerError):
                await self._look_after(modem)
            await asyncio.sleep(self._rhythm.watch_least)

    async def _look_after(self, modem: Modem) -> None:
        was_up = self.is_up
        self._health = await modem.health()
        if self.is_up and not was_up:
            self._changed()
        if not await modem.is_as_prepared():
            raise LineDownError("the modem has restarted", state=State.RESTARTING)
        now = self._now
        if self._health.is_registered:
            self._registered_at = now
        else:
            await modem.check_card()
        if self._health.is_nearly_full and self._intake:
            self._intake.sweep()
        is_lonely = now - self._registered_at >= self._rhythm.remedy
        if is_lonely or self._tally.unknown_in_a_row >= LOST_ANSWERS:
            await self._restart(modem)

    async def _restart_if_mute(self, modem: Modem) -> None:
        if self._mute_openings >= MUTE_OPENINGS:
            modem.findings.profile = self._findings.profile
            await self._restart(modem)

    async def _restart(self, modem: Modem) -> None:
        """The last resort: by command where its model bears that, and opened anew in any case.

        Raises LineDownError when it is taken.
        """
        if self._remedy.is_allowed(now=self._now):
            self._remedy.take(now=self._now)
            self._mute_openings = self._tally.unknown_in_a_row = 0
            await modem.restart()
            raise LineDownError("the modem is to come to itself", state=State.RESTARTING)

    def _hear(self, event: at.Unasked) -> None:
        match event:
            case at.Notice(line):
                if line.startswith(_TELLING) and not self._is_known(line):
                    self.doubt()
            case _ if self._intake:
                self._intake.heed(event)
            case _ if len(self._early) < _MOST_EARLY:
                self._early.append(event)

    def _is_known(self, notice: str) -> bool:
        """Some modems say again and again that they are still in the network."""
        registration = self._health.registration
        return notice.startswith("+CREG:") and at.numbers_of(notice)[:1] == (registration,)

    # Up and down.

    def _come_up(self, modem: Modem, intake: Intake) -> None:
        self._modem, self._intake, self._trouble = modem, intake, ""
        self._mute_openings = 0
        self._up_since = self._registered_at = self._now
        for event in self._early:
            intake.heed(event)
        self._early.clear()
        log.info("modem %s is ready", self.address)
        self._changed()

    def _go_down(self) -> None:
        self._intake = None
        if self._modem is not None:
            self._modem = None
            self._changed()

    def _note(self, state: State, trouble: str) -> None:
        self._state = state
        if state is State.MUTE:
            self._mute_openings += 1
            self._where.doubt()
        if trouble != self._trouble:
            self._trouble = trouble
            log.warning("modem %s: %s", self.address, trouble)

    @property
    def _has_been_steady(self) -> bool:
        return self._up_since > 0 and self._now - self._up_since >= self._rhythm.steady

    @property
    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    def _remarks(self) -> Iterator[str]:
        if self._swap and self._clock.now() - self._swapped_at < SWAP_TOLD_FOR:
            yield self._swap
        if self._intake:
            yield from self._intake.remarks


def _place_of(error: Exception) -> str:
    """What and where; never its words, which may hold a message."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.name}, line {frame.lineno}"
