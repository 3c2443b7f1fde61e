"""The client's side of a modem: command lines and PDUs are typed in, and obeyed or not.

Sources: 3GPP TS 27.005, 3.5.1 (+CMGS) and 4 (PDU mode); TS 27.007, 4.1.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from gateway.errors import PduError
from gateway.pdu import Submit, octets_of, tpdu_octets
from gateway.simulator.answers import Answers
from gateway.simulator.commands import obey
from gateway.simulator.faults import Fault
from gateway.simulator.keyboard import Keyboard, commands_of
from gateway.simulator.network import Network
from gateway.simulator.profiles import Quirk
from gateway.simulator.reception import Reception
from gateway.simulator.settings import RefusedCommandError
from gateway.simulator.speech import NOTICE, Speech
from gateway.simulator.state import State
from gateway.simulator.timers import Timers

MOST_TYPED = 10_000

_NO_NETWORK, _INVALID_PDU = 331, 304
_SUBMIT = re.compile(r"\+CMGS=([0-9]{1,3})")
_ACKNOWLEDGE = re.compile(r"\+CNMA(?:=([012]))?")
_RESET = "+CFUN=1,1"
_LATE = frozenset({"+CPIN?", "+COPS?"})
_READ = ("+CMGR", "+CMGL")
_ESCAPED = "\x1b"


@dataclass(slots=True)
class Console:
    """One modem's."""

    state: State
    network: Network
    speech: Speech
    answers: Answers
    reception: Reception
    timers: Timers
    begin: Callable[[Fault], None]
    """Let a fault happen at once."""
    order: Callable[[str], None]
    """Take a fault by its name."""
    latency_seconds: float = 0.0
    late_seconds: float = 0.0
    typed: deque[str] = field(default_factory=lambda: deque(maxlen=MOST_TYPED))
    """Every line as it was typed, PDUs too; an ESC for a PDU that was given up."""
    _keyboard: Keyboard = field(init=False)
    _pdu_octets: int = 0

    def __post_init__(self) -> None:
        self._keyboard = Keyboard(command=self._take_line, pdu=self._take_pdu, echo=self._echo)

    def feed(self, octets: bytes) -> None:
        self._keyboard.feed(octets)

    def lose_power(self) -> None:
        self._keyboard.clear()

    # Command lines.

    def _echo(self, octet: bytes) -> None:
        if self.state.settings.echo:
            self.speech.write(octet)

    def _take_line(self, line: str) -> None:
        commands = commands_of(line)
        if commands is None:
            return
        self.typed.append(line.strip())
        self._draw()
        if self._is_mute(line):
            return
        try:
            lines = self._obey_all(commands)
        except RefusedCommandError as refused:
            self.speech.refuse(refused)
        else:
            if lines is not None:
                self.speech.answer(lines)
        self.network.flush()

    def _obey_all(self, commands: Iterable[str]) -> Sequence[str] | None:
        """The lines before OK; None when none is to be said now."""
        lines: list[str] = []
        command, done = "", False
        for command in commands:
            done = True
            if match := _SUBMIT.fullmatch(command):
                self._ask_for_pdu(int(match[1]))
                return None
            lines += self._obey(command)
        if not done and self.state.profile.has(Quirk.BARE_AT_IS_AN_ERROR):
            raise RefusedCommandError
        return self._out_of_turn(command, lines)

    def _out_of_turn(self, last: str, lines: Sequence[str]) -> Sequence[str] | None:
        profile, faults = self.state.profile, self.state.faults
        if last.startswith(_READ) and faults.happens(Fault.READ_SILENT):
            return None
        if profile.has(Quirk.READY_WITHOUT_OK) and lines == ["+CPIN: READY"]:
            self.speech.write(b"\r\n+CPIN: READY\r\n")
            return None
        if profile.has(Quirk.LATE_ANSWERS) and last in _LATE:
            self._answer_late(lines)
            return None
        return lines

    def _obey(self, command: str) -> Sequence[str]:
        if command == _RESET:
            self.begin(Fault.REBOOT)
            return ()
        if match := _ACKNOWLEDGE.fullmatch(command):
            self.reception.acknowledge(int(match[1] or 0))
            return ()
        return obey(self.answers, command)

    def _is_mute(self, line: str) -> bool:
        faults = self.state.faults
        if faults.lasts(Fault.MUTE_UNTIL_RESET) and _RESET in line.upper():
            faults.end(Fault.MUTE_UNTIL_RESET)
            self.begin(Fault.REBOOT)
            return True
        lasting = (Fault.MUTE_UNTIL_RESET, Fault.MUTE_UNTIL_REOPENED)
        return any(map(faults.lasts, lasting)) or faults.happens(Fault.MUTE)

    def _draw(self) -> None:
        if fault := self.state.faults.drawn():
            self.order(fault)

    # Messages.

    def _ask_for_pdu(self, octets: int) -> None:
        faults = self.state.faults
        self.answers.check("+CMGS")
        if faults.happens(Fault.UNPLUG_BEFORE):
            self.begin(Fault.UNPLUG)
        elif faults.happens(Fault.PROMPT_ERROR):
            raise RefusedCommandError(faults.code(Fault.PROMPT_ERROR))
        elif not faults.happens(Fault.NO_PROMPT):
            self._pdu_octets = octets
            self._keyboard.awaits_pdu = True
            self.speech.hold_notices()
            self.speech.write(b"\r\n> ")
            if faults.happens(Fault.URC_AT_PROMPT):
                self.speech.interrupt(NOTICE)

    def _take_pdu(self, typed: str | None) -> None:
        self.typed.append(_ESCAPED if typed is None else typed)
        if typed is None:
            self.speech.answer([])
            return
        if self.state.faults.happens(Fault.SILENCE):
            self.speech.release_notices()
            return
        try:
            submit = self._submit_of(typed)
        except RefusedCommandError as refused:
            self.speech.refuse(refused)
            return
        self._keyboard.hold()
        self.timers.after(self.latency_seconds, partial(self._pass_on, submit))

    def _submit_of(self, typed: str) -> Submit:
        """What is to be sent. Raises RefusedCommandError."""
        faults = self.state.faults
        for fault, is_equipment in ((Fault.CMS_ERROR, False), (Fault.CME_ERROR, True)):
            if faults.happens(fault):
                raise RefusedCommandError(faults.code(fault), equipment=is_equipment)
        if faults.happens(Fault.PLAIN_ERROR):
            raise RefusedCommandError
        if not self.state.is_registered:
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
        faults = self.state.faults
        is_traceless = faults.happens(Fault.TRACE_LOST)
        if is_traceless:
            submit = replace(submit, report_requested=False)
        try:
            reference = self.network.accept(submit)
        except RefusedCommandError as refused:
            self.speech.refuse(refused)
            self._keyboard.release()
            return
        if self.state.profile.has(Quirk.REFERENCE_ALWAYS_0):
            reference = 0
        lines = [f"+CMGS: {reference}"]
        if faults.happens(Fault.UNPLUG_AFTER):
            self.begin(Fault.UNPLUG)
            return
        if faults.happens(Fault.ANSWER_LATE):
            self._answer_late(lines)
            return
        if faults.happens(Fault.URC_IN_SUBMIT):
            self.speech.interrupt(NOTICE, "+CREG: 1")
        if faults.happens(Fault.HALF_LINE):
            self.speech.write(b"\r\n+CMG")
        elif faults.happens(Fault.REFERENCE_THEN_ERROR):
            self.speech.write(f"\r\n{lines[0]}\r\n\r\nERROR\r\n".encode())
        elif not (is_traceless or faults.happens(Fault.ANSWER_LOST)):
            self.speech.answer(lines)
        self._keyboard.release()

    def _answer_late(self, lines: Sequence[str]) -> None:
        """Nothing else is taken until then."""
        self._keyboard.hold()
        self.timers.after(self.late_seconds, partial(self._answer_and_release, lines))

    def _answer_and_release(self, lines: Sequence[str]) -> None:
        self.speech.answer(lines)
        self._keyboard.release()
