"""Faults by name and count: what the simulated modem is to do wrong, and how often."""

import random
import re
from collections.abc import Collection, Mapping
from enum import StrEnum


class Fault(StrEnum):
    """Each happens `count` times on its occasion, unless it says that it lasts."""

    ANSWER_LOST = "answer_lost"
    """A message reaches the network; its answer never comes."""
    TRACE_LOST = "trace_lost"
    """A message reaches the network; neither its answer nor a report of it ever comes."""
    ANSWER_LATE = "answer_late"
    """A message reaches the network; its answer comes after a while."""
    SILENCE = "silence"
    """A message is swallowed: it reaches nobody and nothing is answered."""
    CMS_ERROR = "cms_error"
    """A message is refused with the code given as `cms_error:CODE`."""
    CME_ERROR = "cme_error"
    PLAIN_ERROR = "plain_error"
    """A message is refused with ERROR, which says nothing."""
    REFERENCE_THEN_ERROR = "reference_then_error"
    """A message reaches the network and is answered with its reference, then with ERROR."""
    NO_PROMPT = "no_prompt"
    """AT+CMGS is not asked for its PDU."""
    PROMPT_ERROR = "prompt_error"
    """AT+CMGS is refused before its PDU, with the code given as `prompt_error:CODE`."""
    HALF_LINE = "half_line"
    """A message reaches the network; the answer breaks off in the middle of its line."""
    UNPLUG_BEFORE = "unplug_before"
    """The modem goes away at AT+CMGS."""
    UNPLUG_AFTER = "unplug_after"
    """A message reaches the network; the modem goes away before it answers."""
    MUTE = "mute"
    """A command, whichever, gets no answer."""
    MUTE_UNTIL_REOPENED = "mute_until_reopened"
    """Lasts until the port is opened anew: nothing is answered."""
    MUTE_UNTIL_RESET = "mute_until_reset"
    """Lasts until AT+CFUN=1,1 or a loss of power: nothing is answered."""
    GARBAGE = "garbage"
    """Noise comes before an answer."""
    BYTE_BY_BYTE = "byte_by_byte"
    """An answer comes in as many pieces as it has octets."""
    URC_AT_PROMPT = "urc_at_prompt"
    """A notice comes between the prompt and the PDU."""
    URC_IN_SUBMIT = "urc_in_submit"
    """Notices come between the PDU and the answer to it."""
    URC_BEFORE_OK = "urc_before_ok"
    """A notice comes between an answer and its OK."""
    URC_STORM = "urc_storm"
    """At once: 200 notices of the network."""
    BOOT_FLOOD = "boot_flood"
    """At once: 200 ^BOOT, then nothing is answered until the port is opened anew."""
    UNPLUG = "unplug"
    """At once: the port is gone, and comes back after a while."""
    REBOOT = "reboot"
    """At once: settings are forgotten, and nothing is answered for a while."""
    POWER_DOWN = "power_down"
    """At once: it takes its leave and is deaf until it is plugged in again."""
    SWAP_SIM = "swap_sim"
    """At once: the port is gone, and comes back after a while with another card."""
    SIM_REMOVED = "sim_removed"
    """Lasts until its count is set to 0: there is no SIM."""
    SIM_BUSY = "sim_busy"
    """A command that needs the SIM is answered +CME ERROR: 14."""
    NO_SIGNAL = "no_signal"
    """Lasts until its count is set to 0: the strength of the signal is not known."""
    UNREGISTERED = "unregistered"
    """Lasts until its count is set to 0: no network, messages are refused with 331.

    `unregistered:STATE` is what +CREG tells: 0 not searching, 2 searching, 3 denied.
    """
    STORAGE_FULL = "storage_full"
    """Lasts until its count is set to 0: the network keeps what it has for the modem."""
    DELETE_REFUSED = "delete_refused"
    """AT+CMGD is answered +CMS ERROR: 500, and the message stays."""
    READ_SILENT = "read_silent"
    """AT+CMGR or AT+CMGL is not answered."""
    PART_MISSING = "part_missing"
    """The last part of a long message to the modem never comes."""
    PART_DOUBLED = "part_doubled"
    """The first part of a message to the modem comes twice."""
    PARTS_SHUFFLED = "parts_shuffled"
    """The parts of a long message to the modem come in another order."""
    CMTI_DOUBLED = "cmti_doubled"
    """A message is announced twice."""
    CMTI_WRONG = "cmti_wrong"
    """A message is announced at index 0, where it does not lie."""
    CMTI_LOST = "cmti_lost"
    """A message is stored and not announced."""
    REPORT_LOST = "report_lost"
    """Nobody is told that a message arrived."""
    REPORT_DOUBLED = "report_doubled"
    REPORT_FAILED = "report_failed"
    """A message never arrives; its report says why: `report_failed:STATUS`, as TP-Status."""
    USSD_SILENT = "ussd_silent"
    """A USSD code is taken, and the network never answers."""


