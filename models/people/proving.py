"""Proving a telephone by a one-time code: who may have one, how often, and when it is right."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from models.db import Rows, Statement, lock_until_commit
from models.people.tables import ProofCode
from models.terms.ids import IdMaker
from models.terms.phone import is_dialled, parse_phone

DIGITS = 6
SHOWN_DIGITS = 8
"""Of a code that is shown and texted: whoever guesses one has all that are shown to hit."""
VALID_MS = 10 * 60_000
WRONG_AT_MOST = 5
HOUR_MS, DAY_MS = 3_600_000, 86_400_000
IN_AN_HOUR, IN_A_DAY = 3, 10
"""Codes to one number, and codes one contact may ask for."""
ALLOWED_PREFIX = "+628"
"""Indonesian mobiles: nothing is sent abroad, to short codes or to numbers that charge."""

_CODES = Rows(
    ProofCode,
    "id",
    "contact_id",
    "phone",
    "digest",
    "sent_at_ms",
    "expires_at_ms",
    "wrong",
    "ended_at_ms",
)
ROWS = (_CODES,)
_SENT_TO = Statement(
    'select "sent_at_ms" from "proof_code" where "phone" = ? and "sent_at_ms" > ? '
    'order by "sent_at_ms" desc limit 10'
)
_SENT_FOR = Statement(
    'select "sent_at_ms" from "proof_code" where "contact_id" = ? and "sent_at_ms" > ? '
    'order by "sent_at_ms" desc limit 10'
)
_NEWEST = Statement(
    'select * from "proof_code" where "contact_id" = ? order by "sent_at_ms" desc, "id" desc '
    "limit 1"
)
_END_EARLIER = Statement(
    'update "proof_code" set "ended_at_ms" = ? where "contact_id" = ? and "ended_at_ms" is null'
)
_USE = Statement(
    'update "proof_code" set "ended_at_ms" = ? '
    'where "id" = ? and "ended_at_ms" is null and "wrong" < ?'
)
_COUNT_WRONG = Statement(
    'update "proof_code" set "wrong" = "wrong" + 1 '
    'where "id" = ? and "ended_at_ms" is null and "wrong" < ?'
)
_SHOWN = Statement(
    'select * from "proof_code" where "phone" = \'\' and "digest" = ? and "sent_at_ms" > ? '
    'and "ended_at_ms" is null'
)
_FORGET = Statement('delete from "proof_code" where "sent_at_ms" < ?')


class Sending(NamedTuple):
    """A code to be sent to a telephone; it is stored nowhere in clear."""

    phone: str
    code: str
    expires_at_ms: int


class PhoneNotAllowedError(Exception):
    """No code is sent to such a number."""


class TooManyCodesError(Exception):
    """So many codes were asked for that the next must wait."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"wait {minutes} minutes")
        self.minutes = minutes


class WrongCodeError(Exception):
    """Not the code that was sent; `left` tries remain."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} tries left")
        self.left = left


class CodeExpiredError(Exception):
    """No code is waited for any more: ask for a new one."""


class CodeLockedError(Exception):
    """Too many wrong tries: this code is of no use any more."""


async def make_code(
    contact_id: int, phone: str, *, secret: bytes, at_ms: int, new_id: IdMaker
) -> Sending:
    """A new code for a telephone, in place of any earlier one; the caller sends it.

    Raises PhoneNotAllowedError, TooManyCodesError.
    """
    number = parse_phone(phone)
    if number is None or not number.startswith(ALLOWED_PREFIX) or not is_dialled(number):
        raise PhoneNotAllowedError
    await lock_until_commit()
    await _slow_down(number, contact_id, at_ms)
    await _END_EARLIER.run(at_ms, contact_id)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    code_id = new_id()
    digest = _digest(secret, code_id, code)
    expires = at_ms + VALID_MS
    await _CODES.insert([(code_id, contact_id, number, digest, at_ms, expires, 0, None)])
    return Sending(number, code, expires)


async def check_code(contact_id: int, code: str, *, secret: bytes, at_ms: int) -> str:
    """The telephone that is proved by it. A code is good once.

    Raises WrongCodeError, CodeExpiredError, CodeLockedError.
    """
    rows = await _NEWEST.rows(contact_id)
    if not rows:
        raise CodeExpiredError
    row = rows[0]
    if row["wrong"] >= WRONG_AT_MOST:
        raise CodeLockedError
    if row["ended_at_ms"] is not None or row["expires_at_ms"] < at_ms:
        raise CodeExpiredError
    given = "".join(c for c in code[:40] if c not in " .-")
    if not hmac.compare_digest(_digest(secret, row["id"], given), row["digest"]):
        if not await _COUNT_WRONG.run(row["id"], WRONG_AT_MOST):
            raise CodeLockedError
        left = WRONG_AT_MOST - row["wrong"] - 1
        raise WrongCodeError(left) if left else CodeLockedError
    if not await _USE.run(at_ms, row["id"], WRONG_AT_MOST):
        raise CodeExpiredError
    return str(row["phone"])


async def show_code(contact_id: int, *, secret: bytes, at_ms: int, new_id: IdMaker) -> str:
    """A code that the contact sees on the page, to be texted from their own telephone.

    It costs nothing, so it has more digits and no limit but its contact's own.
    Raises TooManyCodesError.
    """
    await lock_until_commit()
    _wait_for(await _SENT_FOR.rows(contact_id, at_ms - DAY_MS), at_ms)
    await _END_EARLIER.run(at_ms, contact_id)
    code = f"{secrets.randbelow(10**SHOWN_DIGITS):0{SHOWN_DIGITS}}"
    row = (new_id(), contact_id, "", _shown_digest(secret, code), at_ms, at_ms + VALID_MS, 0, None)
    await _CODES.insert([row])
    return code


async def claim_shown(code: str, phone: str, *, secret: bytes, at_ms: int) -> int | None:
    """The contact on whose page this code stands, claimed by a telephone; once, else None."""
    if not phone.startswith("+"):
        return None
    rows = await _SHOWN.rows(_shown_digest(secret, code), at_ms - VALID_MS)
    if len(rows) != 1 or not await _USE.run(at_ms, rows[0]["id"], WRONG_AT_MOST):
        return None
    return int(rows[0]["contact_id"])


async def forget_codes(*, before_ms: int) -> None:
    """Delete codes that no limit counts any more."""
    await _FORGET.run(before_ms)


async def _slow_down(phone: str, contact_id: int, at_ms: int) -> None:
    since = at_ms - DAY_MS
    _wait_for(await _SENT_TO.rows(phone, since), at_ms)
    _wait_for(await _SENT_FOR.rows(contact_id, since), at_ms)


def _wait_for(rows: Sequence[Mapping[str, Any]], at_ms: int) -> None:
    sent = [row["sent_at_ms"] for row in rows]
    for most, span in ((IN_AN_HOUR, HOUR_MS), (IN_A_DAY, DAY_MS)):
        if len(sent) >= most and sent[most - 1] > at_ms - span:
            left_ms = sent[most - 1] + span - at_ms
            raise TooManyCodesError(-(-left_ms // 60_000))


def _shown_digest(secret: bytes, code: str) -> str:
    return hmac.new(secret, f"shown {code}".encode(), hashlib.sha256).hexdigest()


def _digest(secret: bytes, code_id: int, code: str) -> str:
    return hmac.new(secret, f"proof {code_id} {code}".encode(), hashlib.sha256).hexdigest()
