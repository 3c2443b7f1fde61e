"""Where a case stands, told to those who may know it and to nobody else.

The number stands on receipts and is sequential, so it is never enough by itself: from elsewhere
only the stage is told. The sender's own number on file, or a second fact, opens the rest.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.cases.rules import (
    LOCKED_SECONDS,
    WRONG_AT_MOST,
    WRONG_WITHIN_SECONDS,
    CaseStage,
    read_birth_date,
    read_tail,
    tail_digest,
)
from models.cases.tables import FailedLookup
from models.db import Rows, Statement
from models.terms.ids import IdMaker

_FIND = Statement(
    'select c.*, t."promised_on" from "case_file" c '
    'left join "case_terms" t on t."case_id" = c."id" where c."number" = ?'
)
_MISSING = Statement(
    'select "name_id", "name_en" from "missing_paper" '
    'where "case_id" = ? and "received_at_ms" is null order by "id"'
)
_FAILURES = Statement(
    'select "subject", count(*) as "wrong", max("at_ms") as "last_ms" from "failed_lookup" '
    'where "subject" in ?? and "at_ms" > ? group by "subject"'
)
_FAILED = Rows(FailedLookup, "id", "subject", "at_ms")
_NO_DIGEST = "0" * 64


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for a case: a phone number that was on file counts, anything else is a stranger."""

    address: str
    phone: str | None
    origin: str | None
    """The network address, where one is known."""

    @property
    def subjects(self) -> list[str]:
        """Under which names this asker's wrong answers are counted."""
        askers = [self.address, *([self.origin] if self.origin else [])]
        return [f"asker:{hashlib.sha256(asker.encode()).hexdigest()[:32]}" for asker in askers]


@dataclass(frozen=True, slots=True)
class CaseView:
    """What may be told of a case; with `is_own` False only stage and service."""

    number: str
    service: str
    stage: CaseStage
    is_own: bool
    note_id: str = ""
    note_en: str = ""
    missing_id: Sequence[str] = ()
    missing_en: Sequence[str] = ()
    promised_on: str = ""
    """ISO date by which it shall be ready; empty when none was given."""


class TooManyWrongError(Exception):
    """Too many wrong numbers or proofs: nothing is looked up for a while."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"locked for {minutes} minutes")
        self.minutes = minutes


class CaseNotFoundError(Exception):
    """There is no such case, or none that could be shown."""


class WrongProofError(Exception):
    """The second fact does not fit the case, or there is no such case."""


async def find(number: str, *, asker: Asker, at_ms: int, new_id: IdMaker) -> CaseView:
    """Where a case stands. Raises CaseNotFoundError, TooManyWrongError.

    Whoever writes from the number on file is never locked out by the guesses of others.
    """
    row = await _row(number)
    if row is not None and asker.phone is not None and row["phone"] == asker.phone:
        return await _whole(row)
    await _stop_guessing(asker.subjects, at_ms)
    if row is None:
        await _remember_failure(asker.subjects, at_ms, new_id)
        raise CaseNotFoundError
    return CaseView(row["number"], row["service"], CaseStage(row["stage"]), is_own=False)


async def prove(
    number: str, fact: str, *, asker: Asker, secret: bytes, at_ms: int, new_id: IdMaker
) -> CaseView:
    """The whole case for a birth date or the last four digits of the identity number.

    Raises WrongProofError (also when there is no such case) and TooManyWrongError.
    """
    subjects = [*asker.subjects, f"case:{number}"[:80]]
    await _stop_guessing(subjects, at_ms)
    row = await _row(number)
    if row is None or not _fits(row, fact, secret):
        await _remember_failure(subjects, at_ms, new_id)
        raise WrongProofError
    return await _whole(row)


def _fits(row: Mapping[str, Any], fact: str, secret: bytes) -> bool:
    born = read_birth_date(fact)
    if born is not None and row["birth_date"] == born.isoformat():
        return True
    tail = read_tail(fact)
    given = tail_digest(secret, number=row["number"], tail=tail or "")
    return tail is not None and hmac.compare_digest(given, row["nik_tail_digest"] or _NO_DIGEST)


async def _row(number: str) -> Mapping[str, Any] | None:
    rows = await _FIND.rows(number)
    return rows[0] if rows else None


async def _whole(row: Mapping[str, Any]) -> CaseView:
    papers = await _MISSING.rows(row["id"])
    return CaseView(
        row["number"],
        row["service"],
        CaseStage(row["stage"]),
        is_own=True,
        note_id=row["note_id"],
        note_en=row["note_en"],
        missing_id=[paper["name_id"] for paper in papers],
        missing_en=[paper["name_en"] for paper in papers],
        promised_on=row["promised_on"] or "",
    )


async def _stop_guessing(subjects: Sequence[str], at_ms: int) -> None:
    since = at_ms - WRONG_WITHIN_SECONDS * 1000
    for row in await _FAILURES.rows(subjects, since):
        left_ms = row["last_ms"] + LOCKED_SECONDS * 1000 - at_ms
        if row["wrong"] >= WRONG_AT_MOST and left_ms > 0:
            raise TooManyWrongError(-(-left_ms // 60_000))


async def _remember_failure(subjects: Sequence[str], at_ms: int, new_id: IdMaker) -> None:
    await _FAILED.insert([(new_id(), subject, at_ms) for subject in subjects])