AT_ONCE = frozenset(
    {
        Fault.URC_STORM,
        Fault.BOOT_FLOOD,
        Fault.UNPLUG,
        Fault.REBOOT,
        Fault.POWER_DOWN,
        Fault.SWAP_SIM,
    }
)
LASTING = frozenset(
    {
        Fault.MUTE_UNTIL_REOPENED,
        Fault.MUTE_UNTIL_RESET,
        Fault.SIM_REMOVED,
        Fault.NO_SIGNAL,
        Fault.UNREGISTERED,
        Fault.STORAGE_FULL,
    }
)
CODES: Mapping[Fault, int] = {
    Fault.CMS_ERROR: 500,
    Fault.CME_ERROR: 500,
    Fault.PROMPT_ERROR: 500,
    Fault.UNREGISTERED: 2,
    Fault.REPORT_FAILED: 0x46,
}
"""The faults that take a code, and the one they have without."""
MIXED_CODES = (38, 50, 192, 304, 322, 331, 332, 500, 512)
MIXED = (
    frozenset(Fault)
    - LASTING
    - {
        Fault.POWER_DOWN,
        Fault.SWAP_SIM,
        Fault.BOOT_FLOOD,
        Fault.PART_MISSING,
        Fault.REPORT_FAILED,
    }
)
"""What passes by itself and, with a good gateway, costs nobody a message."""

_NAMED = re.compile(r"([a-z_]+)(?::([0-9]{1,4}))?")


class Faults:
    """How often each fault is still to happen."""

    def __init__(self) -> None:
        self._left: dict[Fault, int] = {}
        self._codes: dict[Fault, int] = {}
        self._chance = random.Random(0)  # noqa: S311 - chance, and the same each time
        self._share = 0.0
        self._among: tuple[Fault, ...] = ()

    def order(self, name: str, count: int) -> Fault:
        """Set a fault's count; 0 calls it off. Raises ValueError for what is no fault."""
        match = _NAMED.fullmatch(name)
        if match is None or match[1] not in list(Fault):
            raise ValueError(f"no such fault; there are: {', '.join(Fault)}")
        fault = Fault(match[1])
        if match[2] and fault not in CODES:
            raise ValueError(f"{fault} takes no code")
        if count < 0:
            raise ValueError("count must not be negative")
        self._left[fault] = count
        self._codes[fault] = int(match[2] or CODES.get(fault, 0))
        return fault

    def mix(self, seed: int, share: float, *, among: Collection[Fault] = MIXED) -> None:
        """From now each command orders one of these faults with this chance; 0 ends it.

        The same seed and the same commands bring the same faults. Raises ValueError.
        """
        if not 0 <= share <= 1:
            raise ValueError("share must be 0 to 1")
        self._chance.seed(seed)
        self._share = share
        self._among = tuple(sorted(among))

    def drawn(self) -> str | None:
        """The fault that chance orders at this command, by its name and code."""
        if not self._among or self._chance.random() >= self._share:
            return None
        fault = self._chance.choice(self._among)
        if fault in {Fault.CMS_ERROR, Fault.PROMPT_ERROR}:
            return f"{fault}:{self._chance.choice(MIXED_CODES)}"
        return fault

    def calm(self) -> None:
        """Nothing more goes wrong."""
        self._share = 0.0
        self._left.clear()

    def happens(self, fault: Fault) -> bool:
        """Whether it is to happen now; counts it."""
        if not self._left.get(fault):
            return False
        self._left[fault] -= 1
        return True

    def lasts(self, fault: Fault) -> bool:
        """Whether a lasting fault is on."""
        return bool(self._left.get(fault))

    def end(self, fault: Fault) -> None:
        self._left.pop(fault, None)

    def code(self, fault: Fault) -> int:
        return self._codes.get(fault, CODES.get(fault, 0))

    @property
    def left(self) -> Mapping[str, int]:
        return {fault.value: count for fault, count in self._left.items() if count}
