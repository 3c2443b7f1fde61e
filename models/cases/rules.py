"""How a person proves that a case is theirs, and how guessing is stopped."""

import hashlib
import hmac
import re
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
