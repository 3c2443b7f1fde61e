"""Commands that talk: play a dialog in the terminal, simulate a modem."""

import argparse
import asyncio
import re
import signal
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from dialogs.registry import counter
from gateway.simulator import PROFILES, simulate
from models.terms.phone import parse_phone
from server.commands.running import open_database, run, say, settings_of
from server.demo.world import furnish
from server.faults import CommandError
from server.outcomes import check_outcomes
from server.playing import Player, transcript
from server.secret import office_secret
from server.settings import PORT_HIGHEST, Settings

LONGEST_LATENCY_SECONDS = 600
BAUD_LOWEST, BAUD_HIGHEST = 300, 4_000_000
CAPACITY_HIGHEST = 10_000


def play(options: argparse.Namespace) -> int:
    """Hold one conversation with the demo's data; nothing is kept but the transcript."""
    settings = settings_of(options)
    language = options.language or settings.language
    phone = None
    if options.phone is not None and (phone := parse_phone(options.phone)) is None:
        raise CommandError(f"{options.phone} is no telephone number.")
    with tempfile.TemporaryDirectory(prefix="loket-") as folder:
        scratch = replace(settings, database_url=f"sqlite://{folder}/play.sqlite3")
        lines = run(_play(scratch, options.dialog, language, phone))
    if options.save:
        Path(options.save).write_text(lines, encoding="utf-8")
        say(f"Kept as {options.save}.")
    return 0


def simulate_modem(options: argparse.Namespace) -> int:
    """Be a modem until told to end."""
    if options.link is None and options.tcp is None:
        raise CommandError("Say where: --link PATH or --tcp PORT.")
    if options.link is not None and options.tcp is not None:
        raise CommandError("A modem is in one place: give --link PATH or --tcp PORT, not both.")
    for port in (options.tcp, options.control):
        if port is not None and not 0 <= port <= PORT_HIGHEST:
            raise CommandError(f"A port is 0 to {PORT_HIGHEST}, not {port}.")
    _check_modem(options)
    with suppress(asyncio.CancelledError):
        run(_simulate(options))
    return 0


async def _simulate(options: argparse.Namespace) -> None:
    """Until a signal comes; then its link is taken away."""
    this = asyncio.current_task()
    loop = asyncio.get_running_loop()
    if this is not None:
        for ending in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(ending, this.cancel)
    await simulate(
        options.link,
        options.tcp,
        options.control,
        profile=options.profile,
        latency_seconds=options.latency,
        baud=options.baud,
        capacity=options.capacity,
        pin=options.pin,
    )


def _check_modem(options: argparse.Namespace) -> None:
    if options.profile not in PROFILES:
        raise CommandError(f"No such modem; there are: {', '.join(PROFILES)}.")
    if not 0 <= options.latency <= LONGEST_LATENCY_SECONDS:
        raise CommandError(f"A latency is 0 to {LONGEST_LATENCY_SECONDS} seconds.")
    if options.baud is not None and not BAUD_LOWEST <= options.baud <= BAUD_HIGHEST:
        raise CommandError(f"A baud rate is {BAUD_LOWEST} to {BAUD_HIGHEST}.")
    if not 1 <= options.capacity <= CAPACITY_HIGHEST:
        raise CommandError(f"A storage holds 1 to {CAPACITY_HIGHEST} messages.")
    if options.pin is not None and not re.fullmatch(r"[0-9]{4,8}", options.pin):
        raise CommandError("A PIN has 4 to 8 digits.")


async def _play(settings: Settings, dialog: str | None, language: str, phone: str | None) -> str:
    async with open_database(settings) as (clock, new_id):
        secret = office_secret(settings)
        await furnish(secret=secret, clock=clock, new_id=new_id)
        check_outcomes(counter.dialogs)
        player = Player(clock, new_id, settings.zone, secret, language, phone)
        if dialog is not None:
            _show(await player.begin(dialog))
        while (heard := await asyncio.to_thread(_ask)) is not None:
            _show(await player.hear(heard))
        return transcript(player.lines, language=language, phone=phone)


def _ask() -> str | None:
    sys.stdout.write("> ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None


def _show(text: str) -> None:
    for line in text.splitlines():
        say(f"  {line}")
