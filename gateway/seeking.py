"""Where a line's modem is now: at its address, or where the system put it when it came back.

After a replug /dev/ttyUSB0 may be called /dev/ttyUSB2. A modem is known again by its serial
number (IMEI); a line may also be named by that alone, `imei:356938035643809`.
"""

import asyncio
import contextlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gateway.errors import GatewayError, LineDownError, State
from gateway.identity import serial_of
from gateway.link import open_link
from gateway.patience import Patience
from gateway.ports import exists, port_of
from gateway.setup import Setup, imei_of_address

_NETWORK = "socket://"

log = logging.getLogger(__name__)


class Whereabouts:
    """Of one line's modem."""

    def __init__(self, address: str, *, setup: Setup, patience: Patience) -> None:
        self._address = address
        self._setup = setup
        self._patience = patience
        self._own = imei_of_address(address)
        self._is_doubted = False
        self.imei = self._own or ""
        """Of the modem that was served last."""

    async def find(self) -> str:
        """The path or address to open now. Raises LineDownError when there is none."""
        if self._address.startswith(_NETWORK):
            return self._address
        is_there = self._own is None and exists(self._address)
        if is_there and not self._is_doubted:
            return self._address
        elsewhere = await self._seek() if self.imei else None
        if elsewhere:
            log.info("modem %s is at %s", self._address, elsewhere)
            return elsewhere
        if is_there:
            return self._address
        raise LineDownError(
            "there is no such device; is the modem plugged in?", state=State.NO_PORT
        )

    def check(self, imei: str) -> None:
        """Whether this is the modem we look for. Raises LineDownError.

        At an address of another kind a new modem is taken once the old one was looked for.
        """
        is_another = bool(imei and self.imei) and imei != self.imei
        if is_another and (self._own or not self._is_doubted):
            self._is_doubted = True
            raise LineDownError("another modem is at its place", state=State.NO_PORT)
        self._is_doubted = False
        self.imei = imei or self.imei

    def doubt(self) -> None:
        """What answers at the address, if anything, may not be our modem."""
        self._is_doubted = True

    @contextlib.contextmanager
    def taken(self, path: str) -> Iterator[None]:
        """Let the other lines know, for as long as this lasts, whose port this is."""
        port = port_of(path)
        self._setup.served[port] = self._address
        try:
            yield
        finally:
            self._setup.served.pop(port, None)

    async def _seek(self) -> str | None:
        own = port_of(self._address)
        among = [
            path
            for path in self._setup.candidates()
            if port_of(path) not in {own, *self._setup.served}
        ]
        return await find_modem(self.imei, among=among, patience=self._patience)


async def find_modem(imei: str, *, among: Sequence[str], patience: Patience) -> str | None:
    """The first of these ports that answers with this serial number."""
    answers = await asyncio.gather(*(imei_at(path, patience) for path in among))
    return next((path for path, told in zip(among, answers, strict=True) if told == imei), None)


async def imei_at(path: str, patience: Patience) -> str:
    """The serial number of the modem there; empty when none answers, or others have the port."""
    brief = replace(patience, open=patience.seek, command=patience.seek / 2)
    try:
        link = await open_link(path, hear=lambda _: None, patience=brief)
    except LineDownError:
        return ""
    try:
        async with asyncio.timeout(2 * patience.seek):
            await link.greet()
            return await serial_of(link)
    except (GatewayError, TimeoutError):
        return ""
    finally:
        await link.close()
