"""What contacts decide about themselves."""

from collections.abc import Sequence
from enum import StrEnum

from models.db import Statement

_SET_OPTED_OUT = Statement('update "contact" set "opted_out_at_ms" = ? where "id" = ?')
_REFUSE = Statement(
    'insert into "refusal" ("contact_id", "scope", "at_ms") values (?, ?, ?) '
    'on conflict ("contact_id") do update set "scope" = excluded."scope", '
    '"at_ms" = excluded."at_ms"'
)
_REFUSE_NO_MORE = Statement('delete from "refusal" where "contact_id" = ?')
_REFUSALS = Statement(
    'select \'all\' as "scope" from "contact" where "id" in ?? and "opted_out_at_ms" is not null '
    'union all select "scope" from "refusal" where "contact_id" in ?? and "scope" <> \'none\''
)
_SAID_YES = Statement(
    'select 1 from "refusal" where "contact_id" in ?? and "scope" = \'none\' limit 1'
)
_OPTED_OUT = Statement(
    'select 1 from "address" a join "contact" c on c."id" = a."contact_id" '
    'left join "refusal" r on r."contact_id" = c."id" and r."scope" <> \'none\' '
    'where a."value" = ? and a."channel" = ? '
    'and (c."opted_out_at_ms" is not null or r."at_ms" is not null)'
)


class Scope(StrEnum):
    """How much a contact refuses."""

    ALL = "all"
    """Everything but answers."""
    PROMO = "promo"
    """Promotions alone."""
    NONE = "none"
    """Nothing: asked for promotions in so many words."""


async def set_opted_out(contact_id: int, *, at_ms: int | None) -> None:
    """Note that a contact wants no messages but answers, or (None) wants all of them again.

    The row of a contact who writes for the first time is stored later than this: their refusal
    stands by itself.
    """
    await _SET_OPTED_OUT.run(at_ms, contact_id)
    if at_ms is None:
        await _REFUSE_NO_MORE.run(contact_id)
    else:
        await _REFUSE.run(contact_id, Scope.ALL.value, at_ms)


async def set_promotions(contact_id: int, *, are_wanted: bool, at_ms: int) -> None:
    """Note that a contact wants no promotions but all else, or wants them again.

    Who refused everything goes on refusing everything.
    """
    if await refused([contact_id]) is Scope.ALL:
        return
    scope = Scope.NONE if are_wanted else Scope.PROMO
    await _REFUSE.run(contact_id, scope.value, at_ms)


async def take_on_refusal(contact_id: int, *, of: int, at_ms: int) -> None:
    """What one contact refused is refused by another, too: they were found to be one person."""
    scope = await refused([of])
    if scope is Scope.ALL:
        await set_opted_out(contact_id, at_ms=at_ms)
    elif scope is Scope.PROMO:
        await set_promotions(contact_id, are_wanted=False, at_ms=at_ms)


async def refused(contact_ids: Sequence[int]) -> Scope | None:
    """What a person refused by any of their contacts."""
    scopes = {row["scope"] for row in await _REFUSALS.rows(contact_ids, contact_ids)}
    if not scopes:
        return None
    return Scope.ALL if Scope.ALL.value in scopes else Scope.PROMO


async def wants_promotions(contact_ids: Sequence[int]) -> bool | None:
    """Whether a person said yes or no to promotions; None if they never spoke of it."""
    if await refused(contact_ids) is not None:
        return False
    return True if await _SAID_YES.rows(contact_ids) else None


async def has_opted_out(channel: str, address: str) -> bool:
    """Whether whoever is behind an address wants no promotions, or nothing at all."""
    return bool(await _OPTED_OUT.rows(address, channel))
