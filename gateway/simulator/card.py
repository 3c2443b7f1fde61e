"""The SIM: who the subscriber is, the PIN that guards it, and the messages it keeps.

Sources: 3GPP TS 27.007, 8.3 (+CPIN) and 9.2.1 (+CME ERROR); TS 27.005, 3.2.5 (+CMS ERROR).
"""

from dataclasses import dataclass, field
from enum import StrEnum

from gateway.simulator.settings import RefusedCommandError
from gateway.simulator.storage import Storage

PIN_TRIES = 3
PUK_TRIES = 10
SUBSCRIBER = "510010000000001"
SERIAL = "8962100000000000001"

_NOT_ALLOWED, _WRONG_PASSWORD, _SIM_FAILURE = 3, 16, 13


class Lock(StrEnum):
    """What +CPIN? answers."""

    READY = "READY"
    PIN = "SIM PIN"
    PUK = "SIM PUK"


@dataclass(slots=True)
class Card:
    """One SIM; a card without a PIN is never locked."""

    subscriber: str = SUBSCRIBER
    """IMSI."""
    serial: str = SERIAL
    """ICCID."""
    number: str = ""
    """What +CNUM tells; most cards hold none."""
    pin: str | None = None
    puk: str = "12345678"
    messages: Storage = field(default_factory=Storage)
    pin_tries_left: int = PIN_TRIES
    puk_tries_left: int = PUK_TRIES
    _is_unlocked: bool = False

    @property
    def lock(self) -> Lock:
        if self.pin is None:
            return Lock.READY
        if not self.pin_tries_left:
            return Lock.PUK
        return Lock.READY if self._is_unlocked else Lock.PIN

    def lose_power(self) -> None:
        """The PIN must be given anew."""
        self._is_unlocked = False

    def enter(self, typed: str, new_pin: str | None) -> None:
        """A PIN, or a PUK and the new PIN. Raises RefusedCommandError; a wrong one costs a try."""
        lock = self.lock
        if lock is Lock.READY:
            raise RefusedCommandError(_NOT_ALLOWED, equipment=True)
        if lock is Lock.PIN:
            self._enter_pin(typed)
        else:
            self._enter_puk(typed, new_pin)

    def another(self) -> "Card":
        """The next subscriber's: other numbers, no PIN, no messages."""
        return Card(
            subscriber=str(int(self.subscriber) + 1),
            serial=str(int(self.serial) + 1),
            messages=Storage(self.messages.capacity),
        )

    def _enter_pin(self, typed: str) -> None:
        if typed != self.pin:
            self.pin_tries_left -= 1
            raise RefusedCommandError(_WRONG_PASSWORD, equipment=True)
        self.pin_tries_left = PIN_TRIES
        self._is_unlocked = True

    def _enter_puk(self, typed: str, new_pin: str | None) -> None:
        if not self.puk_tries_left:
            raise RefusedCommandError(_SIM_FAILURE, equipment=True)
        if typed != self.puk or new_pin is None:
            self.puk_tries_left -= 1
            raise RefusedCommandError(_WRONG_PASSWORD, equipment=True)
        self.pin, self.pin_tries_left, self.puk_tries_left = new_pin, PIN_TRIES, PUK_TRIES
        self._is_unlocked = True
