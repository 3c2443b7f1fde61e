"""Commands about who works where, and about the list of what staff did."""

import argparse
from collections.abc import Sequence

from models.audit import services as audit
from models.db import transaction
from models.people import staff
from models.staffing import services as staffing
from server.commands.running import open_database, run, say, settings_of
from server.faults import CommandError
from server.secret import office_secret
from server.settings import Settings

NAME_LONGEST = 120


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


def department_add(options: argparse.Namespace) -> int:
    """Make a department, or add members to one that there is."""
    name = options.name.strip()
    if not 1 <= len(name) <= NAME_LONGEST or not name.isprintable():
        raise CommandError(f"A department's name has 1 to {NAME_LONGEST} letters.")
    run(_add(settings_of(options), name, options.members))
    say(f"{name}: {', '.join(options.members) or 'nobody yet'}")
    return 0


async def _verify(settings: Settings) -> tuple[int, str, list[str]]:
    async with open_database(settings):
        return await audit.verify(secret=office_secret(settings))


async def _add(settings: Settings, name: str, members: Sequence[str]) -> None:
    """Raises CommandError when a member is unknown."""
    async with open_database(settings) as (clock, new_id), transaction():
        at_ms = int(clock.now().timestamp() * 1000)
        known = {each.name: each.id for each in await staff.everyone()}
        if unknown := [each for each in members if each not in known]:
            raise CommandError(f"There is no account {unknown[0]}.")
        found = {each.name: each.id for each in await staffing.departments()}
        number = found.get(name) or await staffing.found(name, at_ms=at_ms, new_id=new_id)
        works_in = {each.id: each.departments for each in await staffing.at_work()}
        for each in members:
            placed = sorted({*works_in.get(known[each], ()), number})
            await staffing.place(known[each], placed, new_id=new_id)
