"""What a command changes beside a running office, with the audit entry that tells of it."""

import getpass
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from models.audit import services as audit
from models.audit.services import Done
from models.db import transaction
from models.terms.ids import IdMaker
from server.commands.running import open_database
from server.secret import office_secret
from server.settings import Settings


@dataclass(frozen=True, slots=True)
class Change:
    """When something is changed, and the hand that keeps it."""

    secret: bytes
    at_ms: int
    new_id: IdMaker

    async def keep(self, act: str, **detail: object) -> None:
        """Leave an entry; whoever typed the command goes by their name on this machine."""
        done = Done(None, act, None, {"by": _operator(), **detail})
        await audit.keep([done], secret=self.secret, at_ms=self.at_ms)


@asynccontextmanager
async def changing(settings: Settings) -> AsyncIterator[Change]:
    """One transaction: what is done inside is stored with its entries, or not at all."""
    secret = office_secret(settings)
    async with open_database(settings) as (clock, new_id), transaction():
        yield Change(secret, int(clock.now().timestamp() * 1000), new_id)


def _operator() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"
