"""One-time links by which missing papers are handed in."""

import hashlib
import secrets
from collections.abc import Sequence
from typing import NamedTuple

from models.cases.tables import UploadLink
from models.db import Rows, Statement

TOKEN_BYTES = 16
"""128 random bits."""
VALID_HOURS = 48
_LINKS = Rows(UploadLink, "digest", "case_id", "expires_at_ms", "used_at_ms", "conversation_id")
ROWS = (_LINKS,)
_OWN = Statement(
    'select c."id" from "case_file" c left join "case_terms" t on t."case_id" = c."id" '
    'where c."number" = ? and (c."phone" = ? or t."who_id" in ??)'
)
_FORGET_EARLIER = Statement(
    'delete from "upload_link" where "case_id" = ? and "used_at_ms" is null'
)
_CASE = Statement(
    'select c."id", c."number", l."conversation_id" from "upload_link" l '
    'join "case_file" c on c."id" = l."case_id" '
    'where l."digest" = ? and l."used_at_ms" is null and l."expires_at_ms" > ?'
)
_USE = Statement(
    'update "upload_link" set "used_at_ms" = ? '
    'where "digest" = ? and "used_at_ms" is null and "expires_at_ms" > ?'
)
_PAPERS = Statement(
    'select "id", "name_id", "name_en", "handed_in_at_ms" from "missing_paper" '
    'where "case_id" = ? and "received_at_ms" is null order by "id"'
)
_HAND_IN = Statement(
    'update "missing_paper" set "handed_in_at_ms" = ? '
    'where "id" in ?? and "case_id" = ? and "received_at_ms" is null'
)


class NotYoursError(Exception):
    """There is no such case, or it belongs to somebody else: both are answered alike."""


class Link(NamedTuple):
    """A link just made; its token is stored nowhere in clear."""

    token: str
    hours: int


class WantedPaper(NamedTuple):
    """A paper that a case waits for."""

    id: int
    name_id: str
    name_en: str
    is_handed_in: bool
    """A file came for it, and waits to be checked."""


class Wanted(NamedTuple):
    """What a link is for."""

    case_id: int
    number: str
    conversation_id: int
    papers: Sequence[WantedPaper]

    @property
    def open_papers(self) -> list[WantedPaper]:
        return [paper for paper in self.papers if not paper.is_handed_in]


async def upload_link(
    number: str,
    *,
    ids: Sequence[int],
    phone: str | None,
    at_ms: int,
    conversation_id: int | None = None,
) -> Link:
    """A link to hand in papers, in place of any earlier unused one. Raises NotYoursError.

    `ids` and `phone` are those of the one who asks; in their conversation the papers are told of.
    """
    rows = await _OWN.rows(number, phone or "", ids)
    if not rows:
        raise NotYoursError
    case_id = rows[0]["id"]
    token = secrets.token_urlsafe(TOKEN_BYTES)
    await _FORGET_EARLIER.run(case_id)
    expires = at_ms + VALID_HOURS * 3_600_000
    await _LINKS.insert([(_digest(token), case_id, expires, None, conversation_id)])
    return Link(token, VALID_HOURS)


async def wanted(token: str, *, at_ms: int) -> Wanted | None:
    """What may be handed in by a link; None when it was used, has expired or is none."""
    rows = await _CASE.rows(_digest(token), at_ms)
    if not rows or rows[0]["conversation_id"] is None:
        return None
    case = rows[0]
    papers = [
        WantedPaper(row["id"], row["name_id"], row["name_en"], row["handed_in_at_ms"] is not None)
        for row in await _PAPERS.rows(case["id"])
    ]
    return Wanted(case["id"], case["number"], case["conversation_id"], papers)


async def hand_in(case_id: int, paper_ids: Sequence[int], *, at_ms: int) -> None:
    """Files came for these papers; staff have to check them, so nothing else moves."""
    await _HAND_IN.run(at_ms, paper_ids, case_id)


async def use_link(token: str, *, at_ms: int) -> bool:
    """Use a link up; False when it was used, has expired or is none."""
    return bool(await _USE.run(at_ms, _digest(token), at_ms))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
