"""Makes a modem ready, step by step: who it is, its SIM, PDU mode, storages, announcing.

What one model refuses another needs; a step that is not vital is tried and left.
Source: 3GPP TS 27.005, 3 (PDU mode, +CPMS, +CNMI, +CSMS, +CSCA); TS 27.007, 7.2, 8.2, 9.1.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from gateway import at, causes
from gateway.errors import NoAnswerError, NotReadyError, RefusedError, State
from gateway.identity import Card, Identity, iccid_of, identity_of, imsi_of
from gateway.link import Link
from gateway.patience import Patience
from gateway.profile import HANDED_OVER, REPORTS_STORED, Profile, profile_of
from gateway.setup import NUMBER, Setup
from gateway.unlocking import HARMLESS, card_state, unlock

SIM = "SM"
EQUIPMENT = "ME"
REPORTS = "SR"

_REPORT_FIELD, _REPORTS_STORED = 3, "2"
"""<ds> of +CNMI."""
_STORAGE = re.compile(r'"([A-Z]{2})"')
_POWER = re.compile(r"\+CFUN:\s*([0-9])(?:,[0-9])?")
_POWERED_DOWN = frozenset({"0", "4"})
_CENTRE = re.compile(r'\+CSCA:\s*"?(\+?[0-9]{0,20})"?')
_INTERNATIONAL, _NATIONAL = 145, 129
"""Types of address: 3GPP TS 24.008, 10.5.4.7."""

T = TypeVar("T")


@dataclass(slots=True)
class Findings:
    """What was found out of a modem, as far as the work goes."""

    identity: Identity = field(default_factory=Identity)
    card: Card = field(default_factory=Card)
    profile: Profile = field(default_factory=Profile)
    storages: Sequence[str] = (SIM,)
    """Where messages may lie, the first is where new ones are expected; none in a modem that
    cannot receive."""
    announces: bool = False
    """Whether it tells of a new message by itself."""
    wants_acknowledgement: bool = False
    """Whether what it hands over unstored is to be confirmed: phase 2+."""
    service_centre: str | None = None
    """Empty where the modem has none, None where it does not tell."""


async def prepare(link: Link, *, line: str, setup: Setup, patience: Patience) -> Findings:
    """Bring the modem of a line to PDU mode.

    Raises NotReadyError, LineDownError, and NoAnswerError or RefusedError for what is vital.
    """
    return await _Preparing(link, line, setup, patience).all_steps()


async def check_card(link: Link) -> None:
    """Raises NotReadyError when the SIM is gone, or asks for something again."""
    try:
        asked = await card_state(link)
    except RefusedError as refusal:
        _raise_if_fatal(refusal)
        return
    if asked not in HARMLESS:
        raise NotReadyError("the SIM asks for its PIN again", state=State.RESTARTING)


async def keep_service_centre(link: Link, card: Card, setup: Setup) -> str | None:
    """The centre's number as it is after this; set where it is missing or not the office's.

    None from a modem that does not tell.
    """
    found = await service_centre(link)
    wanted = setup.service_centre or (setup.centres.get(card.key, "") if found == "" else "")
    if NUMBER.fullmatch(wanted) and wanted.lstrip("+") != (found or "").lstrip("+"):
        kind = _INTERNATIONAL if wanted.startswith("+") else _NATIONAL
        try:
            await link.command(f'AT+CSCA="{wanted}",{kind:d}')
        except (RefusedError, NoAnswerError):
            return found
        found = await service_centre(link)
    if found and card.key:
        setup.centres[card.key] = found
    return found


async def service_centre(link: Link) -> str | None:
    """Empty where there is none, None where the modem does not tell. Raises LineDownError."""
    try:
        lines = await link.command("AT+CSCA?", prefix="+CSCA:")
    except (RefusedError, NoAnswerError):
        return None
    match = _CENTRE.match(lines[0]) if lines else None
    return match[1] if match else None


class _Preparing:
    """One modem on its way to work."""

    def __init__(self, link: Link, line: str, setup: Setup, patience: Patience) -> None:
        self._link = link
        self._line = line
        self._setup = setup
        self._patience = patience
        self._until = asyncio.get_running_loop().time() + patience.sim
        self._found = Findings()
        self._keeps_reports = False

    async def all_steps(self) -> Findings:
        await self._link.greet()
        await self._attempt("ATE0")
        await self._attempt("AT+CMEE=1")
        await self._ask_who()
        await self._wake_up()
        await self._open_card()
        await self._choose_pdu_mode()
        for command in ('AT+CSCS="GSM"', "AT+CREG=1"):
            await self._attempt(command)
        centre = await keep_service_centre(self._link, self._found.card, self._setup)
        self._found.service_centre = centre
        await self._choose_storage()
        await self._choose_announcing()
        return self._found

    async def _ask_who(self) -> None:
        found = self._found
        found.identity = await identity_of(self._link)
        found.profile = profile_of(found.identity.maker, found.identity.model)
        for command in found.profile.calming:
            await self._attempt(command)

    async def _wake_up(self) -> None:
        """Turn the radio on that somebody turned off; one model answers its ranges instead."""
        told = await self._attempt("AT+CFUN?", prefix="+CFUN:")
        match = _POWER.fullmatch(told[0]) if told else None
        if match and match[1] in _POWERED_DOWN:
            await self._attempt("AT+CFUN=1", seconds=self._patience.sim)

    async def _open_card(self) -> None:
        iccid = await iccid_of(self._link)
        name = iccid or self._found.identity.imei or self._line
        try:
            asked = await self._patiently(lambda: card_state(self._link))
            await self._patiently(lambda: unlock(self._link, asked, card=name, setup=self._setup))
            if asked == "SIM PIN":  # it takes some seconds to open
                await self._patiently(self._ready_card)
        except RefusedError as refusal:
            _raise_if_fatal(refusal)
        if not self._found.identity.imei:  # some say nothing before they have their PIN
            await self._ask_who()
        iccid = iccid or await iccid_of(self._link)
        self._found.card = Card(iccid, await imsi_of(self._link))

    async def _ready_card(self) -> None:
        asked = await card_state(self._link)
        if asked == "SIM PIN":
            raise RefusedError("the SIM is busy", code=causes.BUSY)

    async def _choose_pdu_mode(self) -> None:
        try:
            await self._patiently(lambda: self._link.command("AT+CMGF=0"))
        except RefusedError as refusal:
            _raise_if_fatal(refusal)
            raise NotReadyError("it does not take PDU mode", state=State.UNFIT) from refusal

    async def _choose_storage(self) -> None:
        offered = await self._attempt("AT+CPMS=?", prefix="+CPMS:")
        first_list = offered[0].partition(")")[0] if offered else ""
        self._keeps_reports = f'"{REPORTS}"' in first_list
        known = [name for name in (SIM, EQUIPMENT) if f'"{name}"' in first_list]
        for name in known or (SIM, EQUIPMENT):
            for form in (f'"{name}","{name}","{name}"', f'"{name}"'):
                command = f"AT+CPMS={form}"
                if await self._attempt(command, seconds=self._patience.card) is not None:
                    others = [other for other in known if other != name]
                    self._found.storages = (name, *others)
                    return
        current = await self._attempt("AT+CPMS?", prefix="+CPMS:")
        found = _STORAGE.findall(current[0]) if current else []
        can_list = bool(found) or await self._attempt("AT+CMGL=4") is not None
        self._found.storages = (found[0] if found else SIM,) if can_list else ()

    async def _choose_announcing(self) -> None:
        """Stored and announced; where that is refused, handed over and to be confirmed.

        A report that is handed over while nobody listens is lost: it is stored where it can be.
        """
        found = self._found
        ways = REPORTS_STORED if self._keeps_reports else found.profile.announcing
        way = await self._first_taken(ways)
        if way is None:
            await self._attempt("AT+CSMS=1")
            way = await self._first_taken(HANDED_OVER)
        found.announces = way is not None
        if way and way.split(",")[_REPORT_FIELD:][:1] == [_REPORTS_STORED] and self._keeps_reports:
            found.storages = (*found.storages, REPORTS)
        service = await self._attempt("AT+CSMS?", prefix="+CSMS:")
        numbers = at.numbers_of(service[0]) if service else ()
        found.wants_acknowledgement = numbers[:1] == (1,)

    async def _first_taken(self, ways: Sequence[str]) -> str | None:
        for way in ways:
            if await self._attempt(f"AT+CNMI={way}") is not None:
                return way
        return None

    async def _attempt(
        self, command: str, *, prefix: str = "", seconds: float | None = None
    ) -> tuple[str, ...] | None:
        """The answer, or None from a modem that does not know the command."""
        try:
            return await self._patiently(
                lambda: self._link.command(command, prefix=prefix, seconds=seconds)
            )
        except (RefusedError, NoAnswerError):
            return None

    async def _patiently(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask again while the SIM says that it is busy, as it does after it was given power."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                return await ask()
            except RefusedError as refusal:
                if refusal.code not in causes.SIM_BUSY or loop.time() >= self._until:
                    raise
            await asyncio.sleep(self._patience.sim_pause)


def _raise_if_fatal(refusal: RefusedError) -> None:
    """Tell why the SIM cannot be used; a modem that only does not know the question can be."""
    states = (
        (causes.SIM_MISSING, State.SIM_MISSING),
        (causes.SIM_BUSY, State.SIM_BUSY),
        (causes.SIM_FAILED, State.SIM_FAILED),
    )
    for codes, state in states:
        if refusal.code in codes:
            reason = causes.explain(refusal.code, otherwise=refusal.reason)
            raise NotReadyError(reason, state=state) from refusal
