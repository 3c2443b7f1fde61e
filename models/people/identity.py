"""Who a contact is: the person behind several contacts, what is known of them, and joining two.

A contact that was never joined to another is a person by itself, under its own id.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from models.db import Rows, Statement
from models.people.nik import NikError, NikFault, nik_digest, open_nik, read_nik, seal_nik
from models.people.tables import NikReading
from models.terms.ids import IdMaker

NAME_LENGTH = 120
LETTERS_LEAST = 2
REASON_SHORTEST = 5
OLDEST_YEARS = 130

_PERSON_OF = Statement(
    'select "person_id" from "person_contact" where "contact_id" = ? '
    'union all select "person_id" from "proved_phone" where "phone" = ?'
)
_CONTACTS_OF = Statement('select "contact_id" from "person_contact" where "person_id" = ?')
_PHONES_OF = Statement(
    'select "phone" from "proved_phone" where "person_id" = ? order by "proved_at_ms" desc'
)
_FIND = Statement('select * from "person" where "id" = ?')
_BY_NIK = Statement('select "id" from "person" where "nik_digest" = ?')
_REGISTER = Statement(
    'insert into "person" ("id", "name", "birth_date", "nik_sealed", "nik_digest", '
    '"registered_at_ms") values (?, ?, ?, ?, ?, ?) on conflict do nothing'
)
_RENAME = Statement('update "person" set "name" = ? where "id" = ?')
_JOIN = Statement(
    'insert into "person_contact" ("contact_id", "person_id") values (?, ?) '
    'on conflict ("contact_id") do update set "person_id" = excluded."person_id"'
)
_MOVE_CONTACTS = Statement('update "person_contact" set "person_id" = ? where "person_id" = ?')
_MOVE_PHONES = Statement('update "proved_phone" set "person_id" = ? where "person_id" = ?')
_HOLD = Statement(
    'insert into "proved_phone" ("phone", "person_id", "proved_at_ms") values (?, ?, ?) '
    'on conflict ("phone") do update set "person_id" = excluded."person_id", '
    '"proved_at_ms" = excluded."proved_at_ms"'
)
_AT_PHONE = Statement('select "contact_id" from "address" where "value" = ?')
_READINGS = Rows(NikReading, "id", "person_id", "staff_id", "reason", "at_ms")
ROWS = (_READINGS,)


class PersonView(NamedTuple):
    """A registered person; the identity number stands in no view."""

    id: int
    name: str
    birth_date: date
    registered_at_ms: int


class Proofs(NamedTuple):
    """What opens a case without the number on file."""

    birth_date: str
    nik_tail: str


class NameRefusedError(ValueError):
    """A name is empty, too long or no name."""


class AlreadyKnownError(Exception):
    """This person, or another one with this number, is registered."""

    def __init__(self, *, is_own: bool) -> None:
        super().__init__("registered already")
        self.is_own = is_own


class DifferentPeopleError(Exception):
    """Both contacts belong to registered people, and not to the same one."""


class NotRegisteredError(Exception):
    """Nobody registered under this id."""


async def person_of(contact_id: int, *, phone: str | None = None) -> int:
    """The id of the person behind a contact, or behind the telephone it writes from."""
    rows = await _PERSON_OF.rows(contact_id, phone or "")
    return rows[0]["person_id"] if rows else contact_id


async def contacts_of(person_id: int) -> list[int]:
    """All ids a person is known by, their own first."""
    found = [row["contact_id"] for row in await _CONTACTS_OF.rows(person_id)]
    return [person_id, *(contact for contact in found if contact != person_id)]


async def ids_of(contact_id: int, *, phone: str | None = None) -> list[int]:
    """All ids of the person behind a contact: theirs first, then those of every contact."""
    person_id = await person_of(contact_id, phone=phone)
    found = await contacts_of(person_id)
    return found if contact_id in found else [*found, contact_id]


async def phones_of(person_id: int) -> list[str]:
    """The telephones a person proved to hold, the latest first."""
    return [row["phone"] for row in await _PHONES_OF.rows(person_id)]


async def find(person_id: int) -> PersonView | None:
    """What a person said when they registered."""
    rows = await _FIND.rows(person_id)
    return _view(rows[0]) if rows else None


async def register(
    person_id: int, *, name: str, nik: str, born: date, secret: bytes, today: date, at_ms: int
) -> PersonView:
    """Enter a person. Raises NameRefusedError, NikError, AlreadyKnownError.

    The number must be one by its structure and belong to the birth date.
    """
    name = read_name(name)
    if not date(today.year - OLDEST_YEARS, 1, 1) <= born <= today:
        raise NikError(NikFault.BIRTH_DATE)
    number = read_nik(nik, born=born)
    sealed = seal_nik(number, person_id=person_id, secret=secret)
    digest = nik_digest(number, secret=secret)
    if await find(person_id) is None:
        await _REGISTER.run(person_id, name, born.isoformat(), sealed, digest, at_ms)
        rows = await _BY_NIK.rows(digest)
        if rows and rows[0]["id"] == person_id:
            return PersonView(person_id, name, born, at_ms)
        raise AlreadyKnownError(is_own=False)
    raise AlreadyKnownError(is_own=True)


async def rename(person_id: int, *, name: str) -> None:
    """Raises NameRefusedError, NotRegisteredError."""
    if not await _RENAME.run(read_name(name), person_id):
        raise NotRegisteredError


async def link(contact_a: int, contact_b: int) -> int:
    """Make two contacts one person; the id that both have now. Raises DifferentPeopleError.

    Whoever registered stays; else the first contact's person takes the second's.
    """
    stays, goes = await person_of(contact_a), await person_of(contact_b)
    if stays != goes:
        is_known = await find(stays) is not None
        if await find(goes) is not None:
            if is_known:
                raise DifferentPeopleError
            stays, goes = goes, stays
        await _MOVE_CONTACTS.run(stays, goes)
        await _MOVE_PHONES.run(stays, goes)
    for contact in (contact_a, contact_b):
        await _JOIN.run(contact, stays)
    return stays


async def hold_phone(contact_id: int, phone: str, *, at_ms: int) -> int:
    """A contact has proved to hold a telephone: it and whoever writes from there are one person.

    The person's id. Raises DifferentPeopleError.
    """
    person_id = await link(contact_id, contact_id)
    holder = await person_of(0, phone=phone)
    if holder:
        person_id = await link(contact_id, holder)
    for row in await _AT_PHONE.rows(phone):
        person_id = await link(contact_id, row["contact_id"])
    await _HOLD.run(phone, person_id, at_ms)
    return person_id


async def proofs_of(person_id: int, *, secret: bytes) -> Proofs | None:
    """The facts by which a registered person's new case is opened elsewhere."""
    rows = await _FIND.rows(person_id)
    if not rows:
        return None
    nik = open_nik(rows[0]["nik_sealed"], person_id=person_id, secret=secret)
    return Proofs(rows[0]["birth_date"], nik[-4:])


async def read_whole_nik(
    person_id: int, *, staff_id: int, reason: str, secret: bytes, at_ms: int, new_id: IdMaker
) -> str:
    """The identity number in clear, for staff; who read it and why is kept.

    Raises ValueError for a reason that is none, NotRegisteredError.
    """
    reason = reason.strip()[:200]
    if len(reason) < REASON_SHORTEST:
        raise ValueError("a reason is needed")
    rows = await _FIND.rows(person_id)
    if not rows:
        raise NotRegisteredError
    await _READINGS.insert([(new_id(), person_id, staff_id, reason, at_ms)])
    return open_nik(rows[0]["nik_sealed"], person_id=person_id, secret=secret)


def read_name(text: str) -> str:
    """A name with single spaces. Raises NameRefusedError."""
    name = " ".join("".join(c if c.isprintable() else " " for c in text[:1000]).split())
    letters = sum(c.isalpha() for c in name)
    if letters < LETTERS_LEAST or len(name) > NAME_LENGTH or any(c.isdigit() for c in name):
        raise NameRefusedError
    return name


def _view(row: Mapping[str, Any]) -> PersonView:
    born = date.fromisoformat(row["birth_date"])
    return PersonView(row["id"], row["name"], born, row["registered_at_ms"])
