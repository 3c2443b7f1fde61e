"""A GSM modem made of the gateway's own codecs turned round: AT commands in, answers out.

It stores what the network sends it, passes on what it is given, and does wrong what it is told to.
Sources: 3GPP TS 27.005, 3 and 4 (PDU mode); TS 27.007, 4.1 and 9.2.
"""

import asyncio
import logging
import random
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import TracebackType
from typing import Any, Self

from gateway.errors import PduError
from gateway.pdu import Submit, octets_of, tpdu_octets
from gateway.simulator.answers import Desk
from gateway.simulator.faults import AT_ONCE, Fault, Faults
from gateway.simulator.keyboard import Keyboard, commands_of
from gateway.simulator.network import Network
from gateway.simulator.port import Port, SocketPort, TerminalPort
from gateway.simulator.settings import REPORTS, RefusedCommandError, Settings
from gateway.simulator.storage import CAPACITY, Mailbox
from models.terms.clock import Clock, SystemClock

STORM_NOTICES = 200

_NO_NETWORK, _INVALID_PDU = 331, 304
_SUBMIT = re.compile(r"\+CMGS=([0-9]{1,3})")
_HANDED_OVER, _STORED = 2, 2
"""<mt> and <ds> of +CNMI: messages handed over unstored; reports stored."""
_NOISE_OCTETS = 20

log = logging.getLogger(__name__)


