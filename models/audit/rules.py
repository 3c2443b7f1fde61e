"""The chain of audit entries: each digest is made with the office's secret and the one before."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from typing import NamedTuple

FIRST = "0" * 64
"""What stands before the first entry."""


class AuditView(NamedTuple):
    """One entry; the columns of its row."""

    n: int
    at_ms: int
    staff_id: int | None
    act: str
    conversation_id: int | None
    detail: str
    digest: str


def digest_of(entry: AuditView, before: str, *, secret: bytes) -> str:
    """What an entry's digest must be after the one before it; its own is not looked at."""
    words = json.dumps([before, *entry[:-1]], ensure_ascii=False, separators=(",", ":"))
    return hmac.new(_key(secret), words.encode(), hashlib.sha256).hexdigest()


def seal_of(n: int, digest: str, *, secret: bytes) -> str:
    """What says that the chain ends here."""
    return hmac.new(_key(secret), f"end {n} {digest}".encode(), hashlib.sha256).hexdigest()


def faults(entries: Iterable[AuditView], *, secret: bytes, begins: AuditView | None) -> list[str]:
    """What is wrong from one entry on, a plain sentence each; `begins` is the one before."""
    before, expected = (FIRST, 1) if begins is None else (begins.digest, begins.n + 1)
    found = []
    for entry in entries:
        if entry.n != expected:
            missing = f"{expected}" if entry.n == expected + 1 else f"{expected} to {entry.n - 1}"
            found.append(f"entry {missing} is missing")
        elif entry.digest != digest_of(entry, before, secret=secret):
            found.append(f"entry {entry.n} was changed, put in or moved")
        before, expected = entry.digest, entry.n + 1
    return found


def _key(secret: bytes) -> bytes:
    return hmac.new(secret, b"loket audit 1", hashlib.sha256).digest()
