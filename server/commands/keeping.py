"""Commands about what is stored: migrate, staff, export, settings."""

import argparse
import json
import re
import sys
from pathlib import Path

from models.people import staff
from models.people.rules import Role
from server.channels import check_ways_out
from server.commands.running import open_database, run, say, settings_of
from server.faults import CommandError
from server.ledger import ledger
from server.secret import office_secret
from server.settings import Settings

NAME = re.compile(r"[\w.@-]{2,64}")


def migrate(options: argparse.Namespace) -> int:
    """Bring the database to the current schema."""
    run(_migrate(settings_of(options)))
    say("The database is at the current schema.")
    return 0


def staff_add(options: argparse.Namespace) -> int:
    """Make an account and print its password link."""
    if options.role not in [role.value for role in Role]:
        raise CommandError(f"The role must be one of {', '.join(Role)}.")
    name = options.name.strip()
    if not NAME.fullmatch(name):
        raise CommandError("A login name has 2 to 64 letters, digits, dots, dashes or underscores.")
    settings = settings_of(options)
    display_name = options.display_name or name
    secret = run(_staff_add(settings, name, display_name, Role(options.role)))
    say(f"{name} may set a password once, within 72 hours, at")
    say(f"http://{settings.host}:{settings.port}/password/{secret}")
    return 0


def export_ledger(options: argparse.Namespace) -> int:
    """Write the ledger as JSON."""
    told = json.dumps(run(_ledger(settings_of(options))), ensure_ascii=False)
    if options.file == "-":
        sys.stdout.write(told + "\n")
    else:
        Path(options.file).write_text(told + "\n", encoding="utf-8")
    return 0


def config_show(options: argparse.Namespace) -> int:
    """Print the effective settings, secrets hidden."""
    for name, value in settings_of(options).shown().items():
        say(f"{name} = {json.dumps(value)}")
    return 0


def config_check(options: argparse.Namespace) -> int:
    """Say whether the settings can be used: they are read, and the database is opened."""
    settings = settings_of(options)
    check_ways_out(settings)
    run(_migrate(settings))
    office_secret(settings)
    say("The settings can be used.")
    return 0


async def _migrate(settings: Settings) -> None:
    async with open_database(settings):
        pass


async def _staff_add(settings: Settings, name: str, display_name: str, role: Role) -> str:
    async with open_database(settings) as (clock, new_id):
        at_ms = int(clock.now().timestamp() * 1000)
        try:
            member = await staff.add(
                name, display_name=display_name, role=role, at_ms=at_ms, new_id=new_id
            )
        except staff.NameTakenError:
            raise CommandError(f"There is an account named {name} already.") from None
        return await staff.password_link(member.id, at_ms=at_ms)


async def _ledger(settings: Settings) -> object:
    async with open_database(settings):
        return await ledger()
