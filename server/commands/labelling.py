"""`loket unknown`: what the bot did not understand; list it, say what was meant, take it out."""

import argparse
import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from models.unknown import services as unknown
from models.unknown.rules import LABELS, NOISE, takes_effect
from models.unknown.services import UnknownView
from server.commands.changing import changing
from server.commands.running import open_database, run, say, settings_of
from server.faults import CommandError
from server.settings import Settings

ALL = 1_000_000
GUIDE_NAME = {NOISE: "abusive_or_noise"}
"""Where a label has a longer name in the label guide."""


def unknown_list(options: argparse.Namespace) -> int:
    """Print what waits for a label, the most frequent first; or what has one."""
    settings = settings_of(options)
    for view in run(_views(settings, labelled=options.labelled, limit=_positive(options.last))):
        say(
            json.dumps(_listed(view, settings.zone), ensure_ascii=False)
            if options.json
            else _line(view, settings.zone)
        )
    return 0


def unknown_label(options: argparse.Namespace) -> int:
    """Say what one of them means."""
    view = run(_label(settings_of(options), options.id, options.intent))
    is_followed = takes_effect(options.intent, view.context)
    say("From now on it is understood so." if is_followed else "Kept, for those who teach the bot.")
    return 0


def unknown_export(options: argparse.Namespace) -> int:
    """Write them as JSON lines in the form of labelled messages."""
    settings = settings_of(options)
    views = run(_views(settings, labelled=True, limit=ALL))
    if options.all:
        views = [*views, *run(_views(settings, labelled=False, limit=ALL))]
    lines = [json.dumps(exported(view), ensure_ascii=False) for view in views]
    if options.file == "-":
        for line in lines:
            say(line)
    else:
        Path(options.file).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return 0


def exported(view: UnknownView) -> dict[str, Any]:
    """One labelled message; without its intent and slots as long as nobody has labelled it.

    The values in it are for whoever labels more closely: slots are left empty.
    """
    told: dict[str, Any] = {
        "id": f"u{view.id}",
        "lang": view.language,
        "channel": view.channel,
        "context": view.context,
        "text": view.text,
    }
    if view.intent is not None:
        told |= {"intent": GUIDE_NAME.get(view.intent, view.intent), "slots": {}}
    return {**told, "notes": f"came {view.times} times"}


def _listed(view: UnknownView, zone: ZoneInfo) -> dict[str, Any]:
    return {
        **exported(view),
        "id": str(view.id),
        "intent": view.intent,
        "times": view.times,
        "last": _moment(view.last_at_ms, zone),
    }


def _line(view: UnknownView, zone: ZoneInfo) -> str:
    label = f" = {view.intent}" if view.intent else ""
    seen = f"{_moment(view.last_at_ms, zone)}  {view.times} x  {view.channel} {view.language}"
    return f"{view.id}  {seen}  {view.context}  {json.dumps(view.text, ensure_ascii=False)}{label}"


def _moment(at_ms: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at_ms / 1000, zone).isoformat(timespec="minutes")


def _positive(count: int) -> int:
    if count < 1:
        raise CommandError("--last needs a number from 1.")
    return min(count, ALL)


async def _views(settings: Settings, *, labelled: bool, limit: int) -> list[UnknownView]:
    async with open_database(settings):
        asked = unknown.labelled if labelled else unknown.waiting
        return list(await asked(limit=limit))


async def _label(settings: Settings, written: str, intent: str) -> UnknownView:
    if not written.removeprefix("u").isdecimal() or len(written) > len(str(2**63)):
        raise CommandError(f"{written} is no number of a message; `loket unknown list` tells them.")
    async with changing(settings) as change:
        try:
            number = int(written.removeprefix("u"))
            view = await unknown.label(number, intent, staff_id=None, at_ms=change.at_ms)
        except unknown.NoSuchIntentError:
            raise CommandError(f"The label must be one of {', '.join(sorted(LABELS))}.") from None
        except unknown.NoSuchMessageError:
            raise CommandError(f"No message {written} is kept.") from None
        await change.keep("label_unknown", number=view.id, intent=intent)
        return view
