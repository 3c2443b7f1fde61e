"""Commands about modems: what is plugged in, how one of them is, what a code is answered."""

import argparse
import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict

from gateway.errors import LineDownError, State
from gateway.patience import Patience
from gateway.ports import candidates, exists, holder_of, port_of
from gateway.probe import QUICK, Found, ask_code, probe
from gateway.seeking import find_modem
from gateway.setup import imei_of_address
from gateway.ussd import CODE, UssdAnswer, UssdError
from models.lines import services as lines
from models.terms.channel import LineCondition
from server.commands.running import open_database, run, say, settings_of
from server.faults import OPERATOR_ERRORS, CommandError
from server.modems import SIMULATED
from server.settings import Settings

_WIDTH = 16


def modem_probe(options: argparse.Namespace) -> int:
    """Tell all about one modem; 0 when texts could leave by it."""
    found = run(_probe(options.path))
    if options.json:
        say(json.dumps(asdict(found), ensure_ascii=False))
    else:
        _tell(found)
    return 0 if found.is_usable else 1


def modem_list(options: argparse.Namespace) -> int:
    """Tell what answers at every port, and which of them the settings name."""
    settings = settings_of(options)
    named = [name for name in settings.modems if name != SIMULATED]
    looks = run(_look_everywhere(_places(named), settings))
    if options.json:
        say(json.dumps([look.as_json(named) for look in looks], ensure_ascii=False))
        return 0
    for look in looks:
        mark = "  (in the settings)" if look.is_among(named) else ""
        say(f"{look.address}  {look.sentence}{mark}")
    if not looks:
        say("No port looks like a modem's. Plug one in, or see docs/modem.md.")
    elif not named:
        say("The settings name none of them: set LOKET_MODEMS to the one to use.")
    return 0


def modem_ussd(options: argparse.Namespace) -> int:
    """Send a code such as *888# and print the network's answer."""
    if not CODE.fullmatch(options.code):
        raise CommandError("A code begins with * or # and has nothing but *, # and digits.")
    address = options.modem or _first(settings_of(options).modems)
    answer = run(_ask(address, options.code))
    say(answer.text)
    if answer.asks_more:
        say("(It was a menu; the talk has been ended.)")
    return 0


class _Look:
    """What is at one port, or why nothing is."""

    def __init__(self, address: str, found: Found | None, error: LineDownError | None) -> None:
        self.address = address
        self.is_held = error is not None and error.state is State.IN_USE
        self._found = found
        self._trouble = _reason(address, error) if error else ""

    def add(self, conditions: Sequence[LineCondition]) -> None:
        """What the office says of a modem that it holds."""
        for condition in conditions:
            if self.is_held and port_of(condition.line) == port_of(self.address):
                self._trouble += f", which says of it: {condition.detail}"

    @property
    def sentence(self) -> str:
        found = self._found
        if found is None:
            return self._trouble
        signal = "" if found.signal_percent is None else f", signal {found.signal_percent} %"
        where = f" ({found.operator})" if found.operator else ""
        return f"{found.name}, SIM {found.sim}, {found.network}{where}{signal}"

    def is_among(self, named: Sequence[str]) -> bool:
        own = f"imei:{self._found.imei}" if self._found else None
        return any(port_of(name) == port_of(self.address) or name == own for name in named)

    def as_json(self, named: Sequence[str]) -> dict[str, object]:
        told: dict[str, object] = asdict(self._found) if self._found else {"trouble": self._trouble}
        return {"address": self.address, "in_settings": self.is_among(named), **told}


async def _probe(address: str) -> Found:
    path = await _path_of(address)
    try:
        return await probe(path)
    except LineDownError as error:
        raise CommandError(_sentence(path, error)) from error


async def _ask(address: str, code: str) -> UssdAnswer:
    path = await _path_of(address)
    try:
        return await ask_code(path, code)
    except LineDownError as error:
        raise CommandError(_sentence(path, error)) from error
    except UssdError as error:
        raise CommandError(f"No answer to {code}: {error}.") from error


async def _look_everywhere(places: Sequence[str], settings: Settings) -> Sequence[_Look]:
    looks = await asyncio.gather(*map(_look, places))
    if any(look.is_held for look in looks):
        with suppress(*OPERATOR_ERRORS):  # another user's office keeps its database to itself
            conditions = await _told(settings)
            for look in looks:
                look.add(conditions)
    return looks


async def _look(address: str) -> _Look:
    try:
        return _Look(address, await probe(address, patience=QUICK), None)
    except LineDownError as error:
        return _Look(address, None, error)


async def _told(settings: Settings) -> Sequence[LineCondition]:
    """How the office's gateway last saw its lines."""
    async with open_database(settings):
        return [view.condition for view in await lines.lines()]


async def _path_of(address: str) -> str:
    """The port of a modem that is named by its serial number, or what is named itself."""
    imei = imei_of_address(address)
    if imei is None:
        return address
    path = await find_modem(imei, among=candidates(), patience=Patience())
    if path is None:
        raise CommandError(f"No port that can be opened has the modem {imei}.")
    return path


def _places(named: Sequence[str]) -> Sequence[str]:
    """Every port once, those of the settings first and by their names there."""
    places = [name for name in named if imei_of_address(name) is None]
    known = {port_of(name) for name in places}
    return [*places, *(path for path in candidates() if port_of(path) not in known)]


def _first(modems: Sequence[str]) -> str:
    for modem in modems:
        if modem != SIMULATED:
            return modem
    raise CommandError("The settings name no modem; say which: --modem PATH.")


def _sentence(path: str, error: LineDownError) -> str:
    reason = _reason(path, error)
    if error.state is State.IN_USE:
        return f"The modem at {path} is {reason}: stop that first, or ask /readyz how it is."
    return f"{path}: {reason}."


def _reason(path: str, error: LineDownError) -> str:
    """In use, by whom; or what else is wrong."""
    if error.state is State.IN_USE:
        holder = holder_of(path) if exists(path) else None
        return f"in use by {holder or 'the running office or another program'}"
    if error.state is State.MUTE:
        return "no modem answers"
    return str(error)


def _tell(found: Found) -> None:
    rows = {
        "modem": found.name,
        "serial number": found.imei,
        "SIM": f"{found.sim}  {found.iccid}".strip(),
        "network": f"{found.network}  {found.operator}".strip(),
        "signal": "" if found.signal_percent is None else f"{found.signal_percent} %",
        "storage": "" if found.used is None else f"{found.used} of {found.capacity} messages",
        "service centre": found.service_centre or "",
        "can be used": "yes" if found.is_usable else "no",
    }
    for name, value in rows.items():
        say(f"{name:<{_WIDTH}}{value or 'not told'}")
