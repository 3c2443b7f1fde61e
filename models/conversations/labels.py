"""Words that staff put on threads, to find them by."""

import unicodedata
from collections.abc import Sequence

from models.db import Statement

LABEL_LENGTH = 40
LABELS_OF_ONE = 20
LABELS_IN_ALL = 500

_KNOWN = Statement('select "name" from "label" order by "key"')
_NEW = Statement(
    'insert into "label" ("key", "name", "created_at_ms") values (?, ?, ?) on conflict do nothing'
)
_COUNT = Statement('select count(*) as "many" from "label"')
_EXISTS = Statement('select 1 from "label" where "key" = ?')
_ON_THREAD = Statement('select "label" from "thread_label" where "conversation_id" = ?')
_PUT = Statement(
    'insert into "thread_label" ("id", "conversation_id", "label") values (?, ?, ?) '
    "on conflict do nothing"
)
_TAKE = Statement('delete from "thread_label" where "conversation_id" = ? and "label" = ?')


class LabelRefusedError(ValueError):
    """A label is empty or too long, or there are too many."""


def fold(name: str) -> str:
    """By what two spellings are the same label."""
    return unicodedata.normalize("NFKC", name).casefold()


def read_label(name: str) -> str:
    """A label as it is kept: one line, single spaces. Raises LabelRefusedError."""
    told = " ".join(unicodedata.normalize("NFC", name).split())
    if not told or len(told) > LABEL_LENGTH or not told.isprintable():
        raise LabelRefusedError(f"A label has 1 to {LABEL_LENGTH} characters.")
    return told


async def known() -> list[str]:
    """Every label of the office, as it was first written."""
    return [row["name"] for row in await _KNOWN.rows()]


async def put_on(
    conversation_id: int, names: Sequence[str], *, numbers: Sequence[int], at_ms: int
) -> None:
    """Put labels on a thread, making those that are new. Raises LabelRefusedError.

    `numbers`: one for each name, for the rows.
    """
    on_it = {row["label"] for row in await _ON_THREAD.rows(conversation_id)}
    told = {fold(name): name for name in map(read_label, names)}
    if len(on_it | told.keys()) > LABELS_OF_ONE:
        raise LabelRefusedError(f"A thread has at most {LABELS_OF_ONE} labels.")
    for (key, name), number in zip(told.items(), numbers, strict=False):
        await _make(key, name, at_ms)
        await _PUT.run(number, conversation_id, key)


async def take_off(conversation_id: int, names: Sequence[str]) -> None:
    """Take labels off a thread; one that is not on it is no fault."""
    for name in names:
        await _TAKE.run(conversation_id, fold(" ".join(name.split())))


async def _make(key: str, name: str, at_ms: int) -> None:
    if await _EXISTS.rows(key):
        return
    if (await _COUNT.rows())[0]["many"] >= LABELS_IN_ALL:
        raise LabelRefusedError(f"There are {LABELS_IN_ALL} labels already.")
    await _NEW.run(key, name, at_ms)
