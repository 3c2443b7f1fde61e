"""What the network brings to a modem: stored and announced, or handed over and acknowledged.

Source: 3GPP TS 27.005, 3.4.1 (+CNMI, +CMTI, +CMT, +CDS, +CDSI) and 3.4.4 (+CNMA).
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from gateway.errors import PduError
from gateway.header import PORTS_16_BIT
from gateway.pdu import Deliver, tpdu_octets
from gateway.simulator.faults import Fault
from gateway.simulator.network import Network
from gateway.simulator.profiles import Quirk
from gateway.simulator.settings import REPORTS, RefusedCommandError
from gateway.simulator.state import State

_HANDED_OVER, _STORED = 2, 2
"""<mt> and <ds> of +CNMI: messages handed over unstored; reports stored."""
_NOTHING_TO_ACKNOWLEDGE = 340
_REJECTED = 2
"""<n> of +CNMA: the message could not be taken."""
_MMS_PORT = 2948
_NO_DIGITS = 0x0B


@dataclass(slots=True)
class _Unacknowledged:
    pdu: bytes
    give_back: Callable[[bytes], None]


class Reception:
    """The network's side of a modem."""

    def __init__(
        self,
        state: State,
        network: Network,
        *,
        tell: Callable[..., None],
        hears_network: Callable[[], bool],
        acknowledge_seconds: float,
    ) -> None:
        self._state = state
        self._network = network
        self._tell = tell
        self._hears_network = hears_network
        self._acknowledge_seconds = acknowledge_seconds
        self._unacknowledged: _Unacknowledged | None = None
        self._timer: asyncio.TimerHandle | None = None

    def take_message(self, pdu: bytes) -> bool:
        """Store or hand over a DELIVER; False when it cannot now."""
        state, settings = self._state, self._state.settings
        storage = state.mailbox.receiving
        if not self._can_take or state.faults.lasts(Fault.STORAGE_FULL):
            return False
        if settings.announce_mode and settings.announce_messages == _HANDED_OVER:
            self._hand_over(f"+CMT: ,{tpdu_octets(pdu)}", pdu, self._network.give_back_message)
            return True
        if storage.is_full:
            if state.profile.has(Quirk.TELLS_FULL):
                self._tell(f'^SMMEMFULL: "{settings.receive_in}"')
            return False
        index = storage.put(pdu)
        if settings.announce_mode and settings.announce_messages:
            self._announce(index, pdu)
        return True

    def take_report(self, pdu: bytes) -> bool:
        """Hand over, store or drop a STATUS-REPORT, as +CNMI says; False when it cannot now."""
        wish = self._state.settings.announce_reports
        told = _with_broken_number(pdu) if self._breaks_numbers else pdu
        storage = self._state.mailbox.storages[REPORTS]
        if not self._can_take or (wish == _STORED and storage.is_full):
            return False
        if wish == _STORED:
            self._tell(f'+CDSI: "{REPORTS}",{storage.put(told)}')
        elif wish:
            self._hand_over(f"+CDS: {tpdu_octets(told)}", told, self._network.give_back_report)
        return True

    def acknowledge(self, answer: int) -> None:
        """+CNMA. Raises RefusedCommandError when nothing waits for it."""
        waiting = self._forget()
        if waiting is None:
            raise RefusedCommandError(_NOTHING_TO_ACKNOWLEDGE)
        if answer == _REJECTED:
            waiting.give_back(waiting.pdu)

    def lose_power(self) -> None:
        """The network keeps what was not acknowledged."""
        if waiting := self._forget():
            waiting.give_back(waiting.pdu)

    @property
    def _can_take(self) -> bool:
        return self._hears_network() and self._unacknowledged is None

    @property
    def _breaks_numbers(self) -> bool:
        return self._state.profile.has(Quirk.BROKEN_REPORT_NUMBERS)

    def _announce(self, index: int, pdu: bytes) -> None:
        state = self._state
        if state.faults.happens(Fault.CMTI_LOST):
            return
        is_wrong = state.profile.has(Quirk.INDEX_ALWAYS_0) or state.faults.happens(Fault.CMTI_WRONG)
        notice = f'+CMTI: "{state.settings.receive_in}",{0 if is_wrong else index}'
        if state.profile.has(Quirk.EXTRA_FIELDS_FOR_MMS) and _is_mms_notice(pdu):
            notice += ',"MMS PUSH",2,1'
        self._tell(notice)
        if state.faults.happens(Fault.CMTI_DOUBLED):
            self._tell(notice)

    def _hand_over(self, notice: str, pdu: bytes, give_back: Callable[[bytes], None]) -> None:
        if self._state.settings.service:
            self._unacknowledged = _Unacknowledged(pdu, give_back)
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._acknowledge_seconds, self._give_up)
        self._tell(notice, pdu)

    def _give_up(self) -> None:
        """Nobody took it: the network keeps it, and nothing is handed over any more."""
        settings = self._state.settings
        settings.announce_messages = settings.announce_reports = 0
        self.lose_power()
        self._network.flush()

    def _forget(self) -> _Unacknowledged | None:
        waiting, self._unacknowledged = self._unacknowledged, None
        if self._timer:
            self._timer.cancel()
            self._timer = None
        return waiting


def _is_mms_notice(pdu: bytes) -> bool:
    try:
        header = Deliver.from_bytes(pdu).header
    except PduError:
        return False
    port = _MMS_PORT.to_bytes(2, "big")
    return any(one.identifier == PORTS_16_BIT and one.data[:2] == port for one in header)


def _with_broken_number(report: bytes) -> bytes:
    """The recipient begins with an octet that is none of its digits."""
    at = report[0] + 3 if report else 0
    head, address, rest = report[:at], report[at : at + 2], report[at + 2 :]
    if len(address) < 2:  # noqa: PLR2004 - its length and its kind
        return report
    return head + bytes((address[0] + 2, address[1], _NO_DIGITS)) + rest
