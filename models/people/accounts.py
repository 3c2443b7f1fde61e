"""Staff accounts as whoever runs the office keeps them: listed, given a role, closed and opened.

What changes what somebody may do ends every login of theirs: the new role begins with a new one.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from models.db import Statement, transaction
from models.people.rules import Role
from models.people.staff import StaffView

_ALL = Statement('select * from "staff" order by "name"')
_SET_ROLE = Statement('update "staff" set "role" = ? where "id" = ?')
_SET_DISABLED = Statement('update "staff" set "disabled_at_ms" = ? where "id" = ?')
_END_LOGINS = Statement('delete from "staff_session" where "staff_id" = ?')
_END_LINKS = Statement('delete from "password_link" where "staff_id" = ?')


class AccountView(NamedTuple):
    """One account, and whether its owner can log in."""

    staff: StaffView
    has_password: bool
    is_disabled: bool


async def everyone() -> list[AccountView]:
    """All accounts, the disabled ones too, by login name."""
    return [_view(row) for row in await _ALL.rows()]


async def set_role(staff_id: int, role: Role) -> None:
    """Give an account another role."""
    async with transaction():
        await _SET_ROLE.run(role.value, staff_id)
        await _END_LOGINS.run(staff_id)


async def disable(staff_id: int, *, at_ms: int) -> None:
    """Let nobody log in by an account any more; what was done by it stays as it is."""
    async with transaction():
        await _SET_DISABLED.run(at_ms, staff_id)
        await _END_LOGINS.run(staff_id)
        await _END_LINKS.run(staff_id)


async def enable(staff_id: int) -> None:
    """Open an account again, under the password it had."""
    async with transaction():
        await _SET_DISABLED.run(None, staff_id)


def _view(row: Mapping[str, Any]) -> AccountView:
    staff = StaffView(row["id"], row["name"], row["display_name"], Role(row["role"]))
    return AccountView(staff, row["password_hash"] is not None, row["disabled_at_ms"] is not None)
