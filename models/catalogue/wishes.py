"""Tell me when it is back: who waits for which part, and who is to be told now, once."""

from typing import NamedTuple

from models.catalogue.spare_parts import find
from models.db import Statement
from models.terms.ids import IdMaker

WISHES_AT_MOST = 20
"""Of one contact; a newer wish pushes the oldest out."""
_WISH = Statement(
    'insert into "part_wish" ("id", "sku", "contact_id", "asked_at_ms") values (?, ?, ?, ?) '
    'on conflict ("sku", "contact_id") do nothing'
)
_OF_CONTACT = Statement('select "id" from "part_wish" where "contact_id" = ? order by "id" desc')
_COME_TRUE = Statement(
    'select w."id", w."sku", w."contact_id", p."name_id", p."name_en", p."price_idr", '
    'p."on_hand" from "part_wish" w join "spare_part" p on p."sku" = w."sku" '
    'where p."on_hand" > 0 and p."withdrawn_at_ms" is null order by w."id" limit ?'
)
_FORGET = Statement('delete from "part_wish" where "id" = ?')
_FORGET_MANY = Statement('delete from "part_wish" where "id" in ??')


class BackAgain(NamedTuple):
    """A contact to be told that a part is back."""

    contact_id: int
    sku: str
    name_id: str
    name_en: str
    price_idr: int
    on_hand: int


async def tell_when_back(sku: str, *, contact_id: int, at_ms: int, new_id: IdMaker) -> int:
    """Remember a contact for a part that is out; how many are free now (then nothing is noted).

    Asking twice is asking once. Raises UnknownPartError.
    """
    part = await find(sku)
    if part.on_hand > 0:
        return part.on_hand
    await _WISH.run(new_id(), part.sku, contact_id, at_ms)
    oldest = [row["id"] for row in await _OF_CONTACT.rows(contact_id)][WISHES_AT_MOST:]
    if oldest:
        await _FORGET_MANY.run(oldest)
    return 0


async def come_true(*, limit: int = 100) -> list[BackAgain]:
    """Whom to tell, oldest wish first; each is yielded once, in the caller's transaction."""
    true = [row for row in await _COME_TRUE.rows(limit) if await _FORGET.run(row["id"])]
    return [
        BackAgain(
            row["contact_id"],
            row["sku"],
            row["name_id"],
            row["name_en"],
            row["price_idr"],
            row["on_hand"],
        )
        for row in true
    ]
