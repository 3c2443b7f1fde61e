"""Finding threads by a part of an address: a telephone's last digits, a browser's first letters."""

import re
from collections.abc import Sequence

from models.db import Statement

DIGITS_LEAST = 4
"""Of a number's end; as many as the index knows."""
DIGITS_MOST = 15
SHOWN_LETTERS = 6
"""So many of a browser's address are shown at the desk, as its visitor's name."""
_AFTER_ALL = "\U0010ffff"
_NEXT = "\x01"
"""Behind an address and before every longer one."""
_SIGNS = re.compile(r"[\s().\-/]+")
_ADDRESS = re.compile(r"[0-9a-f]{4,32}")

_NUMBERS = (
    'select "phone" from (select "value" as "phone" from "address" where "channel" in ?? '
    'and {value} = ? and "value" like ? and "value" {above} ? union select "phone" '
    'from "proved_phone" where {phone} = ? and "phone" like ? and "phone" {above} ?) x '
    'order by "phone"{order} limit ?'
)
_BY_TAIL = Statement(
    _NUMBERS.format(value='substr("value", -4)', phone='substr("phone", -4)', above=">", order=""),
    postgres=_NUMBERS.format(
        value='right("value", 4)', phone='right("phone", 4)', above="~>~", order=" using ~<~"
    ),
)
"""The expressions are those of the indexes that migration 0020 makes."""
_VISITORS = (
    'select a."value", c."id" from "address" a '
    'join "conversation" c on c."contact_id" = a."contact_id" '
    'where a."value" {least} ? and a."value" {below} ? order by a."value"{order} limit ?'
)
_BY_VISITOR = Statement(
    _VISITORS.format(least=">=", below="<", order=""),
    postgres=_VISITORS.format(least="~>=~", below="~<~", order=" using ~<~"),
)


def read_tail(question: str) -> str | None:
    """The last digits of a telephone number, however they are grouped, or None."""
    digits = _SIGNS.sub("", question)
    is_tail = digits.isascii() and digits.isdigit() and DIGITS_LEAST <= len(digits) <= DIGITS_MOST
    return digits if is_tail else None


async def phones_ending(
    tail: str, *, channels: Sequence[str], after: str | None, limit: int
) -> list[str]:
    """Numbers that end so, written from or proved, in their order; at most `limit` behind one."""
    last, like, behind = tail[-DIGITS_LEAST:], f"%{tail}", after or ""
    span = (last, like, behind)
    return [row["phone"] for row in await _BY_TAIL.slow_rows(channels, *span, *span, limit)]


def read_visitor(question: str, *, names: Sequence[str]) -> str | None:
    """The beginning of a browser's address, as visitors without a name are called, or None.

    `names` are the words that such a one is called by in front of the letters; without one of them
    only as many letters as are shown are taken for it.
    """
    *called, letters = question.casefold().split() or [""]
    if not _ADDRESS.fullmatch(letters):
        return None
    if called:
        return letters if " ".join(called) in {name.casefold() for name in names} else None
    return letters if len(letters) >= SHOWN_LETTERS else None


async def by_visitor(
    beginning: str, *, after: str | None, limit: int
) -> tuple[list[int], str | None]:
    """Threads of browsers whose address begins so; with them the last of these, None: no more."""
    least = beginning if after is None else after + _NEXT
    rows = await _BY_VISITOR.slow_rows(least, beginning + _AFTER_ALL, limit)
    goes_on = rows[-1]["value"] if len(rows) == limit else None
    return [row["id"] for row in rows], goes_on
