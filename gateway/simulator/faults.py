"""Faults by name and count: what the simulated modem is to do wrong, and how often."""

import re
from collections.abc import Mapping
from enum import StrEnum


class Fault(StrEnum):
    """Each happens `count` times on its occasion, unless it says that it lasts."""

    ANSWER_LOST = "answer_lost"
    """A message reaches the network; its answer never comes."""
    SILENCE = "silence"
    """A message is swallowed: it reaches nobody and nothing is answered."""
    CMS_ERROR = "cms_error"
    """A message is refused with the code given as `cms_error:CODE`."""
    CME_ERROR = "cme_error"
    REFERENCE_THEN_ERROR = "reference_then_error"
    """A message reaches the network and is answered with its reference, then with ERROR."""
    NO_PROMPT = "no_prompt"
    """AT+CMGS is not asked for its PDU."""
    HALF_LINE = "half_line"
    """A message reaches the network; the answer breaks off in the middle of its line."""
    UNPLUG_BEFORE = "unplug_before"
    """The modem goes away at AT+CMGS."""
    UNPLUG_AFTER = "unplug_after"
    """A message reaches the network; the modem goes away before it answers."""
    MUTE = "mute"
    """A command, whichever, gets no answer."""
    GARBAGE = "garbage"
    """Noise comes before an answer."""
    URC_STORM = "urc_storm"
    """At once: 200 notices of the network."""
    UNPLUG = "unplug"
    """At once: the port is gone, and comes back after a while."""
    REBOOT = "reboot"
    """At once: settings are forgotten, and nothing is answered for a while."""
    PART_MISSING = "part_missing"
    """The last part of a long message to the modem never comes."""
    PART_DOUBLED = "part_doubled"
    """The first part of a message to the modem comes twice."""
    STORAGE_FULL = "storage_full"
    """Lasts until its count is set to 0: the network keeps what it has for the modem."""
    UNREGISTERED = "unregistered"
    """Lasts until its count is set to 0: no network, messages are refused with 331."""


AT_ONCE = frozenset({Fault.URC_STORM, Fault.UNPLUG, Fault.REBOOT})
DEFAULT_CODE = 500

_NAMED = re.compile(r"([a-z_]+)(?::([0-9]{1,4}))?")
_CODED = frozenset({Fault.CMS_ERROR, Fault.CME_ERROR})


class Faults:
    """How often each fault is still to happen."""

    def __init__(self) -> None:
        self._left: dict[Fault, int] = {}
        self._codes: dict[Fault, int] = {}

    def order(self, name: str, count: int) -> Fault:
        """Set a fault's count; 0 calls it off. Raises ValueError for what is no fault."""
        match = _NAMED.fullmatch(name)
        if match is None or match[1] not in list(Fault):
            raise ValueError(f"no such fault; there are: {', '.join(Fault)}")
        fault = Fault(match[1])
        if match[2] and fault not in _CODED:
            raise ValueError(f"{fault} takes no code")
        if count < 0:
            raise ValueError("count must not be negative")
        self._left[fault] = count
        self._codes[fault] = int(match[2] or DEFAULT_CODE)
        return fault

    def happens(self, fault: Fault) -> bool:
        """Whether it is to happen now; counts it."""
        if not self._left.get(fault):
            return False
        self._left[fault] -= 1
        return True

    def lasts(self, fault: Fault) -> bool:
        """Whether a lasting fault is on."""
        return bool(self._left.get(fault))

    def code(self, fault: Fault) -> int:
        return self._codes.get(fault, DEFAULT_CODE)

    @property
    def left(self) -> Mapping[str, int]:
        return {fault.value: count for fault, count in self._left.items() if count}
