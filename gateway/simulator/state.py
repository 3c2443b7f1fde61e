"""What a simulated modem is at this moment: its make, its card, its place in the network."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.simulator.card import Card, Lock
from gateway.simulator.faults import Fault, Faults
from gateway.simulator.postbag import SERVICE_CENTRE
from gateway.simulator.profiles import Profile
from gateway.simulator.settings import SIM, RefusedCommandError, Settings
from gateway.simulator.storage import Mailbox

EQUIPMENT_SERIAL = "356938035643809"
SIGNAL = 21
UNKNOWN_SIGNAL = 99
HIGHEST_REGISTRATION = 5
FULL_POWER = 1
REGISTERED = frozenset({1, 5})
"""At home, roaming: 3GPP TS 27.007, 7.2."""

_MISSING, _PIN, _PUK, _BUSY = (10, 310), (11, 311), (12, 316), (14, 314)
"""+CME ERROR of the equipment, +CMS ERROR of message commands."""
_LOCKED = {Lock.PIN: _PIN, Lock.PUK: _PUK}


@dataclass(slots=True)
class State:
    profile: Profile
    faults: Faults
    settings: Settings
    mailbox: Mailbox
    card: Card
    equipment: str = EQUIPMENT_SERIAL
    """IMEI."""
    operator: str = "Loket"
    service_centre: str = SERVICE_CENTRE.written
    signal: int = SIGNAL
    """+CSQ, 0 to 31; 99 is not known."""
    registration: int = 1
    """+CREG where the card and the power allow it: 0 not, 1 home, 2 searching, 3 denied, 5 roaming.
    """
    power: int = FULL_POWER
    """+CFUN: 0 as good as off, 1 full, 4 without radio."""
    busy_commands: int = 0
    """How many more are answered +CME ERROR: 515."""
    is_card_busy: bool = False
    is_room_asked: bool = False

    @property
    def registered_as(self) -> int:
        if self.power != FULL_POWER or self._card_trouble():
            return 0
        if self.faults.lasts(Fault.UNREGISTERED):
            return self.faults.code(Fault.UNREGISTERED)
        return self.registration

    @property
    def is_registered(self) -> bool:
        return self.registered_as in REGISTERED

    @property
    def heard(self) -> int:
        """The signal as it arrives."""
        is_lost = self.power != FULL_POWER or self.faults.lasts(Fault.UNREGISTERED)
        return UNKNOWN_SIGNAL if is_lost or self.faults.lasts(Fault.NO_SIGNAL) else self.signal

    def room(self, storage: str) -> str:
        """Used and total, as +CPMS tells them."""
        box = self.mailbox.storages[storage]
        is_full = self.faults.lasts(Fault.STORAGE_FULL)
        return f"{box.capacity if is_full else len(box.entries)},{box.capacity}"

    @property
    def told(self) -> Mapping[str, Any]:
        """For people who ask how it is."""
        return {
            "profile": self.profile.name,
            "registered": self.is_registered,
            "registration": self.registered_as,
            "signal": self.heard,
            "sim": {
                "subscriber": self.card.subscriber,
                "serial": self.card.serial,
                "lock": self.card.lock.value,
                "pin_tries_left": self.card.pin_tries_left,
            },
            "storage": {
                name: {"used": len(storage.entries), "capacity": storage.capacity}
                for name, storage in self.mailbox.storages.items()
            },
        }

    def insert(self, card: Card) -> None:
        self.card = card
        self.mailbox.storages[SIM] = card.messages

    def want_card(self, *, for_messages: bool) -> None:
        """Raises RefusedCommandError when the card is away, busy or locked."""
        if trouble := self._card_trouble():
            raise RefusedCommandError(trouble[for_messages], equipment=not for_messages)

    def card_lock(self) -> Lock:
        """Raises RefusedCommandError when there is no card to ask."""
        trouble = self._card_trouble()
        if trouble in {_MISSING, _BUSY}:
            raise RefusedCommandError(trouble[0], equipment=True)
        return self.card.lock

    def _card_trouble(self) -> tuple[int, int] | None:
        if self.faults.lasts(Fault.SIM_REMOVED):
            return _MISSING
        if self.is_card_busy:
            return _BUSY
        return _LOCKED.get(self.card.lock)

    def start_anew(self) -> None:
        """As after a loss of power."""
        self.settings.restore()
        self.card.lose_power()
        self.power = FULL_POWER
        self.busy_commands = 0
        self.is_card_busy = self.is_room_asked = False
