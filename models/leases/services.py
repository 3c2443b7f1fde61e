"""Taking, renewing and giving back a lease; the database's clock alone counts."""

from datetime import UTC, datetime

from models.db import Statement, lock_until_commit, transaction
from models.leases.rules import Lease, may_take

HOLDER_LENGTH = 200
_NOW = Statement('select current_timestamp as "now"')
_BY_NAME = Statement('select * from "lease" where "name" = ?')
_INSERT = Statement(
    'insert into "lease" ("name", "fence", "holder", "place", "ends_at_s") values (?, ?, ?, ?, ?)'
)
_GIVE = Statement(
    'update "lease" set "fence" = ?, "holder" = ?, "place" = ?, "ends_at_s" = ? where "name" = ?'
)
_RENEW = Statement('update "lease" set "ends_at_s" = ? where "name" = ? and "fence" = ?')


class HeldError(Exception):
    """Another process has the lease; trying again after its end may help."""

    def __init__(self, lease: Lease, *, seconds_left: int) -> None:
        super().__init__(f"{lease.name} is held by {lease.holder}")
        self.lease = lease
        self.seconds_left = seconds_left


async def take(name: str, *, holder: str, place: str, seconds: int) -> Lease:
    """Become the holder for some seconds. Raises HeldError, DatabaseUnavailableError."""
    async with transaction():
        await lock_until_commit()
        now_s, known = await _now_s(), await _by_name(name)
        if known is not None and not may_take(known, place=place, now_s=now_s):
            raise HeldError(known, seconds_left=known.ends_at_s - now_s)
        fence = known.fence + 1 if known else 1
        taken = Lease(name, fence, holder[:HOLDER_LENGTH], place, now_s + seconds)
        if known is None:
            await _INSERT.run(name, fence, taken.holder, place, taken.ends_at_s)
        else:
            await _GIVE.run(fence, taken.holder, place, taken.ends_at_s, name)
    return taken


async def renew(lease: Lease, *, seconds: int) -> bool:
    """Hold it for some seconds from now; False when another has it. DatabaseUnavailableError."""
    async with transaction():
        return await _RENEW.run(await _now_s() + seconds, lease.name, lease.fence) == 1


async def give_back(lease: Lease) -> None:
    """Let the next one have it at once; nothing happens when another has it already."""
    async with transaction():
        await _RENEW.run(0, lease.name, lease.fence)


async def holder_of(name: str) -> Lease | None:
    """The lease as it stands, also when it has run out."""
    return await _by_name(name)


async def _now_s() -> int:
    """SQLite tells the time as a text in UTC, PostgreSQL as a moment."""
    now = (await _NOW.rows())[0]["now"]
    if isinstance(now, str):
        now = datetime.fromisoformat(now).replace(tzinfo=UTC)
    return int(now.timestamp())


async def _by_name(name: str) -> Lease | None:
    rows = await _BY_NAME.rows(name)
    if not rows:
        return None
    row = rows[0]
    return Lease(row["name"], row["fence"], row["holder"], row["place"], row["ends_at_s"])
