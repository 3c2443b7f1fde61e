"""What contacts decide about themselves."""

from models.db import Statement

_SET_OPTED_OUT = Statement('update "contact" set "opted_out_at_ms" = ? where "id" = ?')

_OPTED_OUT = Statement(
    'select 1 from "address" a join "contact" c on c."id" = a."contact_id" '
    'where a."value" = ? and a."channel" = ? and c."opted_out_at_ms" is not null'
)


async def set_opted_out(contact_id: int, *, at_ms: int | None) -> None:
    """Note that a contact wants no messages but answers, or (None) wants them again."""
    await _SET_OPTED_OUT.run(at_ms, contact_id)


async def has_opted_out(channel: str, address: str) -> bool:
    """Whether whoever is behind an address wants no messages but answers."""
    return bool(await _OPTED_OUT.rows(address, channel))
