"""A GSM modem: made ready, sends, reads and deletes, tells its signal.

Every command is built here from checked numbers and hex; no text of anybody's becomes a command.
Source: 3GPP TS 27.005, 3 and 4; TS 27.007, 7.2 (+CREG), 7.4 (+CPIN), 8.5 (+CSQ).
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gateway import at, causes
from gateway.errors import NoAnswerError, NotReadyError, PduError, RefusedError
from gateway.link import Link
from gateway.patience import Patience
from gateway.pdu import Submit, tpdu_octets

WAYS_TO_ANNOUNCE = (
    "2,1,0,1,0",
    "2,1,0,2,0",
    "2,1,0,0,0",
    "1,1,0,1,0",
    "1,1,0,2,0",
    "3,1,0,1,0",
    "2,1",
    "1,1",
)
"""+CNMI in order of liking: messages stored and announced, reports handed over or stored."""
SIM = "SM"
EQUIPMENT = "ME"
STRONGEST = 31
REGISTERED = frozenset({1, 5})

_REFERENCES = 256
_TRIES_TO_GREET = 3
_STORAGE = re.compile(r'"([A-Z]{2})"')

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the modem's storage."""

    storage: str
    index: int


@dataclass(frozen=True, slots=True)
class Health:
    """What the modem says of itself; None where it does not say."""

    signal_percent: int | None = None
    registration: int | None = None
    used: int | None = None
    capacity: int | None = None

    @property
    def is_registered(self) -> bool:
        """A modem that cannot tell is believed to be."""
        return self.registration is None or self.registration in REGISTERED


