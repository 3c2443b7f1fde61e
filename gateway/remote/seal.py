"""How a request shows that it comes from the gateway: sealed with the key both sides have.

The key never travels. A seal names the office's challenge, made new at every start of the office,
and a number that no request bears twice, so that nothing can be played again; no clock is asked,
for a small machine often has none.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass

SCHEME = "Loket"
KEY_SHORTEST = 32
_HEADER = re.compile(
    r"Loket ([0-9a-f]{32})\.([1-9][0-9]{0,15})\.([0-9a-f]{32}|-)\.([0-9a-f]{64})", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a seal vouches for besides path and body."""

    instance: str
    """The gateway's process: 32 hex digits, made at its start."""
    count: int
    """Rises with every request of the process."""
    challenge: str
    """32 hex digits that the office gave; `-` before it gave any."""


def authorization(key: bytes, stamp: Stamp, path: str, body: bytes) -> str:
    """The value of the Authorization header."""
    seal = _seal(key, stamp, path, body)
    return f"{SCHEME} {stamp.instance}.{stamp.count}.{stamp.challenge}.{seal}"


def read_authorization(header: str) -> tuple[Stamp, str] | None:
    """Stamp and seal, not proven yet; None for what is no header of ours."""
    found = _HEADER.fullmatch(header)
    if found is None:
        return None
    instance, count, challenge, seal = found.groups()
    return Stamp(instance, int(count), challenge), seal


def is_genuine(key: bytes, stamp: Stamp, path: str, body: bytes, seal: str) -> bool:
    return hmac.compare_digest(_seal(key, stamp, path, body), seal)


def _seal(key: bytes, stamp: Stamp, path: str, body: bytes) -> str:
    told = f"{path}\n{stamp.instance}\n{stamp.count}\n{stamp.challenge}\n".encode()
    return hmac.new(key, told + body, hashlib.sha256).hexdigest()
