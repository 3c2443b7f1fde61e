"""Finding threads by who the person is: their telephone in any spelling, or their name."""

import re
from collections.abc import Sequence

from models.conversations.views import ConversationView
from models.conversations.wording import Asked, for_postgres, for_sqlite
from models.db import Statement, is_sqlite

DIGITS_LEAST = 4
DIGITS_MOST = 15
HOME = "+62"
_AFTER_ALL = "\U0010ffff"
_NEXT = "\x01"
"""Behind a number and before every longer one."""
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
_NUMBERS = (
    'select "phone" from (select "phone" from (select "value" as "phone" from "address" '
    'where "channel" in ?? and "value" {least} ? and "value" {below} ? '
    'order by "value"{order} limit ?) a union select "phone" from (select "phone" '
    'from "proved_phone" where "phone" {least} ? and "phone" {below} ? '
    'order by "phone"{order} limit ?) h) x order by "phone"{order} limit ?'
)
_BY_PHONE = Statement(
    _NUMBERS.format(least=">=", below="<", order=""),
    postgres=_NUMBERS.format(least="~>=~", below="~<~", order=" using ~<~"),
)
_OF_PHONES = Statement(
    'select x."phone", c."id" from (select "value" as "phone", "contact_id" from "address" '
    'where "value" in ?? and "channel" in ?? union select "phone", "person_id" '
    'from "proved_phone" where "phone" in ?? union select h."phone", p."contact_id" '
    'from "proved_phone" h join "person_contact" p on p."person_id" = h."person_id" '
    'where h."phone" in ??) x join "conversation" c on c."contact_id" = x."contact_id"'
)
_NAMED = Statement(
    'select rowid as "id" from "person_words" where "person_words" match ? and rowid < ? '
    "order by rowid desc limit ?",
    postgres=(
        'select "id" from "person" where "name_words" @@ (?::text)::tsquery '
        'and "id" < ? order by "id" desc limit ?'
    ),
)


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
    beginning: str, *, channels: Sequence[str], after: str | None, limit: int
) -> tuple[list[int], str | None]:
    """Threads of numbers that begin so, written from or proved, in the order of the numbers.

    At most `limit` numbers behind another one; with them the last of these, None: no more.
    """
    least = beginning if after is None else after + _NEXT
    span = (least, beginning + _AFTER_ALL, limit)
    phones = [row["phone"] for row in await _BY_PHONE.slow_rows(channels, *span, *span, limit)]
    goes_on = phones[-1] if len(phones) == limit else None
    return await of_phones(phones, channels=channels), goes_on


async def of_phones(phones: Sequence[str], *, channels: Sequence[str]) -> list[int]:
    """Threads of these numbers, written from or proved, in the order of the numbers."""
    rows = await _OF_PHONES.rows(phones, channels, phones, phones)
    return [number for _, number in sorted((row["phone"], row["id"]) for row in rows)]


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
