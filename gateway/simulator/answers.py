"""What a modem answers from what it is and how it is set; nothing here sends.

Sources: 3GPP TS 27.007 (identity, 5; network, 7; phone, 8; errors, 9) and TS 27.005, 3.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gateway.simulator.card import Lock
from gateway.simulator.faults import Fault
from gateway.simulator.profiles import Quirk
from gateway.simulator.settings import REPORTS, STORAGES, RefusedCommandError
from gateway.simulator.state import FULL_POWER, State
from gateway.simulator.storage import RECEIVED_UNREAD
from gateway.simulator.ussd import Ussd

_BUSY, _SIM_BUSY, _NO_NETWORK = 515, 14, 30
_CANCEL_SESSION = 2
_COMMANDS_BUSY = 2
"""How many are refused after a BUSY_AFTER_POWER_UP."""
POWERS = "(0,1,4),(0,1)"
_CELL = '"1A2B","3C4D"'

_NUMBERS = {
    "CMEE": "verbose_errors",
    "CREG": "registration_notices",
    "USSDMODE": "ussd_mode",
    "CURC": "maker_notices",
}
_OF_MESSAGES = re.compile(r"\+(?:CMG|CMS|CMM|CNM|CPMS|CSCA|CSMS|CSMP).*")
_WITHOUT_CARD = re.compile(
    r"[EVQXZHIS&].*"
    r"|\+C(?:PIN|MEE|FUN|GMI|GMM|GMR|GSN|SQ|[EG]?REG|SCS|BC|LAC|PAS|LCK)\b.*"
    r"|\+(?:G|IFC|IPR).*"
)
"""What needs no card: TS 27.007, 5 and 8; the strength of the signal is told by most."""
_WITHOUT_PIN = re.compile(r"[EZ&].*|\+C(?:PIN|MEE)\b.*")
_READING = re.compile(r"\+(?:CNMI|CMGR|CMGL|CMGD|CPMS).*")


@dataclass(slots=True)
class Answers:
    """Answers one command after another."""

    state: State
    ussd: Ussd
    registration_changed: Callable[[], None]

    def check(self, command: str) -> None:
        """Whether it may be asked now. Raises RefusedCommandError."""
        state = self.state
        if state.busy_commands:
            state.busy_commands -= 1
            raise RefusedCommandError(_BUSY, equipment=True)
        if state.profile.has(Quirk.NO_READING) and _READING.fullmatch(command):
            raise RefusedCommandError
        strict = (
            state.profile.has(Quirk.PIN_BEFORE_EVERYTHING) and state.card.lock is not Lock.READY
        )
        if command and not (_WITHOUT_PIN if strict else _WITHOUT_CARD).fullmatch(command):
            if state.faults.happens(Fault.SIM_BUSY):
                raise RefusedCommandError(_SIM_BUSY, equipment=True)
            state.want_card(for_messages=bool(_OF_MESSAGES.fullmatch(command)))

    # Where it is.

    def pin(self) -> Sequence[str]:
        return [f"+CPIN: {self.state.card_lock()}"]

    def operator(self) -> Sequence[str]:
        named = f'0,0,"{self.state.operator}"' if self.state.is_registered else "0"
        return [f"+COPS: {named}"]

    def operators(self) -> Sequence[str]:
        operator = self.state.operator
        return [f'+COPS: (2,"{operator}","{operator}","51001",0),,(0-4),(0-2)']

    # How it is set.

    def announcing(self) -> Sequence[str]:
        settings = self.state.settings
        for_messages = f"{settings.announce_mode},{settings.announce_messages}"
        others = f"{settings.announce_cells},{settings.announce_reports}"
        return [f"+CNMI: {for_messages},{others},{settings.announce_buffered}"]

    def storages(self) -> Sequence[str]:
        self.state.is_room_asked = True
        named = (f'"{name}",{self.state.room(name)}' for name in self._used())
        return [f"+CPMS: {','.join(named)}"]

    def storages_there_are(self) -> Sequence[str]:
        names = ",".join(f'"{name}"' for name in STORAGES)
        lists = f'({names},"{REPORTS}"),({names}),({names})'
        in_two = self.state.profile.has(Quirk.STORAGES_IN_TWO_PARENTHESES)
        return [f"+CPMS: ({lists})" if in_two else f"+CPMS: {lists}"]

    def registration(self) -> Sequence[str]:
        notices, now = self.state.settings.registration_notices, self.state.registered_as
        cell = f",{_CELL}" if notices > 1 and self.state.is_registered else ""
        return [f"+CREG: {notices},{now}{cell}"]

    def power(self) -> Sequence[str]:
        if self.state.profile.has(Quirk.RANGE_FOR_POWER):
            return [f"+CFUN: {POWERS}"]
        return [f"+CFUN: {self.state.power}"]

    def set_announcing(self, match: re.Match[str]) -> None:
        if match["reports"] == "1" and self.state.profile.has(Quirk.REPORTS_ONLY_STORED):
            raise RefusedCommandError
        for name, value in match.groupdict().items():
            if value:
                setattr(self.state.settings, f"announce_{name}", int(value))

    def set_storages(self, match: re.Match[str]) -> Sequence[str]:
        read_from, write_to, receive_in = match.groups()
        if read_from not in {*STORAGES, REPORTS} or {write_to, receive_in} - {None, *STORAGES}:
            raise RefusedCommandError
        settings = self.state.settings
        settings.read_from = read_from
        settings.write_to = write_to or settings.write_to
        settings.receive_in = receive_in or settings.receive_in
        rooms = map(self.state.room, self._used())
        return [f"+CPMS: {','.join(rooms)}"]

    def set_power(self, match: re.Match[str]) -> None:
        state, power = self.state, int(match[1])
        if power == FULL_POWER and state.profile.has(Quirk.BUSY_AFTER_POWER_UP):
            state.busy_commands = _COMMANDS_BUSY
        if power == 0:
            state.card.lose_power()
        if power != state.power:
            state.power = power
            self.registration_changed()

    def set_pin(self, match: re.Match[str]) -> None:
        self.state.card_lock()
        try:
            self.state.card.enter(match[1], match[2])
        finally:
            self.registration_changed()

    def set_echo(self, match: re.Match[str]) -> None:
        self.state.settings.echo = match[1] == "1"

    def set_service(self, match: re.Match[str]) -> Sequence[str]:
        self.state.settings.service = int(match[1])
        return ["+CSMS: 1,1,1"]

    def set_service_centre(self, match: re.Match[str]) -> None:
        self.state.service_centre = match[1]

    def set_parameters(self, _match: re.Match[str]) -> None:
        if self.state.profile.has(Quirk.PARAMETERS_WIPE_CENTRE):
            self.state.service_centre = ""

    def set_charset(self, match: re.Match[str]) -> None:
        self.state.settings.charset = match[1]

    def set_number(self, match: re.Match[str]) -> None:
        """Settings whose whole answer is OK."""
        if match[1] == "CMEE" and self.state.profile.has(Quirk.NO_ERROR_CODES):
            raise RefusedCommandError
        setattr(self.state.settings, _NUMBERS[match[1]], int(match[2]))

    def restore(self, _match: re.Match[str]) -> None:
        self.state.settings.restore()

    # What it keeps.

    def listing(self, match: re.Match[str]) -> Sequence[str]:
        return self.state.mailbox.listing(int(match[1] or RECEIVED_UNREAD))

    def read(self, match: re.Match[str]) -> Sequence[str]:
        return self.state.mailbox.read(int(match[1]))

    def delete(self, match: re.Match[str]) -> Sequence[str]:
        if self.state.faults.happens(Fault.DELETE_REFUSED):
            raise RefusedCommandError(500)
        return self.state.mailbox.delete(int(match[1]), int(match[2] or 0))

    def ask_network(self, match: re.Match[str]) -> None:
        """+CUSD with or without a code."""
        wish, code = int(match[1]), match[2]
        if wish == _CANCEL_SESSION:
            self.ussd.cancel()
            return
        self.state.settings.ussd_notices = wish
        if code is None:
            return
        if not self.state.is_registered:
            raise RefusedCommandError(_NO_NETWORK, equipment=True)
        self.ussd.ask(code, is_lost=self.state.faults.happens(Fault.USSD_SILENT))

    def _used(self) -> tuple[str, str, str]:
        settings = self.state.settings
        return settings.read_from, settings.write_to, settings.receive_in