class SimulatedModem:
    """A modem at a path or a port, with a network behind it."""

    def __init__(
        self,
        *,
        link: str | None = None,
        tcp: int | None = None,
        capacity: int = CAPACITY,
        latency_seconds: float = 0.0,
        report_seconds: float = 0.5,
        away_seconds: float = 2.0,
        dribbles: bool = False,
        clock: Clock | None = None,
    ) -> None:
        """Give either `link`, a path to be made, or `tcp`, a port on loopback (0: any free one).

        `latency_seconds`: from a message to the network's answer. `away_seconds`: how long it
        stays unplugged, or takes to restart. `dribbles`: writes byte by byte.
        """
        if (link is None) == (tcp is None):
            raise ValueError("give either a path to link or a TCP port")
        self.faults = Faults()
        self.network = Network(
            clock=clock or SystemClock(), faults=self.faults, report_seconds=report_seconds
        )
        self.network.attach(self)
        self.latency_seconds = latency_seconds
        self.away_seconds = away_seconds
        self._dribbles = dribbles
        self._unwritten = bytearray()
        self._port: Port = (
            SocketPort(tcp or 0, received=self._received)
            if link is None
            else TerminalPort(link, received=self._received)
        )
        self._settings = Settings()
        self.mailbox = Mailbox(self._settings, capacity=capacity)
        self._desk = Desk(self._settings, self.mailbox, lambda: self.is_registered)
        self._keyboard = Keyboard(command=self._take_line, pdu=self._take_pdu, echo=self._echo)
        self._pdu_octets = 0
        self._held_notices: list[str] = []
        self._noise = random.Random(0)  # noqa: S311 - noise, and the same each time
        self._answering: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_plugged = self._is_restarting = False

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

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    @property
    def where(self) -> str:
        """What a gateway is to be told."""
        return self._port.where

    @property
    def is_registered(self) -> bool:
        return not self.faults.lasts(Fault.UNREGISTERED) and self._settings.power == 1

    def inject(self, number: str, text: str) -> int:
        """Text the modem; how many parts it took. Raises ValueError."""
        return self.network.inject(number, text)

    def order(self, fault: str, count: int = 1) -> None:
        """Do wrong `count` times; see Fault for names. Raises ValueError."""
        ordered = self.faults.order(fault, count)
        if ordered in AT_ONCE and count:
            self.faults.order(ordered, 0)
            self._begin_at_once(ordered)
        if ordered is Fault.UNREGISTERED and self._settings.registration_notices:
            self._tell(f"+CREG: {self._desk.registration()}")
        self.network.flush()

    async def unplug(self) -> None:
        """The port is gone; what lies in the storage stays."""
        self._is_plugged = False
        self._lose_power()
        await self._port.close()

    async def plug_in(self) -> None:
        await self._port.open()
        self._is_plugged = True
        self.network.flush()

    @property
    def status(self) -> Mapping[str, Any]:
        return {
            "where": self.where,
            "plugged": self._is_plugged,
            "registered": self.is_registered,
            "storage": {
                name: {"used": len(storage.entries), "capacity": storage.capacity}
                for name, storage in self.mailbox.storages.items()
            },
            "waiting": self.network.waiting,
            "incomplete": self.network.incomplete,
            "submits": self.network.submits,
            "faults": self.faults.left,
        }

    # The network's side.

    def take_message(self, pdu: bytes) -> bool:
        """Store or hand over a DELIVER."""
        settings, storage = self._settings, self.mailbox.receiving
        if not self._hears_network or self.faults.lasts(Fault.STORAGE_FULL):
            return False
        if settings.announce_mode and settings.announce_messages == _HANDED_OVER:
            self._tell(f"+CMT: ,{tpdu_octets(pdu)}", pdu)
            return True
        if storage.is_full:
            return False
        index = storage.put(pdu)
        if settings.announce_mode and settings.announce_messages:
            self._tell(f'+CMTI: "{settings.receive_in}",{index}')
        return True

    def take_report(self, pdu: bytes) -> bool:
        """Hand over, store or drop a STATUS-REPORT, as +CNMI says."""
        wish, storage = self._settings.announce_reports, self.mailbox.storages[REPORTS]
        if not self._hears_network or (wish == _STORED and storage.is_full):
            return False
        if wish == _STORED:
            self._tell(f'+CDSI: "{REPORTS}",{storage.put(pdu)}')
        elif wish:
            self._tell(f"+CDS: {tpdu_octets(pdu)}", pdu)
        return True

    @property
    def _hears_network(self) -> bool:
        return self._is_plugged and not self._is_restarting and self.is_registered

    # The client's side.

    def _received(self, data: bytes) -> None:
        if not self._is_restarting:
            self._keyboard.feed(data)

    def _echo(self, octet: bytes) -> None:
        if self._settings.echo:
            self._write(octet)

    def _take_line(self, line: str) -> None:
        commands = commands_of(line)
        if commands is None or self.faults.happens(Fault.MUTE):
            return
        lines: list[str] = []
        try:
            for command in commands:
                if match := _SUBMIT.fullmatch(command):
                    self._ask_for_pdu(int(match[1]))
                    return
                lines += self._obey(command)
        except RefusedCommandError as refusal:
            self._refuse(refusal.code, equipment=refusal.equipment)
        else:
            self._answer(lines)
        self.network.flush()

    def _obey(self, command: str) -> Sequence[str]:
        if command == "+CFUN=1,1":
            self._begin_at_once(Fault.REBOOT)
            return ()
        return self._desk.answer(command)

    def _ask_for_pdu(self, octets: int) -> None:
        if self.faults.happens(Fault.UNPLUG_BEFORE):
            self._begin_at_once(Fault.UNPLUG)
        elif not self.faults.happens(Fault.NO_PROMPT):
            self._pdu_octets = octets
            self._keyboard.awaits_pdu = True
            self._write(b"\r\n> ")

    def _take_pdu(self, typed: str | None) -> None:
        if typed is None:
            self._answer([])
            return
        if self.faults.happens(Fault.SILENCE):
            return
        try:
            submit = self._submit_of(typed)
        except RefusedCommandError as refusal:
            self._refuse(refusal.code, equipment=refusal.equipment)
            return
        self._keyboard.hold()
        loop = asyncio.get_running_loop()
        self._answering = loop.call_later(self.latency_seconds, partial(self._pass_on, submit))

    def _submit_of(self, typed: str) -> Submit:
        """What is to be sent. Raises RefusedCommandError."""
        for fault, is_equipment in ((Fault.CMS_ERROR, False), (Fault.CME_ERROR, True)):
            if self.faults.happens(fault):
                raise RefusedCommandError(self.faults.code(fault), equipment=is_equipment)
        if not self.is_registered:
            raise RefusedCommandError(_NO_NETWORK)
        try:
            octets = octets_of(typed)
            submit = Submit.from_bytes(octets)
        except PduError:
            raise RefusedCommandError(_INVALID_PDU) from None
        if tpdu_octets(octets) != self._pdu_octets:
            raise RefusedCommandError(_INVALID_PDU)
        return submit

    def _pass_on(self, submit: Submit) -> None:
        self._answering = None
        reference = self.network.accept(submit)
        answer = f"+CMGS: {reference}"
        if self.faults.happens(Fault.UNPLUG_AFTER):
            self._begin_at_once(Fault.UNPLUG)
        elif self.faults.happens(Fault.HALF_LINE):
            self._write(b"\r\n+CMG")
        elif self.faults.happens(Fault.REFERENCE_THEN_ERROR):
            self._write(f"\r\n{answer}\r\n\r\nERROR\r\n".encode())
        elif not self.faults.happens(Fault.ANSWER_LOST):
            self._answer([answer])
        self._keyboard.release()

    # What it writes.

    def _answer(self, lines: Sequence[str]) -> None:
        body = "".join(f"{line}\r\n" for line in lines)
        self._end(f"\r\n{body}" if body else "", "OK")

    def _refuse(self, code: int | None, *, equipment: bool = False) -> None:
        if code is None:
            self._end("", "ERROR")
        else:
            self._end("", f"+{'CME' if equipment else 'CMS'} ERROR: {code}")

    def _end(self, body: str, result: str) -> None:
        noise = self._noise.randbytes(_NOISE_OCTETS) if self.faults.happens(Fault.GARBAGE) else b""
        self._write(noise + f"{body}\r\n{result}\r\n".encode())
        held, self._held_notices = self._held_notices, []
        for notice in held:
            self._write(notice.encode())

    def _tell(self, line: str, pdu: bytes | None = None) -> None:
        """Something unasked; held back while a PDU is being typed."""
        notice = f"\r\n{line}\r\n" + (f"{pdu.hex().upper()}\r\n" if pdu else "")
        if self._keyboard.awaits_pdu:
            self._held_notices.append(notice)
        else:
            self._write(notice.encode())

    def _write(self, data: bytes) -> None:
        if not self._dribbles:
            self._port.write(data)
            return
        if not self._unwritten:
            asyncio.get_running_loop().call_soon(self._dribble)
        self._unwritten += data

    def _dribble(self) -> None:
        self._port.write(bytes(self._unwritten[:1]))
        del self._unwritten[:1]
        if self._unwritten:
            asyncio.get_running_loop().call_soon(self._dribble)

    # What happens at once.

    def _begin_at_once(self, fault: Fault) -> None:
        acts: Mapping[Fault, Callable[[], Any]] = {
            Fault.UNPLUG: self._go_away,
            Fault.REBOOT: self._restart,
        }
        if fault is Fault.URC_STORM:
            for number in range(STORM_NOTICES):
                self._tell(f"^RSSI: {number % 32}")
            return
        task = asyncio.create_task(acts[fault]())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _go_away(self) -> None:
        await self.unplug()
        await asyncio.sleep(self.away_seconds)
        try:
            await self.plug_in()
        except OSError as error:
            log.warning("the simulated modem cannot come back: %s", error)

    async def _restart(self) -> None:
        self._lose_power()
        self._is_restarting = True
        await asyncio.sleep(self.away_seconds)
        self._is_restarting = False
        for notice in ("RDY", "+CFUN: 1", "+CPIN: READY", "Call Ready", "SMS Ready"):
            self._tell(notice)
        self.network.flush()

    def _lose_power(self) -> None:
        if self._answering:
            self._answering.cancel()
            self._answering = None
        self._keyboard.clear()
        self._settings.restore()
        self._held_notices.clear()
        self._unwritten.clear()
