"""A GSM modem made of the gateway's own codecs turned round: AT commands in, answers out.

It stores what the network sends it, passes on what it is given, and does wrong what it is told to.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any, Self

from gateway.simulator.answers import Answers
from gateway.simulator.card import Card
from gateway.simulator.console import Console
from gateway.simulator.faults import AT_ONCE, Fault, Faults
from gateway.simulator.network import Network
from gateway.simulator.pace import Pace
from gateway.simulator.port import Port, SocketPort, TerminalPort
from gateway.simulator.profiles import GENERIC, Profile, Quirk
from gateway.simulator.reception import Reception
from gateway.simulator.settings import SIM, Settings
from gateway.simulator.speech import Speech
from gateway.simulator.state import HIGHEST_REGISTRATION, UNKNOWN_SIGNAL, State
from gateway.simulator.storage import CAPACITY, Mailbox
from gateway.simulator.timers import Timers
from gateway.simulator.ussd import Ussd
from models.terms.clock import Clock, SystemClock

log = logging.getLogger(__name__)


class SimulatedModem:
    """A modem at a path or a port, with a network behind it."""

    def __init__(
        self,
        *,
        link: str | None = None,
        tcp: int | None = None,
        profile: Profile = GENERIC,
        capacity: int = CAPACITY,
        pin: str | None = None,
        latency_seconds: float = 0.0,
        report_seconds: float = 0.5,
        away_seconds: float = 2.0,
        acknowledge_seconds: float = 15.0,
        sim_busy_seconds: float = 10.0,
        baud: int | None = None,
        dribbles: bool = False,
        clock: Clock | None = None,
    ) -> None:
        """Give either `link`, a path to be made, or `tcp`, a port on loopback (0: any free one).

        `capacity`: of each storage. `pin`: what the SIM asks for at each start.
        `latency_seconds`: from a message or a USSD code to the network's answer. `away_seconds`:
        how long it stays unplugged, takes to restart, or is late with an answer that is to be late.
        `acknowledge_seconds`: how long it waits for +CNMA. `sim_busy_seconds`: of models whose SIM
        is busy at the start. `baud`: octets pass at its pace, both ways. `dribbles`: writes byte
        by byte.
        """
        if (link is None) == (tcp is None):
            raise ValueError("give either a path to link or a TCP port")
        self.faults = Faults()
        self.network = Network(
            clock=clock or SystemClock(), faults=self.faults, report_seconds=report_seconds
        )
        self._settings = Settings(factory=profile.factory)
        self.mailbox = Mailbox(self._settings, capacity=capacity)
        card = Card(pin=pin, messages=self.mailbox.storages[SIM])
        self.state = State(profile, self.faults, self._settings, self.mailbox, card)
        self._incoming = Pace(self._received, baud=baud)
        heard = self._incoming.send
        self._port: Port = (
            SocketPort(tcp or 0, received=heard, left=self._left)
            if link is None
            else TerminalPort(link, received=heard, left=self._left)
        )
        self._outgoing = Pace(self._port.write, baud=baud, dribbles=dribbles)
        self._speech = Speech(self.state, self._outgoing.send)
        self._timers = Timers()
        self.ussd = Ussd(
            self._settings,
            profile.ussd,
            later=lambda act: self._timers.after(self.latency_seconds, act),
            tell=self._speech.tell,
        )
        self._reception = Reception(
            self.state,
            self.network,
            tell=self._speech.tell,
            hears_network=lambda: self._is_plugged and not self._is_deaf and self.is_registered,
            acknowledge_seconds=acknowledge_seconds,
        )
        self._console = Console(
            self.state,
            self.network,
            self._speech,
            Answers(self.state, self.ussd, self._tell_registration),
            self._reception,
            self._timers,
            begin=self._begin_at_once,
            order=self.order,
            latency_seconds=latency_seconds,
            late_seconds=away_seconds,
        )
        self.network.attach(self._reception)
        self.away_seconds = away_seconds
        self._sim_busy_seconds = sim_busy_seconds
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_plugged = self._is_deaf = False

    async def start(self) -> None:
        """Plug it in. Raises OSError when the path or the port cannot be had."""
        await self.plug_in()

    async def close(self) -> None:
        """Take it away for good."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.network.close()
        await self.unplug()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    @property
    def where(self) -> str:
        """What a gateway is to be told."""
        return self._port.where

    @property
    def is_registered(self) -> bool:
        return self.state.is_registered

    @property
    def latency_seconds(self) -> float:
        return self._console.latency_seconds

    @latency_seconds.setter
    def latency_seconds(self, seconds: float) -> None:
        self._console.latency_seconds = seconds

    @property
    def typed(self) -> Sequence[str]:
        """The last lines that clients typed, PDUs too; an ESC for a PDU that was given up."""
        return self._console.typed

    def inject(self, number: str, text: str) -> int:
        """Text the modem; how many parts it took. Raises ValueError."""
        return self.network.inject(number, text)

    def order(self, fault: str, count: int = 1) -> None:
        """Do wrong `count` times; see Fault for names. Raises ValueError."""
        ordered = self.faults.order(fault, count)
        if ordered in AT_ONCE and count:
            self.faults.end(ordered)
            self._begin_at_once(ordered)
        if ordered in {Fault.UNREGISTERED, Fault.SIM_REMOVED}:
            self._tell_registration()
        self.network.flush()

    def calm(self) -> None:
        """Nothing more goes wrong, and nothing that was wrong lasts."""
        self.faults.calm()
        self._tell_registration()
        self.network.flush()

    def register_as(self, registration: int, *, signal: int | None = None) -> None:
        """Be so in the network (+CREG), and hear it so well (+CSQ). Raises ValueError."""
        if registration > HIGHEST_REGISTRATION or (signal or 0) > UNKNOWN_SIGNAL:
            raise ValueError("registration is 0 to 5, signal 0 to 31 or 99")
        self.state.registration = registration
        self.state.signal = self.state.signal if signal is None else signal
        self._tell_registration()
        self.network.flush()

    def insert(self, card: Card) -> None:
        """Put another SIM in; a modem that runs learns of it at its next start."""
        self.state.insert(card)

    async def unplug(self) -> None:
        """The port is gone; what lies in the storage stays."""
        self._is_plugged = False
        self._lose_power()
        await self._port.close()

    async def plug_in(self) -> None:
        """Raises OSError when the path or the port cannot be had."""
        if self._is_plugged and not self._is_deaf:
            return
        await self.unplug()
        await self._port.open()
        self._is_plugged, self._is_deaf = True, False
        self._power_up(greets=self.state.profile.has(Quirk.GREETS_WHEN_PLUGGED_IN))

    @property
    def status(self) -> Mapping[str, Any]:
        return {
            "where": self.where,
            "plugged": self._is_plugged,
            **self.state.told,
            "waiting": self.network.waiting,
            "incomplete": self.network.incomplete,
            "submits": self.network.submits,
            "faults": self.faults.left,
        }

    # The line.
    def _received(self, octets: bytes) -> None:
        if not self._is_deaf:
            self._console.feed(octets)

    def _left(self) -> None:
        """A client has closed the port."""
        self.faults.end(Fault.MUTE_UNTIL_REOPENED)

    def _tell_registration(self) -> None:
        if self._settings.registration_notices:
            self._speech.tell(f"+CREG: {self.state.registered_as}")

    # What happens at once.

    def _begin_at_once(self, fault: Fault) -> None:
        if fault is Fault.URC_STORM:
            self._speech.storm("^RSSI: {}")
        elif fault is Fault.BOOT_FLOOD:
            self._speech.storm("^BOOT:20952548,0,0,0,{}")
            self.faults.order(Fault.MUTE_UNTIL_REOPENED, 1)
        elif fault is Fault.POWER_DOWN:
            self._take_leave()
        else:
            acts = {
                Fault.UNPLUG: self._go_away,
                Fault.SWAP_SIM: self._go_away_for_another_card,
                Fault.REBOOT: self._restart,
            }
            task = asyncio.create_task(acts[fault]())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _take_leave(self) -> None:
        for line in self.state.profile.farewell:
            self._speech.tell(line)
        self._is_deaf = True
        self._lose_power()

    async def _go_away(self) -> None:
        await self.unplug()
        await asyncio.sleep(self.away_seconds)
        try:
            await self.plug_in()
        except OSError as error:
            log.warning("the simulated modem cannot come back: %s", error)

    async def _go_away_for_another_card(self) -> None:
        self.insert(self.state.card.another())
        await self._go_away()

    async def _restart(self) -> None:
        if self.state.profile.has(Quirk.STORAGE_MODE_AT_RESET):
            await self.unplug()
            return
        self._take_leave()
        await asyncio.sleep(self.away_seconds)
        self._is_deaf = False
        self._power_up(greets=True)

    def _power_up(self, *, greets: bool) -> None:
        state = self.state
        if state.profile.has(Quirk.SIM_BUSY_AT_START) and self._sim_busy_seconds:
            state.is_card_busy = True
            self._timers.after(self._sim_busy_seconds, self._find_card)
        for line in state.profile.greeting if greets else ():
            self._speech.tell(line.replace("READY", state.card.lock))
        self.network.flush()

    def _find_card(self) -> None:
        self.state.is_card_busy = False
        self._tell_registration()
        self.network.flush()

    def _lose_power(self) -> None:
        self._timers.stop()
        self._console.lose_power()
        self._speech.lose_power()
        self._outgoing.clear()
        self._incoming.clear()
        self.faults.end(Fault.MUTE_UNTIL_RESET)
        self.faults.end(Fault.MUTE_UNTIL_REOPENED)
        self._reception.lose_power()
        self.state.start_anew()
