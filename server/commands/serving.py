"""`loket serve` and `loket demo`: an office that runs until it is told to end."""

import argparse
import asyncio
import gc
import signal

from server.app import Office, Parts
from server.channels import check_ways_out
from server.commands.running import run, say, settings_of
from server.demo.office import demo_office
from server.elsewhere import gateway_elsewhere
from server.faults import CommandError
from server.logs import set_up_logging
from server.settings import Settings

DEMO = Settings(
    database_url="sqlite://data/demo.sqlite3",
    modems=("simulated",),
    office_name_id="Disdukcapil Kabupaten Langkat (contoh)",
    office_name_en="Langkat Civil Registry (demo)",
    sms_number="+6281190001000",
    log_level="warning",
    answer_within_minutes=15,
    unanswered_minutes=60,
    embed_sites=("http://127.0.0.1:*", "http://localhost:*"),
)


def serve(options: argparse.Namespace) -> int:
    """Run the parts asked for, all of them by default."""
    settings = settings_of(options)
    check_ways_out(settings)
    set_up_logging(settings.log_level)
    only = options.only
    if settings.office_url is not None:
        if only != ["gateway"]:
            raise CommandError("office_url is for a gateway alone: add --only gateway.")
        return run(_gateway_elsewhere(settings))
    parts = Parts(*(only is None or part in only for part in ("web", "gateway", "jobs")))
    return run(_until_told(settings, parts))


def demo(options: argparse.Namespace) -> int:
    """Run everything with demo data and a simulated modem, for this machine alone."""
    settings = settings_of(options, defaults=DEMO)
    if not settings.is_loopback:
        raise CommandError("The demo has public passwords: it listens on loopback only.")
    set_up_logging(settings.log_level)
    return run(_demo(settings))


async def _until_told(settings: Settings, parts: Parts) -> int:
    """Raises CommandError when another process takes over the gateway."""
    ended, reasons = _end_signal(), list[str]()

    def lost(reason: str) -> None:
        reasons.append(reason)
        ended.set()

    office = Office(settings, parts=parts, lost=lost)
    await office.start()
    spare_the_collector()
    try:
        if office.parts.web:
            say(f"Loket answers at http://{office.settings.host}:{office.port}/")
        else:
            say("Loket is at work.")
        await ended.wait()
    finally:
        await office.stop()
    if reasons:
        raise CommandError(reasons[0])
    return 0


async def _gateway_elsewhere(settings: Settings) -> int:
    """The modems here, an office there; no database."""
    ended = _end_signal()
    async with gateway_elsewhere(settings):
        spare_the_collector()
        say(f"Loket's modems serve the office at {settings.office_url}")
        await ended.wait()
    return 0


async def _demo(settings: Settings) -> int:
    ended = _end_signal()
    async with demo_office(settings) as opened:
        spare_the_collector()
        for line in opened.tour:
            say(line)
        await ended.wait()
    return 0


def spare_the_collector() -> None:
    """What was made at start stays; collecting garbage rarely costs less than it saves here.

    With a thousand open conversations the default thresholds walk all of them many times a second.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _end_signal() -> asyncio.Event:
    """Set when the process is told to end; a second signal ends it at once."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, _end, ended, number)
    return ended


def _end(ended: asyncio.Event, number: signal.Signals) -> None:
    ended.set()
    asyncio.get_running_loop().remove_signal_handler(number)