class Modem:
    """Commands of one modem on one open link."""

    def __init__(self, link: Link, *, patience: Patience | None = None) -> None:
        self._link = link
        self._patience = patience or Patience()
        self._selected = ""
        self.storages: Sequence[str] = (SIM,)
        """Where messages may lie; the first is where new ones are expected."""
        self.announces = False
        """Whether it tells of a new message by itself."""
        self._wants_acknowledgement = False

    @property
    def is_open(self) -> bool:
        """Whether its port is still there."""
        return not self._link.lost.done()

    async def prepare(self) -> None:
        """Bring it to PDU mode. Raises NotReadyError, NoAnswerError and LineDownError."""
        await self._greet()
        await self._attempt("ATE0")
        await self._attempt("AT+CMEE=1")
        await self._check_sim()
        await self._choose_pdu_mode()
        service = await self._attempt("AT+CSMS?", prefix="+CSMS:")
        numbers = at.numbers_of(service[0]) if service else ()
        self._wants_acknowledgement = numbers[:1] == (1,)
        await self._choose_storage()
        self.announces = await self._choose_announcing()

    async def send(self, submit: Submit) -> int | None:
        """The network's reference of one part; None when it was taken without one.

        Raises PduError, RefusedError, NoAnswerError and LineDownError while nothing has left,
        AnswerLostError when that is not known.
        """
        octets = submit.to_bytes()
        command = f"AT+CMGS={tpdu_octets(octets):d}"
        lines = await self._link.submit(command, octets.hex().upper(), prefix="+CMGS:")
        numbers = at.numbers_of(lines[0]) if lines else ()
        return numbers[0] % _REFERENCES if numbers else None

    async def read(self, slot: Slot) -> str | None:
        """The PDU in hex, or None when the slot is empty."""
        await self._select(slot.storage)
        try:
            lines = await self._link.command(
                f"AT+CMGR={slot.index:d}", prefix="+CMGR:", has_pdus=True
            )
        except RefusedError as refusal:
            if refusal.code in causes.NO_SUCH_INDEX:
                return None
            raise
        return lines[-1] if lines and at.is_hex(lines[-1]) else None

    async def list(self, storage: str) -> Sequence[tuple[Slot, str]]:
        """Everything that lies in a storage, read or not."""
        await self._select(storage)
        lines = await self._link.command(
            "AT+CMGL=4", prefix="+CMGL:", has_pdus=True, seconds=self._patience.list
        )
        return tuple(
            (Slot(storage, at.numbers_of(header)[0]), pdu)
            for header, pdu in pairwise(lines)
            if at.is_hex(pdu) and not at.is_hex(header) and at.numbers_of(header)
        )

    async def delete(self, slot: Slot) -> None:
        await self._select(slot.storage)
        try:
            await self._link.command(f"AT+CMGD={slot.index:d}")
        except RefusedError as refusal:
            if refusal.code not in causes.NO_SUCH_INDEX:
                raise

    async def acknowledge(self) -> None:
        """Confirm what was handed over unstored, where that is asked for: TS 27.005, 3.4.4."""
        if self._wants_acknowledgement:
            await self._attempt("AT+CNMA")

    async def health(self) -> Health:
        """Signal, registration and room. Raises NoAnswerError and LineDownError."""
        signal = await self._numbers("AT+CSQ", "+CSQ:")
        registration = await self._numbers("AT+CREG?", "+CREG:")
        room = await self._numbers("AT+CPMS?", "+CPMS:")
        heard = signal[0] if signal else None
        return Health(
            signal_percent=(
                round(100 * heard / STRONGEST) if heard is not None and heard <= STRONGEST else None
            ),
            registration=registration[1] if len(registration) > 1 else None,
            used=room[0] if len(room) > 1 else None,
            capacity=room[1] if len(room) > 1 else None,
        )

    async def is_as_prepared(self) -> bool:
        """Whether it still announces as it was told to: a restart makes a modem forget."""
        if not self.announces:
            return True
        announcing = await self._numbers("AT+CNMI?", "+CNMI:")
        return len(announcing) < len(("mode", "mt")) or announcing[1] > 0

    async def _greet(self) -> None:
        for _ in range(_TRIES_TO_GREET):
            try:
                await self._link.command("AT")
            except RefusedError:
                return
            except NoAnswerError:
                continue
            return
        raise NotReadyError("it does not answer")

    async def _check_sim(self) -> None:
        try:
            lines = await self._link.command("AT+CPIN?", prefix="+CPIN:")
        except NoAnswerError as silence:
            lines = silence.lines
        except RefusedError as refusal:
            if refusal.code in causes.SIM_MISSING | causes.SIM_BUSY:
                reason = causes.explain(refusal.code, otherwise=refusal.reason)
                raise NotReadyError(reason) from refusal
            return
        asked = lines[0].partition(":")[2].strip() if lines else "READY"
        if asked != "READY":
            raise NotReadyError("the SIM waits for its PIN")

    async def _choose_pdu_mode(self) -> None:
        try:
            await self._link.command("AT+CMGF=0")
        except RefusedError as refusal:
            raise NotReadyError("it does not take PDU mode") from refusal

    async def _choose_storage(self) -> None:
        offered = await self._attempt("AT+CPMS=?", prefix="+CPMS:")
        first_list = offered[0].partition(")")[0] if offered else ""
        known = [name for name in (SIM, EQUIPMENT) if f'"{name}"' in first_list]
        for name in known or (SIM, EQUIPMENT):
            for form in (f'"{name}","{name}","{name}"', f'"{name}"'):
                if await self._attempt(f"AT+CPMS={form}") is not None:
                    others = [other for other in known if other != name]
                    self.storages, self._selected = (name, *others), name
                    return
        current = await self._attempt("AT+CPMS?", prefix="+CPMS:")
        found = _STORAGE.findall(current[0]) if current else []
        self.storages = (found[0] if found else SIM,)
        self._selected = self.storages[0]

    async def _choose_announcing(self) -> bool:
        for way in WAYS_TO_ANNOUNCE:
            if await self._attempt(f"AT+CNMI={way}") is not None:
                return True
        return False

    async def _select(self, storage: str) -> None:
        if storage == self._selected:
            return
        if not _STORAGE.fullmatch(f'"{storage}"'):
            raise PduError("no name of a storage")
        await self._link.command(f'AT+CPMS="{storage}"')
        self._selected = storage

    async def _attempt(self, command: str, *, prefix: str = "") -> tuple[str, ...] | None:
        """The answer, or None from a modem that does not know the command."""
        try:
            return await self._link.command(command, prefix=prefix)
        except (RefusedError, NoAnswerError):
            return None

    async def _numbers(self, command: str, prefix: str) -> tuple[int, ...]:
        """The longest answer's numbers: a notice of the same name may stand beside it."""
        try:
            lines = await self._link.command(command, prefix=prefix)
        except RefusedError:
            return ()
        return max(map(at.numbers_of, lines), key=len, default=())
