"""Staff accounts: made by an administrator, opened by a one-time link, used by a session."""

import asyncio
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from models.db import Rows, Statement, transaction
from models.people.rules import (
    SLOWED_WITHIN_SECONDS,
    Role,
    password_fault,
    slowed_for,
)
from models.people.tables import LoginFailure, PasswordLink, Staff, StaffSession
from models.terms.ids import IdMaker

SESSION_IDLE_MS = 4 * 3_600_000
SESSION_LONGEST_MS = 16 * 3_600_000
LINK_VALID_MS = 72 * 3_600_000
SEEN_EVERY_MS = 60_000
"""A session's last use is noted at most this often."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""argon2id with the least cost OWASP names; a small computer must bear several at once."""
_STAFF = Rows(
    Staff,
    "id",
    "name",
    "display_name",
    "role",
    "password_hash",
    "disabled_at_ms",
    "created_at_ms",
)
_SESSIONS = Rows(StaffSession, "digest", "staff_id", "created_at_ms", "seen_at_ms")
_LINKS = Rows(PasswordLink, "digest", "staff_id", "expires_at_ms")
_FAILED = Rows(LoginFailure, "id", "subject", "at_ms")
_BY_NAME = Statement('select * from "staff" where "name" = ?')
_BY_ID = Statement('select * from "staff" where "id" = ?')
_ALL = Statement('select * from "staff" order by "display_name"')
_FAILURES = Statement(
    'select count(*) as "wrong", max("at_ms") as "last_ms" from "login_failure" '
    'where "subject" = ? and "at_ms" > ?'
)
_FORGET_FAILURES = Statement('delete from "login_failure" where "subject" = ? or "at_ms" < ?')
_SESSION = Statement(
    'select s.*, x."created_at_ms" as "began_ms", x."seen_at_ms" as "seen_ms" '
    'from "staff_session" x join "staff" s on s."id" = x."staff_id" where x."digest" = ?'
)
_SEEN = Statement('update "staff_session" set "seen_at_ms" = ? where "digest" = ?')
_END = Statement('delete from "staff_session" where "digest" = ?')
_END_ALL = Statement('delete from "staff_session" where "staff_id" = ?')
_LINK = Statement('select * from "password_link" where "digest" = ?')
_USE_LINKS = Statement('delete from "password_link" where "staff_id" = ?')
_SET_PASSWORD = Statement('update "staff" set "password_hash" = ? where "id" = ?')


@dataclass(frozen=True, slots=True)
class StaffView:
    """A member of staff as others see them."""

    id: int
    name: str
    display_name: str
    role: Role


class NameTakenError(Exception):
    """There is an account of this name already."""


class PasswordRefusedError(Exception):
    """The password is too weak; the text says why."""


class LoginSlowedError(Exception):
    """Too many wrong passwords: wait before the next try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} seconds")
        self.seconds = seconds


async def add(
    name: str, *, display_name: str, role: Role, at_ms: int, new_id: IdMaker
) -> StaffView:
    """Make an account without a password. Raises NameTakenError."""
    staff = StaffView(new_id(), name, display_name, role)
    async with transaction():
        if await _BY_NAME.rows(name):
            raise NameTakenError(name)
        await _STAFF.insert([(staff.id, name, display_name, role.value, None, None, at_ms)])
    return staff


async def password_link(staff_id: int, *, at_ms: int) -> str:
    """A secret that lets its bearer set this account's password once, within 72 hours."""
    secret = secrets.token_urlsafe(24)
    async with transaction():
        await _LINKS.insert([(_digest(secret), staff_id, at_ms + LINK_VALID_MS)])
    return secret


async def of_link(secret: str, *, at_ms: int) -> StaffView | None:
    """Whose password link this is, if it is still good."""
    rows = await _LINK.rows(_digest(secret))
    if not rows or rows[0]["expires_at_ms"] < at_ms:
        return None
    return _view((await _BY_ID.rows(rows[0]["staff_id"]))[0])


async def set_password(staff: StaffView, password: str) -> None:
    """Set it and end every session and link of the account. Raises PasswordRefusedError."""
    if fault := password_fault(password, name=staff.name):
        raise PasswordRefusedError(fault)
    await set_trusted_password(staff.id, password)


async def set_trusted_password(staff_id: int, password: str) -> None:
    """Set a password that need not be strong: for the demo's own accounts alone."""
    hashed = await asyncio.to_thread(_HASHER.hash, password)
    async with transaction():
        await _SET_PASSWORD.run(hashed, staff_id)
        await _USE_LINKS.run(staff_id)
        await _END_ALL.run(staff_id)


async def log_in(
    name: str, password: str, *, origin: str, at_ms: int, new_id: IdMaker
) -> str | None:
    """A new session's secret, or None when name or password are wrong.

    Takes the same time for a name that is none. Raises LoginSlowedError.
    """
    subject = hashlib.sha256(f"{name.casefold()}|{origin}".encode()).hexdigest()
    await _slow_down(subject, at_ms)
    rows = await _BY_NAME.rows(name)
    row = rows[0] if rows else None
    hashed = row["password_hash"] if row and row["disabled_at_ms"] is None else None
    fits = await asyncio.to_thread(_fits, hashed or _nobodys_hash(), password)
    if row is None or hashed is None or not fits:
        async with transaction():
            await _FAILED.insert([(new_id(), subject, at_ms)])
        return None
    if _HASHER.check_needs_rehash(hashed):
        await set_trusted_password(row["id"], password)
    return await _begin_session(row["id"], subject, at_ms)


async def of_session(secret: str, *, at_ms: int, is_used: bool = True) -> StaffView | None:
    """Whose session this is, if it is still good; notes that it is in use, unless it is not."""
    digest = _digest(secret)
    rows = await _SESSION.rows(digest)
    if not rows:
        return None
    row = rows[0]
    is_over = at_ms > min(row["seen_ms"] + SESSION_IDLE_MS, row["began_ms"] + SESSION_LONGEST_MS)
    if is_over or row["disabled_at_ms"] is not None:
        return None
    if is_used and at_ms - row["seen_ms"] > SEEN_EVERY_MS:
        async with transaction():
            await _SEEN.run(at_ms, digest)
    return _view(row)


async def log_out(secret: str) -> None:
    async with transaction():
        await _END.run(_digest(secret))


async def everyone() -> list[StaffView]:
    """All accounts by display name."""
    return [_view(row) for row in await _ALL.rows()]


async def _begin_session(staff_id: int, subject: str, at_ms: int) -> str:
    secret = secrets.token_urlsafe(32)
    async with transaction():
        await _FORGET_FAILURES.run(subject, at_ms - SLOWED_WITHIN_SECONDS * 1000)
        await _SESSIONS.insert([(_digest(secret), staff_id, at_ms, at_ms)])
    return secret


async def _slow_down(subject: str, at_ms: int) -> None:
    row = (await _FAILURES.rows(subject, at_ms - SLOWED_WITHIN_SECONDS * 1000))[0]
    since = (at_ms - (row["last_ms"] or 0)) / 1000
    if seconds := slowed_for(row["wrong"], seconds_since_last=since):
        raise LoginSlowedError(seconds)


def _fits(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    """What the password of an unknown name is compared with, so that it takes as long."""
    return _HASHER.hash(secrets.token_urlsafe())


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _view(row: Mapping[str, Any]) -> StaffView:
    return StaffView(row["id"], row["name"], row["display_name"], Role(row["role"]))
