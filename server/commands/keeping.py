"""Commands about what is stored: migrate, export, settings."""

import argparse
import json
import sys
from pathlib import Path

from server.channels import check_ways_out
from server.commands.running import open_database, run, say, settings_of
from server.ledger import ledger
from server.secret import office_secret
from server.settings import Settings


def migrate(options: argparse.Namespace) -> int:
    """Bring the database to the current schema."""
    run(_migrate(settings_of(options)))
    say("The database is at the current schema.")
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


async def _ledger(settings: Settings) -> object:
    async with open_database(settings):
        return await ledger()
