"""How long the PDU codec takes, beside its limit and beside two other libraries.

Where a library is installed it is measured in the same run; where not, the ratio is to what was
noted of it on another day. Each figure is the median of several runs, in millionths of a second.
"""

import importlib
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from gateway.address import Address
from gateway.coding import UCS2
from gateway.header import Element
from gateway.national import Language
from gateway.pdu import Deliver, Submit, octets_of

LIMIT_US = 100.0
"""For a full DELIVER, from hex to its fields."""
RUNS = 7
ROUNDS = 2000

_PEERS = (
    ("python_gsmmodem_new", "gsmmodem.pdu", "decodeSmsPdu", 87.0),
    ("smspdudecoder", "smspdudecoder.easy", "read_incoming_sms", 463.0),
)
_SENDER = Address("6281234567890")
_NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
_HINDI = tuple(Element(shift, bytes((Language.HINDI,))) for shift in (0x24, 0x25))
_MESSAGES = {
    "gsm7": Deliver(_SENDER, "a" * 160, _NOON),
    "escapes": Deliver(_SENDER, "{€}" * 26, _NOON),
    "ucs2": Deliver(_SENDER, "ж" * 70, _NOON, coding=UCS2),
    "part": Deliver(_SENDER, "a" * 153, _NOON, header=(Element(0, b"\7\2\1"),)),
    "hindi": Deliver(_SENDER, "हिन्दी " * 20, _NOON, header=_HINDI),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One time, and what it is compared with."""

    name: str
    microseconds: float
    more: dict[str, object]


def figures() -> Iterator[Figure]:
    """Reading and writing full messages."""
    full = _hex(_MESSAGES["gsm7"])
    for name, message in _MESSAGES.items():
        yield _ours(f"codec_read_{name}", partial(_read, _hex(message)))
        yield _ours(f"codec_write_{name}", message.to_bytes)
    yield _ours("codec_write_submit", Submit(_SENDER, "a" * 160).to_bytes)
    ours = _median(partial(_read, full))
    for name, module, function, noted in _PEERS:
        peer = _peer(module, function, full)
        theirs = noted if peer is None else _median(peer)
        more = {"loket_over_peer": round(ours / theirs, 2), "measured_now": peer is not None}
        yield Figure(f"codec_read_gsm7_{name}", theirs, more)


def _ours(name: str, work: Callable[[], object]) -> Figure:
    median = _median(work)
    return Figure(name, median, {"limit": LIMIT_US, "of_limit": round(median / LIMIT_US, 2)})


def _read(written: str) -> Deliver:
    return Deliver.from_bytes(octets_of(written))


def _hex(message: Deliver) -> str:
    return message.to_bytes().hex().upper()


def _peer(module: str, function: str, written: str) -> Callable[[], object] | None:
    try:
        read = getattr(importlib.import_module(module), function)
    except ImportError:
        return None
    return partial(read, written)


def _median(work: Callable[[], object]) -> float:
    return statistics.median(_per_round(work) for _ in range(RUNS)) * 1_000_000


def _per_round(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(ROUNDS):
        work()
    return (time.perf_counter() - began) / ROUNDS
