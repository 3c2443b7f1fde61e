"""Short codes such as *888#: what the network answers, and how a modem writes it.

Sources: 3GPP TS 27.007, 7.15 (+CUSD); TS 23.038, 5 (coding groups) and 6.1.2.3.1 (packing).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from gateway import gsm7
from gateway.errors import PduError
from gateway.simulator.profiles import UssdForm
from gateway.simulator.settings import RefusedCommandError, Settings

DEFAULT_CODING, UCS2_CODING = 15, 72

_FILLER = 0x0D
"""Seven spare bits would read as @; they are filled with CR."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the network says to a code; `expects_more` leaves the session open for an answer."""

    text: str
    expects_more: bool = False


BALANCE = Reply("Pulsa Anda Rp25.000, aktif s.d. 31/12/2026. Ketik *888*1# untuk paket.")
MENU = Reply("1. Cek pulsa\n2. Cek masa aktif", expects_more=True)


@dataclass(slots=True)
class Ussd:
    """The network's codes, as one modem writes them."""

    settings: Settings
    form: UssdForm
    later: Callable[[Callable[[], None]], None]
    """Do something when the network has had its time."""
    tell: Callable[[str], None]
    answers: dict[str, Reply] = field(default_factory=lambda: {"*123#": MENU})
    otherwise: Reply = BALANCE
    """To every code that is not among `answers`."""
    is_open: bool = False

    def ask(self, written: str, *, is_lost: bool) -> None:
        """Take a code. Raises RefusedCommandError for one that is not written as it must be."""
        reply = self.answers.get(self._read(written), self.otherwise)
        if not is_lost:
            self.later(lambda: self._answer(reply))

    def cancel(self) -> None:
        self.is_open = False

    def _answer(self, reply: Reply) -> None:
        self.is_open = reply.expects_more
        if self.settings.ussd_notices:
            text, coding = self._write(reply.text)
            self.tell(f'+CUSD: {int(reply.expects_more)},"{text}",{coding}')

    @property
    def _is_packed(self) -> bool:
        return self.form is UssdForm.PACKED and self.settings.ussd_mode == 1

    def _read(self, written: str) -> str:
        try:
            if self._is_packed:
                return unpacked(bytes.fromhex(written))
            if self.settings.charset == "UCS2":
                return bytes.fromhex(written).decode("utf-16-be")
        except (ValueError, PduError):
            raise RefusedCommandError from None
        return written

    def _write(self, text: str) -> tuple[str, int]:
        in_hex = text.encode("utf-16-be").hex().upper()
        try:
            octets = packed(text)
        except PduError:
            return in_hex, UCS2_CODING
        if self._is_packed:
            return octets.hex().upper(), DEFAULT_CODING
        if self.form is UssdForm.UCS2:
            return in_hex, UCS2_CODING
        return (in_hex if self.settings.charset == "UCS2" else text), DEFAULT_CODING


def packed(text: str) -> bytes:
    """Raises PduError for what is not in the alphabet."""
    septets = gsm7.encode(text)
    if len(septets) % 8 == 7:  # noqa: PLR2004 - septets in seven octets, less one
        septets += bytes((_FILLER,))
    return gsm7.pack(septets)


def unpacked(octets: bytes) -> str:
    """Raises PduError."""
    septets = gsm7.unpack(octets, len(octets) * 8 // gsm7.SEPTET_BITS)
    if len(septets) % 8 == 0:
        septets = septets.removesuffix(bytes((_FILLER,)))
    return gsm7.decode(septets)
