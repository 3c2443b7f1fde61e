"""What a modem's error code means for the message: try later, give up, or nobody knows.

Sources: 3GPP TS 27.005, 3.2.5 (+CMS ERROR, whose codes below 128 are those of TS 24.011, 8.2.5.4);
TS 27.007, 9.2 (+CME ERROR).
"""

from gateway.at import CME

BUSY = CME + 14
SIM_BUSY = frozenset({314, 515, CME + 14, CME + 515})
"""For some seconds after it was given power; 515 is how Wavecom's modems say it."""
SIM_MISSING = frozenset({310, CME + 10})
SIM_FAILED = frozenset({313, CME + 13, CME + 15})
WRONG_PIN = frozenset({CME + 16})
NO_SUCH_INDEX = frozenset({321, CME + 21})

_DUPLICATE = 197
_NETWORK_TIMEOUT = 332
_HOPELESS = {
    1: "the number is not assigned",
    8: "the operator bars this number",
    10: "the SIM may not send",
    21: "the network refused the message",
    28: "the recipient is not identified",
    29: "the network refused the service",
    30: "the subscriber is not known",
    50: "the SIM's subscription does not include sending",
    69: "the network does not offer this",
    95: "the network did not understand the message",
    96: "the network did not understand the message",
    97: "the network did not understand the message",
    98: "the network did not understand the message",
    99: "the network did not understand the message",
    111: "the network did not understand the message",
    304: "the modem did not understand the message",
}
_PASSING = {
    38: "the network is out of order",
    41: "the network has a passing fault",
    42: "the network is congested",
    47: "the network has no room",
    310: "there is no SIM",
    311: "the SIM waits for its PIN",
    313: "the SIM has failed",
    314: "the SIM is busy",
    320: "the modem's storage has failed",
    322: "the storage is full",
    330: "the service centre's number is not known",
    331: "there is no network",
    515: "the modem is busy",
    CME + 10: "there is no SIM",
    CME + 11: "the SIM waits for its PIN",
    CME + 13: "the SIM has failed",
    CME + 14: "the SIM is busy",
    CME + 15: "the SIM is not one for this modem",
    CME + 16: "the password is wrong",
    CME + 515: "the modem is busy",
    CME + 30: "there is no network",
}


def is_hopeless(code: int | None) -> bool:
    """Whether the same message would be refused again; a code nobody explains may pass."""
    return code in _HOPELESS


def is_undecided(code: int | None) -> bool:
    """Whether the network may have the message all the same: its answer came too late."""
    return code == _NETWORK_TIMEOUT


def is_duplicate(code: int | None) -> bool:
    """Whether the network already holds the same message (TP-FCS 0xC5, asked for by TP-RD)."""
    return code == _DUPLICATE


def explain(code: int | None, *, otherwise: str) -> str:
    """One plain sentence's worth for the operator."""
    if code is None:
        return otherwise
    return _HOPELESS.get(code) or _PASSING.get(code) or otherwise
