"""Finding threads by who the person is: their telephone in any spelling, or their name."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from models.conversations.views import ConversationView
from models.conversations.wording import Asked, for_postgres, for_sqlite
from models.db import Statement, is_sqlite

DIGITS_LEAST = 4
DIGITS_MOST = 15
HOME = "+62"
_AFTER_ALL = "\U0010ffff"
_SIGNS = re.compile(r"[\s().\-/]+")

_BY_IDS = Statement('select * from "conversation" where "id" in ??')
_OF_CONTACTS = Statement(
    'select "id" from "conversation" where "contact_id" in ?? '
    'union select c."id" from "person_contact" p '
    'join "conversation" c on c."contact_id" = p."contact_id" where p."person_id" in ?? '
    'order by "id" desc'
)
_PERSONS_BEHIND = Statement(
    'select "person_id" from "person_contact" where "contact_id" in ?? '
    'union select "person_id" from "proved_phone" where "phone" in ??'
)
_AT_PHONES = Statement('select "contact_id" from "address" where "value" in ??')
_BEGINNING = (
    'select x."phone", c."id" from ('
    'select a."value" as "phone", a."contact_id" from "address" a '
    'where a."channel" in ?? and a."value" {least} ? and a."value" {below} ? '
    'union select h."phone", h."person_id" from "proved_phone" h '
    'where h."phone" {least} ? and h."phone" {below} ? '
    'union select h."phone", pc."contact_id" from "proved_phone" h '
    'join "person_contact" pc on pc."person_id" = h."person_id" '
    'where h."phone" {least} ? and h."phone" {below} ?) x '
    'join "conversation" c on c."contact_id" = x."contact_id" '
    'where x."phone" > ? or (x."phone" = ? and c."id" > ?) '
    'order by x."phone", c."id" limit ?'
)
_BY_PHONE = Statement(
    _BEGINNING.format(least=">=", below="<"),
    postgres=_BEGINNING.format(least="~>=~", below="~<~").replace(
        'order by x."phone"', 'order by x."phone" collate "C"'
    ),
)
_NAMED = Statement(
    'select rowid as "id" from "person_words" where "person_words" match ? and rowid < ? '
    "order by rowid desc limit ?",
    postgres=(
        'select "id" from "person" where to_tsvector(\'simple\', "name") @@ (?::text)::tsquery '
        'and "id" < ? order by "id" desc limit ?'
    ),
)


class PhonePlace(NamedTuple):
    """Behind which thread the next page begins."""

    phone: str
    conversation_id: int


async def threads(ids: Sequence[int]) -> dict[int, ConversationView]:
    """These conversations, to be shown: nothing is locked."""
    if not ids:
        return {}
    return {row["id"]: ConversationView.from_row(row) for row in await _BY_IDS.rows(ids)}


def read_beginning(question: str) -> str | None:
    """The beginning of a telephone number as addresses are kept, however it is spelled, or None.

    0812.., 812.., 62812.., +62812.. and 0062812.. are one; short numbers stay as they are.
    """
    digits = _SIGNS.sub("", question)
    bare = digits.removeprefix("+")
    if not (bare.isascii() and bare.isdigit()) or not DIGITS_LEAST <= len(bare) <= DIGITS_MOST + 2:
        return None
    if digits != bare:
        return digits
    for spelled, meant in (("00", "+"), ("0", HOME), ("62", HOME), ("8", f"{HOME}8")):
        if digits.startswith(spelled):
            return meant + digits.removeprefix(spelled)
    return digits


async def by_phone(
    beginning: str, *, channels: Sequence[str], after: PhonePlace | None, limit: int
) -> list[PhonePlace]:
    """Threads of numbers that begin so, written from or proved, in the order of the numbers."""
    span = (beginning, beginning + _AFTER_ALL)
    phone, number = after or PhonePlace("", 0)
    rows = await _BY_PHONE.slow_rows(channels, *span * 3, phone, phone, number, limit)
    return [PhonePlace(row["phone"], row["id"]) for row in rows]


async def named(asked: Asked, *, before: int, limit: int) -> list[int]:
    """The ids of registered people with such a name, below an id, highest first."""
    ask = for_sqlite if is_sqlite() else for_postgres
    return [row["id"] for row in await _NAMED.slow_rows(ask(asked.words), before, limit)]


async def of_people(ids: Sequence[int], *, phones: Sequence[str] = ()) -> list[int]:
    """The threads of contacts or persons, of all their other contacts, and of telephones."""
    contacts = [*ids, *(row["contact_id"] for row in await _AT_PHONES.rows(phones))]
    behind = [row["person_id"] for row in await _PERSONS_BEHIND.rows(contacts, phones)]
    people = sorted({*contacts, *behind})
    return [row["id"] for row in await _OF_CONTACTS.rows(people, people)]
