"""What contacts decide about themselves."""

from models.db import Statement

_SET_OPTED_OUT = Statement('update "contact" set "opted_out_at_ms" = ? where "id" = ?')


async def set_opted_out(contact_id: int, *, at_ms: int | None) -> None:
    """Note that a contact wants no messages but answers, or (None) wants them again."""
    await _SET_OPTED_OUT.run(at_ms, contact_id)
