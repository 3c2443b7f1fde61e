"""Commands that a modem answers from what it is and how it is set; nothing here sends.

Sources: 3GPP TS 27.007 (identity, 5; errors, 9; network, 7; phone, 8) and TS 27.005, 3.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from gateway.simulator.network import SERVICE_CENTRE
from gateway.simulator.settings import (
    REPORTS,
    STORAGES,
    RefusedCommandError,
    Settings,
)
from gateway.simulator.storage import RECEIVED_UNREAD, Mailbox

MAKER = "Loket"
MODEL = "Simulated GSM modem"
REVISION = "1"
SERIAL_NUMBER = "356938035643809"
SUBSCRIBER = "510010000000001"
CARD = "8962100000000000001"
SIGNAL = 21
UNKNOWN_SIGNAL = 99


@dataclass(slots=True)
class Desk:
    """Answers one command after another."""

    settings: Settings
    mailbox: Mailbox
    is_registered: Callable[[], bool]
    service_centre: str = SERVICE_CENTRE.written

    def answer(self, command: str) -> list[str]:
        """The lines before OK. Raises RefusedCommandError."""
        if command in _FIXED:
            return list(_FIXED[command])
        if command in _ASKED:
            return [_ASKED[command](self)]
        for pattern, act in _DONE:
            if match := pattern.fullmatch(command):
                return act(self, match) or []
        raise RefusedCommandError

    def announcing(self) -> str:
        settings = self.settings
        return (
            f"+CNMI: {settings.announce_mode},{settings.announce_messages},"
            f"{settings.announce_cells},{settings.announce_reports},{settings.announce_buffered}"
        )

    def storages(self) -> str:
        named = (f'"{name}",{self.mailbox.storages[name].room}' for name in self._used())
        return f"+CPMS: {','.join(named)}"

    def registration(self) -> str:
        return "1" if self.is_registered() else "2"

    def operator(self) -> str:
        return f'+COPS: 0,0,"{MAKER}"' if self.is_registered() else "+COPS: 0"

    def signal(self) -> str:
        return f"+CSQ: {SIGNAL if self.is_registered() else UNKNOWN_SIGNAL},99"

    def set_announcing(self, match: re.Match[str]) -> None:
        for name, value in match.groupdict().items():
            if value:
                setattr(self.settings, f"announce_{name}", int(value))

    def set_storages(self, match: re.Match[str]) -> list[str]:
        read_from, write_to, receive_in = match.groups()
        if read_from not in {*STORAGES, REPORTS} or {write_to, receive_in} - {None, *STORAGES}:
            raise RefusedCommandError
        settings = self.settings
        settings.read_from = read_from
        settings.write_to = write_to or settings.write_to
        settings.receive_in = receive_in or settings.receive_in
        rooms = (self.mailbox.storages[name].room for name in self._used())
        return [f"+CPMS: {','.join(rooms)}"]

    def set_echo(self, match: re.Match[str]) -> None:
        self.settings.echo = match[1] == "1"

    def set_service(self, match: re.Match[str]) -> list[str]:
        self.settings.service = int(match[1])
        return ["+CSMS: 1,1,1"]

    def set_service_centre(self, match: re.Match[str]) -> None:
        self.service_centre = match[1]

    def set_charset(self, match: re.Match[str]) -> None:
        self.settings.charset = match[1]

    def set_number(self, match: re.Match[str]) -> None:
        """Settings whose whole answer is OK."""
        setattr(self.settings, _NUMBERS[match[1]], int(match[2]))

    def restore(self, _match: re.Match[str]) -> None:
        self.settings.restore()

    def listing(self, match: re.Match[str]) -> list[str]:
        return self.mailbox.listing(int(match[1] or RECEIVED_UNREAD))

    def read(self, match: re.Match[str]) -> list[str]:
        return self.mailbox.read(int(match[1]))

    def delete(self, match: re.Match[str]) -> list[str]:
        return self.mailbox.delete(int(match[1]), int(match[2] or 0))

    def _used(self) -> tuple[str, str, str]:
        return self.settings.read_from, self.settings.write_to, self.settings.receive_in


_NAMES = ",".join(f'"{name}"' for name in STORAGES)
_IDENTITY = {
    "CGMI": MAKER,
    "GMI": MAKER,
    "CGMM": MODEL,
    "GMM": MODEL,
    "CGMR": REVISION,
    "GMR": REVISION,
    "CGSN": SERIAL_NUMBER,
    "GSN": SERIAL_NUMBER,
    "CIMI": SUBSCRIBER,
    "CCID": f"+CCID: {CARD}",
    "CPIN?": "+CPIN: READY",
    "CMGF?": "+CMGF: 0",
    "CBC": "+CBC: 0,100",
    "CGATT?": "+CGATT: 1",
    "GCAP": "+GCAP: +CGSM",
}
_RANGES = {
    "CMGF": "(0)",
    "CSMS": "(0,1)",
    "CNMI": "(0-3),(0-2),(0),(0-2),(0,1)",
    "CPMS": f'({_NAMES},"{REPORTS}"),({_NAMES}),({_NAMES})',
    "CMGL": "(0-4)",
    "CSCS": '("GSM","UCS2","IRA")',
    "CMEE": "(0-2)",
    "CREG": "(0-1)",
    "CSQ": "(0-31,99),(99)",
    "CFUN": "(0,1,4),(0,1)",
    "COPS": f'(2,"{MAKER}","{MAKER}","51001",0),,(0-4),(0-2)',
    "CMMS": "(0)",
    "CNMA": "(0-2)",
}
_ACCEPTED = (
    "V1",
    "Q0",
    "X4",
    "H",
    "H0",
    "&C1",
    "&D2",
    "&W",
    "S0=0",
    "+CMGF=0",
    "+CNMA",
    "+CNUM",
    "+CNUM=?",
)
_FIXED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_ACCEPTED, ()),
    "I": (MAKER, MODEL, REVISION),
    "I0": (MAKER, MODEL, REVISION),
    **{f"+{name}": (line,) for name, line in _IDENTITY.items()},
    **{f"+{name}=?": (f"+{name}: {values}",) for name, values in _RANGES.items()},
    **{f"+{name}=?": () for name in ("CMGS", "CMGR", "CGSN", "CGMI", "CGMM", "CGMR", "CIMI")},
}
_ASKED: dict[str, Callable[[Desk], str]] = {
    "+CSCA?": lambda desk: f'+CSCA: "{desk.service_centre}",145',
    "+CNMI?": Desk.announcing,
    "+CPMS?": Desk.storages,
    "+CREG?": lambda desk: f"+CREG: {desk.settings.registration_notices},{desk.registration()}",
    "+CGREG?": lambda desk: f"+CGREG: 0,{desk.registration()}",
    "+CSQ": Desk.signal,
    "+COPS?": Desk.operator,
    "+CMEE?": lambda desk: f"+CMEE: {desk.settings.verbose_errors}",
    "+CSCS?": lambda desk: f'+CSCS: "{desk.settings.charset}"',
    "+CSMS?": lambda desk: f"+CSMS: {desk.settings.service},1,1,1",
    "+CFUN?": lambda desk: f"+CFUN: {desk.settings.power}",
    "+CMGD=?": lambda desk: desk.mailbox.indexes,
}
_NUMBERS = {"CMEE": "verbose_errors", "CREG": "registration_notices", "CFUN": "power"}
_DONE: tuple[tuple[re.Pattern[str], Callable[[Desk, re.Match[str]], list[str] | None]], ...] = (
    (re.compile(r"\+CMGR=([0-9]{1,5})"), Desk.read),
    (re.compile(r"\+CMGD=([0-9]{1,5})(?:,([0-4]))?"), Desk.delete),
    (re.compile(r"\+CMGL(?:=([0-4]))?"), Desk.listing),
    (re.compile(r"E([01]?)"), Desk.set_echo),
    (re.compile(r"Z0?|&F0?"), Desk.restore),
    (
        re.compile(
            r"\+CNMI=(?P<mode>[0-3])(?:,(?P<messages>[0-2]?)(?:,(?P<cells>0?)"
            r"(?:,(?P<reports>[0-2]?)(?:,(?P<buffered>[01]?))?)?)?)?"
        ),
        Desk.set_announcing,
    ),
    (
        re.compile(r'\+CPMS="([A-Z]{2})"(?:,"([A-Z]{2})"(?:,"([A-Z]{2})")?)?'),
        Desk.set_storages,
    ),
    (re.compile(r"\+(CMEE)=([012])"), Desk.set_number),
    (re.compile(r"\+(CREG)=([01])"), Desk.set_number),
    (re.compile(r"\+(CFUN)=([014])(?:,0)?"), Desk.set_number),
    (re.compile(r"\+CSMS=([01])"), Desk.set_service),
    (re.compile(r'\+CSCS="(GSM|UCS2|IRA)"'), Desk.set_charset),
    (re.compile(r'\+CSCA="(\+?[0-9]{1,20})"(?:,[0-9]{1,3})?'), Desk.set_service_centre),
    # Taken, and of no consequence here.
    (
        re.compile(
            r"\+(?:COPS=[0-4](?:,.*)?|(?:CLIP|CRC)=[01]|CSMP=[0-9,]*|(?:CGREG|CMMS|CNMA)=[012])"
        ),
        lambda _desk, _match: None,
    ),
)
