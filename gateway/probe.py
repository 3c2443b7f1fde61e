"""A look at one modem for the operator: who it is, its SIM, network, room; nothing is changed.

No PIN is given and no message is read; only echo and the form of errors are set, which a restart
forgets.
"""

from dataclasses import dataclass

from gateway import causes
from gateway.errors import NoAnswerError, RefusedError
from gateway.health import DENIED, ROAMING, Health, health_of, operator_of
from gateway.identity import Card, Identity, iccid_of, identity_of, imsi_of, masked
from gateway.link import Link, open_link
from gateway.patience import Patience
from gateway.preparing import service_centre
from gateway.profile import profile_of
from gateway.unlocking import card_state
from gateway.ussd import UssdAnswer, ask_network

QUICK = Patience(open=2.0, command=1.0, seek=2.0)
"""For a look at every port: what does not answer in time is no modem."""


@dataclass(frozen=True, slots=True)
class Found:
    """What answered at an address."""

    address: str
    maker: str
    model: str
    imei: str
    sim: str
    """What the SIM waits for, in the words of +CPIN, or what is wrong with it."""
    iccid: str
    """This and the next: the last four digits."""
    imsi: str
    signal_percent: int | None
    network: str
    operator: str
    used: int | None
    capacity: int | None
    service_centre: str | None

    @property
    def name(self) -> str:
        return Identity(self.maker, self.model).name or "a modem that does not say what it is"

    @property
    def is_usable(self) -> bool:
        return self.sim == "READY" and self.network.startswith("registered")


async def probe(address: str, *, patience: Patience | None = None) -> Found:
    """Raises LineDownError when nothing answers, or another program has the port."""
    patience = patience or Patience()
    link = await open_link(address, hear=lambda _: None, patience=patience)
    try:
        await link.greet()
        await _attempt(link, "ATE0")
        await _attempt(link, "AT+CMEE=1")
        return await _found(link, address)
    finally:
        await link.close()


async def ask_code(address: str, code: str, *, patience: Patience | None = None) -> UssdAnswer:
    """What the network answers to a USSD code. Raises UssdError and LineDownError."""
    patience = patience or Patience()
    link = await open_link(address, hear=lambda _: None, patience=patience)
    try:
        await link.greet()
        for command in ("ATE0", "AT+CMEE=1", 'AT+CSCS="GSM"'):
            await _attempt(link, command)
        identity = await identity_of(link)
        profile = profile_of(identity.maker, identity.model)
        return await ask_network(link, code, profile=profile, seconds=patience.ussd)
    finally:
        await link.close()


async def _found(link: Link, address: str) -> Found:
    identity = await identity_of(link)
    sim = await _card(link)
    card = Card(await iccid_of(link), await imsi_of(link) if sim == "READY" else "")
    try:
        health = await health_of(link)
    except NoAnswerError:
        health = Health()
    return Found(
        address=address,
        maker=identity.maker,
        model=identity.model,
        imei=identity.imei,
        sim=sim,
        iccid=masked(card.iccid),
        imsi=masked(card.imsi),
        signal_percent=health.signal_percent,
        network=_network(health),
        operator=await _operator(link, health),
        used=health.used,
        capacity=health.capacity,
        service_centre=await service_centre(link),
    )


async def _card(link: Link) -> str:
    try:
        return await card_state(link)
    except RefusedError as refusal:
        return causes.explain(refusal.code, otherwise="not known")


async def _operator(link: Link, health: Health) -> str:
    try:
        return await operator_of(link) if health.is_registered else ""
    except NoAnswerError:
        return ""


def _network(health: Health) -> str:
    if health.registration is None:
        return "registered, as far as it tells"
    if health.registration in ROAMING:
        return "registered, roaming"
    if health.is_registered:
        return "registered"
    return "refused by the network" if health.registration == DENIED else "not registered"


async def _attempt(link: Link, command: str) -> None:
    try:
        await link.command(command)
    except (RefusedError, NoAnswerError):
        return
