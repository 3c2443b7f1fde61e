"""Keeping what was not understood, labelling it, and what the labels teach."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from models.db import Rows, Statement, lock_until_commit
from models.unknown.rules import FOLLOWED, IDLE, LABELS, Kept
from models.unknown.tables import UnknownMessage

TEXT_LENGTH = 600
FOLLOWED_MOST = 5000
"""Of all labels, the newest so many are followed."""
DAY_MS = 24 * 3600 * 1000


class UnknownView(NamedTuple):
    """One kept message; the columns of its row."""

    id: int
    digest: str
    context: str
    channel: str
    language: str
    text: str
    words: str
    times: int
    first_at_ms: int
    last_at_ms: int
    intent: str | None = None
    label_number: int | None = None
    labelled_at_ms: int | None = None
    labelled_by_id: int | None = None


class NoSuchMessageError(Exception):
    """It was forgotten, or never kept."""


class NoSuchIntentError(Exception):
    """Nothing is called so in the label guide."""


ROWS = (Rows(UnknownMessage, *UnknownView._fields),)
_KEEP = Statement(
    'insert into "unknown_message" ("id", "digest", "context", "channel", "language", "text", '
    '"words", "times", "first_at_ms", "last_at_ms") values (?, ?, ?, ?, ?, ?, ?, 1, ?, ?) '
    'on conflict ("digest") do update set "times" = "unknown_message"."times" + 1, '
    '"last_at_ms" = excluded."last_at_ms", "channel" = excluded."channel", '
    '"language" = excluded."language"'
)
_WAITING = Statement(
    'select * from "unknown_message" where "label_number" is null '
    'order by "times" desc, "last_at_ms" desc, "id" limit ?'
)
_LABELLED = Statement(
    'select * from "unknown_message" where "label_number" is not null '
    'order by "label_number" desc limit ?'
)
_NUMBER = Statement('select coalesce(max("label_number"), 0) as "number" from "unknown_message"')
_LABEL = Statement(
    'update "unknown_message" set "intent" = ?, "labelled_at_ms" = ?, "labelled_by_id" = ?, '
    '"label_number" = ? where "id" = ?'
)
_FOLLOWED = Statement(
    'select "words", "intent" from "unknown_message" where "label_number" is not null '
    'and "context" = ? and "intent" in ?? order by "label_number" desc limit ?'
)
_FORGET_OLD = Statement(
    'delete from "unknown_message" where "last_at_ms" < ? and not '
    '("label_number" is not null and "context" = ? and "intent" in ??)'
)
_FORGET_SURPLUS = Statement(
    'delete from "unknown_message" where "label_number" is null and "id" not in '
    '(select "id" from "unknown_message" where "label_number" is null '
    'order by "last_at_ms" desc, "id" desc limit ?)'
)


async def keep(
    *,
    number: int,
    context: str,
    channel: str,
    language: str,
    text: str,
    words: str,
    at_ms: int,
) -> None:
    """Keep a message under a row number, or count it when its words are kept already.

    `text` is masked by the caller and cut here; call inside a transaction.
    """
    kept, shown = (each[:TEXT_LENGTH].replace("\x00", "") for each in (words, text))
    digest = hashlib.sha256(f"{context}\n{kept}".encode()).hexdigest()
    await lock_until_commit()  # a row counted twice at once would be waited for while it is held
    await _KEEP.run(number, digest, context, channel, language, shown, kept, at_ms, at_ms)


async def label(number: int, intent: str, *, staff_id: int | None, at_ms: int) -> UnknownView:
    """Say what was meant. Raises NoSuchIntentError, NoSuchMessageError."""
    if intent not in LABELS:
        raise NoSuchIntentError(intent)
    await lock_until_commit()  # labels are numbered by one at a time
    label_number = await change_number() + 1
    if not await _LABEL.run(intent, at_ms, staff_id, label_number, number):
        raise NoSuchMessageError(number)
    return (await labelled(limit=1))[0]


async def waiting(*, limit: int) -> Sequence[UnknownView]:
    """What has no label yet, the most frequent first."""
    return _views(await _WAITING.rows(limit))


async def labelled(*, limit: int) -> Sequence[UnknownView]:
    """What has a label, the last one given first."""
    return _views(await _LABELLED.rows(limit))


async def change_number() -> int:
    """Rises with every change of what `followed` tells."""
    return int((await _NUMBER.rows())[0]["number"])


async def followed() -> Mapping[str, str]:
    """Words, and the intent that staff gave them, where a label is enough to begin something."""
    rows = await _FOLLOWED.rows(IDLE, sorted(FOLLOWED), FOLLOWED_MOST)
    return {row["words"]: row["intent"] for row in rows}


async def forget(kept: Kept, *, now_ms: int) -> int:
    """Delete what is too old or too much; labels that are followed stay. How many went."""
    old_ms = now_ms - kept.days * DAY_MS
    gone = await _FORGET_OLD.run(old_ms, IDLE, sorted(FOLLOWED))
    return gone + await _FORGET_SURPLUS.run(kept.most)


def _views(rows: Iterable[Mapping[str, Any]]) -> Sequence[UnknownView]:
    return [UnknownView(*(row[name] for name in UnknownView._fields)) for row in rows]
