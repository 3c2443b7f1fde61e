"""A GSM modem: made ready, sends, reads and deletes, tells how it is.

Every command is built here and in the modules below from checked numbers and hex; no text of
anybody's becomes a command. Source: 3GPP TS 27.005, 3 and 4.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gateway import at, causes
from gateway.errors import AnswerLostError, GatewayError, NoAnswerError, PduError, RefusedError
from gateway.health import Health, health_of, operator_of
from gateway.link import Link
from gateway.patience import Patience
from gateway.pdu import Submit, tpdu_octets
from gateway.preparing import Findings, check_card, keep_service_centre, prepare
from gateway.setup import Setup
from gateway.tally import Tally
from gateway.ussd import UssdAnswer, ask_network

_REFERENCES = 256
_STORAGE = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the modem's storage."""

    storage: str
    index: int


class Modem:
    """Commands of one modem on one open link."""

    def __init__(
        self,
        link: Link,
        *,
        line: str = "",
        patience: Patience | None = None,
        setup: Setup | None = None,
        tally: Tally | None = None,
    ) -> None:
        self._link = link
        self._line = line
        self._patience = patience or Patience()
        self._setup = setup or Setup()
        self._tally = tally or Tally()
        self._selected = ""
        self._tells_operator = True
        self._operator = ""
        self.findings = Findings()

    @property
    def is_open(self) -> bool:
        """Whether its port is still there."""
        return not self._link.lost.done()

    @property
    def is_flooding(self) -> bool:
        return self._link.is_flooded

    @property
    def storages(self) -> Sequence[str]:
        """Where messages may lie; the first is where new ones are expected."""
        return self.findings.storages

    @property
    def announces(self) -> bool:
        """Whether it tells of a new message by itself."""
        return self.findings.announces

    @property
    def operator(self) -> str:
        """The network's name as it was last told."""
        return self._operator

    async def prepare(self) -> None:
        """Bring it to PDU mode.

        Raises NotReadyError, RefusedError, NoAnswerError and LineDownError.
        """
        self.findings = await prepare(
            self._link, line=self._line, setup=self._setup, patience=self._patience
        )
        self._selected = self.storages[0] if self.storages else ""

    async def send(self, submit: Submit) -> int | None:
        """The network's reference of one part; None when it was taken without one.

        Raises PduError, RefusedError, NoAnswerError and LineDownError while nothing has left,
        AnswerLostError when that is not known.
        """
        with self._tally.counting(AnswerLostError, GatewayError):
            octets = submit.to_bytes()
            command = f"AT+CMGS={tpdu_octets(octets):d}"
            try:
                lines = await self._link.submit(
                    command,
                    octets.hex().upper(),
                    prefix="+CMGS:",
                    reference=submit.reference or None,
                )
            except RefusedError as refusal:
                if causes.is_undecided(refusal.code):
                    raise AnswerLostError("the network's answer came too late") from refusal
                raise
        numbers = at.numbers_of(lines[0]) if lines else ()
        if not numbers or (numbers[0] == 0 and submit.reference):
            return None  # some models count nothing and always say 0
        return numbers[0] % _REFERENCES

    async def read(self, slot: Slot) -> str | None:
        """The PDU in hex, or None when the slot is empty."""
        await self._select(slot.storage)
        try:
            lines = await self._link.command(
                f"AT+CMGR={slot.index:d}",
                prefix="+CMGR:",
                has_pdus=True,
                seconds=self._patience.card,
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
            await self._link.command(f"AT+CMGD={slot.index:d}", seconds=self._patience.card)
        except RefusedError as refusal:
            if refusal.code not in causes.NO_SUCH_INDEX:
                raise

    async def acknowledge(self) -> None:
        """Confirm what was handed over unstored, where that is asked for: TS 27.005, 3.4.4."""
        if not self.findings.wants_acknowledgement:
            return
        for command in ("AT+CNMA", "AT+CNMA=1"):  # some want its number said in PDU mode
            try:
                await self._link.command(command)
            except RefusedError as refusal:
                if refusal.code is not None:  # nothing waits to be confirmed
                    return
            except NoAnswerError:
                return
            else:
                return

    async def health(self) -> Health:
        """Signal, registration and room. Raises NoAnswerError and LineDownError."""
        health = await health_of(self._link)
        if health.is_registered and self._tells_operator:
            try:
                self._operator = await operator_of(self._link)
            except NoAnswerError:  # slow or silent ones are not asked again
                self._tells_operator = False
        return health

    async def check_card(self) -> None:
        """Raises NotReadyError when the SIM is gone, or asks for something."""
        await check_card(self._link)

    async def is_as_prepared(self) -> bool:
        """Whether it still announces as it was told to: a restart makes a modem forget."""
        findings = self.findings
        findings.service_centre = await keep_service_centre(self._link, findings.card, self._setup)
        if not self.announces:
            return True
        try:
            lines = await self._link.command("AT+CNMI?", prefix="+CNMI:")
        except RefusedError:
            return True
        announcing = max(map(at.numbers_of, lines), key=len, default=())
        return len(announcing) < len(("mode", "mt")) or announcing[1] > 0

    async def ask_network(self, code: str) -> UssdAnswer:
        """What the network answers to a USSD code. Raises UssdError and LineDownError."""
        return await ask_network(
            self._link, code, profile=self.findings.profile, seconds=self._patience.ussd
        )

    async def restart(self) -> None:
        """Order a restart, where the model comes back from one; the port is lost by it."""
        if self.findings.profile.survives_reset:
            await self._link.shout("AT+CFUN=1,1")

    async def _select(self, storage: str) -> None:
        if storage == self._selected:
            return
        if not _STORAGE.fullmatch(storage):
            raise PduError("no name of a storage")
        await self._link.command(f'AT+CPMS="{storage}"', seconds=self._patience.card)
        self._selected = storage
