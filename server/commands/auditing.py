"""Commands about the list of what staff did."""

import argparse

from models.audit import services as audit
from server.commands.running import open_database, run, say, settings_of
from server.secret import office_secret
from server.settings import Settings


def audit_verify(options: argparse.Namespace) -> int:
    """Look at every entry; 1 when one was changed, removed or moved."""
    settings = settings_of(options)
    many, digest, faults = run(_verify(settings))
    for fault in faults:
        say(fault)
    if faults:
        return 1
    say(f"{many} entries, each as it was written; the last one is {digest}")
    return 0


async def _verify(settings: Settings) -> tuple[int, str, list[str]]:
    async with open_database(settings):
        return await audit.verify(secret=office_secret(settings))
