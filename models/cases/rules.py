"""How a person proves that a case is theirs, and how guessing is stopped."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

WRONG_AT_MOST = 5
"""Wrong answers of one asker, or for one case, before a pause."""
WRONG_WITHIN_SECONDS = 3600
LOCKED_SECONDS = 900
TAIL_LENGTH = 4
_CENTURY_PIVOT = 30


class CaseStage(StrEnum):
    """Where a case can stand, in the order a plain case walks."""

    RECEIVED = "received"
    VERIFYING = "verifying"
    INCOMPLETE = "incomplete"
    PROCESSING = "processing"
    READY = "ready"
    COLLECTED = "collected"
    REJECTED = "rejected"


CLOSED = frozenset({CaseStage.COLLECTED, CaseStage.REJECTED})
_ONWARD: Mapping[CaseStage, frozenset[CaseStage]] = {
    CaseStage.RECEIVED: frozenset(
        {CaseStage.VERIFYING, CaseStage.INCOMPLETE, CaseStage.PROCESSING, CaseStage.REJECTED}
    ),
    CaseStage.VERIFYING: frozenset(
        {CaseStage.INCOMPLETE, CaseStage.PROCESSING, CaseStage.REJECTED}
    ),
    CaseStage.INCOMPLETE: frozenset({CaseStage.VERIFYING, CaseStage.REJECTED}),
    CaseStage.PROCESSING: frozenset({CaseStage.INCOMPLETE, CaseStage.READY, CaseStage.REJECTED}),
    CaseStage.READY: frozenset({CaseStage.PROCESSING, CaseStage.COLLECTED}),
    CaseStage.COLLECTED: frozenset(),
    CaseStage.REJECTED: frozenset(),
}
RUNNING_MOST = 999_999
"""The highest running number of a year."""


def may_move(now: CaseStage, then: CaseStage) -> bool:
    """Whether a case may go from one stage to another; nothing leaves a closed one."""
    return then in _ONWARD[now]


def number_of(year: int, running: int) -> str:
    """A case's number as receipts bear it: LKT-YYYY-NNNNNN."""
    return f"LKT-{year:04}-{running:06}"


def year_and_running(number: str) -> tuple[int, int] | None:
    """The parts of a number, or None when it is of another form."""
    parts = re.fullmatch(r"LKT-([0-9]{4})-([0-9]{6})", number)
    return (int(parts[1]), int(parts[2])) if parts else None


def tail_digest(secret: bytes, *, number: str, tail: str) -> str:
    """The keyed digest of an identity number's last four digits, bound to one case.

    Four digits are enumerable, so a plain digest would protect nothing.
    """
    return hmac.new(secret, f"{number}|{tail}".encode(), hashlib.sha256).hexdigest()


def read_birth_date(text: str) -> date | None:
    """A birth date as people write it (17081990, 17-8-1990, 17/08/90), or None."""
    parts = re.findall(r"\d+", text)
    if len(parts) == 1 and len(parts[0]) in (6, 8):
        parts = [parts[0][:2], parts[0][2:4], parts[0][4:]]
    if len(parts) != 3 or any(len(part) > 4 for part in parts):  # noqa: PLR2004 -- day, month, year
        return None
    day, month, year = (int(part) for part in parts)
    if len(parts[2]) <= 2:  # noqa: PLR2004 -- a year without its century
        year += 2000 if year < _CENTURY_PIVOT else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_tail(text: str) -> str | None:
    """The last four digits of an identity number, given alone or as the whole number."""
    digits = re.sub(r"[\s.\-]", "", text)
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in (TAIL_LENGTH, 16):
        return None
    return digits[-TAIL_LENGTH:]
